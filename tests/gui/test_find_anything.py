"""Anything is found by keys alone: commands, settings, places, tags, sites, saved searches, pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from postil.gui.dialogs.preferences import Preferences
from postil.gui.find_anything import parted
from postil.gui.library.spots import ARCHIVE, tag_spot
from postil.gui.palette.entry import Kind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.palette.entry import Entry
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

NONE, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEY = Qt.Key


class Finder:
    """The palette of the window, by keys."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    def type(self, text: str, *, settle: bool = True) -> None:
        """Open the palette, type, and wait for what comes late."""
        self.press(KEY.Key_K, CTRL)
        palette = self.window.palette_card
        assert palette.isVisible()
        QTest.keyClicks(palette.field, text)
        if settle:
            self._qtbot.waitUntil(lambda: not palette._awaiting)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)

    def go_to(self, title: str) -> None:
        """Move the mark down to a line."""
        for _row in range(self.titles.index(title)):
            self.press(KEY.Key_Down)

    @property
    def lines(self) -> tuple[Entry, ...]:
        return self.window.palette_card.model.entries

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.lines]


@pytest.fixture
def finder(window: MainWindow, qtbot: QtBot) -> Finder:
    return Finder(window, qtbot)


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("theme", None, "theme"),
        ("> theme", Kind.COMMAND, "theme"),
        ("#craft/lamps", Kind.TAG, "craft/lamps"),
        ("@", Kind.SITE, ""),
        ("? width", Kind.SETTING, "width"),
        ("a > b", None, "a > b"),
        ("", None, ""),
    ],
)
def test_a_sign_before_the_words_says_what_is_wanted(typed: str, kind: Kind | None, words: str) -> None:
    assert parted(typed) == (kind, words)


def test_at_first_the_pages_to_go_on_with_then_all_that_can_be_done(
    finder: Finder, library: Library, qtbot: QtBot
) -> None:
    first, second, third = (page.id for page in library.reading.recent(3))
    for page_id in (second, third):
        with qtbot.waitSignal(finder.window.open_page.shown):
            finder.window.navigation.read(page_id)
    finder.type("")
    pages = [entry for entry in finder.lines if entry.kinds == (Kind.PAGE,)]
    titles = {page.id: page.title for page in library.reading.recent(3)}
    assert [entry.title for entry in pages] == [titles[second], titles[first]], "not the one that is open"
    assert finder.lines[: len(pages)] == tuple(pages)
    assert "Undo" in finder.titles
    with qtbot.waitSignal(finder.window.open_page.shown):
        finder.press(KEY.Key_Return)
    assert finder.window.open_page.page is not None
    assert finder.window.open_page.page.id == second, "Ctrl+K, Enter goes back to the page before"


def test_commands_with_their_keys(finder: Finder) -> None:
    finder.type(">archive or")
    assert finder.lines[0].keys == ("E",)
    assert finder.lines[0].spoken == "Archive, or back to the inbox, Command, Page, E"
    assert all(Kind.COMMAND in entry.kinds for entry in finder.lines)


def test_a_place_by_its_name(finder: Finder, qtbot: QtBot) -> None:
    finder.type("archive")
    finder.go_to("Go to Archive")
    finder.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: finder.window.listing.spot == ARCHIVE)


def test_a_choice_of_a_setting_is_made_there(finder: Finder, settings: LiveSettings) -> None:
    finder.type("?night warm")
    assert finder.titles[0] == "Theme by night: Warm dark"
    finder.press(KEY.Key_Return)
    assert settings.value.theme_by_night == "warm-dark"


def test_a_setting_is_turned_off_there_and_offers_the_way_back(
    finder: Finder, settings: LiveSettings
) -> None:
    finder.type("hyphenation")
    finder.press(KEY.Key_Return)
    assert not settings.value.hyphenate
    finder.type("hyphenation")
    assert finder.titles[0] == "Hyphenation: turn on"


@pytest.mark.parametrize(("typed", "name"), [("line width", "column_width"), ("?theme", "theme")])
def test_other_settings_open_where_they_are(finder: Finder, qtbot: QtBot, typed: str, name: str) -> None:
    finder.type(typed)
    finder.go_to({"column_width": "Line width", "theme": "Theme"}[name])
    finder.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Preferences))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, Preferences)
    focus = dialog.focusWidget()
    assert isinstance(focus, QWidget)
    assert focus.objectName() == name
    area = dialog._area.viewport()
    top = focus.mapTo(area, focus.rect().topLeft()).y()
    assert 0 <= top <= area.height() - focus.height(), "it is in sight"
    dialog.accept()


