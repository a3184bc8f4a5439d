"""What an export says of a page in many places becomes one capture that has all of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from postil.errors import ImportFailed
from postil.importers.exports.gathering import Gathering, distinct
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector


def _quote(words: str) -> ImportedAnnotation:
    return ImportedAnnotation(quote=TextQuoteSelector(words))


def test_rows_of_one_address_are_one_page() -> None:
    gathering = Gathering(Path("list.csv"), "Tool")
    early, late = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    first = Record(title="Moss", tags=("Bog", "wet"), note="one", added=late, annotations=(_quote("b"),))
    second = Record(title="Else", tags=("bog",), note="two", added=early, annotations=(_quote("a"),))
    gathering.add(first, address="https://www.moss.example/a?utm_source=x", order=2)
    gathering.add(Record(title="Fern"), address="https://fern.example/")
    gathering.add(second, address="http://moss.example/a", order=1)
    moss, fern = gathering.captures()
    assert moss.address == "https://www.moss.example/a?utm_source=x"
    assert (moss.waiting, moss.page, moss.container) == (True, b"", Path("list.csv"))
    assert moss.record == Record(
        title="Moss",
        tags=("Bog", "wet"),
        note="one\n\ntwo",
        added=early,
        annotations=(_quote("a"), _quote("b")),
    )
    assert fern.record.title == "Fern"
    assert moss.part != fern.part


def test_what_is_said_twice_is_taken_once() -> None:
    gathering = Gathering(Path("list.csv"), "Tool")
    record = Record(title="Moss", note="n", status=Status.ARCHIVE, annotations=(_quote("a"),))
    gathering.add(record)
    gathering.add(record)
    (moss,) = gathering.captures()
    assert moss.record == record
    assert moss.part == "Moss"


def test_a_page_that_is_there_is_no_link() -> None:
    gathering = Gathering(Path("list.zip"), "Tool")
    gathering.add(Record(), address="https://moss.example/", page=b"<p>wet</p>")
    (moss,) = gathering.captures()
    assert (moss.page, moss.clean, moss.waiting) == (b"<p>wet</p>", True, False)


def test_broken_rows_are_said_with_a_page_beside_them() -> None:
    gathering = Gathering(Path("list.csv"), "Tool")
    gathering.warn("Line 2 is odd.")
    gathering.add(Record(title="Moss"), warning="Line 3 is odd.")
    gathering.add(Record(title="Fern"))
    for line in range(200):
        gathering.warn(f"Line {line} is odd.")
    moss, fern = gathering.captures()
    assert moss.warnings == ("Line 2 is odd.", "Line 3 is odd.")
    assert len(fern.warnings) == 101
    assert "100" in fern.warnings[-1]


def test_nothing_but_broken_rows_is_a_failure() -> None:
    gathering = Gathering(Path("list.csv"), "Tool")
    gathering.warn("Line 2 is odd.")
    with pytest.raises(ImportFailed, match="Line 2 is odd"):
        next(gathering.captures())


def test_tags_are_distinct_in_any_case() -> None:
    assert distinct((" Bog ", "bog", "", "wet  moss")) == ("Bog", "wet moss")
