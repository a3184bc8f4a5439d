"""Tables of highlights of any tool."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.highlight_tables import HighlightTables
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.record import Record

_GLASP = (
    "Title,URL,Highlight Text,Note,Tags,Highlight Color,Created At\n"
    'Rope,https://rope.example/,"Three strands, laid right.",hard,"knots;hemp",pink,2023-07-08T09:10:11Z\n'
    "Rope,https://rope.example/,,on all of it,,,\n"
)
_WEAVA = (
    "Folder;Resource Title;Resource URL;Quote;Annotation;Color;Date Created\n"
    "Sailing;Rope;https://rope.example/;Three strands;hard;#ff0000;2023-07-08\n"
)


class TestHighlightTables(ImporterContract):
    importer = HighlightTables()
    good = (("glasp.csv", _GLASP.encode()), ("weava.csv", _WEAVA.encode("utf-8-sig")))


def _read(tmp_path: Path, table: str) -> Record:
    path = tmp_path / "data.csv"
    path.write_text(table, encoding="utf-8")
    (rope,) = registry.read(path)
    assert rope.address == "https://rope.example/"
    return rope.record


def test_a_row_is_a_highlight_of_its_page(tmp_path: Path) -> None:
    record = _read(tmp_path, _GLASP)
    assert (record.title, record.note, record.tags) == ("Rope", "on all of it", ())
    (strands,) = record.annotations
    assert (strands.quote.exact, strands.note) == ("Three strands, laid right.", "hard")
    assert (strands.tags, strands.color) == (("knots", "hemp"), Color.MAGENTA)
    assert strands.created == datetime(2023, 7, 8, 9, 10, 11, tzinfo=UTC)


def test_columns_have_other_names_elsewhere(tmp_path: Path) -> None:
    record = _read(tmp_path, _WEAVA)
    assert (record.title, record.tags) == ("Rope", ("Sailing",))
    (strands,) = record.annotations
    assert (strands.quote.exact, strands.note, strands.color) == ("Three strands", "hard", Color.RED)
    assert strands.created == datetime(2023, 7, 8, tzinfo=UTC)


def test_a_page_without_highlights_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("url,title,quote,tags\nhttps://rope.example/splice,Splice,,knots\n,Nothing,,\n")
    (splice,) = registry.read(path)
    assert (splice.record.title, splice.record.tags, splice.record.annotations) == ("Splice", ("knots",), ())
    assert splice.warnings == ("Line 3 has no highlight, and was left out.",)
