"""The theme follows the setting and the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPalette

from postil.gui.theme import THEME_NAMES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("name", THEME_NAMES)
def test_a_setting_is_put_on_the_whole_program(
    name: str, qapp: QApplication, settings: LiveSettings, appearance: Appearance
) -> None:
    settings.change(theme=name)
    assert appearance.theme.name == name
    ground = qapp.palette().color(QPalette.ColorRole.Window).name()
    assert ground == appearance.theme.window.ground
    assert appearance.theme.window.accent in qapp.styleSheet()


def test_a_change_of_theme_is_told_once(settings: LiveSettings, appearance: Appearance) -> None:
    told: list[str] = []
    appearance.changed.connect(lambda: told.append(appearance.theme.name))
    settings.change(theme="dark")
    settings.change(text_size=25)
    settings.change(theme="dark")
    assert told == ["dark"]


def test_sentences_name_the_keys_of_the_settings_of_now(
    settings: LiveSettings, appearance: Appearance
) -> None:
    assert appearance.with_keys("{annotation.highlight} highlights") == "H highlights"
    settings.change(keymap="vim")
    assert appearance.with_keys("{annotation.highlight} highlights") == "M highlights"


def test_the_system_decides_unless_the_setting_does(settings: LiveSettings, appearance: Appearance) -> None:
    settings.change(theme="system")
    system = appearance.theme.name
    assert system in ("light", "dark")
    settings.change(theme="sepia")
    appearance._application.styleHints().colorSchemeChanged.emit(
        appearance._application.styleHints().colorScheme()
    )
    assert appearance.theme.name == "sepia"
