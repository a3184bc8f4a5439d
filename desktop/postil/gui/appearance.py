"""The look of the program now: the theme that the settings and the system ask for, put on everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from postil.gui import fonts
from postil.gui.theme import Theme, chosen_theme, palette, style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from postil.settings import LiveSettings, Settings


class Appearance(QObject):
    """Holds the theme in use, and changes it when the setting or the system changes."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: LiveSettings) -> None:
        super().__init__(application)
        self._application = application
        self._setting = settings.value.theme
        self.theme: Theme = self._wanted()
        application.setStyle("Fusion")
        application.setFont(fonts.font(fonts.INTERFACE, size=13))
        self._put_on()
        settings.changed.connect(self._follow_setting)
        application.styleHints().colorSchemeChanged.connect(self._refresh)

    def _follow_setting(self, settings: Settings) -> None:
        self._setting = settings.theme
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted.name != self.theme.name:
            self.theme = wanted
            self._put_on()
            self.changed.emit()

    def _wanted(self) -> Theme:
        dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return chosen_theme(self._setting, system_is_dark=dark)

    def _put_on(self) -> None:
        self._application.setPalette(palette(self.theme))
        self._application.setStyleSheet(style_sheet(self.theme))
