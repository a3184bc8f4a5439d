"""A switch is a check box that is drawn otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from postil.gui.widgets.switch import Switch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


@pytest.fixture
def switch(host: QWidget, appearance: Appearance) -> Switch:
    made = Switch(appearance)
    made.setParent(host)
    made.resize(made.sizeHint())
    made.show()
    made.setFocus()
    return made


def test_space_and_a_click_anywhere_turn_it(switch: Switch) -> None:
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().bottomRight())
    assert not switch.isChecked()


def test_on_and_off_look_different_and_focus_is_seen(switch: Switch, appearance: Appearance) -> None:
    colors = appearance.theme.window
    off = switch.grab().toImage()
    switch.setChecked(True)
    on = switch.grab().toImage()
    middle = on.rect().center()
    assert on.pixelColor(middle.x() - 7, middle.y()) == QColor(colors.accent)
    assert off.pixelColor(middle.x() + 7, middle.y()) == QColor(colors.scroll)
    assert on.pixelColor(middle.x(), 1) == QColor(colors.focus)
