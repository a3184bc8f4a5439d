"""Nothing is cut where all is large: at 200 % a screen of 1280×800 is as a window of 640×400."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QWidget,
)
from tests.gui.test_accessibility import OPENERS, open_first_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

SIZES = ((600, 420), (640, 400), (1280, 800))


def worded(top: QWidget) -> Iterator[QLabel | QAbstractButton]:
    """All labels and buttons of a window that show words."""
    for widget in top.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible() and widget.text().strip():
            yield widget


def is_cut(widget: QLabel | QAbstractButton) -> bool:
    """Whether its words need more room than it has."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height()
    wanted = widget.sizeHint()
    return wanted.width() > widget.width() or wanted.height() > widget.height()


def is_outside(widget: QWidget) -> bool:
    """Whether a part of it is out of its window and cannot be scrolled to."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QAbstractScrollArea):
            return False
        parent = parent.parentWidget()
    window = widget.window()
    return not window.rect().contains(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))


def cut() -> list[str]:
    """Everything that is shown and cannot be read in full."""
    return [
        f"{type(widget.window()).__name__}: {type(widget).__name__} {widget.text()!r}"
        for top in QApplication.topLevelWidgets()
        if top.isVisible()
        for widget in worded(top)
        if is_cut(widget) or is_outside(widget)
    ]


def settled(qtbot: QtBot) -> list[str]:
    """What is cut once the layout is at rest: words may change a moment before their places do."""
    for _look in range(10):
        qtbot.wait(20)
        if not cut():
            return []
    return cut()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_label_and_no_button_is_cut(
    size: tuple[int, int], window: MainWindow, library: Library, settings: LiveSettings, qtbot: QtBot
) -> None:
    settings.change(text_size=40)
    window.resize(*size)
    open_first_page(window, library, qtbot)
    found = {"": settled(qtbot)}
    for command in OPENERS:
        window.commands.fire(command)
        found[command] = settled(qtbot)
        for top in QApplication.topLevelWidgets():
            if top is not window and top.isVisible():
                QTest.keyClick(top, Qt.Key.Key_Escape)
        focus = QApplication.focusWidget()
        if focus is not None:
            QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert {command: words for command, words in found.items() if words} == {}
