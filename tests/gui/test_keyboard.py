"""A walk over the whole keyboard in the window, and keys of one's own on everything that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from postil.gui.dialogs.key_changes import KeyChanges
from postil.gui.palette_entries import command_entries
from postil.gui.widgets.key_caps import KeyCaps
from postil.keymap import KeyOverride
from postil.model.annotation import Color
from postil.model.page import Place, Status

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings
    from postil.model.page import Page

pytestmark = pytest.mark.gui

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def press(*keys: Key | str, held: Qt.KeyboardModifier = NONE) -> None:
    """Press keys where the focus is: capitals with Shift, letters with Ctrl or Alt without a text."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        if isinstance(key, str) and held & (CTRL | ALT):
            code = ord(key.upper())
            QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, code, held, ""))
        elif isinstance(key, str):
            QTest.keyClicks(focus, key, held | (SHIFT if key.isupper() else NONE))
        else:
            QTest.keyClick(focus, key, held)


def scope(window: MainWindow) -> str:
    focus = QApplication.focusWidget()
    return window.scopes(focus)[0] if focus is not None and window.scopes(focus) else ""


def current(window: MainWindow) -> Page:
    (page,) = [window._library.reading.page(each) for each in window.parts.list.selected()]
    return page


def read(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.open_page.shown):
        press(Key.Key_Return)
    qtbot.waitUntil(lambda: scope(window) == "reader")


def quotes(window: MainWindow) -> list[str]:
    page = window.open_page.page
    assert page is not None
    placed = window._library.annotating.placed(page.id, page.version)
    return [each.annotation.selectors.quote.exact for each in placed]


def unit(window: MainWindow) -> str:
    span = window.parts.reader.unit_span()
    assert span is not None
    return window.parts.reader._sheet.text[slice(*span)]


