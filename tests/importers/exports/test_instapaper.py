"""Instapaper's tables, the old and the new."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.instapaper import Instapaper
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_OLD = (
    "URL,Title,Selection,Folder\n"
    "https://loom.example/warp,Warp,threads that run along,Archive\n"
    "https://loom.example/warp,Warp,,Starred\n"
    "https://loom.example/weft,Weft,,Cloth and dye\n"
)
_NEW = (
    "URL,Title,Selection,Folder,Timestamp,Tags\n"
    'https://loom.example/warp,Warp,"threads, that\nrun along",Unread,1600000000,"[""wool"",""flax""]"\n'
)


_PAGE = (
    "<!DOCTYPE html><html><head><title>Instapaper: Export</title></head><body>\n"
    '<h1>Unread</h1>\n<ol>\n<li><a href="https://loom.example/warp?a=1&amp;b=2">Warp &amp; weft</a>\n</ol>\n'
    "<h1>Cloth</h1>\n<ol>\n<li><a href='https://loom.example/dye'>Dye</a>\n</ol></body></html>\n"
)


class TestInstapaper(ImporterContract):
    importer = Instapaper()
    good = (
        ("instapaper-export.csv", _OLD.encode()),
        ("instapaper.csv", _NEW.encode("utf-8-sig")),
        ("instapaper.html", _PAGE.encode()),
    )


def _read(tmp_path: Path, text: str) -> tuple[Capture, ...]:
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8")
    return tuple(registry.read(path))


def test_rows_of_an_address_are_one_page(tmp_path: Path) -> None:
    warp, weft = _read(tmp_path, _OLD)
    assert (warp.record.status, warp.record.starred) == (Status.ARCHIVE, True)
    assert [each.quote.exact for each in warp.record.annotations] == ["threads that run along"]
    assert (weft.record.tags, weft.record.status) == (("Cloth and dye",), None)


def test_the_new_table_has_times_and_tags(tmp_path: Path) -> None:
    (warp,) = _read(tmp_path, _NEW)
    assert warp.record.added == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)
    assert warp.record.tags == ("wool", "flax")
    (threads,) = warp.record.annotations
    assert threads.quote.exact == "threads, that\nrun along"


def test_what_has_no_address_of_the_web_is_kept_by_its_title(tmp_path: Path) -> None:
    text = "URL,Title,Selection,Folder\ninstapaper://private-content/7,A letter,,Unread\n,,,Unread\n"
    (letter,) = _read(tmp_path, text)
    assert (letter.address, letter.record.title) == (None, "A letter")
    assert letter.part == "instapaper://private-content/7"
    assert letter.warnings[0].startswith("Line 3")


def test_tags_that_are_no_list_are_names(tmp_path: Path) -> None:
    (warp,) = _read(tmp_path, 'URL,Title,Selection,Folder,Tags\nhttps://a.example/,A,,,"[""wool"", flax"\n')
    assert warp.record.tags == ("wool", "flax")


def test_the_page_of_links_has_folders(tmp_path: Path) -> None:
    warp, dye = _read(tmp_path, _PAGE)
    assert (warp.address, warp.record.title) == ("https://loom.example/warp?a=1&b=2", "Warp & weft")
    assert (warp.record.status, warp.record.tags) == (Status.INBOX, ())
    assert (dye.record.status, dye.record.tags) == (None, ("Cloth",))


def test_columns_may_be_missing(tmp_path: Path) -> None:
    (warp,) = _read(
        tmp_path, "Timestamp,Folder,Title,URL\n1600000000,Archive,Warp,https://loom.example/warp\n"
    )
    assert (warp.format, warp.record.status) == ("Instapaper", Status.ARCHIVE)
