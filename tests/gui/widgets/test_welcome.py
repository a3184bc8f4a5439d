"""Three ways into an empty library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from postil.gui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


@pytest.fixture
def welcome(appearance: Appearance, qtbot: QtBot) -> Welcome:
    made = Welcome(appearance)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_the_focus_begins_at_the_first_way(welcome: Welcome, qtbot: QtBot) -> None:
    assert welcome.files.hasFocus()
    with qtbot.waitSignal(welcome.files_wanted):
        QTest.keyClick(welcome.files, Qt.Key.Key_Space)


def test_tab_comes_to_the_others(welcome: Welcome, qtbot: QtBot) -> None:
    QTest.keyClick(welcome.files, Qt.Key.Key_Tab)
    assert welcome.folder.hasFocus()
    with qtbot.waitSignal(welcome.folder_wanted):
        QTest.keyClick(welcome.folder, Qt.Key.Key_Space)
    QTest.keyClick(welcome.folder, Qt.Key.Key_Tab)
    with qtbot.waitSignal(welcome.samples_wanted):
        QTest.keyClick(welcome.samples, Qt.Key.Key_Space)


def test_dropping_is_told(welcome: Welcome) -> None:
    assert any("drop files, folders and links" in label.text() for label in welcome.findChildren(QLabel))


def test_names_are_without_dots(welcome: Welcome) -> None:
    assert welcome.files.accessibleName() == "Import files"
    assert welcome.folder.accessibleName() == "Import a folder"
    assert welcome.samples.accessibleName() == "Look at the sample pages"
