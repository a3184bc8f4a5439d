"""The report of extracting again, in words."""

from __future__ import annotations

import pytest

from postil.app.reextraction_report import Outcome, ReextractionReport, ReextractionRow
from postil.gui.dialogs.reextraction_report import OUTCOMES, shown, summary
from postil.model.ids import PageId

pytestmark = pytest.mark.gui

REPORT = ReextractionReport(
    tuple(ReextractionRow(PageId(str(n)), f"Page {n}", outcome) for n, (outcome, _) in enumerate(OUTCOMES))
)


def test_every_outcome_has_a_word() -> None:
    assert {outcome for outcome, _ in OUTCOMES} == set(Outcome)


def test_the_summary_counts_what_there_is() -> None:
    assert summary(REPORT) == "1 page updated, 1 unchanged, 1 with its older text, 1 failed"
    assert summary(ReextractionReport(REPORT.rows[:1] * 2)) == "2 pages updated"
    assert summary(ReextractionReport((), cancelled=True)) == "Stopped. 0 pages updated"


def test_what_is_not_better_is_a_problem() -> None:
    rows = shown(REPORT).rows
    assert [row.problem for row in rows] == [False, False, True, True]
    assert (rows[2].name, rows[2].outcome) == ("Page 2", "Older kept")
