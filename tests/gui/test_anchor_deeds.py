"""Where highlights stand, seen: all verified, with a report; one not found put on its words by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLabel
from tests.gui.pages import WATER
from tests.gui.pressing import press
from tests.gui.test_reextraction import fire
from tests.gui.test_window import open_page, page_called

from postil.gui.dialogs.batch import BatchDialog
from postil.model.annotation import AnchorState, Annotation, Color

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui


@pytest.fixture
def refused(library: Library) -> Annotation:
    """A highlight of which was said that it does not stand in its text."""
    page = page_called(library, "The water works")
    made = library.annotating.highlight_quote(page.id, WATER[1], color=Color.GREEN).annotation
    library.anchors.refuse(made.id)
    return made


def test_all_highlights_are_verified(window: MainWindow, refused: Annotation, qtbot: QtBot) -> None:
    fire(window, qtbot, "Verify all")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), BatchDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, BatchDialog)
    qtbot.waitUntil(lambda: not dialog.running)
    told = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "0 highlights anchored, 1 not found" in told
    dialog.close()


def test_a_highlight_that_is_not_found_is_put_on_its_words(
    window: MainWindow, library: Library, refused: Annotation, qtbot: QtBot
) -> None:
    open_page(window, qtbot, "The water works")
    press(Qt.Key.Key_ParenRight)
    press(Qt.Key.Key_Exclam)
    assert window.parts.reader.mode == "check"
    sheet = window.parts.reader._sheet
    start = sheet.text.index(WATER[1])
    cursor = QTextCursor(sheet.view.document())
    cursor.setPosition(sheet.to_document(start))
    cursor.setPosition(sheet.to_document(start + 30), QTextCursor.MoveMode.KeepAnchor)
    sheet.view.setTextCursor(cursor)
    press(Qt.Key.Key_Return)

    def state() -> AnchorState:
        return library.annotating.annotation(refused.id).state

    qtbot.waitUntil(lambda: state() is AnchorState.ANCHORED)
    assert library.annotating.annotation(refused.id).selectors.quote.exact == WATER[1][:30].strip()
    qtbot.waitUntil(lambda: window.parts.reader.mode == "reader")
    press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: state() is AnchorState.NOT_FOUND)
    assert library.annotating.annotation(refused.id).selectors == refused.selectors
