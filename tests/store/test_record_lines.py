from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from postil.model.row_record import Row, RowRecord
from postil.store.record_lines import lines_of, read_lines
from postil.store.record_tables import LIBRARY_TABLES, PAGE_TABLES

VALUES = (
    st.none()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(("title", "note", "created", "said")), VALUES, max_size=4),
    min_size=1,
    max_size=3,
)
TABLES = st.dictionaries(
    st.sampled_from([*LIBRARY_TABLES, "page", "capture", "page_tag", "field_change"]), ROWS
)
PAGE = RowRecord(
    21,
    {
        "page": ({"id": "a" * 16, "title": "The sea\nand “the lake”"},),
        "capture": ({"id": "c", "page": "a" * 16},),
        "annotation": (
            {"id": "one", "exact": "calm", "note": "Спокійно.\u2028"},
            {"id": "two", "exact": "deep", "note": ""},
        ),
        "annotation_tag": ({"annotation": "two", "tag": "depth"}, {"annotation": "one", "tag": "mood"}),
        "former_anchor": ({"annotation": "one", "exact": "cal"},),
    },
)


def _rows(record: RowRecord) -> set[tuple[str, str]]:
    return {(table, json.dumps(row)) for table, rows in record.tables.items() for row in rows}


@given(TABLES, st.integers(0, 2**60))
def test_what_is_written_is_read(tables: dict[str, list[Row]], sequence: int) -> None:
    record = RowRecord(21, {table: tuple(rows) for table, rows in tables.items()})
    read = read_lines(lines_of(record, sequence))
    assert read.record == record
    assert read.sequence == sequence
    assert read.whole


def test_of_lines_that_were_cut_off_anywhere_the_rest_is_read_and_said() -> None:
    content = lines_of(PAGE, 7)
    known = _rows(PAGE)
    for length in range(len(content) - 1):  # without its last line break it is whole
        read = read_lines(content[:length])
        assert not read.whole
        assert _rows(read.record) <= known
        assert sum(map(len, read.record.tables.values())) >= content.count(b"\n", 0, length)


@given(st.data())
def test_a_byte_that_was_flipped_costs_one_row_and_is_said(data: st.DataObject) -> None:
    content = bytearray(lines_of(PAGE, 7))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    read = read_lines(bytes(content))
    assert not read.whole
    known = _rows(PAGE)
    assert _rows(read.record) <= known
    assert len(known - _rows(read.record)) <= 2  # two where the end of a line was flipped


@given(st.binary(max_size=300))
def test_anything_else_has_nothing_whole(content: bytes) -> None:
    read = read_lines(content)
    assert not read.whole
    assert read.record.tables == {}


def test_a_person_finds_the_page_first_and_its_highlights_with_their_tags_below() -> None:
    lines = lines_of(PAGE, 7).decode().split("\n")[:-1]
    shown = [json.loads(line) for line in lines]
    assert [(line["table"], line.get("id") or line.get("annotation")) for line in shown] == [
        ("page", "a" * 16),
        ("annotation", "one"),
        ("annotation_tag", "one"),
        ("former_anchor", "one"),
        ("annotation", "two"),
        ("annotation_tag", "two"),
        ("capture", "c"),
        ("end", None),
    ]
    assert "“the lake”" in lines[0], "letters stand as they are"
    assert shown[-1]["rows"] == 7


def test_a_line_of_another_record_in_between_is_more_than_was_written_and_less_is_said() -> None:
    lines = lines_of(PAGE, 7).splitlines(keepends=True)
    assert read_lines(b"".join(lines[:2] + lines[3:])).lost == 1
    assert read_lines(b"".join(lines[:-1])).lost == -1


def test_no_column_is_called_what_the_lines_need_for_themselves() -> None:
    names = {table.name for table in PAGE_TABLES} | set(LIBRARY_TABLES)
    assert "end" not in names
