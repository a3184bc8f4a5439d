"""Export in the window, by keys: targets set up, brought up to date, changed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from tests.gui.pressing import press, type_text

from postil.gui import export_updates
from postil.gui.dialogs.export_target import ExportTargetDialog
from postil.gui.dialogs.export_targets import ExportTargetsDialog
from postil.gui.dialogs.export_updates import ExportUpdatesDialog
from postil.gui.dialogs.exports import ExportDialog
from postil.gui.dialogs.question import Question
from postil.model.annotation import Color
from postil.model.export_target import ExportTarget, Keeping, NotePreset
from postil.model.ids import ExportTargetId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow

    D = TypeVar("D", bound=QDialog)

pytestmark = pytest.mark.gui

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def active(qtbot: QtBot, kind: type[D]) -> D:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
    found = QApplication.activeWindow()
    assert isinstance(found, kind)
    return found


def back_in(window: MainWindow | QDialog, qtbot: QtBot) -> None:
    """A dialog has closed: offscreen, no window manager gives the focus back."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.fixture
def vault(library: Library, tmp_path: Path) -> ExportTarget:
    """A target, and a page with a highlight."""
    library.annotating.highlight(library.reading.page_ids(Place())[0], 10, 40, color=Color.YELLOW)
    return library.export_targets.add(ExportTarget(ExportTargetId(""), "Vault", tmp_path / "vault"))


def test_a_target_is_set_up_by_keys(
    window: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "Garden" / ".obsidian").mkdir(parents=True)
    press(KEY.Key_F5)
    assert window.messages.text.startswith("There is no export target yet")
    window.commands.fire("notes.targets")
    targets = active(qtbot, ExportTargetsDialog)
    assert targets.empty.isVisible()
    press(KEY.Key_Return)
    asked = active(qtbot, ExportTargetDialog)
    assert asked.folder.line.hasFocus()
    type_text(str(tmp_path / "Garden"))
    assert asked.name.text() == "Garden"
    assert asked.shape_rows.preset.chosen is NotePreset.OBSIDIAN
    asked.keeping.setFocus()
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    qtbot.waitUntil(asked.isHidden)
    (target,) = library.export_targets.all()
    assert (target.name, target.keeping) == ("Garden", Keeping.ON_CHANGE)
    assert targets.list.count() == 1
    library.undo.undo()
    qtbot.waitUntil(targets.empty.isVisible)


def test_the_folder_tells_whose_vault_it_is_until_the_person_does(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "garden" / "logseq").mkdir(parents=True)
    window.commands.fire("notes.targets")
    active(qtbot, ExportTargetsDialog)
    press(KEY.Key_Return)
    asked = active(qtbot, ExportTargetDialog)
    type_text(str(tmp_path / "garden"))
    assert asked.shape_rows.preset.chosen is NotePreset.LOGSEQ
    type_text("s")
    assert (asked.name.text(), asked.shape_rows.preset.chosen) == ("gardens", NotePreset.PLAIN)
    asked.shape_rows.preset.setFocus()
    press(KEY.Key_Down)
    asked.folder.line.setFocus()
    asked.folder.line.setText(str(tmp_path / "garden"))
    assert asked.target.shape.preset is NotePreset.OBSIDIAN


def test_what_is_kept_on_change_follows_a_highlight_by_itself(
    window: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_updates, "QUIET_MILLISECONDS", 1)
    kept = ExportTarget(ExportTargetId(""), "Kept", tmp_path / "kept", keeping=Keeping.ON_CHANGE)
    library.export_targets.add(kept)
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: window.scopes(QApplication.focusWidget() or window)[0] == "reader")
    press(KEY.Key_J, KEY.Key_H)
    qtbot.waitUntil(lambda: len(list(kept.folder.glob("*.md"))) == 1)
    assert not window.messages.text.startswith("Updat")


