"""The tag editor tells what was added and what was taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from postil.gui.dialogs.tags import TagEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]


@pytest.fixture
def editor(host: QWidget, qtbot: QtBot) -> TagEditor:
    made = TagEditor(
        "Tags of “The water works”", ("science", "town"), ("science", "science/bees", "town"), host
    )
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_only_differences_are_told(editor: TagEditor, qtbot: QtBot) -> None:
    told: list[tuple[object, object]] = []
    editor.changed.connect(lambda added, removed: told.append((added, removed)))
    QTest.keyClick(editor.field.line, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor.field.line, "rivers,")
    QTest.keyClick(editor.field.line, Qt.Key.Key_Return)
    assert told == [(("rivers",), ("town",))]
    assert not editor.isVisible()


def test_nothing_new_tells_nothing(editor: TagEditor) -> None:
    told: list[object] = []
    editor.changed.connect(lambda added, removed: told.append((added, removed)))
    QTest.keyClick(editor.field.line, Qt.Key.Key_Return)
    assert told == []
    assert not editor.isVisible()


def test_escape_changes_nothing(editor: TagEditor) -> None:
    told: list[object] = []
    editor.changed.connect(lambda added, removed: told.append((added, removed)))
    QTest.keyClicks(editor.field.line, "new")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert told == []
    assert not editor.isVisible()


def test_what_was_typed_and_not_set_counts(editor: TagEditor) -> None:
    told: list[tuple[object, object]] = []
    editor.changed.connect(lambda added, removed: told.append((added, removed)))
    QTest.keyClicks(editor.field.line, "new")
    editor.accept()
    assert told == [(("new",), ())]
