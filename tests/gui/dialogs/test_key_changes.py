"""Every key can be changed by pressing another; what is taken is refused with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from postil.commands import COMMANDS
from postil.gui.dialogs.key_changes import KeyChanges
from postil.keymap import KeyOverride
from postil.settings import keymap_in

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(settings: LiveSettings, appearance: Appearance, host: QWidget, qtbot: QtBot) -> KeyChanges:
    made = KeyChanges(settings, appearance, host)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    made.capture._done.setInterval(30)
    return made


def choose(dialog: KeyChanges, command_id: str) -> None:
    for row in range(dialog.list.count()):
        command = dialog.list.item(row).data(Qt.ItemDataRole.UserRole)
        if command is not None and command.id == command_id:
            dialog.list.setCurrentRow(row)
            return
    pytest.fail(command_id)


def press(dialog: KeyChanges, key: Qt.Key, held: Qt.KeyboardModifier = NONE, *, text: str = "") -> None:
    """A press as a real keyboard sends it: with Ctrl or Alt it types nothing."""
    QApplication.sendEvent(dialog.capture, QKeyEvent(QEvent.Type.KeyPress, key, held, text))


def give(
    dialog: KeyChanges, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = NONE, text: str = ""
) -> None:
    dialog.add_key()
    press(dialog, key, held, text=text)
    qtbot.waitUntil(lambda: not dialog.capture.isVisible())


def keys(settings: LiveSettings, command_id: str) -> tuple[str, ...]:
    return keymap_in(settings.value).command(command_id).keys


def button(dialog: KeyChanges, text: str) -> QPushButton:
    return next(
        each for each in dialog.findChildren(QPushButton) if each.text() == text and not each.isHidden()
    )


def test_every_command_is_there_with_its_keys(dialog: KeyChanges) -> None:
    rows = [dialog.list.item(row) for row in range(dialog.list.count())]
    listed = {row.data(Qt.ItemDataRole.UserRole).id for row in rows if row.data(Qt.ItemDataRole.UserRole)}
    assert listed == {command.id for command in COMMANDS}
    assert "Highlight: H" in {row.text() for row in rows}
    assert "Undo: Ctrl+Z, Z" in {row.text() for row in rows}


def test_a_key_is_added_by_pressing_it(dialog: KeyChanges, settings: LiveSettings, qtbot: QtBot) -> None:
    choose(dialog, "annotation.highlight")
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.capture.hasFocus()
    press(dialog, Qt.Key.Key_H, CTRL | ALT)
    qtbot.waitUntil(lambda: not dialog.capture.isVisible())
    assert settings.value.keys == (KeyOverride("annotation.highlight", ("H", "Ctrl+Alt+H")),)
    assert dialog.current is not None
    assert dialog.current.keys == ("H", "Ctrl+Alt+H")


def test_a_sequence_is_pressed_one_key_after_the_other(
    dialog: KeyChanges, settings: LiveSettings, qtbot: QtBot
) -> None:
    choose(dialog, "annotation.highlight")
    dialog.add_key()
    press(dialog, Qt.Key.Key_G, text="g")
    press(dialog, Qt.Key.Key_Y, text="y")
    qtbot.waitUntil(lambda: not dialog.capture.isVisible())
    assert keys(settings, "annotation.highlight") == ("H", "G, Y")


@pytest.mark.parametrize("key", [Qt.Key.Key_Insert, Qt.Key.Key_F7, Qt.Key.Key_Backspace])
def test_keys_that_type_nothing_may_be_given(
    dialog: KeyChanges, settings: LiveSettings, qtbot: QtBot, key: Qt.Key
) -> None:
    choose(dialog, "annotation.highlight")
    give(dialog, qtbot, key)
    assert len(keys(settings, "annotation.highlight")) == 2


def test_a_key_that_is_taken_is_refused_with_the_reason(
    dialog: KeyChanges, settings: LiveSettings, qtbot: QtBot
) -> None:
    choose(dialog, "annotation.highlight")
    give(dialog, qtbot, Qt.Key.Key_K, CTRL)
    assert settings.value.keys == ()
    assert dialog._told.text().startswith("Ctrl+K means “Find anything” already (Everywhere).")
    give(dialog, qtbot, Qt.Key.Key_G, text="g")
    assert "G goes together with G" in dialog._told.text()
    assert settings.value.keys == ()


def test_escape_gives_up(dialog: KeyChanges, settings: LiveSettings) -> None:
    choose(dialog, "annotation.highlight")
    dialog.add_key()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.capture.isVisible()
    assert dialog.isVisible()
    assert settings.value.keys == ()


def test_on_another_layout_the_place_of_a_letter_is_kept(
    dialog: KeyChanges, settings: LiveSettings, qtbot: QtBot
) -> None:
    choose(dialog, "annotation.highlight")
    dialog.add_key()
    # The key of Q on a Ukrainian layout: Linux calls it 24.
    event = QKeyEvent(QEvent.Type.KeyPress, 0x419, NONE, 24, 0, 0, "й")
    QApplication.sendEvent(dialog.capture, event)
    qtbot.waitUntil(lambda: not dialog.capture.isVisible())
    assert keys(settings, "annotation.highlight") == ("H", "Q")


def test_a_key_is_removed_reset_and_all_are_reset(
    dialog: KeyChanges, settings: LiveSettings, qtbot: QtBot
) -> None:
    choose(dialog, "edit.undo")
    assert button(dialog, "Remove Ctrl+Z").isEnabled()
    button(dialog, "Remove Z").click()
    assert keys(settings, "edit.undo") == ("Ctrl+Z",)
    button(dialog, "Reset").click()
    assert settings.value.keys == ()
    choose(dialog, "edit.undo")
    give(dialog, qtbot, Qt.Key.Key_F7)
    choose(dialog, "edit.redo")
    give(dialog, qtbot, Qt.Key.Key_F8)
    assert len(settings.value.keys) == 2
    dialog.reset_all.click()
    assert settings.value.keys == ()
    assert not dialog.reset_all.isEnabled()


def test_the_list_is_narrowed_down_by_words_and_keys(dialog: KeyChanges) -> None:
    def shown() -> list[str]:
        rows = (dialog.list.item(row) for row in range(dialog.list.count()))
        return [row.text() for row in rows if not row.isHidden()]

    dialog.field.setText("full screen")
    assert shown() == ["Everywhere", "Full screen: F11"]
    dialog.field.setText("f11")
    assert shown() == ["Everywhere", "Full screen: F11"]
    QTest.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()
    assert dialog.current is not None
    assert dialog.current.id == "window.full-screen"
    QTest.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert dialog.field.text() == ""
    assert dialog.isVisible()


def test_another_set_of_keys_is_chosen_and_seen_at_once(dialog: KeyChanges, settings: LiveSettings) -> None:
    dialog.preset.setCurrentIndex(dialog.preset.findData("vim"))
    dialog.preset.activated.emit(dialog.preset.currentIndex())
    assert settings.value.keymap == "vim"
    choose(dialog, "edit.undo")
    assert dialog.current is not None
    assert dialog.current.keys == ("U", "Ctrl+Z")
