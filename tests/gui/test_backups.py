"""Backup and restore in the window: by real keys, with real archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from tests.gui.pages import BEES
from tests.gui.pressing import press

from postil.gui.dialogs.backups import BackupsDialog
from postil.gui.dialogs.batch import BatchDialog
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.backup import BackupKind
from postil.model.page import Place, SortOrder

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings
    from postil.model.annotation import Annotation

pytestmark = pytest.mark.gui


def answer_file_dialogs(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """What the person chooses in the system's dialog; None cancels it."""
    chosen = (str(path) if path is not None else "", "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: chosen)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: chosen)


def batch(qtbot: QtBot, *, after: BatchDialog | None = None) -> BatchDialog:
    """The dialog of the batch that was begun, when its report is there."""

    def is_there() -> bool:
        found = QApplication.activeWindow()
        return isinstance(found, BatchDialog) and found is not after and not found.running

    qtbot.waitUntil(is_there)
    found = QApplication.activeWindow()
    assert isinstance(found, BatchDialog)
    return found


def choice(qtbot: QtBot) -> BackupsDialog:
    """The dialog that asks which backup is to be restored."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), BackupsDialog))
    found = QApplication.activeWindow()
    assert isinstance(found, BackupsDialog)
    return found


def written(window: MainWindow, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> BatchDialog:
    answer_file_dialogs(monkeypatch, path)
    window.commands.fire("library.back-up")
    return batch(qtbot)


def test_a_backup_is_written_and_its_report_says_what_it_has(
    window: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = library.reading.page_ids(Place())[0]
    library.annotating.highlight(page, 0, 20, color=Color.RED)
    dialog = written(window, qtbot, tmp_path / "mine", monkeypatch)
    assert (tmp_path / "mine.zip").is_file()
    told = dialog.report._summary.text()
    assert told.startswith(f"3 pages and 1 highlight are in {tmp_path / 'mine.zip'} (")
    press(Qt.Key.Key_Return)  # there is nothing more to say
    qtbot.waitUntil(dialog.isHidden)


def test_nothing_is_written_where_no_file_is_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_file_dialogs(monkeypatch, None)
    window.commands.fire("library.back-up")
    assert QApplication.activeWindow() is window


def test_where_it_cannot_be_written_is_said(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_file_dialogs(monkeypatch, tmp_path / "nowhere" / "mine.zip")
    window.commands.fire("library.back-up")
    qtbot.waitUntil(lambda: "could not be written" in window.messages.text)


@pytest.fixture
def lost(
    window: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Annotation:
    """A highlight on a page that is in a backup, and in the library no more."""
    page = library.reading.page_ids(Place(), sort=SortOrder.TITLE, descending=True)[0]
    made = library.annotating.highlight_quote(page, BEES[0], color=Color.RED, note="Kept.").annotation
    written(window, qtbot, tmp_path / "mine.zip", monkeypatch).close()
    library.reading.trash((page,))
    library.trash.empty(Progress())
    assert library.reading.pages((page,)) == {}
    return made


def test_a_restore_says_first_what_would_come_and_then_brings_it(
    window: MainWindow, library: Library, lost: Annotation, qtbot: QtBot
) -> None:
    window.commands.fire("library.restore")
    dialog = choice(qtbot)
    assert not dialog.list.isVisible()  # there is no backup in the library's folder
    dialog.other.click()
    look = batch(qtbot)
    assert look.report._summary.text() == (
        "The backup would bring 1 page and 1 highlight that are not here.\n"
        "2 pages are here already, as they are in the backup."
    )
    assert library.reading.pages((lost.page,)) == {}
    press(Qt.Key.Key_Return)
    told = batch(qtbot, after=look).report._summary.text()
    assert told.startswith("1 page and 1 highlight came in.\n2 pages are here already")
    assert "The library as it was before is in" in told
    assert library.annotating.annotation(lost.id).note == "Kept."
    assert "What bees know" in {page.title for page in library.reading.pages((lost.page,)).values()}


def test_a_look_may_end_with_not_now(
    window: MainWindow, library: Library, lost: Annotation, tmp_path: Path, qtbot: QtBot
) -> None:
    window.exchange.backups.look(tmp_path / "mine.zip")
    batch(qtbot)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isinstance(QApplication.activeWindow(), BatchDialog))
    assert library.reading.pages((lost.page,)) == {}


def test_a_backup_of_what_is_here_has_nothing_new(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(window, qtbot, tmp_path / "mine.zip", monkeypatch).close()
    window.exchange.backups.look(tmp_path / "mine.zip")
    dialog = batch(qtbot)
    assert dialog.report._summary.text() == "The library has everything that is in the backup: nothing new."
    assert not dialog._offered.isVisible()


def test_a_damaged_backup_says_so_and_brings_what_is_whole(
    window: MainWindow, library: Library, lost: Annotation, tmp_path: Path, qtbot: QtBot
) -> None:
    whole = (tmp_path / "mine.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) * 9 // 10])
    window.exchange.backups.look(tmp_path / "cut.zip")
    dialog = batch(qtbot)
    rows = dialog.report._report.rows
    assert any("cut short or is damaged" in row.why for row in rows)
    assert all(row.problem for row in rows)
    assert dialog._offered.isVisible()
    assert library.reading.pages((lost.page,)) == {}


def test_what_is_no_backup_is_refused_with_a_sentence(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "holiday.zip").write_bytes(b"no archive at all")
    window.exchange.backups.look(tmp_path / "holiday.zip")
    qtbot.waitUntil(lambda: "is no backup of Postil" in window.messages.text)


def test_backups_of_the_library_and_of_the_folder_are_listed_the_newest_first(
    window: MainWindow, library: Library, settings: LiveSettings, tmp_path: Path, qtbot: QtBot
) -> None:
    (library.folder / "backups").mkdir(exist_ok=True)
    (tmp_path / "elsewhere").mkdir()
    library.backup.write(library.folder / "backups" / "daily.zip", Progress(), kind=BackupKind.ROWS)
    library.backup.write(tmp_path / "elsewhere" / "whole.zip", Progress())
    (tmp_path / "elsewhere" / "other.zip").write_bytes(b"PK")
    settings.change(backup_folder=str(tmp_path / "elsewhere"))
    window.commands.fire("library.restore")
    dialog = choice(qtbot)
    items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    told = {(item.text(1), item.text(4)) for item in items if item is not None}
    assert told == {("3", "everything"), ("3", "no originals")}
    press(Qt.Key.Key_Return)
    assert "nothing new" in batch(qtbot).report._summary.text()