def test_what_is_wrong_with_a_target_is_said_where_it_is_written(
    window: MainWindow, vault: ExportTarget, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    window.commands.fire("notes.targets")
    targets = active(qtbot, ExportTargetsDialog)
    press(KEY.Key_A)
    asked = active(qtbot, ExportTargetDialog)
    press(KEY.Key_Return)
    assert asked.told.text() == "Choose a folder."
    type_text(str(vault.folder))
    press(KEY.Key_Return)
    assert asked.told.text() == "Another export target has this folder already; choose another one."
    asked.folder.line.setText(str(tmp_path / "other"))
    asked.name.setText("vault")
    press(KEY.Key_Return)
    assert "“vault”" in asked.told.text()
    asked.name.setText("Other")
    asked.pages.setText("added:soon")
    press(KEY.Key_Return)
    assert asked.isVisible()
    assert "added: takes days" in asked.told.text()
    asked.pages.setText("tag:bees")
    press(KEY.Key_Return)
    qtbot.waitUntil(asked.isHidden)
    assert [each.name for each in library.export_targets.all()] == ["Vault", "Other"]
    assert targets.list.currentRow() == 1


def test_a_target_is_changed_updated_and_removed_by_keys(
    window: MainWindow, vault: ExportTarget, library: Library, qtbot: QtBot
) -> None:
    window.commands.fire("notes.targets")
    targets = active(qtbot, ExportTargetsDialog)
    assert "Never brought up to date on this computer." in targets.list.item(0).text()
    press(KEY.Key_U)
    qtbot.waitUntil(lambda: "Last brought up to date" in targets.list.item(0).text())
    assert len(list(vault.folder.glob("*.md"))) == 1
    press(KEY.Key_Return)
    asked = active(qtbot, ExportTargetDialog)
    assert asked.name.hasFocus()
    asked.name.selectAll()
    type_text("Notes")
    press(KEY.Key_Return)
    qtbot.waitUntil(asked.isHidden)
    assert [each.name for each in library.export_targets.all()] == ["Notes"]
    back_in(targets, qtbot)
    targets.list.setFocus()
    press(KEY.Key_Delete)
    question = active(qtbot, Question)
    question.yes.click()
    qtbot.waitUntil(targets.empty.isVisible)
    assert library.export_targets.all() == ()
    assert len(list(vault.folder.glob("*.md"))) == 1, "its files stay"


def test_one_key_brings_all_up_to_date_and_another_tells_how(
    window: MainWindow, vault: ExportTarget, qtbot: QtBot
) -> None:
    press(KEY.Key_F5, held=SHIFT)
    assert window.messages.text == "No export target was updated since Postil was opened."
    press(KEY.Key_F5)
    qtbot.waitUntil(lambda: window.messages.text == "1 file updated.")
    assert len(list(vault.folder.glob("*.md"))) == 1
    press(KEY.Key_F5, held=SHIFT)
    report = active(qtbot, ExportUpdatesDialog)
    assert report.outcome.report.model.rowCount() == 1
    press(KEY.Key_Escape)
    qtbot.waitUntil(report.isHidden)


def test_a_failure_stands_until_it_is_read(
    window: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("no folder", encoding="utf-8")
    library.export_targets.add(ExportTarget(ExportTargetId(""), "Blocked", blocked))
    press(KEY.Key_F5)
    qtbot.waitUntil(lambda: str(blocked) in window.messages.text)
    press(KEY.Key_F5, held=SHIFT)
    report = active(qtbot, ExportUpdatesDialog)
    assert str(blocked) in report.failure.text()
    assert not report.outcome.isVisible()


def test_notes_edited_in_files_are_offered(
    window: MainWindow, vault: ExportTarget, library: Library, qtbot: QtBot
) -> None:
    page = library.reading.page_ids(Place())[0]
    library.annotating.highlight(page, 60, 90, color=Color.RED, note="ask the keeper")
    press(KEY.Key_F5)
    qtbot.waitUntil(lambda: window.messages.text == "1 file updated.")
    (file,) = vault.folder.glob("*.md")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ask the keeper", "ask the miller"), encoding="utf-8")
    press(KEY.Key_F5)
    qtbot.waitUntil(lambda: "1 note was edited in a file." in window.messages.text)
    press(KEY.Key_F5, held=SHIFT)
    report = active(qtbot, ExportUpdatesDialog)
    assert report.see_edits.isVisible()
    report.see_edits.click()
    qtbot.waitUntil(lambda: QApplication.activeWindow() not in (report, window, None))
    press(KEY.Key_Escape)


def test_the_list_is_exported_as_it_is_shown(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    window.commands.fire("notes.export-list")
    dialog = active(qtbot, ExportDialog)
    assert dialog._heading.text() == "Export the notes of 3 pages"
    dialog.reject()
    back_in(window, qtbot)
    window.parts.list.setFocus()
    window.commands.fire("notes.export-page")
    dialog = active(qtbot, ExportDialog)
    title = library.reading.page(window.parts.list.listed()[0]).title
    assert dialog._heading.text() == f"Export the notes of “{title}”"
    dialog.reject()


def test_an_empty_list_has_nothing_to_export(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.fire("go.trash")
    qtbot.waitUntil(lambda: window.parts.list.listed() == ())
    window.commands.fire("notes.export-list")
    assert window.messages.text == "There is no page here to export."


def test_targets_set_up_from_the_export_are_offered_there(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.commands.fire("notes.export-all")
    dialog = active(qtbot, ExportDialog)
    dialog.form.targets_button.click()
    targets = active(qtbot, ExportTargetsDialog)
    press(KEY.Key_Return)
    asked = active(qtbot, ExportTargetDialog)
    type_text(str(tmp_path / "Garden"))
    press(KEY.Key_Return)
    qtbot.waitUntil(asked.isHidden)
    targets.reject()
    qtbot.waitUntil(lambda: dialog.form.target.count() == 2)


def test_the_manual_of_exports_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.fire("help.export")
    card = window.manuals.of_exports
    qtbot.waitUntil(card.isVisible)
    assert "What you write in the files stays" in card.text.toPlainText()
    press(KEY.Key_Escape)
    assert not card.isVisible()
