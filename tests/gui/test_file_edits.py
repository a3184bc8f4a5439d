"""A note that was edited in an exported file, taken back in the window by keys, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.gui.pages import BEES
from tests.gui.pressing import press

from postil.gui.dialogs.file_edits import FileEditsDialog
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.export_target import ExportTarget, NotePreset, NoteShape
from postil.model.ids import ExportTargetId
from postil.model.page import Place, SortOrder

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.model.annotation import Annotation

pytestmark = pytest.mark.gui


@pytest.fixture
def edited(library: Library, tmp_path: Path) -> Annotation:
    """A highlight whose note a person changed in the vault."""
    page = library.reading.page_ids(Place(), sort=SortOrder.TITLE, descending=True)[0]
    made = library.annotating.highlight_quote(page, BEES[0], color=Color.RED, note="Ask the keeper.")
    target = library.export_targets.add(
        ExportTarget(
            ExportTargetId(""), "vault", tmp_path / "vault", shape=NoteShape(preset=NotePreset.OBSIDIAN)
        )
    )
    library.export_targets.update(target, Progress())
    (file,) = (tmp_path / "vault").glob("*.md")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Ask the keeper.", "Asked: in June."), encoding="utf-8")
    return made.annotation


def dialog(qtbot: QtBot) -> FileEditsDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), FileEditsDialog))
    found = QApplication.activeWindow()
    assert isinstance(found, FileEditsDialog)
    qtbot.waitUntil(found.list.hasFocus)
    return found


def back_in(window: MainWindow, qtbot: QtBot) -> None:
    """A dialog has closed: offscreen, no window manager gives the focus back."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def note(library: Library, made: Annotation) -> str:
    return library.annotating.annotation(made.id).note


def test_an_edit_is_shown_taken_and_undone(
    window: MainWindow, library: Library, edited: Annotation, qtbot: QtBot
) -> None:
    window.commands.fire("notes.take-edits")
    shown = dialog(qtbot)
    assert shown.here.text.toPlainText() == "Ask the keeper."
    assert shown.there.text.toPlainText() == "Asked: in June."
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert note(library, edited) == "Asked: in June."
    assert window.messages.text == "Took 1 note from files"
    back_in(window, qtbot)
    press(Qt.Key.Key_Z)
    assert note(library, edited) == "Ask the keeper."
    assert window.messages.text == "Undone: Take 1 note from files"


def test_what_is_changed_while_the_dialog_is_open_is_shown_again(
    window: MainWindow, library: Library, edited: Annotation, qtbot: QtBot
) -> None:
    window.commands.fire("notes.take-edits")
    shown = dialog(qtbot)
    library.annotating.set_note(edited.id, "Written a moment ago.")
    press(Qt.Key.Key_Return)
    assert shown.isVisible()
    assert shown.told.text() == "Changed in Postil, too, since the file was written."
    assert note(library, edited) == "Written a moment ago."
    press(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: not shown.isVisible())
    assert note(library, edited) == "Written a moment ago.\n\nAsked: in June."


def test_where_there_is_nothing_it_says_so(
    window: MainWindow, library: Library, edited: Annotation, qtbot: QtBot
) -> None:
    library.annotating.set_note(edited.id, "Asked: in June.")
    window.commands.fire("notes.take-edits")
    qtbot.waitUntil(lambda: window.messages.text == "Postil has all notes as the files have them.")
    library.export_targets.remove(library.export_targets.all()[0].id)
    window.commands.fire("notes.take-edits")
    told = "There is no export target whose files could have been edited."
    assert window.messages.text == told
