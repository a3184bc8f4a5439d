"""Tables: for Readwise, for spreadsheets; and cells that would be formulas."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.export.formats.sources import MILL, highlight, lost, source, written

from postil.export.formats.csv_table import guarded, write_table
from postil.export.formats.highlight_table import write_highlight_table
from postil.export.formats.readwise_table import write_readwise
from postil.importers.csv_rows import read_rows
from postil.model.annotation import Color


def rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@given(st.text("'=+-@\t\r\n\"，,＝a ", min_size=1))
def test_a_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    file = io.BytesIO()
    write_table(("a", "b"), ((f"{cell}", "x"),), file)
    assert guarded(cell)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    (row,) = read_rows(file.getvalue())
    assert row.text("a") == cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def test_readwise_gets_its_columns_with_tags_before_the_note() -> None:
    placed = (
        highlight(
            "turned", note='Why,\n"so"?', tags=("water", "old trades/mills", "4sails"), color=Color.RED
        ),
        highlight("bread", name="two", note=".hidden files"),
        lost("=gone", name="three"),
    )
    first, second, third = rows(written(write_readwise, source(MILL, placed)))
    assert first == {
        "Highlight": "turned",
        "Title": MILL.title,
        "Author": "Ann Miller",
        "URL": MILL.address,
        "Note": '.water .old-trades-mills .sails\nWhy,\n"so"?',
        "Location": "1",
        "Date": "2026-11-21 09:30:00+00:00",
    }
    assert second["Note"] == "\u2060.hidden files"
    assert third["Highlight"] == "'=gone"
    assert third["Location"] == "3"


def test_a_spreadsheet_gets_all_that_is_known() -> None:
    placed = (highlight("turned", note="- a list", tags=("a, b", "c")),)
    (row,) = rows(written(write_highlight_table, source(MILL, placed)))
    assert row["Quote"] == "turned"
    assert row["Note"] == "'- a list"
    assert row["Tags"] == "a; b, c"
    assert (row["Color"], row["Style"], row["State"]) == ("yellow", "highlight", "anchored")
    assert (row["Created"], row["Modified"]) == ("2026-11-21T09:30:00Z", "2026-11-22T09:30:00Z")
    assert (row["Page note"], row["Page tags"]) == (MILL.note, "water, old trades")


def test_a_page_with_a_note_alone_has_a_row() -> None:
    (row,) = rows(written(write_highlight_table, source(replace(MILL, note="Alone."))))
    assert (row["Quote"], row["Page note"], row["Page ID"]) == ("", "Alone.", MILL.id)


def test_a_picture_has_words() -> None:
    html = '<div><p>See <img src="asset:x" alt="a mill"/></p></div>'
    placed = highlight("\ufffc", html=html)
    (row,) = rows(written(write_readwise, source(MILL, [placed], html=html)))
    assert row["Highlight"] == "[image]"