def test_the_keys_of_the_list(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    first = current(window)
    press("j")
    second = current(window)
    assert second.id != first.id
    press("k")
    assert current(window).id == first.id
    press(Key.Key_Down, Key.Key_Up)
    assert current(window).id == first.id
    press("G")
    last = current(window)
    press("g", "g")
    assert current(window).id == first.id != last.id
    press("x", "j", "x")
    assert len(window.parts.list.selected()) == 2
    press("*", "n")
    assert len(window.parts.list.selected()) == 1
    press("*", "a")
    assert len(window.parts.list.selected()) == 3
    press(Key.Key_Escape)
    press("g", "g", "s")
    assert library.reading.page(first.id).starred
    press("m")
    assert library.reading.page(first.id).status is Status.READING
    press("z")
    assert library.reading.page(first.id).status is Status.INBOX
    press("e")
    assert library.reading.page(first.id).status is Status.ARCHIVE
    press("z")
    assert library.reading.page(first.id).status is Status.INBOX
    press("l")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    press(Key.Key_Escape)
    window.activateWindow()
    qtbot.waitUntil(lambda: scope(window) == "list")
    press("g", "g")
    chosen = current(window).id
    press("#")
    qtbot.waitUntil(lambda: library.reading.page(chosen).trashed is not None)
    press("z")
    qtbot.waitUntil(lambda: library.reading.page(chosen).trashed is None)


@pytest.mark.parametrize(
    ("key", "command"), [("a", "page.import"), ("i", "page.details"), ("v", "list.original")]
)
def test_the_other_keys_of_the_list(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, key: str, command: str
) -> None:
    """What they do opens files, a panel, a browser: others prove that. Here: that they are asked to."""
    fired: list[str] = []

    def fire(name: str) -> bool:
        fired.append(name)
        return True

    monkeypatch.setattr(window.keyboard.keys, "_fire", fire)
    press(key)
    assert fired == [command]


@pytest.mark.parametrize("key", ["o", Key.Key_Return])
def test_a_page_is_opened_and_left(window: MainWindow, qtbot: QtBot, key: Key | str) -> None:
    with qtbot.waitSignal(window.open_page.shown):
        press(key)
    qtbot.waitUntil(lambda: scope(window) == "reader")
    press("u")
    assert scope(window) == "list"


def test_the_keys_of_the_article(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    read(window, qtbot)
    press("j", "h")
    qtbot.waitUntil(lambda: len(quotes(window)) == 1)
    assert quotes(window) == [unit(window)]
    press("j", Key.Key_Tab, "3")
    qtbot.waitUntil(lambda: len(quotes(window)) == 2)
    page = window.open_page.page
    assert page is not None
    assert library.annotating.placed(page.id)[1].annotation.color is Color.GREEN
    press("(")
    assert window.parts.reader.current_annotation() is not None
    press(")", "y")
    assert QGuiApplication.clipboard().text().startswith("“")
    press("t")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    press(Key.Key_Escape)
    window.activateWindow()
    qtbot.waitUntil(lambda: scope(window) == "reader")
    press("z")
    qtbot.waitUntil(lambda: len(quotes(window)) == 1)
    press("Z")
    qtbot.waitUntil(lambda: len(quotes(window)) == 2)
    press("}", "{", "g", "g", "n")
    qtbot.waitUntil(lambda: window.parts.reader.is_writing)
    press(*"zhnj")
    press(Key.Key_Return, held=CTRL)
    qtbot.waitUntil(lambda: "zhnj" in [each.annotation.note for each in library.annotating.placed(page.id)])


def test_a_sentence_is_highlighted_in_three_keys(window: MainWindow, qtbot: QtBot) -> None:
    read(window, qtbot)
    press("f", "d", "h")
    qtbot.waitUntil(lambda: len(quotes(window)) == 1)
    assert quotes(window)[0].count(".") == 1


def test_text_is_selected_with_motions(window: MainWindow, qtbot: QtBot) -> None:
    read(window, qtbot)
    press("j", "v")
    assert scope(window) == "visual"
    press("3", "w", "e", "b", "V", Key.Key_Return)
    qtbot.waitUntil(lambda: len(quotes(window)) == 1)
    assert scope(window) == "reader"
    press("v", Key.Key_Escape)
    assert scope(window) == "reader"


def test_the_keys_that_hold_everywhere(window: MainWindow, qtbot: QtBot) -> None:
    press("k", held=CTRL)
    assert window.palette_card.isVisible()
    press(Key.Key_Escape)
    press("?")
    assert window.keyboard.help.isVisible()
    press(Key.Key_Escape)
    press("/")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: scope(window) == "list")
    for keys, title in (("gr", "Reading"), ("ga", "Archive"), ("gs", "Starred"), ("gl", "All pages")):
        press(*keys)
        qtbot.waitUntil(lambda title=title: window.listing.spot.title == title)  # type: ignore[misc]
    press("g", "h")
    qtbot.waitUntil(lambda: scope(window) == "highlights")
    press("g", "i")
    qtbot.waitUntil(lambda: window.listing.spot.place == Place(status=Status.INBOX))
    shown = window.parts.middle.isVisible()
    press("[")
    assert window.parts.middle.isVisible() is not shown
    press("[")
    assert window.parts.middle.isVisible() is shown
    press("]")
    assert not window._settings.value.margin_shown
    press(Key.Key_F11)
    assert window.isFullScreen()
    press(Key.Key_F11)
    assert not window.isFullScreen()
    before = QApplication.focusWidget()
    press(Key.Key_F6)
    assert QApplication.focusWidget() is not before


def test_find_in_the_page_and_back_and_forward(window: MainWindow, qtbot: QtBot) -> None:
    read(window, qtbot)
    first = window.windowTitle()
    press("f", held=CTRL)
    assert window.parts.reader._find_bar.isVisible()
    press(*"the")
    press(Key.Key_F3)
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: scope(window) == "reader")
    with qtbot.waitSignal(window.open_page.shown):
        press("J")
    assert window.windowTitle() != first
    with qtbot.waitSignal(window.open_page.shown):
        press(Key.Key_Left, held=ALT)
    assert window.windowTitle() == first
    with qtbot.waitSignal(window.open_page.shown):
        press(Key.Key_Right, held=ALT)
    assert window.windowTitle() != first


