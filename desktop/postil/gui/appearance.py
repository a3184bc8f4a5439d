"""The look of the program now: the theme that the settings and the system ask for, put on everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from postil.gui import fonts
from postil.gui.key_words import with_keys
from postil.gui.motion import Motion
from postil.gui.theme import SystemWish, Theme, chosen_theme, palette, style_sheet
from postil.model.color_names import ColorNames
from postil.settings import keymap_in

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from postil.live_settings import LiveSettings
    from postil.settings import Settings


class Appearance(QObject):
    """Holds the theme in use, and changes it when the setting or the system changes."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: LiveSettings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings.value
        self.theme: Theme = self.meant_by(self._settings)
        application.setStyle("Fusion")
        application.setFont(fonts.font(fonts.INTERFACE, size=13))
        self._put_on()
        self._motion = Motion(application)
        self._motion.follow(self._settings)
        settings.changed.connect(self._follow_setting)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._refresh)
        hints.accessibility().contrastPreferenceChanged.connect(self._refresh)

    @property
    def reading_speed(self) -> int:
        """How many words a minute the person reads: lists say how long pages take."""
        return self._settings.reading_speed

    @property
    def color_names(self) -> ColorNames:
        """What the person calls the colours of highlights."""
        return ColorNames.of(self._settings)

    def with_keys(self, sentence: str) -> str:
        """A sentence that names commands in braces, with the keys that the person has for them now."""
        return with_keys(sentence, keymap_in(self._settings).commands) if "{" in sentence else sentence

    def _follow_setting(self, settings: Settings) -> None:
        self._settings = settings
        self._motion.follow(settings)
        self._refresh()

    def _refresh(self) -> None:
        wanted = self.meant_by(self._settings)
        if wanted.name != self.theme.name:
            self.theme = wanted
            self._put_on()
            self.changed.emit()

    def meant_by(self, settings: Settings) -> Theme:
        """The theme that settings ask for, as the system is now."""
        return chosen_theme(
            settings.theme,
            system_wish(self._application),
            by_day=settings.theme_by_day,
            by_night=settings.theme_by_night,
        )

    def _put_on(self) -> None:
        self._application.setPalette(palette(self.theme))
        self._application.setStyleSheet(style_sheet(self.theme))


def system_wish(application: QApplication) -> SystemWish:
    """What the system of the computer wants: dark or light, and high contrast."""
    hints = application.styleHints()
    return SystemWish(
        dark=hints.colorScheme() is Qt.ColorScheme.Dark,
        high_contrast=hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast,
    )
