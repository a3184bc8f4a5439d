from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import NotAPage
from postil.importers import registry
from postil.importers.pages.html import Html, web_address

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"""<!DOCTYPE html>
<!-- saved from url=(0033)https://mill.example/notes?id=7#a -->
<html><head><title>The Mill</title></head><body><p>Words of the mill.</p></body></html>
"""


class TestHtml(ImporterContract):
    importer = Html()
    good = (
        ("page.html", PAGE),
        ("PAGE.HTM", b"\xef\xbb\xbf" + PAGE),
        ("page.xhtml", b'<?xml version="1.0"?>\n' + PAGE),
        ("wide.html", PAGE.decode().encode("utf-16")),
        ("page.php", PAGE),
    )


def read_address(tmp_path: Path, content: bytes) -> str | None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    (capture,) = registry.read(path)
    return capture.address


def test_the_address_is_in_the_comment_that_browsers_write(tmp_path: Path) -> None:
    assert read_address(tmp_path, PAGE) == "https://mill.example/notes?id=7#a"


@pytest.mark.parametrize(
    "comment",
    [
        b"<!-- saved from url=(0014)about:internet -->",
        b"<!-- saved from url=(0022)file:///home/a/b.html -->",
        b"<!-- saved from url=(0010)javascript:alert(1) -->",
        b"<!-- saved from url=https://mill.example/ -->",
        b"",
    ],
)
def test_no_other_address_is_taken(tmp_path: Path, comment: bytes) -> None:
    assert read_address(tmp_path, comment + b"<html><p>a</p></html>") is None


def test_a_page_needs_no_markup_if_its_name_says_so(tmp_path: Path) -> None:
    assert read_address(tmp_path, b"only words") is None


def test_an_image_with_the_name_of_a_page_is_none(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100))
    with pytest.raises(NotAPage, match="an image"):
        tuple(registry.read(path))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("style.css", "Files of this kind"),
        ("app.js", "Files of this kind"),
        ("feed.rss", "Files of this kind"),
        ("drawing.svg", "Files of this kind"),
        ("data.json", "no page or export"),
    ],
)
def test_text_that_may_speak_of_html_is_no_page(tmp_path: Path, name: str, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(PAGE)
    with pytest.raises(NotAPage, match=told):
        tuple(registry.read(path))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://mill.example/a ", "https://mill.example/a"),
        ("HTTP://MILL.EXAMPLE", "HTTP://MILL.EXAMPLE"),
        ("https://mill.example/a \n  title: b", "https://mill.example/a"),
        ("ftp://mill.example", None),
        ("https:", None),
        ("https://[bad", None),
        ("", None),
    ],
)
def test_web_addresses(text: str, address: str | None) -> None:
    assert web_address(text) == address
