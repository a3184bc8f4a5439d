"""Whether things may move by themselves: as the person set it, else as the system wishes.

Postil itself animates nothing. What Qt moves is stilled: carets, menus, tool tips, and bars that run back
and forth while nobody knows how long something takes (``gui/widgets/progress_bar.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QApplication, QStyle

if TYPE_CHECKING:
    from postil.settings import Settings

_PROPERTY = "reduced_motion"
"""Of the application: widgets ask it without knowing the settings."""


def is_reduced() -> bool:
    """Whether nothing is to move by itself now."""
    application = QCoreApplication.instance()
    return application is not None and bool(application.property(_PROPERTY))


class Motion(QObject):
    """Stills the program or lets it move, as the settings say."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._flash = QApplication.cursorFlashTime()
        self._effects = tuple(effect for effect in Qt.UIEffect if QApplication.isEffectEnabled(effect))

    def follow(self, settings: Settings) -> None:
        """Do as the setting ``reduced_motion`` says."""
        wish = settings.reduced_motion
        reduced = self._system_wishes_it() if wish == "system" else wish == "on"
        if reduced is is_reduced():
            return
        self._application.setProperty(_PROPERTY, reduced)
        QApplication.setCursorFlashTime(0 if reduced else self._flash)
        for effect in self._effects:
            QApplication.setEffectEnabled(effect, not reduced)

    def _system_wishes_it(self) -> bool:
        """Where the desktop has its animations switched off, Qt gives them no time."""
        return self._application.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
