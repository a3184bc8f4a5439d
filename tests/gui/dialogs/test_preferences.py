"""The settings window is made from the table, and what it changes holds at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QPushButton, QSpinBox, QWidget

from postil.gui.dialogs.path_choice import PathChoice
from postil.gui.dialogs.preferences import Preferences
from postil.gui.widgets.switch import Switch
from postil.settings import Settings, table

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.fixture
def dialog(settings: LiveSettings, appearance: Appearance, host: QWidget) -> Preferences:
    made = Preferences(settings, appearance, host)
    made.open()
    return made


def editor(dialog: Preferences, name: str) -> QWidget:
    found = dialog.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def test_every_setting_has_its_row_with_its_sentence(dialog: Preferences) -> None:
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    for setting in table():
        if setting.group:
            assert {setting.title, setting.prose, setting.group} <= shown
            assert editor(dialog, setting.name).accessibleName() == setting.title
        else:
            assert dialog.findChild(QWidget, setting.name) is None


def test_it_shows_what_holds(dialog: Preferences, settings: LiveSettings) -> None:
    settings.change(theme="dark", text_size=23, line_height=1.75, justify=True)
    theme, size = editor(dialog, "theme"), editor(dialog, "text_size")
    height, justify = editor(dialog, "line_height"), editor(dialog, "justify")
    assert isinstance(theme, QComboBox)
    assert isinstance(size, QSpinBox)
    assert isinstance(height, QDoubleSpinBox)
    assert isinstance(justify, Switch)
    assert theme.currentText() == "Dark"
    assert (size.value(), height.value(), justify.isChecked()) == (23, 1.75, True)


def test_keys_change_settings_at_once(dialog: Preferences, settings: LiveSettings) -> None:
    QTest.keyClick(editor(dialog, "text_size"), Qt.Key.Key_Up)
    QTest.keyClick(editor(dialog, "line_height"), Qt.Key.Key_Down)
    QTest.keyClick(editor(dialog, "justify"), Qt.Key.Key_Space)
    QTest.keyClick(editor(dialog, "highlight_color"), Qt.Key.Key_Down)
    value = settings.value
    assert (value.text_size, value.line_height, value.justify, value.highlight_color) == (
        21,
        1.55,
        True,
        "red",
    )


def test_opening_it_changes_nothing(settings: LiveSettings, appearance: Appearance, host: QWidget) -> None:
    settings.change(column_width=37.25)
    told: list[Settings] = []
    settings.changed.connect(told.append)
    Preferences(settings, appearance, host).open()
    assert told == []
    assert settings.value.column_width == 37.25


def test_defaults_come_back_but_the_window_keeps_its_size(
    dialog: Preferences, settings: LiveSettings
) -> None:
    settings.change(text_size=30, justify=True, list_width=500)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Restore defaults").click()
    assert (settings.value.text_size, settings.value.justify) == (Settings().text_size, Settings().justify)
    assert settings.value.list_width == 500


def test_closed_it_hears_nothing_more(dialog: Preferences, settings: LiveSettings) -> None:
    dialog.reject()
    settings.change(text_size=31)
    size = editor(dialog, "text_size")
    assert isinstance(size, QSpinBox)
    assert size.value() == Settings().text_size


def test_it_can_be_turned_to_one_setting(dialog: Preferences, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    for name in ("trash_days", "language"):
        dialog.turn_to(name)
        found = editor(dialog, name)
        assert dialog.focusWidget() is found
        area = dialog._area.viewport()
        assert area.rect().contains(found.mapTo(area, found.rect().center()))


def test_a_folder_holds_when_it_was_typed_to_its_end(dialog: Preferences, settings: LiveSettings) -> None:
    folder = editor(dialog, "watched_folder")
    assert isinstance(folder, PathChoice)
    for letter in "~/saved":
        QTest.keyClicks(folder.line, letter)
        assert settings.value.watched_folder == "", "one that is half typed is not watched"
    QTest.keyClick(folder.line, Qt.Key.Key_Return)
    assert settings.value.watched_folder == folder.line.text() == str(Path.home() / "saved")
    folder.line.clear()
    QTest.keyClick(folder.line, Qt.Key.Key_Return)
    assert settings.value.watched_folder == ""
