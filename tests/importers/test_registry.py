from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.errors import ImportFailed, NotAPage
from postil.importers import registry

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"<!doctype html><html><p>Words</p></html>"


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\0\0\0"])
def test_an_empty_file_is_no_page(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "page.html").write_bytes(content)
    with pytest.raises(NotAPage, match="empty"):
        tuple(registry.read(tmp_path / "page.html"))


@given(content=st.binary(max_size=500), name=st.sampled_from(["a.html", "a.txt", "a", "a.bin", "a.mhtml"]))
@settings(suppress_health_check=list(HealthCheck))
def test_random_bytes_are_read_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    try:
        contents = {capture.content for capture in registry.read(path)}
    except ImportFailed:
        contents = set()
    assert contents <= {content}


def test_a_file_that_is_not_what_its_name_says_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(b"no letter, no page, nothing that has a name and a colon in its lines\n" * 3)
    with pytest.raises(NotAPage, match="damaged, or no page or export that Postil knows"):
        tuple(registry.read(path))
