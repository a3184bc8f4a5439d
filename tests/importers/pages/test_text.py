from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import NotAPage
from postil.importers import registry
from postil.importers.pages.text import Text

if TYPE_CHECKING:
    from pathlib import Path

DUMP = "The Mill\n\nMenu\nHome | About\n\nThe old miller’s lamp burned on — all night.\n".encode()


class TestText(ImporterContract):
    importer = Text()
    good = (
        ("page.txt", DUMP),
        ("page.TEXT", DUMP.decode().encode("utf-16")),
        ("old.txt", DUMP.decode().encode("cp1252")),
        ("tags.txt", DUMP + b"The tag <p> begins a paragraph.\n"),
    )


def test_text_that_begins_as_a_page_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"\n<!DOCTYPE html><html><p>Words</p></html>")
    (capture,) = registry.read(path)
    assert (capture.format, capture.media_type) == ("HTML", "text/html")


def test_text_of_another_kind_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "page.csv"
    path.write_bytes(DUMP)
    with pytest.raises(NotAPage, match="no page or export"):
        tuple(registry.read(path))