def test_a_change_in_the_settings_that_were_opened_holds(
    finder: Finder, settings: LiveSettings, qtbot: QtBot
) -> None:
    finder.type("?by night")
    finder.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Preferences))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, Preferences)
    box = dialog.focusWidget()
    assert isinstance(box, QComboBox)
    QTest.keyClick(box, KEY.Key_Down)
    assert settings.value.theme_by_night == "warm-dark"
    dialog.accept()


def test_nested_tags_and_their_parents(finder: Finder, library: Library, qtbot: QtBot) -> None:
    library.tagging.tag([page.id for page in library.reading.recent(2)], "craft/maps")
    finder.type("#ma")
    assert [(entry.title, entry.detail) for entry in finder.lines] == [("#craft/maps", "2 pages")]
    finder.press(KEY.Key_Escape)
    finder.type("#craft")
    assert finder.titles == ["#craft", "#craft/maps"]
    finder.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: finder.window.listing.spot == tag_spot("craft"))


def test_a_site_leads_to_the_search_for_it(finder: Finder, qtbot: QtBot) -> None:
    finder.type("@morn")
    assert [(entry.title, entry.detail) for entry in finder.lines] == [("The Morning Reader", "3 pages")]
    finder.press(KEY.Key_Return)
    search = finder.window.parts.search
    assert search.field.text() == 'site:"The Morning Reader"'
    qtbot.waitUntil(lambda: len(search.model.hits) == 3)


def test_a_saved_search_by_its_name(finder: Finder, library: Library, qtbot: QtBot) -> None:
    library.saved_searches.keep("About chimneys", "chimney")
    finder.type("about chi")
    finder.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: finder.window.parts.search.field.text().strip() == "chimney")


def test_what_was_typed_can_be_searched_for(finder: Finder, qtbot: QtBot) -> None:
    finder.type("swallows nested")
    assert finder.titles[-1] == "Search for “swallows nested”"
    finder.press(KEY.Key_Up)
    finder.press(KEY.Key_Return)
    search = finder.window.parts.search
    assert search.field.text() == "swallows nested"
    qtbot.waitUntil(search.isVisible)


def test_pages_come_below_what_was_there(finder: Finder) -> None:
    finder.type("map", settle=False)
    before = finder.titles
    finder._qtbot.waitUntil(lambda: "People who fold maps" in finder.titles)
    assert finder.titles[: len(before)] == before


def test_alt_enter_opens_the_page_behind(finder: Finder, qtbot: QtBot) -> None:
    finder.type("bees know")
    finder.go_to("What bees know")
    with qtbot.waitSignal(finder.window.open_page.shown):
        finder.press(KEY.Key_Return, ALT)
    assert finder.window.open_page.page is not None
    assert finder.window.open_page.page.title == "What bees know"
    assert finder.window.palette_card.isVisible()
    assert QApplication.focusWidget() is finder.window.palette_card.field
    finder.press(KEY.Key_Escape)
    assert finder.window._whereabouts.scopes_now()[0] == "list"


def test_what_was_used_last_comes_first_of_its_kind(finder: Finder, settings: LiveSettings) -> None:
    finder.type(">theme")
    first = finder.titles[0]
    finder.go_to("Theme: sepia")
    finder.press(KEY.Key_Return)
    assert settings.value.theme == "sepia"
    finder.type(">theme")
    assert finder.titles[:2] == ["Theme: sepia", first]
    finder.press(KEY.Key_Escape)
    finder.type(">")
    assert finder.titles[0] == "Theme: sepia"
    assert settings.value.palette_used.splitlines() == ["command theme.sepia"]


def test_pages_and_tags_are_not_kept_in_the_settings(
    finder: Finder, library: Library, settings: LiveSettings, qtbot: QtBot
) -> None:
    """What somebody reads is in the library only."""
    library.tagging.tag([page.id for page in library.reading.recent(1)], "secret")
    finder.type("#secret")
    finder.press(KEY.Key_Return)
    finder.type("bees know")
    finder.go_to("What bees know")
    with qtbot.waitSignal(finder.window.open_page.shown):
        finder.press(KEY.Key_Return)
    assert settings.value.palette_used == ""


def test_only_the_last_ones_are_remembered(finder: Finder, settings: LiveSettings) -> None:
    settings.change(palette_used="\n".join(f"command gone.{number}" for number in range(20)))
    finder.type(">undo")
    finder.press(KEY.Key_Return)
    used = settings.value.palette_used.splitlines()
    assert (used[0], len(used), used[-1]) == ("command edit.undo", 20, "command gone.18")


def test_the_key_for_tags_opens_it_for_tags(finder: Finder, library: Library, qtbot: QtBot) -> None:
    library.tagging.tag([page.id for page in library.reading.recent(1)], "sea")
    for key in (KEY.Key_G, KEY.Key_NumberSign):
        finder.press(key)
    palette = finder.window.palette_card
    assert palette.field.text() == "#"
    qtbot.waitUntil(lambda: finder.titles == ["#sea"])
