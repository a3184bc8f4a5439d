"""Letters that are underlined in a dialog: every shown thing has one of its own, in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from postil.gui.widgets.mnemonics import give_mnemonics
from postil.gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def dialog_of(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    rows = QVBoxLayout(made)
    for widget in widgets:
        rows.addWidget(widget)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_each_has_a_letter_of_its_own(qtbot: QtBot) -> None:
    buttons = [QPushButton(text) for text in ("Close", "Cancel", "Copy", "Make a copy", "C")]
    dialog = dialog_of(qtbot, *buttons)
    give_mnemonics(dialog)
    assert [each.text() for each in buttons] == ["&Close", "C&ancel", "C&opy", "&Make a copy", "C"]


def test_letters_of_any_script_are_given(qtbot: QtBot) -> None:
    buttons = [QPushButton("Закрити"), QPushButton("Записати")]
    dialog = dialog_of(qtbot, *buttons)
    give_mnemonics(dialog)
    assert [each.text() for each in buttons] == ["&Закрити", "З&аписати"]


def test_what_is_hidden_takes_no_letter(qtbot: QtBot) -> None:
    hidden, shown = QPushButton("Close"), QCheckBox("Closed")
    dialog = dialog_of(qtbot, hidden, shown)
    hidden.hide()
    give_mnemonics(dialog)
    assert shown.text() == "&Closed"


def test_answers_keep_their_letters_whatever_is_asked_above(qtbot: QtBot) -> None:
    contents, answers = QCheckBox("Contents"), QDialogButtonBox()
    cancel = answers.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
    dialog = dialog_of(qtbot, contents, answers)
    give_mnemonics(dialog)
    assert (contents.text(), cancel.text()) == ("C&ontents", "&Cancel")
    contents.hide()
    give_mnemonics(dialog)
    assert cancel.text() == "&Cancel"
    contents.show()
    cancel.hide()
    give_mnemonics(dialog)
    assert contents.text() == "C&ontents"


def test_to_ask_again_changes_nothing(qtbot: QtBot) -> None:
    button, other = QPushButton("Save"), QPushButton("Show")
    dialog = dialog_of(qtbot, button, other)
    give_mnemonics(dialog)
    give_mnemonics(dialog)
    assert (button.text(), other.text()) == ("&Save", "S&how")


def test_a_label_leads_to_its_field(qtbot: QtBot) -> None:
    label, first, field = PlainLabel("Folder"), QLineEdit(), QLineEdit()
    label.setBuddy(field)
    dialog = dialog_of(qtbot, first, label, field, PlainLabel("Only words"))
    give_mnemonics(dialog)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert field.hasFocus()
