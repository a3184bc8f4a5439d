"""A batch of work, seen: its progress, its end, its report. It is an import here."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from tests.gui.pressing import press

from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.import_report import IMPORT, shown, summary
from postil.gui.dialogs.report_rows import as_text
from postil.jobs import Cancelled, Progress
from postil.model.ids import PageId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from postil.gui.dialogs.report import ReportView
    from postil.gui.dialogs.report_rows import Report
    from postil.jobs import Jobs

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]

REPORT = ImportReport(
    (
        ImportRow(Path("a/one.html"), Outcome.IMPORTED),
        ImportRow(Path("a/two.html"), Outcome.ALREADY_THERE),
        ImportRow(Path("a/three.png"), Outcome.NOT_A_PAGE, message="This is a picture, not a page."),
        ImportRow(Path("a/four.html"), Outcome.FAILED, message="It ends in the middle."),
        ImportRow(Path("a/five.html"), Outcome.IMPORTED, message="An image was not saved with the page."),
    )
)


class Slow:
    """An import that waits to be let on."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def __call__(self, progress: Progress) -> ImportReport:
        progress.step(3, 12, "a/one.html")
        self.go_on.wait(10)
        try:
            progress.step(4, 12, "a/two.html")
        except Cancelled:
            return ImportReport(REPORT.rows[:1], cancelled=True)
        return REPORT


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.go_on.set()


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def dialog(jobs: Jobs, failures: list[Exception], host: QWidget) -> BatchDialog:
    return BatchDialog(IMPORT, jobs, failures.append, host)


def labels(widget: QWidget) -> list[str]:
    shown = (label.text() for label in widget.findChildren(QLabel) if label.isVisible())
    return [text for text in shown if text.strip()]


def button(widget: QWidget, text: str) -> QPushButton:
    return next(button for button in widget.findChildren(QPushButton) if button.text() == text)


def files(report: ReportView) -> list[str]:
    return [report.model.index(row, 0).data() for row in range(report.model.rowCount())]


