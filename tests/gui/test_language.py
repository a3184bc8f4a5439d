"""The window in the person's language: words, Qt's own words, dates and numbers, and its direction."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QComboBox

from postil import paths, translation
from postil.app import language as spoken
from postil.commands import COMMANDS
from postil.gui import dates, language, words
from postil.gui.actions import MENUS
from postil.gui.dialogs.font_choice import FontChoice
from postil.gui.dialogs.preferences import Preferences
from postil.gui.main import read_settings
from postil.live_settings import LiveSettings
from postil.setting import choice_label
from postil.settings import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication, QWidget

    from postil.gui.appearance import Appearance
    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui


@pytest.fixture
def ukrainian(qapp: QApplication) -> Iterator[None]:
    """The language is put back after the test."""
    locale, direction, named = QLocale(), qapp.layoutDirection(), os.environ.get(spoken.VARIABLE)
    language.set_up(qapp, "uk")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    translation.use((), paths.resource("translations"))
    QLocale.setDefault(locale)
    qapp.setLayoutDirection(direction)
    if named is None:
        os.environ.pop(spoken.VARIABLE, None)
    else:
        os.environ[spoken.VARIABLE] = named


@pytest.mark.usefixtures("ukrainian")
def test_words_numbers_and_dates_are_those_of_the_language() -> None:
    assert translation._("Undo") == "Скасувати"
    forms = [words.counted("{count} page", "{count} pages", number) for number in (1, 2, 5, 21, 2310)]
    assert forms == ["1 сторінка", "2 сторінки", "5 сторінок", "21 сторінка", "2\u00a0310 сторінок"]
    assert dates.long_date(date(2026, 3, 12)) == "12 березня 2026\u202fр."
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Скасувати"
    assert os.environ[spoken.VARIABLE] == "uk"


@pytest.mark.usefixtures("ukrainian")
def test_nothing_of_the_window_is_left_in_english(window: MainWindow) -> None:
    menus = {menu.title() for menu in window.commands.menus(window)}
    assert menus.isdisjoint(MENUS)
    said = {command.label for command in COMMANDS if command.label == command.title}
    assert said == set()
    assert window.parts.side.places.accessibleName() == "Місця"


@pytest.mark.usefixtures("ukrainian")
def test_every_setting_and_choice_has_words_in_the_language(appearance: Appearance, host: QWidget) -> None:
    shown = [setting for setting in table() if setting.group]
    assert [setting.name for setting in shown if setting.label == setting.title] == []
    assert [setting.name for setting in shown if setting.sentence == setting.prose] == []
    window = Preferences(LiveSettings(), appearance, host)
    boxes = window.findChildren(QComboBox)
    latin = {"English", "Literata", "Inter", "JetBrains Mono", "Vim", "A4", "Letter"}
    for box in boxes:
        if not isinstance(box, FontChoice):
            texts = {box.itemText(row) for row in range(box.count())} - latin
            assert all(any("а" <= letter.lower() <= "ї" for letter in text) for text in texts), texts


def test_choices_have_words() -> None:
    """No choice is shown by its name in the file of settings."""
    bare = [choice for setting in table() if setting.group for choice in setting.choices]
    assert [choice for choice in bare if choice_label(choice) == choice and choice.islower()] == []


@pytest.mark.parametrize(
    ("language_of_window", "system", "expected"),
    [
        ("uk", "uk_UA", "uk_UA"),
        ("en", "en_GB", "en_GB"),
        ("en", "fr_FR", "en_US"),
        ("uk", "en_GB", "uk_UA"),
        ("en", "C", "en_US"),
    ],
)
def test_dates_and_numbers_go_with_the_words(language_of_window: str, system: str, expected: str) -> None:
    assert language.locale_of(language_of_window, QLocale(system)).name() == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "uk"}, "5 травня"),
        ({"LANG": "uk_UA.UTF-8", "LC_TIME": "en_GB.UTF-8"}, "5 травня"),
        ({"LANG": "uk_UA.UTF-8"}, "5 травня"),
    ],
)
def test_dates_are_never_in_another_language_than_the_words(variables: dict[str, str], expected: str) -> None:
    """The system's locale is that of the process: it is asked in one of its own."""
    asked = (
        "from PySide6.QtCore import QDate, QLocale; from postil.gui.language import locale_of;"
        "print(locale_of('uk', QLocale.system()).toString(QDate(2026, 5, 5), 'd MMMM'))"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        env={**kept, **variables, "PYTHONPATH": str(Path(paths.__file__).parents[1]), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert answer.stdout.strip() == expected


@pytest.mark.usefixtures("ukrainian")
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('language = "uk"\ntheme = "plaid"\n', "Налаштування theme не може бути"),
        ("language = uk", "Налаштування у "),
    ],
)
def test_what_is_wrong_with_the_settings_is_told_in_the_language(
    written: str, told: str, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translation.use((), paths.resource("translations"))  # as a program speaks that has just been started
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _locale: ["uk-UA"])
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.toml")
    (tmp_path / "settings.toml").write_text(written, encoding="utf-8")
    (problem,) = read_settings(qapp).problems
    assert problem.startswith(told)


def test_a_language_from_the_right_mirrors_the_window(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, ukrainian: None
) -> None:
    monkeypatch.setattr("postil.app.language.speak", lambda _chosen, _system: "he")
    language.set_up(qapp, "he")
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
