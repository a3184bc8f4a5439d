"""The window in the person's language: words, Qt's own words, dates, numbers, and the side it begins on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from postil.app import language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_MAY = 5


def set_up(application: QApplication, chosen: str) -> None:
    """Speak the language that the setting ``chosen`` names; before any window is built.

    Languages that are written from the right mirror the whole window.
    """
    system = QLocale.system()
    locale = locale_of(language.speak(chosen, system.uiLanguages()), system)
    QLocale.setDefault(locale)
    _load_words_of_qt(application, locale)
    application.setLayoutDirection(locale.textDirection())


def locale_of(spoken: str, system: QLocale) -> QLocale:
    """How dates and numbers are written: as the system does, unless it speaks another language.

    A system may have its words in one language and its dates in another (``LC_TIME``); no sentence of the
    window is to be of both.
    """
    locale = QLocale(spoken)
    is_one = system.monthName(_MAY) == QLocale(system.name()).monthName(_MAY)
    return system if system.language() is locale.language() and is_one else locale


def _load_words_of_qt(application: QApplication, locale: QLocale) -> None:
    """Buttons of dialogs, menus of text fields; where Qt has no words for a language, they stay English."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        application.installTranslator(translator)
