"""The report of extracting again: counted, and told in words."""

from __future__ import annotations

from postil.app.carrying import Carried
from postil.app.reextraction_report import (
    Outcome,
    ReextractionReport,
    ReextractionRow,
    as_lines,
    changes_told,
)
from postil.model.ids import PageId

NONE = Carried(sure=0, doubtful=0, lost=0, newly_lost=0)


def test_what_changed_is_told_as_briefly_as_can_be() -> None:
    assert changes_told(120, 120, NONE) == "120 words as before"
    assert changes_told(120, 118, NONE) == "118 words instead of 120"
    some = Carried(sure=2, doubtful=1, lost=1, newly_lost=0)
    assert changes_told(9, 10, some) == (
        "10 words instead of 9; 2 of 4 highlights carried over, 1 to check, 1 not found"
    )


def test_rows_are_counted_and_written_in_lines() -> None:
    report = ReextractionReport(
        (
            ReextractionRow(PageId("one"), "A title\nof two lines", Outcome.UPDATED, "3 words as before"),
            ReextractionRow(PageId("two"), "Another", Outcome.UNCHANGED),
        )
    )
    assert [report.count(outcome) for outcome in Outcome] == [1, 1, 0, 0]
    assert as_lines(report) == (
        "updated\tone\tA title of two lines\t3 words as before",
        "unchanged\ttwo\tAnother",
    )
