"""The laws of two records as one: the newest wins, whatever the order, and nothing is lost."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.store.builders import add_annotation, add_page
from tests.store.test_page_records import record_of

from postil.model.ids import AnnotationId
from postil.model.row_record import Row, RowRecord
from postil.store.database import Database
from postil.store.record_merging import ANNOTATION_FIELDS, DETAILS, PAGE_FIELDS, TEXT, merged

MARK = "mark"
ANCHOR = {"exact": "calm", "prefix": "was ", "suffix": ".", "start_at": 12, "end_at": 16}


def _record() -> RowRecord:
    """A page with a tag and a highlight, never changed."""
    with TemporaryDirectory() as folder, closing(Database.open(Path(folder))) as database:
        with database.transaction() as tx:
            page = add_page(tx, tags=("sea",))
            add_annotation(tx, page, id=AnnotationId(MARK), tags=("salt",))
            tx.execute("DELETE FROM field_change")
        return record_of(database, page.id)


BASE = _record()
COLUMNS = BASE.rows("page")[0].keys()


@dataclass(frozen=True)
class Edit:
    """What a person changes in a copy of the page."""

    field: str
    value: Any
    annotation: str = ""

    def at(self, record: RowRecord, time: int) -> RowRecord:
        """The record after the change, at a minute of a later day."""
        changed = f"2027-01-01T{time // 60:02}:{time % 60:02}:00.000000+00:00"
        tables: dict[str, tuple[Row, ...]] = {**record.tables}
        if self.field.startswith("tag:"):
            self._tag(tables, record)
        else:
            table = "annotation" if self.annotation else "page"
            tables[table] = tuple({**row, **self._columns(row)} for row in tables[table])
        row = {"page": record.page, "annotation": self.annotation, "field": self.field, "changed": changed}
        known = {(each["annotation"], each["field"]): each for each in tables.get("field_change", ())}
        known[self.annotation, self.field] = row
        tables["field_change"] = tuple(known[key] for key in sorted(known, key=str))
        return RowRecord(record.schema, tables)

    def _columns(self, row: Row) -> dict[str, Any]:
        if self.field == "anchor":
            return {**ANCHOR, "text_hash": f"{self.value:064}"}
        if self.field in DETAILS:
            own = {*str(row["own_details"]).split(), self.field}
            return {self.field: self.value, "own_details": " ".join(sorted(own))}
        return {self.field: self.value}

    def _tag(self, tables: dict[str, tuple[Row, ...]], record: RowRecord) -> None:
        table, owner = ("annotation_tag", MARK) if self.annotation else ("page_tag", record.page)
        name = self.field.removeprefix("tag:")
        rows = [row for row in tables.get(table, ()) if row["tag"] != name]
        if self.value:
            rows.append({"annotation" if self.annotation else "page": owner, "tag": name})
        tables.pop(table, None)
        if rows:
            tables[table] = tuple(rows)


WORDS = st.sampled_from(["", "sea", "wind", "море"])
EDITS = st.one_of(
    st.builds(Edit, st.sampled_from(["note", "title", "byline", "site"]), WORDS),
    st.builds(Edit, st.just("status"), st.sampled_from(["inbox", "archive"])),
    st.builds(Edit, st.just("starred"), st.integers(0, 1)),
    st.builds(Edit, st.just("trashed"), st.sampled_from([None, "2026-05-05T00:00:00.000000+00:00"])),
    st.builds(Edit, st.sampled_from(["tag:sea", "tag:salt"]), st.booleans(), st.sampled_from(["", MARK])),
    st.builds(Edit, st.sampled_from(["note", "color"]), WORDS, st.just(MARK)),
    st.builds(Edit, st.just("anchor"), st.integers(0, 9), st.just(MARK)),
)
HISTORIES = st.lists(st.tuples(st.integers(0, 2), EDITS), max_size=12)
"""Each change is made in one of three copies; later ones at later minutes."""


def _copies(history: list[tuple[int, Edit]]) -> list[RowRecord]:
    copies = [BASE, BASE, BASE]
    for minute, (copy, edit) in enumerate(history):
        copies[copy] = edit.at(copies[copy], minute)
    return copies


def _sets(record: RowRecord) -> dict[str, set[tuple[tuple[str, object], ...]]]:
    """The record without the order of its rows, and without when an anchor was replaced."""
    return {
        name: {tuple(sorted({**row, "replaced": None}.items(), key=str)) for row in rows}
        for name, rows in record.tables.items()
    }


@given(HISTORIES)
def test_of_each_field_the_newest_holds(history: list[tuple[int, Edit]]) -> None:
    result = reduce(merged, _copies(history))
    (page,), (mark,) = result.rows("page"), result.rows("annotation")
    tags = {("", row["tag"]) for row in result.rows("page_tag")}
    tags |= {(MARK, row["tag"]) for row in result.rows("annotation_tag")}
    for (annotation, field), edit in {(edit.annotation, edit.field): edit for _copy, edit in history}.items():
        if field.startswith("tag:"):
            assert ((annotation, field.removeprefix("tag:")) in tags) == edit.value
        elif field == "anchor":
            assert mark["text_hash"] == f"{edit.value:064}"
            assert {name: mark[name] for name in ANCHOR} == ANCHOR, "offsets go with their text"
        else:
            assert (mark if annotation else page)[field] == edit.value


@given(HISTORIES)
def test_the_order_does_not_matter(history: list[tuple[int, Edit]]) -> None:
    one, two, three = _copies(history)
    expected = _sets(merged(merged(one, two), three))
    assert _sets(merged(merged(two, one), three)) == expected
    assert _sets(merged(one, merged(two, three))) == expected
    assert _sets(merged(three, merged(one, two))) == expected


@given(HISTORIES)
def test_twice_is_once(history: list[tuple[int, Edit]]) -> None:
    one, two, _three = _copies(history)
    both = merged(one, two)
    assert merged(both, both) == both
    assert _sets(merged(both, two)) == _sets(both)
    assert _sets(merged(both, one)) == _sets(both)


@given(HISTORIES)
def test_no_anchor_is_forgotten(history: list[tuple[int, Edit]]) -> None:
    copies = _copies(history)
    result = reduce(merged, copies)
    kept = {row["text_hash"] for row in (*result.rows("annotation"), *result.rows("former_anchor"))}
    assert kept >= {row["text_hash"] for copy in copies for row in copy.rows("annotation")}


def _with(table: str, *rows: Row) -> RowRecord:
    return RowRecord(BASE.schema, {**BASE.tables, table: (*BASE.rows(table), *rows)})


def _like(table: str, **values: Any) -> Row:
    return {**BASE.rows(table)[0], **values}


def test_captures_texts_and_highlights_are_united() -> None:
    for table in ("capture", "text_version", "annotation"):
        one, two = _with(table, _like(table, id="one")), _with(table, _like(table, id="two"))
        assert {row["id"] for row in merged(one, two).rows(table)} >= {"one", "two"}


def test_the_text_that_is_read_comes_with_all_that_belongs_to_it() -> None:
    newer = _with("text_version", _like("text_version", id="newer"))
    row = _like(
        "page", version="newer", words=9, extractor="postil 9", excerpt="Of the sea", title="Told anew"
    )
    change = {"page": BASE.page, "annotation": "", "field": "text", "changed": "2027"}
    newer = RowRecord(newer.schema, {**newer.tables, "page": (row,), "field_change": (change,)})
    for result in (merged(BASE, newer), merged(newer, BASE)):
        assert result.rows("page") == (row,)


def test_what_a_person_corrected_holds_against_what_was_extracted_later() -> None:
    own = Edit("title", "Mine").at(BASE, 0)
    row = _like("page", title="Told anew", extractor="postil 9")
    change = {"page": BASE.page, "annotation": "", "field": "text", "changed": "2028"}
    extracted = RowRecord(BASE.schema, {**BASE.tables, "page": (row,), "field_change": (change,)})
    for result in (merged(own, extracted), merged(extracted, own)):
        (page,) = result.rows("page")
        assert (page["title"], page["own_details"], page["extractor"]) == ("Mine", "title", "postil 9")


def test_a_draft_comes_back_only_where_its_note_was_not_written_since() -> None:
    draft = {"page": BASE.page, "annotation": None, "note": "half a", "written": "2027-01-01T00:05"}
    for minute, expected in ((4, (draft,)), (6, ())):
        assert merged(Edit("note", "whole").at(BASE, minute), _with("note_draft", draft)).rows(
            "note_draft"
        ) == tuple(expected)
    assert merged(_with("note_draft", draft), Edit("note", "whole").at(BASE, 6)).rows("note_draft") == (
        draft,
    )


def test_every_column_of_a_page_belongs_to_a_field() -> None:
    fields = {column for columns in (*PAGE_FIELDS.values(), *DETAILS.values()) for column in columns}
    known = {*fields, *TEXT, "id", "added", "highlights", "own_details"}
    assert known == set(COLUMNS)


def test_every_column_of_a_highlight_belongs_to_a_field() -> None:
    fields = {column for columns in ANNOTATION_FIELDS.values() for column in columns}
    assert fields | {"id", "page", "created", "modified", "state"} == set(BASE.rows("annotation")[0])
