"""The list of pages that are the same, and what stands there where no two are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from postil.gui.dialogs.duplicates import DuplicatesDialog
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.page_lines import PageLine
from postil.model.ids import PageId

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


def buttons(dialog: DuplicatesDialog) -> list[str]:
    return [button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()]


def test_where_no_two_are_the_same_it_says_so_in_the_middle(
    appearance: Appearance, host: QWidget, qtbot: QtBot
) -> None:
    dialog = DuplicatesDialog(appearance, host)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.show_pages(())
    empty = dialog.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    assert not dialog.list.isVisible()
    assert empty.accessibleName() == "No two pages are the same."
    assert buttons(dialog) == ["Close"]
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert not dialog.isVisible(), "Enter closes what has nothing to show"


def test_groups_are_listed_and_one_is_opened(appearance: Appearance, host: QWidget) -> None:
    dialog = DuplicatesDialog(appearance, host)
    dialog.open()
    opened: list[str] = []
    dialog.opened.connect(opened.append)
    dialog.show_pages((PageLine("Two pages"), PageLine("Bees", PageId("a")), PageLine("Bees", PageId("b"))))
    assert dialog.list.isVisible()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert opened == ["a"]
    dialog.close()
