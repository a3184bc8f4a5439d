"""The original in a browser, after a warning, and its source. No browser is started: a recorder is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from postil.gui.dialogs.original import OriginalWarning
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Browser:
    """Remembers what it was asked to open."""

    def __init__(self, *, answers: bool = True) -> None:
        self.opened: list[Path] = []
        self._answers = answers

    def __call__(self, file: Path) -> bool:
        self.opened.append(file)
        return self._answers


@pytest.fixture
def browser(window: MainWindow) -> Browser:
    made = Browser()
    window.reader_deeds.originals._open_file = made
    return made


def press(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    widget = window.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def warning_of(window: MainWindow, qtbot: QtBot) -> OriginalWarning:
    def shown() -> list[OriginalWarning]:
        return [dialog for dialog in window.findChildren(OriginalWarning) if dialog.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[-1]


def back_to(window: MainWindow, qtbot: QtBot) -> None:
    """Make the window active again: without a window manager nobody else does it."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def read_first(window: MainWindow, qtbot: QtBot) -> str:
    page_id = window._library.reading.page_ids(Place())[0]
    with qtbot.waitSignal(window.open_page.shown):
        window.navigation.read(page_id)
    return page_id


def test_it_is_opened_after_the_warning_was_read(window: MainWindow, browser: Browser, qtbot: QtBot) -> None:
    page_id = read_first(window, qtbot)
    press(window, Qt.Key.Key_R)
    warning = warning_of(window, qtbot)
    assert browser.opened == []
    QTest.keyClick(warning, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(browser.opened) == 1)
    assert browser.opened[0].read_bytes() == window._library.reading.original(page_id)  # type: ignore[arg-type]
    assert browser.opened[0].suffix == ".html"


def test_escape_opens_nothing(window: MainWindow, browser: Browser, qtbot: QtBot) -> None:
    read_first(window, qtbot)
    press(window, Qt.Key.Key_R)
    QTest.keyClick(warning_of(window, qtbot), Qt.Key.Key_Escape)
    qtbot.wait(50)
    assert browser.opened == []


def test_it_asks_each_time_unless_told_otherwise(window: MainWindow, browser: Browser, qtbot: QtBot) -> None:
    read_first(window, qtbot)
    press(window, Qt.Key.Key_R)
    warning = warning_of(window, qtbot)
    box = warning.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    assert not box.isChecked()
    warning.accept()
    qtbot.waitUntil(lambda: len(browser.opened) == 1)
    back_to(window, qtbot)
    press(window, Qt.Key.Key_R)
    warning = warning_of(window, qtbot)
    box = warning.findChild(QCheckBox)
    assert isinstance(box, QCheckBox)
    box.setChecked(True)
    warning.accept()
    qtbot.waitUntil(lambda: len(browser.opened) == 2)
    back_to(window, qtbot)
    press(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: len(browser.opened) == 3)


def test_where_no_program_opens_it_the_person_is_told_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.reader_deeds.originals._open_file = Browser(answers=False)
    read_first(window, qtbot)
    press(window, Qt.Key.Key_R)
    warning_of(window, qtbot).accept()
    qtbot.waitUntil(lambda: "postil-originals-" in window.messages.text)


def test_the_source_is_shown_and_searched_and_closed(
    window: MainWindow, browser: Browser, qtbot: QtBot
) -> None:
    page_id = read_first(window, qtbot)
    press(window, Qt.Key.Key_U, CONTROL_SHIFT)
    card = window.reader_deeds.originals.card
    qtbot.waitUntil(card.isVisible)
    kept = window._library.reading.original(page_id).decode()  # type: ignore[arg-type]
    assert card.shown == kept
    assert card.view.toPlainText().replace("\n", "") == kept.replace("\n", "")
    QTest.keyClick(card.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(card.find_bar.field, "CHIMNEY")
    count = kept.lower().count("chimney")
    assert card.find_bar._count.text() == f"1 of {count}" if count else "No hits"
    QTest.keyClick(card.find_bar.field, Qt.Key.Key_Escape)
    QTest.keyClick(card.view, Qt.Key.Key_U, CONTROL_SHIFT)
    assert not card.isVisible()
    assert browser.opened == []
    assert window.focusWidget() is window.parts.reader._sheet.view


def test_a_very_long_line_is_broken_for_the_eye_and_found_across_the_break(
    window: MainWindow, qtbot: QtBot
) -> None:
    card = window.reader_deeds.originals.card
    text = "x" * 395 + "needle in 😀 hay" + "y" * 5000 + "\nneedle"
    card.show_source("A source", text)
    QTest.keyClick(card.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(card.find_bar.field, "needle")
    assert card.find_bar._count.text() == "1 of 2"
    selections = card.view.extraSelections()
    marked = selections[0].cursor.selectedText()
    assert marked.replace("\u2029", "") == "needle"
    QTest.keyClick(card.find_bar.field, Qt.Key.Key_Return)
    QTest.keyClick(card.find_bar.field, Qt.Key.Key_Return)
    assert card.find_bar._count.text().startswith("1 of 2")
    assert "top" in card.find_bar._count.text()
