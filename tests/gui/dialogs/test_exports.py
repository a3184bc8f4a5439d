"""Exporting, asked and seen, by keys: choices, the preview, what would change, what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from tests.gui.pressing import press, type_text

from postil.gui.dialogs.exports import ExportDialog
from postil.gui.export_choice import MARKDOWN, read
from postil.model.annotation import Color
from postil.model.export_target import ExportTarget, Layout, NoteContents, NotePreset, NoteShape
from postil.model.ids import ExportTargetId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def highlighted(library: Library) -> Library:
    """The library with a highlight in each of two pages, one of them with a note."""
    first, second, _third = library.reading.page_ids(Place())
    library.annotating.highlight(first, 10, 40, color=Color.YELLOW, note="ask the keeper")
    library.annotating.highlight(second, 10, 40, color=Color.GREEN)
    return library


@pytest.fixture
def dialog(highlighted: Library, window: MainWindow, qtbot: QtBot) -> ExportDialog:
    assert highlighted.reading.annotated_ids()
    press(KEY.Key_E, held=CTRL | SHIFT)
    return opened(qtbot)


def opened(qtbot: QtBot) -> ExportDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ExportDialog))
    found = QApplication.activeWindow()
    assert isinstance(found, ExportDialog)
    return found


def close(dialog: ExportDialog, window: MainWindow, qtbot: QtBot) -> None:
    """Close it by a key. Offscreen, no window manager gives the focus back."""
    press(KEY.Key_Escape)
    qtbot.waitUntil(dialog.isHidden)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def type_path(dialog: ExportDialog, path: Path) -> None:
    """Type it in the place of the path that is proposed, which has the focus."""
    assert dialog.form.place.line.hasFocus()
    dialog.form.place.line.selectAll()
    type_text(str(path))


def labels(dialog: ExportDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def choose(dialog: ExportDialog, mnemonic_of: str, row: int) -> None:
    """Go to a field by the letter that is underlined in its label, and choose by the arrow keys."""
    label = next(each for each in dialog.findChildren(QLabel) if each.text().replace("&", "") == mnemonic_of)
    letter = label.text().partition("&")[2][0].upper()
    press(KEY(ord(letter)), held=ALT)
    press(KEY.Key_Home, *[KEY.Key_Down] * row)


def test_enter_in_the_folder_writes_a_file_a_page_and_tells(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    assert "Export the notes of the whole library" in labels(dialog)
    type_path(dialog, tmp_path / "notes")
    press(KEY.Key_Return)
    qtbot.waitUntil(dialog.outcome.isVisible)
    assert "2 new files" in labels(dialog)
    assert len(list((tmp_path / "notes").glob("*.md"))) == 2
    assert dialog.outcome.report.list.hasFocus()
    press(KEY.Key_Return)  # no page to open: it does what the button in colour says
    qtbot.waitUntil(dialog.isHidden)


def test_the_note_is_shown_as_it_is_chosen(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText() != "")
    plain = dialog.preview.text.toPlainText()
    choose(dialog, "For", 1)
    qtbot.waitUntil(lambda: "[!quote" in dialog.preview.text.toPlainText())
    assert dialog.preview.text.toPlainText() != plain
    choose(dialog, "Contents", 1)
    qtbot.waitUntil(lambda: "==" in dialog.preview.text.toPlainText())
    choose(dialog, "Highlights in the article", 1)
    qtbot.waitUntil(lambda: "<mark>" in dialog.preview.text.toPlainText())


def test_the_error_of_a_template_is_shown_with_its_line_until_it_is_mended(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    template = tmp_path / "mine" / "note.md.jinja"
    template.parent.mkdir()
    template.write_text("# {{ note.title }}\n{% if %}\n", encoding="utf-8")
    dialog.form.shape_rows.template.line.setFocus()
    type_text(str(template.parent))
    qtbot.waitUntil(dialog.preview.problem.isVisible)
    assert "note.md.jinja" in dialog.preview.problem.text()
    assert "line 2" in dialog.preview.problem.text()
    template.write_text("# My own {{ note.title }}\n", encoding="utf-8")
    qtbot.waitUntil(dialog.preview.problem.isHidden)
    qtbot.waitUntil(lambda: "# My own " in dialog.preview.text.toPlainText())


def test_what_a_format_is_for_is_told(dialog: ExportDialog) -> None:
    assert not dialog.form.format_told.isVisible()
    told = set()
    for _row in range(1, dialog.form.format.count()):
        dialog.form.format.setFocus()
        press(KEY.Key_Down)
        assert dialog.form.format_told.isVisible()
        told.add(dialog.form.format_told.text())
    assert "A row a highlight, for spreadsheets." in told


def test_a_template_that_cannot_be_used_is_told_where_it_is_chosen(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    template = tmp_path / "mine" / "note.md.jinja"
    template.parent.mkdir()
    template.write_text("# {{ note.title }}\n{% if %}\n", encoding="utf-8")
    type_path(dialog, tmp_path / "notes")
    dialog.form.shape_rows.template.line.setFocus()
    type_text(str(template.parent))
    press(KEY.Key_Return)
    qtbot.waitUntil(dialog.told.isVisible)
    assert "line 2" in dialog.told.text()
    assert dialog.form.isVisible()
    assert dialog.export.isVisible()


def test_templates_are_copied_to_be_changed(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    mine, rows = tmp_path / "mine", dialog.form.shape_rows
    assert not rows.copy_button.isVisible()
    rows.template.line.setFocus()
    type_text(str(mine))
    assert rows.copy_button.isVisible()
    rows.copy_button.setFocus()
    press(KEY.Key_Space)
    assert (mine / "note.md.jinja").is_file()
    assert not rows.copy_button.isVisible()
    template = mine / "note.md.jinja"
    template.write_text("Mine.\n\n" + template.read_text(encoding="utf-8"), encoding="utf-8")
    qtbot.waitUntil(lambda: "\nMine.\n" in dialog.preview.text.toPlainText())


def test_what_would_change_shows_a_diff_and_writes_nothing(
    dialog: ExportDialog, highlighted: Library, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    notes = tmp_path / "notes"
    type_path(dialog, notes)
    press(KEY.Key_Return)
    qtbot.waitUntil(dialog.outcome.isVisible)
    close(dialog, window, qtbot)
    page = highlighted.reading.annotated_ids()[0]
    highlighted.annotating.highlight(page, 60, 90, color=Color.RED, note="and ask again")
    before = {file: file.read_bytes() for file in notes.glob("*.md")}
    press(KEY.Key_E, held=CTRL | SHIFT)
    again = opened(qtbot)
    assert again.form.place.path == notes
    again.try_out.click()
    qtbot.waitUntil(again.outcome.isVisible)
    assert "This would be written: 1 file updated, 1 unchanged" in labels(again)
    shown = again.outcome.difference.toPlainText().splitlines()
    assert any(line.startswith("+") and "and ask again" in line for line in shown)
    assert {file: file.read_bytes() for file in notes.glob("*.md")} == before
    press(KEY.Key_J)
    assert again.outcome.difference.toPlainText() == ""
    again.export.click()
    qtbot.waitUntil(lambda: again.outcome.isVisible() and not again.back.isVisible())
    assert "1 file updated, 1 unchanged" in labels(again)
    assert {file: file.read_bytes() for file in notes.glob("*.md")} != before


def test_back_from_what_would_change_goes_to_the_choices(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    type_path(dialog, tmp_path / "notes")
    dialog.try_out.click()
    qtbot.waitUntil(dialog.outcome.isVisible)
    assert not (tmp_path / "notes").exists()
    dialog.back.click()
    assert dialog.form.isVisible()
    assert dialog.export.isVisible()


def test_the_last_choice_is_remembered(
    dialog: ExportDialog, window: MainWindow, settings: LiveSettings, tmp_path: Path, qtbot: QtBot
) -> None:
    type_path(dialog, tmp_path / "notes")
    choose(dialog, "For", 2)
    choose(dialog, "Contents", 1)
    choose(dialog, "Files", 1)
    dialog.start()
    qtbot.waitUntil(dialog.outcome.isVisible)
    kept = read(settings.value.export_choice)
    assert kept.layout is Layout.ONE_FILE
    assert kept.shape == NoteShape(NotePreset.LOGSEQ, contents=NoteContents.ARTICLE)
    close(dialog, window, qtbot)
    press(KEY.Key_E, held=CTRL | SHIFT)
    again = opened(qtbot)
    assert again.form.choice.shape == kept.shape
    assert again.form.choice.layout is Layout.ONE_FILE


def test_without_a_folder_it_says_so(dialog: ExportDialog) -> None:
    dialog.form.place.line.clear()
    press(KEY.Key_Return)
    assert dialog.told.isVisible()
    assert dialog.told.text() == "Choose a folder."


def test_a_folder_that_cannot_be_used_is_said_and_another_may_be_chosen(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("no folder", encoding="utf-8")
    type_path(dialog, blocked)
    press(KEY.Key_Return)
    qtbot.waitUntil(dialog.told.isVisible)
    assert str(blocked) in dialog.told.text()
    dialog.form.place.line.setFocus()
    type_path(dialog, tmp_path / "notes")
    assert not dialog.told.isVisible()
    press(KEY.Key_Return)
    qtbot.waitUntil(dialog.outcome.isVisible)


def test_an_export_target_says_how_it_is_set_up_and_asks_nothing_more(
    highlighted: Library, window: MainWindow, settings: LiveSettings, tmp_path: Path, qtbot: QtBot
) -> None:
    shape = NoteShape(NotePreset.OBSIDIAN)
    highlighted.export_targets.add(ExportTarget(ExportTargetId(""), "Vault", tmp_path / "vault", shape=shape))
    assert window.isVisible()
    press(KEY.Key_E, held=CTRL | SHIFT)
    dialog = opened(qtbot)
    assert dialog.form.target.hasFocus()
    assert dialog.form.target.currentText() == "Vault"
    choose(dialog, "Into", 1)
    assert dialog.form.place.isVisible()
    choose(dialog, "Into", 0)
    assert not dialog.form.place.isVisible()
    assert not dialog.form.shape_rows.preset.isVisible()
    assert str(tmp_path / "vault") in dialog.form.target_told.text()
    qtbot.waitUntil(lambda: "[!quote" in dialog.preview.text.toPlainText())
    press(KEY.Key_Return)
    qtbot.waitUntil(dialog.outcome.isVisible)
    assert len(list((tmp_path / "vault").glob("*.md"))) == 2
    assert read(settings.value.export_choice).target == dialog.form.choice.target.id  # type: ignore[union-attr]


@pytest.mark.parametrize("format_id", ["readwise", "w3c", "pdf"])
def test_other_formats_are_files_of_their_own(
    format_id: str, dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    chosen = next(each for each in dialog.form._work.formats() if each.id == format_id)
    dialog.form.format.choose(chosen)
    assert not dialog.preview.isVisible()
    assert not dialog.try_out.isVisible()
    place = tmp_path / f"out{chosen.suffix}"
    dialog.form.place.line.setFocus()
    type_path(dialog, place)
    press(KEY.Key_Return)
    qtbot.waitUntil(dialog.outcome.isVisible)
    files = [place] if chosen.suffix else sorted(place.glob("*.pdf"))
    assert len(files) == (1 if chosen.suffix else 2)
    assert all(file.stat().st_size for file in files)


def test_closing_stops_the_work(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    type_path(dialog, tmp_path / "notes")
    dialog.start()
    running = dialog._running
    assert running is not None
    press(KEY.Key_Escape)
    qtbot.waitUntil(dialog.isHidden)
    assert running.cancelled


def test_nothing_to_export_is_said(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.commands.fire("notes.export-all")
    dialog = opened(qtbot)
    assert "no page has highlights" in dialog.preview.text.placeholderText()
    type_path(dialog, tmp_path / "notes")
    press(KEY.Key_Return)
    qtbot.waitUntil(dialog.outcome.isVisible)
    assert "There is nothing to export." in labels(dialog)


def test_the_first_choice_is_notes_as_markdown(dialog: ExportDialog) -> None:
    assert dialog.form.format.chosen.id == MARKDOWN
    assert dialog.form.choice.shape == NoteShape()