# Keys of one's own.


def test_a_changed_key_holds_and_is_shown_at_once(
    window: MainWindow, library: Library, settings: LiveSettings
) -> None:
    page = current(window)
    settings.change(keys=(KeyOverride("page.star", ("Shift+Q",)),))
    press("s")
    assert not library.reading.page(page.id).starred
    press("Q")
    assert library.reading.page(page.id).starred
    menus = [action.text() for menu in window.commands.menus(window) for action in menu.actions()]
    assert "Star, or take the star away\tShift+Q" in menus
    entries = {entry.title: entry.keys for entry in command_entries(window.commands)}
    assert entries["Star, or take the star away"] == ("Shift+Q",)
    press("?")
    heard = {caps.accessibleName() for caps in window.keyboard.help.findChildren(KeyCaps)}
    assert "Shift+Q" in heard


def test_with_modifiers_only_bare_letters_are_left_to_the_screen_reader(
    window: MainWindow, library: Library, settings: LiveSettings, qtbot: QtBot
) -> None:
    page = current(window)
    settings.change(keymap="modifiers-only")
    press(*"jsemx#")
    assert current(window).id == page.id
    assert library.reading.page(page.id).status is Status.INBOX
    press("s", held=CTRL | ALT)
    assert library.reading.page(page.id).starred
    read(window, qtbot)
    press(*"hn3")
    assert quotes(window) == []
    press("h", held=CTRL | ALT)
    qtbot.waitUntil(lambda: len(quotes(window)) == 1)


def test_vims_keys_hold(window: MainWindow, settings: LiveSettings, qtbot: QtBot) -> None:
    settings.change(keymap="vim")
    read(window, qtbot)
    press("j", "m")
    qtbot.waitUntil(lambda: len(quotes(window)) == 1)
    press("u")
    qtbot.waitUntil(lambda: quotes(window) == [])
    paragraph = unit(window)
    press(")")
    assert len(unit(window)) < len(paragraph)
    press("w")
    assert " " not in unit(window)
    press("/")
    assert window.parts.reader._find_bar.isVisible()


def test_what_may_follow_is_shown_after_a_moment(window: MainWindow, qtbot: QtBot) -> None:
    following = window.keyboard.following
    press("g")
    assert not following.isVisible()
    qtbot.waitUntil(following.isVisible)
    titles = {label.text() for label in following.findChildren(QLabel)}
    assert {"Go to Inbox", "Go to Highlights", "Top of the list"} <= titles
    press(Key.Key_Escape)
    assert not following.isVisible()


def test_saved_searches_that_may_follow_are_called_by_their_names(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    library.saved_searches.keep("Maps", "map")
    following = window.keyboard.following
    press("g")
    qtbot.waitUntil(following.isVisible)
    titles = {label.text() for label in following.findChildren(QLabel)}
    assert "Maps" in titles
    assert not any("saved search" in title for title in titles)
    press(Key.Key_Escape)


def test_the_keys_are_changed_from_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.fire("keys.open")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), KeyChanges))
    press(*"jh")
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, KeyChanges)
    assert dialog.field.text() == "jh"
    dialog.accept()


def test_the_words_of_the_reader_name_the_keys_of_the_set_in_use(
    window: MainWindow, settings: LiveSettings
) -> None:
    reader = window.parts.reader
    line, bar = reader._wayfinding.progress, reader._bars.overlap
    assert line.fill("{speech.pause} {speech.slower}") == "Space ,"
    settings.change(keymap="modifiers-only", keys=(KeyOverride("overlap.merge", ("F8",)),))
    assert line.fill("{speech.pause} {visual.sentence}") == "Space Ctrl+Alt+Shift+V"
    assert bar.fill("{overlap.merge}") == "F8"
    assert not reader._modes.hints.bare()
