"""Tables as other tools write them: whatever they did to quotes, characters and headers, no word is lost."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import ImportFailed
from postil.importers import csv_rows
from postil.importers.csv_rows import column_name, read_columns, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def _cells(content: bytes | str) -> list[tuple[str, ...]]:
    return [row.cells for row in read_rows(content.encode() if isinstance(content, str) else content)]


def test_cells_are_asked_for_by_column_in_any_order_and_spelling() -> None:
    (row,) = read_rows(
        b'\xef\xbb\xbf"URL",Book Title,savedAt,my_note\r\nhttps://a.example, Tides ,2020,x\r\n'
    )
    assert (row.text("url"), row.text("book title"), row.text("saved at")) == (
        "https://a.example",
        "Tides",
        "2020",
    )
    assert row.text("note", "my note") == "x"
    assert row.text("no such column") == ""
    assert row.line == 2
    assert not row.problem


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_what_parts_cells(delimiter: str) -> None:
    content = delimiter.join(("Title", "Tags", "Note")) + "\n" + delimiter.join(("a", '"b,;|\tc"', "d"))
    assert _cells(content) == [("a", "b,;|\tc", "d")]


def test_a_spreadsheet_may_say_what_parts_cells() -> None:
    (row,) = read_rows(b"sep=;\r\nTitle;Note\r\na,b;c\r\n")
    assert (row.text("title"), row.text("note"), row.line) == ("a,b", "c", 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_any_character_set_is_read(encoding: str) -> None:
    words = "Щоранку поштарка рахувала листи, газети й телеграми: їх було чимало."
    content = "Title,Note\r\n" + f'"{words}",x\r\n' * 20
    assert _cells(content.encode(encoding)) == [(words, "x")] * 20


def test_a_character_beyond_ascii_may_come_late() -> None:
    content = b"Title,Note\n" + b"plain,words\n" * 200_000 + "їжак,ёж\n".encode()
    assert _cells(content)[-1] == ("їжак", "ёж")


def test_cells_may_have_lines_quotes_and_megabytes() -> None:
    long = "word " * 400_000
    (row, other) = read_rows(f'Highlight,Note\n"one\n\ntwo ""three""\r\nfour","{long}"\nnext,x\n'.encode())
    assert row.text("highlight") == 'one\n\ntwo "three"\r\nfour'
    assert row.text("note") == long.strip()
    assert (row.line, other.line) == (2, 6)


def test_a_row_may_be_short_and_an_empty_one_is_none() -> None:
    rows = tuple(read_rows(b"Title,URL,Note\nonly\n\n,,\n\na,b,c,\n"))
    assert [(row.text("title"), row.text("note"), row.problem) for row in rows] == [
        ("only", "", ""),
        ("a", "c", ""),
    ]


def test_what_stands_in_no_column_is_said() -> None:
    (row,) = read_rows(b"Title,Note\na,b,rain, snow\n")
    assert row.text("note") == "b"
    assert row.problem.startswith("Line 2")
    assert "rain | snow" in row.problem


def test_the_guard_of_a_formula_is_taken_off_and_an_apostrophe_is_not() -> None:
    (row,) = read_rows(b"a,b,c,d\n'=1+1,'twas,'@home,''=x\n")
    assert [row.text(name) for name in "abcd"] == ["=1+1", "'twas", "@home", "'=x"]


def test_zero_bytes_are_passed_over() -> None:
    rows = tuple(read_rows(b"Ti\0tle,Note\na\0b,c\n\0\0\nd,e\n"))
    assert [(row.text("title"), row.text("note")) for row in rows] == [("ab", "c"), ("d", "e")]


def test_a_column_that_comes_twice_gives_what_it_has() -> None:
    (row,) = read_rows(b"Tags,Title,Tags\n,a,b\n")
    assert row.text("tags") == "b"


def test_a_quote_that_never_ends_costs_its_own_row_only() -> None:
    rows = tuple(read_rows(b'Quote,Note\n"first,x\nsecond,y\n"third",z\n'))
    assert [row.text("quote") for row in rows if not row.problem] == ["second", "third"]
    (broken,) = (row for row in rows if row.problem)
    assert broken.problem.startswith("Line 2")
    assert "first" in broken.cells[0]


def test_quotes_that_were_not_doubled_are_read_as_meant() -> None:
    content = '"She said "never" again",x\nplain,y\n"one "two" and\nthree, four",z\n'
    rows = tuple(read_rows(f"Quote,Note\n{content}".encode()))
    assert [row.text("note") for row in rows] == ["x", "y", "z"]
    assert "never" in rows[0].text("quote")
    assert rows[2].text("quote") == 'one "two" and\nthree, four'
    assert [bool(row.problem) for row in rows] == [True, False, True]


def test_rows_that_lean_on_a_later_quote_end_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "_READ_AGAIN", 100_000)
    rows = tuple(read_rows(b"A,B\n" + b'a","\n' * 30_000))
    assert len(rows) > 9_000


def test_the_columns_are_known_from_the_beginning() -> None:
    assert read_columns(b"Highlight;Book Title\nx;y") == ("highlight", "book title")
    assert read_columns(b"") == ()
    assert column_name(" Highlight_Count ") == "highlight count"


def test_a_file_is_read_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"A,B\n1,2\n")
    assert [row.cells for row in read_rows(path)] == [("1", "2")]
    with pytest.raises(ImportFailed, match="no such file"):
        next(read_rows(tmp_path / "missing.csv"))
    with pytest.raises(ImportFailed):
        next(read_rows(tmp_path))


_LETTERS = st.characters(codec="utf-8", exclude_characters="\0\ufeff")
_CELL = st.text(_LETTERS, max_size=20)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=8))
def test_what_was_written_by_the_rules_comes_back(rows: list[tuple[str, str, str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows((("one", "two", "three"), *rows))
    assert _cells(file.getvalue()) == [row for row in rows if _has_words(row)]


def _has_words(row: Iterable[str]) -> bool:
    return any(cell.strip() for cell in row)


@given(st.binary(max_size=400))
def test_nothing_fails(content: bytes) -> None:
    for row in read_rows(b"a,b\n" + content):
        assert row.text("a", "b") is not None
    read_columns(content)


def test_a_guessed_character_set_is_said_once() -> None:
    words = "Листоноша рахувала листи щодня і їх завжди було чимало."
    first, second = read_rows(f"Title,Note\n{words},a\n{words},b\n".encode("cp1251"))
    assert "guessed" in first.problem
    assert not second.problem
    assert not next(read_rows(f"Title,Note\n{words},a\n".encode())).problem


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_number_of_empty_lines_may_stand_above_a_table(end: str) -> None:
    empty = 50_000
    (row,) = read_rows((end * empty + f"Title;Note{end}Oats, rye;a{end}").encode())
    assert (row.text("title"), row.line) == ("Oats, rye", empty + 2)
    assert not tuple(read_rows((end * empty).encode()))
    assert not read_columns((end * empty).encode())
