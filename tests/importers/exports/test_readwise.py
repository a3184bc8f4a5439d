"""Highlights as Readwise exports them and takes them in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import ImportFailed
from postil.importers import registry
from postil.importers.exports.readwise import Readwise
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_HEADER = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,"
    "Location Type,Location,Highlighted at,Document tags\r\n"
)
_ROWS = (
    '"Peat grows a millimetre\nin a year, they say.",Bogs,Mira Osk,,".slow Check ""this"".",blue,'
    '"wet, .favorite",location,210,2023-06-01 07:15:00+00:00,"field, reading"\r\n'
    "Dig where you stand.,Bogs,Mira Osk,B07MOSS,,,,location,14,2023-06-02 07:15:00+00:00,field\r\n"
    '"=SUM(of all mosses)",Ferns,,,,,,page,3,,\r\n'
)
_TAKEN_IN = (
    "Date,URL,Title,Author,Note,Highlight,Location\n"
    "2022-11-05 20:00:00,https://heath.example/ling?utm_source=a,Ling,A. Brae,why,Heather burns well.,8\n"
)


class TestReadwise(ImporterContract):
    importer = Readwise()
    good = (
        ("readwise-data.csv", (_HEADER + _ROWS).encode()),
        ("with-mark.csv", (_HEADER + _ROWS).encode("utf-8-sig")),
        ("for-readwise.csv", _TAKEN_IN.encode()),
    )


def _read(tmp_path: Path, text: str) -> tuple[Capture, ...]:
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8")
    return tuple(registry.read(path))


def test_a_book_is_one_page_with_all_that_was_said(tmp_path: Path) -> None:
    bogs, ferns = _read(tmp_path, _HEADER + _ROWS)
    assert (bogs.record.title, bogs.record.byline, bogs.record.tags) == (
        "Bogs",
        "Mira Osk",
        ("field", "reading"),
    )
    assert (bogs.waiting, bogs.address) == (True, None)
    dig, peat = bogs.record.annotations
    assert dig.quote.exact == "Dig where you stand."
    assert peat.quote.exact == "Peat grows a millimetre\nin a year, they say."
    assert peat.note == 'Check "this".'
    assert peat.color is Color.BLUE
    assert peat.tags == ("wet", "favorite", "slow")
    assert peat.created == datetime(2023, 6, 1, 7, 15, tzinfo=UTC)
    (fern,) = ferns.record.annotations
    assert (fern.quote.exact, fern.color, fern.created) == ("=SUM(of all mosses)", None, None)


def test_the_table_for_taking_in_has_addresses(tmp_path: Path) -> None:
    (ling,) = _read(tmp_path, _TAKEN_IN)
    assert ling.address == "https://heath.example/ling?utm_source=a"
    (burns,) = ling.record.annotations
    assert (burns.quote.exact, burns.note) == ("Heather burns well.", "why")
    assert burns.created == datetime(2022, 11, 5, 20, tzinfo=UTC)
    assert ling.record.byline == "A. Brae"


def test_older_exports_have_fewer_columns(tmp_path: Path) -> None:
    text = "Highlight;Title;Author;Amazon Book ID;Note;Location\nWet;Bogs;;B1;.h1;\n"
    (bogs,) = _read(tmp_path, text)
    (wet,) = bogs.record.annotations
    assert (wet.note, wet.tags) == ("", ("h1",))


def test_a_note_without_highlight_is_the_pages(tmp_path: Path) -> None:
    (bogs,) = _read(tmp_path, "Highlight,Title,Note\n,Bogs,Read in autumn\nWet,Bogs,\n")
    assert bogs.record.note == "Read in autumn"
    assert len(bogs.record.annotations) == 1


def test_a_broken_row_is_said_and_the_others_come(tmp_path: Path) -> None:
    text = _HEADER + '"half a row,Bogs\r\n,Bogs,,,,,,,,,\r\n' + _ROWS
    captures = _read(tmp_path, text)
    said = [warning for capture in captures for warning in capture.warnings]
    assert sum(len(capture.record.annotations) for capture in captures) == 4
    assert any("Line 2" in warning for warning in said)
    assert any("Line 3" in warning for warning in said)


def test_a_header_alone_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="nothing in this export"):
        _read(tmp_path, _HEADER)


def test_a_column_of_highlights_is_enough(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, 'Highlight\nDig where you stand.\n"Wet, still."\n')
    assert page.record.title == "Highlights"
    assert [each.quote.exact for each in page.record.annotations] == ["Dig where you stand.", "Wet, still."]


def test_a_note_that_only_looks_like_a_tag_comes_back_whole(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, "Highlight,Title,Note\nWet,Bogs,\u2060.profile is read first\n")
    (wet,) = page.record.annotations
    assert (wet.note, wet.tags) == (".profile is read first", ())