def test_progress_shows_count_and_file(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    dialog.start(slow)
    qtbot.waitUntil(lambda: labels(dialog) == ["Importing 3 of 12", "a/one.html"])
    (bar,) = dialog.findChildren(QProgressBar)
    assert (bar.value(), bar.maximum()) == (3, 12)


def test_at_the_end_stands_the_report(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    slow.go_on.set()
    with qtbot.waitSignal(dialog.ended) as ended:
        dialog.start(slow)
    assert ended.args == [REPORT]
    assert "2 pages imported, 1 already there, 1 not a page, 1 failed" in labels(dialog)
    assert not button(dialog, "Cancel").isVisible()
    assert not button(dialog, "Pause").isVisible()
    assert dialog.report.list.hasFocus()
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_report_without_rows_takes_no_more_room_than_its_sentence(
    dialog: BatchDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.ended):
        dialog.start(lambda _progress: ImportReport(()))
    assert not dialog.report.list.isVisible()
    assert dialog.height() == dialog.sizeHint().height() < 300


def test_the_report_is_made_where_the_work_is_done(
    jobs: Jobs, failures: list[Exception], host: QWidget, slow: Slow, qtbot: QtBot
) -> None:
    threads: list[threading.Thread] = []

    def made(report: ImportReport) -> Report:
        threads.append(threading.current_thread())
        return shown(report)

    dialog = BatchDialog(replace(IMPORT, shown=made), jobs, failures.append, host)
    slow.go_on.set()
    with qtbot.waitSignal(dialog.ended):
        dialog.start(slow)
    (thread,) = threads
    assert thread is not threading.main_thread()


def test_problems_come_first_and_all_on_demand(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    slow.go_on.set()
    with qtbot.waitSignal(dialog.ended):
        dialog.start(slow)
    assert files(dialog.report) == ["three.png", "four.html"]
    press(Qt.Key.Key_P)
    assert files(dialog.report) == ["one.html", "two.html", "three.png", "four.html", "five.html"]
    row = [dialog.report.model.index(3, column).data() for column in range(3)]
    assert row == ["four.html", "Failed", "It ends in the middle."]


def test_the_report_can_be_copied(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    slow.go_on.set()
    with qtbot.waitSignal(dialog.ended):
        dialog.start(slow)
    button(dialog, "Copy the report").click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == summary(REPORT)
    assert lines[4] == f"Failed\t{Path('a/four.html')}\tIt ends in the middle."
    assert as_text(shown(REPORT)).splitlines() == lines


def test_cancelling_keeps_what_was_done_and_reports_it(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    dialog.start(slow)
    qtbot.waitUntil(lambda: "Importing 3 of 12" in labels(dialog))
    button(dialog, "Cancel").click()
    assert "Stopping…" in labels(dialog)
    with qtbot.waitSignal(dialog.ended) as ended:
        slow.go_on.set()
    assert ended.args[0].cancelled
    assert "Cancelled. 1 page imported" in labels(dialog)


def test_it_can_be_paused_and_goes_on(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    dialog.start(slow)
    qtbot.waitUntil(lambda: "Importing 3 of 12" in labels(dialog))
    button(dialog, "Pause").setFocus()
    press(Qt.Key.Key_Space)
    assert dialog.paused
    assert labels(dialog)[0] == "Paused: Importing 3 of 12"
    slow.go_on.set()
    qtbot.waitUntil(lambda: "Paused: Importing 4 of 12" in labels(dialog))
    assert dialog.running
    with qtbot.waitSignal(dialog.ended):
        button(dialog, "Go on").click()


def test_a_paused_batch_can_be_cancelled(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    dialog.start(slow)
    dialog.turn_pause()
    slow.go_on.set()
    with qtbot.waitSignal(dialog.ended) as ended:
        button(dialog, "Cancel").click()
    assert ended.args[0].cancelled


def test_where_nobody_knows_how_many_there_are_only_what_is_done_is_told(
    dialog: BatchDialog, qtbot: QtBot
) -> None:
    go_on = threading.Event()

    def export(progress: Progress) -> ImportReport:
        progress.step(240, 240, "an export of one file")
        go_on.wait(10)
        return REPORT

    dialog.start(export)
    qtbot.waitUntil(lambda: "Importing: 240 so far" in labels(dialog))
    (bar,) = dialog.findChildren(QProgressBar)
    assert bar.value() < 1
    assert dialog.told == "Importing: 240 so far"
    with qtbot.waitSignal(dialog.ended):
        go_on.set()
    assert dialog.told == ""


def test_what_is_offered_at_the_end_is_done_with_enter(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    done: list[str] = []
    dialog.ended.connect(
        lambda _report: dialog.offer("Import", lambda: done.append("imported"), instead="Cancel")
    )
    slow.go_on.set()
    with qtbot.waitSignal(dialog.ended):
        dialog.start(slow)
    assert button(dialog, "Import").hasFocus()
    press(Qt.Key.Key_Return)
    assert done == ["imported"]
    assert not dialog.isVisible()


def test_enter_opens_the_page_of_a_row(dialog: BatchDialog, qtbot: QtBot) -> None:
    report = ImportReport((ImportRow(Path("one.html"), Outcome.IMPORTED, PageId("a1")),))
    with qtbot.waitSignal(dialog.ended):
        dialog.start(lambda _progress: report)
    with qtbot.waitSignal(dialog.page_wanted) as wanted:
        press(Qt.Key.Key_Return)
    assert wanted.args == ["a1"]
    assert not dialog.isVisible()


def test_closed_it_goes_on_in_the_background(dialog: BatchDialog, slow: Slow, qtbot: QtBot) -> None:
    dialog.start(slow)
    qtbot.waitUntil(lambda: "Importing 3 of 12" in labels(dialog))
    dialog.close()
    assert dialog.running
    with qtbot.waitSignal(dialog.ended):
        slow.go_on.set()
    assert not dialog.running


def test_a_failure_closes_it_and_is_handed_on(
    dialog: BatchDialog, failures: list[Exception], qtbot: QtBot
) -> None:
    def broken(_progress: Progress) -> ImportReport:
        raise OSError("the disk is full")

    dialog.start(broken)
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert not dialog.isVisible()
