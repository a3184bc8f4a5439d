"""Exporting, seen: a folder, progress, and what was written."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from postil.errors import ExportFailed
from postil.gui.dialogs.exports import ExportDialog
from postil.model.export_report import ExportedFile, ExportReport, FileOutcome

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.jobs import Jobs, Progress

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]


class Work:
    """Writes nothing; says what it is told to say."""

    def __init__(self) -> None:
        self.folders: list[Path] = []
        self.problems: tuple[str, ...] = ()
        self.error: Exception | None = None
        self.cancelled = threading.Event()

    def __call__(self, folder: Path, progress: Progress) -> ExportReport:
        self.folders.append(folder)
        progress.step(1, 2, "one")
        if self.error is not None:
            raise self.error
        files = (
            ExportedFile(folder / "one.md", FileOutcome.NEW),
            ExportedFile(folder / "two.md", FileOutcome.UPDATED),
            ExportedFile(folder / "three.md", FileOutcome.UNCHANGED),
        )
        return ExportReport(files, self.problems)


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def dialog(work: Work, jobs: Jobs, failures: list[Exception], host: QWidget) -> ExportDialog:
    made = ExportDialog(
        work, jobs, failures.append, title="Write the notes of the whole library as Markdown", parent=host
    )
    made.open()
    return made


def labels(dialog: ExportDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_it_says_whose_notes_and_proposes_a_folder(dialog: ExportDialog) -> None:
    assert "Write the notes of the whole library as Markdown" in labels(dialog)
    assert dialog.folder.text().endswith("Postil notes")


def test_enter_in_the_folder_writes_there_and_tells(
    dialog: ExportDialog, work: Work, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.folder.setText(str(tmp_path))
    QTest.keyClick(dialog.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: f"2 files written to {tmp_path}. 1 was as it is." in labels(dialog))
    assert work.folders == [tmp_path]
    assert not dialog.problems.isVisible()
    assert not dialog.export.isVisible()


def test_problems_are_listed(dialog: ExportDialog, work: Work, qtbot: QtBot) -> None:
    work.problems = ("“One” has no text.", "“Two” has a name that is too long.")
    dialog.start()
    qtbot.waitUntil(dialog.problems.isVisible)
    assert dialog.problems.toPlainText() == "\n".join(work.problems)


def test_after_a_failure_another_folder_can_be_tried(
    dialog: ExportDialog, work: Work, failures: list[Exception], qtbot: QtBot
) -> None:
    work.error = ExportFailed("The folder cannot be written to.")
    dialog.start()
    qtbot.waitUntil(lambda: failures == [work.error])
    assert dialog.isVisible()
    assert dialog.export.isEnabled()
    work.error = None
    dialog.start()
    qtbot.waitUntil(dialog.export.isHidden)


def test_the_home_folder_may_be_written_as_a_tilde(
    dialog: ExportDialog, work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    dialog.folder.setText("~/notes")
    dialog.start()
    qtbot.waitUntil(lambda: work.folders == [tmp_path / "notes"])
    qtbot.waitUntil(dialog.export.isHidden)
