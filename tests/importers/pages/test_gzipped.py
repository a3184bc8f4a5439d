from __future__ import annotations

import gzip
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.orchard import TEXT, page, png
from tests.importers.pages.test_mhtml import CHROMIUM

from postil.errors import ImportFailed, NotAPage
from postil.importers import registry
from postil.importers.pages.gzipped import Gzipped
from postil.importers.pages.html import Html
from postil.importers.pages.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.model.capture import Capture

packed = partial(gzip.compress, mtime=0)
"""The same bytes at any time, so that tests have the same names."""
MARKUP = page().encode()
GOOD = packed(MARKUP)


class TestGzipped(ImporterContract):
    importer = Gzipped((Html(), Text()))
    good = (
        ("door.html.gz", GOOD),
        ("door.html", GOOD),
        ("door.mhtml.gz", packed(CHROMIUM)),
        ("door.gz", packed(MARKUP[:200]) + packed(MARKUP[200:])),
    )


def read(tmp_path: Path, content: bytes, name: str = "door.html.gz") -> Sequence[Capture]:
    path = tmp_path / name
    path.write_bytes(content)
    return tuple(registry.read(path))


def test_the_page_is_unpacked_and_the_original_stays(tmp_path: Path) -> None:
    (capture,) = read(tmp_path, GOOD)
    assert (capture.content, capture.markup, capture.name) == (GOOD, MARKUP, "door.html.gz")


def test_what_is_inside_is_read_by_its_own_format(tmp_path: Path) -> None:
    (capture,) = read(tmp_path, packed(CHROMIUM), "door.mhtml.gz")
    assert capture.address == "https://orchard.example/press/door"
    assert len(capture.resources) == 2


def test_all_members_are_one_page_and_what_follows_them_is_nothing(tmp_path: Path) -> None:
    members = packed(MARKUP[:200]) + packed(MARKUP[200:])
    for content in (members, members + bytes(512), members + b"signature"):
        (capture,) = read(tmp_path, content)
        assert capture.markup == MARKUP


def test_several_articles_in_a_text_are_parts_of_the_file(tmp_path: Path) -> None:
    bar = "=" * 100
    text = "".join(f"{bar}\nTitle {number}\n{bar}\n\n{' '.join(TEXT)}\n\n" for number in (1, 2, 3))
    captures = read(tmp_path, packed(text.encode()), "texts.txt.gz")
    assert [capture.part for capture in captures] == ["1", "2", "3"]
    assert all(capture.container == tmp_path / "texts.txt.gz" for capture in captures)
    assert "".join(capture.markup.decode() for capture in captures) == text


def test_the_files_beside_the_compressed_page_come_with_it(tmp_path: Path) -> None:
    (tmp_path / "door_files").mkdir()
    (tmp_path / "door_files" / "leaf.png").write_bytes(png())
    content = packed(page('<img src="door_files/leaf.png">').encode())
    (capture,) = read(tmp_path, content)
    assert [each.content for each in capture.resources] == [png()]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svgz", packed(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')),
        ("drawing.svg.gz", packed(b'<?xml version="1.0"?><svg><text>Words</text></svg>')),
        ("bytes.gz", packed(bytes(range(256)) * 20)),
        ("picture.png.gz", packed(png())),
        ("twice.html.gz.gz", packed(GOOD)),
    ],
)
def test_what_is_no_page_is_said_to_be_compressed(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(NotAPage, match="compressed"):
        read(tmp_path, content, name)


def test_more_than_a_page_may_be_is_refused(tmp_path: Path) -> None:
    bomb = packed(b"<html>" + bytes(30_000_000))
    with pytest.raises(ImportFailed, match="more than a saved page may"):
        read(tmp_path, bomb)


def test_what_was_cut_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="cut short"):
        read(tmp_path, GOOD[:-12])
    with pytest.raises(ImportFailed, match="cut short"):
        read(tmp_path, GOOD[:-8] + b"12345678")
