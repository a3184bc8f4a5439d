from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model.row_record import RowRecord

VALUES = (
    st.none()
    | st.text()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
)
ROWS = st.lists(st.dictionaries(st.text(), VALUES, max_size=3), min_size=1, max_size=3).map(tuple)
NAMES = st.text().filter(lambda name: name != "schema")
RECORDS = st.builds(RowRecord, st.integers(0, 99), st.dictionaries(NAMES, ROWS, max_size=3))


@given(RECORDS)
def test_a_record_comes_back_from_its_json(record: RowRecord) -> None:
    assert RowRecord.from_json(record.to_json()) == record
    assert RowRecord.from_json(record.to_readable_json()) == record


def test_people_find_a_row_on_each_line() -> None:
    record = RowRecord(20, {"page": ({"id": "a", "title": "Море"},), "capture": ({"id": "b"}, {"id": "c"})})
    assert record.to_readable_json().splitlines() == [
        "{",
        '"schema": 20,',
        '"page": [',
        '  {"id": "a", "title": "Море"}',
        "],",
        '"capture": [',
        '  {"id": "b"},',
        '  {"id": "c"}',
        "]",
        "}",
    ]
    assert "\n" not in record.to_json()


@given(st.text() | st.binary())
def test_nothing_else_is_a_record(text: str | bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        RowRecord.from_json(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": []},
        {"schema": "20"},
        {"schema": True},
        {"schema": 20, "page": {"id": "a"}},
        {"schema": 20, "page": ["a"]},
        {"schema": 20, "page": [{"id": ["a"]}]},
        {"schema": 20, "page": [{"id": True}]},
        {"schema": 20, "page": [{"id": 2**63}]},
        {"schema": 20, "page": [{"id": "\ud800"}]},
        {"schema": 20, "page": [{"id": float("nan")}]},
        {"schema": 20, "page": [{"id": float("inf")}]},
    ],
)
def test_what_no_database_has_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        RowRecord.from_json(json.dumps(wrong))


def test_depth_is_no_matter() -> None:
    with pytest.raises(ValueError, match="deep"):
        RowRecord.from_json("[" * 200_000)


def test_a_record_knows_its_page() -> None:
    assert RowRecord(20, {"page": ({"id": "a"},)}).page == "a"
    assert RowRecord(20, {}).page == ""
    assert RowRecord(20, {}).rows("page") == ()
