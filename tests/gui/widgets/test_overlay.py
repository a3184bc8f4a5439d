"""A card over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from postil.gui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


@pytest.fixture
def below(host: QWidget) -> QLineEdit:
    made = QLineEdit(host)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def card(host: QWidget, appearance: Appearance, below: QLineEdit) -> Overlay:
    made = Overlay(appearance, host, width=400, height=300)
    field = QLineEdit()
    made.rows.addWidget(field)
    made.open_over(field)
    return made


def test_it_covers_the_window_and_takes_the_focus(card: Overlay, host: QWidget) -> None:
    assert card.geometry() == host.rect()
    assert card.isAncestorOf(QApplication.focusWidget() or host)
    assert (card.card.width(), card.card.height()) == (400, 300)


def test_it_follows_the_window(card: Overlay, host: QWidget) -> None:
    host.resize(320, 240)
    assert card.geometry() == host.rect()
    assert host.rect().contains(card.card.geometry())


def test_escape_closes_it_and_the_focus_goes_back(card: Overlay, below: QLineEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.closed):
        QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert below.hasFocus()


def test_a_click_on_the_card_keeps_it_and_beside_it_closes_it(card: Overlay) -> None:
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.card.geometry().center())
    assert card.isVisible()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not card.isVisible()


def test_tab_does_not_leave_it(card: Overlay) -> None:
    QTest.keyClick(card, Qt.Key.Key_Tab)
    assert card.isAncestorOf(QApplication.focusWidget() or card.window())


def test_the_focus_cannot_be_taken_away_below_it(card: Overlay, host: QWidget, below: QLineEdit) -> None:
    other = QLineEdit(host)
    other.show()
    other.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert card.isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert other.hasFocus()
    below.setFocus()
    assert below.hasFocus()
