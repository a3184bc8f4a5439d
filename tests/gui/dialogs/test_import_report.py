"""The report of an import, in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.gui.builders import page

from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.app.likening import Alike
from postil.gui.dialogs.import_report import OUTCOMES, shown, summary
from postil.model.ids import PageId
from postil.model.likeness import Likeness

pytestmark = pytest.mark.gui

REPORT = ImportReport(
    tuple(ImportRow(Path("a") / f"{n}.html", outcome) for n, (outcome, _) in enumerate(OUTCOMES))
)


def test_every_outcome_has_a_word() -> None:
    assert {outcome for outcome, _ in OUTCOMES} == set(Outcome)


def test_the_summary_counts_what_there_is() -> None:
    said = "1 page imported, 1 new version, 1 link, 1 page updated, 1 already there, 1 not a page, 1 failed"
    assert summary(REPORT) == said
    assert summary(ImportReport(REPORT.rows[:1] * 2)) == "2 pages imported"
    assert summary(ImportReport((), cancelled=True)) == "Cancelled. 0 pages imported"


def test_a_file_is_shown_by_its_name_and_known_by_its_path() -> None:
    row = shown(REPORT).rows[0]
    assert (row.name, row.whole_name, row.outcome) == ("0.html", str(Path("a") / "0.html"), "Imported")


def test_what_was_left_out_is_a_problem() -> None:
    assert [row.problem for row in shown(REPORT).rows] == [False, False, False, False, False, True, True]
    warned = ImportReport((ImportRow(Path("one.html"), Outcome.IMPORTED, message="An image is missing."),))
    assert shown(warned).rows[0].problem


def test_a_page_that_looks_like_one_that_is_there_says_so() -> None:
    there = page(title="The keeper")
    likeness = Likeness(PageId("new"), there.id, False, 0.93, 1.0)
    row = ImportRow(Path("one.html"), Outcome.IMPORTED, alike=(Alike(there, likeness),))
    report = ImportReport((row, REPORT.rows[0]))
    assert summary(report) == "2 pages imported, 1 like a page that you have"
    said = "It looks like “The keeper”, which you have: the same text, 93%."
    assert (shown(report).rows[0].why, shown(report).rows[0].problem) == (said, False)
