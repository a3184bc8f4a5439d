"""What holds for the open page: its own over the settings; the card changes it by keys, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from postil.gui.display import Display
from postil.gui.display_card import DisplayCard
from postil.model.page import Place
from postil.model.page_appearance import PageAppearance

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.fixture
def display(settings: LiveSettings, appearance: Appearance, library: Library, host: QWidget) -> Display:
    made = Display(settings, appearance, library.page_appearances, host)
    page = library.reading.page_ids(Place())[0]

    def follow(_changes: object) -> None:
        made.show_page(page, library.page_appearances.of(page))

    library.changed.connect(follow)
    follow(None)
    return made


@pytest.fixture
def card(display: Display, host: QWidget) -> DisplayCard:
    before = QLineEdit(host)
    before.setReadOnly(True)
    before.show()
    before.setFocus()
    made = DisplayCard(display, host, host)
    made.toggle()
    return made


def press(*keys: Qt.Key | str) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        else:
            QTest.keyClick(focused(), key)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def row_name() -> str:
    return focused().accessibleName()


def test_a_change_is_for_all_pages_unless_only_this_one_is_meant(
    display: Display, settings: LiveSettings, library: Library
) -> None:
    display.change("text_size", 24)
    assert settings.value.text_size == 24
    display.change_only_here(only_here=True)
    display.change("text_size", 30)
    display.change("theme", "sepia")
    assert settings.value.text_size == 24
    assert (display.metrics.size, display.theme.name) == (30, "sepia")
    page = library.reading.page_ids(Place())[0]
    assert library.page_appearances.of(page) == PageAppearance(theme="sepia", text_size=30)
    other = library.reading.page_ids(Place())[1]
    display.show_page(other, PageAppearance())
    assert (display.metrics.size, display.theme.name, display.only_here) == (24, "light", False)


def test_the_page_is_given_back_to_the_settings_and_undo_takes_that_back(
    display: Display, library: Library
) -> None:
    display.change_only_here(only_here=True)
    display.change("line_height", 2.0)
    display.change_only_here(only_here=False)
    assert display.metrics.line == 1.6
    library.undo.undo()
    assert display.metrics.line == 2.0
    assert display.only_here


def test_steps_stop_at_their_bounds_and_sizes_are_reset(display: Display, settings: LiveSettings) -> None:
    for _ in range(60):
        display.step("text_size", 1)
    assert settings.value.text_size == 40
    display.step("column_width", -1)
    display.reset_sizes()
    assert (settings.value.text_size, settings.value.column_width) == (20, 33.6)


def test_only_the_sizes_of_the_page_are_reset_where_they_are_its_own(
    display: Display, settings: LiveSettings
) -> None:
    display.change("text_size", 26)
    display.change_only_here(only_here=True)
    display.change("text_size", 34)
    display.change("hyphenate", value=False)
    display.reset_sizes()
    assert display.metrics.size == settings.value.text_size == 26
    assert not display.metrics.hyphenate


def test_keys_choose_rows_and_change_them_live(card: DisplayCard, settings: LiveSettings) -> None:
    assert row_name() == "Theme: Light"
    press(Qt.Key.Key_Right)
    assert settings.value.theme == "sepia"
    assert row_name() == "Theme: Sepia"
    press("h", "j", "j", "+")
    assert settings.value.theme == "light"
    assert settings.value.text_size == 21
    assert row_name() == "Text size: 21 px"
    press(Qt.Key.Key_Backspace)
    assert settings.value.text_size == 20
    press("k", "i")
    assert settings.value.text_font == "Inter"
    press(Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_every_row_changes_something_and_the_last_is_the_switch(
    card: DisplayCard, display: Display, settings: LiveSettings
) -> None:
    names = set()
    for _ in range(11):
        before = (settings.value, display.only_here)
        names.add(row_name().split(":")[0])
        press(Qt.Key.Key_Right)
        assert (settings.value, display.only_here) != before, row_name()
        press(Qt.Key.Key_Tab)
    assert len(names) == 11
    assert display.only_here
    assert row_name().startswith("Theme"), "the rows go round"
    press(Qt.Key.Key_Right)
    assert row_name().endswith("only for this page")
    assert card.isVisible()


def test_the_card_closes_when_the_person_turns_elsewhere(card: DisplayCard, host: QWidget) -> None:
    other = QLineEdit(host)
    other.show()
    other.setFocus()
    assert not card.isVisible()
    assert QApplication.focusWidget() is other


def test_numbers_are_written_as_the_locale_has_them(card: DisplayCard) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Ukrainian))
    try:
        press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
        press(Qt.Key.Key_Right, Qt.Key.Key_Left)
        assert row_name() == "Line width: 33,6"
    finally:
        QLocale.setDefault(before)


def test_rows_of_long_words_stay_whole_in_a_low_window(card: DisplayCard, host: QWidget) -> None:
    card.close_card()
    label = card._rows[5].findChild(QLabel)
    assert label is not None
    label.setText("Вирівнювання з обох боків рядка")
    host.resize(600, 300)
    QApplication.processEvents()
    card.toggle()
    press(*[Qt.Key.Key_Down] * 8)
    QApplication.processEvents()
    seen = card._area.viewport().rect()
    row = QApplication.focusWidget()
    assert row is not None
    within = QRect(row.mapTo(card._area.viewport(), QPoint(0, 0)), row.size())
    assert seen.contains(within)
