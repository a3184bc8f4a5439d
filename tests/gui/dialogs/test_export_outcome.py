"""What an export tells at its end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postil.gui.dialogs.export_outcome import ExportOutcome, report_of
from postil.model.export_report import ExportedFile, ExportReport, FileOutcome
from postil.model.ids import PageId
from postil.model.note_edit import NoteEdit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

HEAD = "--- a.md\n+++ a.md\n"


@pytest.mark.parametrize(
    ("difference", "told"),
    [
        (f"{HEAD}@@ -1,2 +1,2 @@\n the sea\n-was calm\n+was wild\n+and loud\n", "+2 −1"),
        (f"{HEAD}@@ -1,3 +0,0 @@\n----\n-title: Sea\n----\n", "−3"),  # lines of dashes: front matter goes
        (f"{HEAD}@@ -0,0 +1 @@\n+++ a list in a text\n", "+1"),
        (f"{HEAD}@@ -1 +1 @@\n-\n+\u2028+\n", "+1 −1"),  # within a line
        ("", ""),
    ],
)
def test_it_counts_the_lines_that_come_and_go(difference: str, told: str) -> None:
    file = ExportedFile(Path("/notes/a.md"), FileOutcome.UPDATED, difference)
    (row,) = report_of(ExportReport((file,)), Path("/notes"), dry=True).rows
    assert row.why == told


def test_what_was_written_and_what_was_edited_are_two_sentences() -> None:
    note = Path("/vault/figs.md")
    edit = NoteEdit(PageId("figs"), None, "before", "after", note)
    report = ExportReport((ExportedFile(note, FileOutcome.UNCHANGED),), edits=(edit,))
    assert report_of(report, note.parent).summary == "1 unchanged. 1 note was edited in a file."


@pytest.mark.gui
def test_what_would_change_is_shown_also_where_there_is_a_problem(
    appearance: Appearance, qtbot: QtBot
) -> None:
    outcome = ExportOutcome(appearance)
    qtbot.addWidget(outcome)
    difference = f"{HEAD}@@ -1 +1 @@\n-calm\n+wild\n"
    files = (
        ExportedFile(Path("/notes/b.md"), FileOutcome.UNCHANGED),
        ExportedFile(Path("/notes/a.md"), FileOutcome.UPDATED, difference),
    )
    report = ExportReport(files, problems=("A link was left as it is.",))
    outcome.show_report(report, report_of(report, Path("/notes"), dry=True))
    assert "+wild" in outcome.difference.toPlainText()
    assert outcome.problem.text() == ""


@pytest.mark.gui
def test_a_problem_is_told_whole(appearance: Appearance, qtbot: QtBot) -> None:
    outcome = ExportOutcome(appearance)
    qtbot.addWidget(outcome)
    report = ExportReport(problems=("A link was left as it is.",))
    outcome.show_report(report, report_of(report, Path("/notes")))
    assert outcome.problem.text() == "A link was left as it is."
