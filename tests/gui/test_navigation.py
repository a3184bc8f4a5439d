"""Going from place to page and back; more of it in test_window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication

from postil.gui.library.spots import ALL, ARCHIVE, HIGHLIGHTS
from postil.model.page import Place

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui


def test_a_place_shows_its_own_list(window: MainWindow) -> None:
    window.navigation.go(HIGHLIGHTS)
    assert window.parts.middle.currentWidget() is window.parts.highlights
    window.navigation.go(ARCHIVE)
    assert window.parts.middle.currentWidget() is window.parts.list


def test_the_next_and_the_last_page_of_the_list(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    first, second, third = library.reading.page_ids(Place())
    deeds = dict(window.navigation.bindings())
    deeds["reader.next-page"]()
    with qtbot.waitSignal(window.open_page.shown):
        window.navigation.read(first)
    for wanted in (second, third):
        with qtbot.waitSignal(window.open_page.shown) as shown:
            deeds["reader.next-page"]()
        assert shown.args[0].id == wanted
    deeds["reader.next-page"]()
    with qtbot.waitSignal(window.open_page.shown) as shown:
        deeds["reader.previous-page"]()
    assert shown.args[0].id == second
    assert window.parts.list.current() == second


def test_back_opens_the_page_that_was_open(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    first, second, _ = library.reading.page_ids(Place())
    window.navigation.go(ALL)
    for page_id in (first, second):
        with qtbot.waitSignal(window.open_page.shown):
            window.navigation.read(page_id)
    with qtbot.waitSignal(window.open_page.shown) as shown:
        dict(window.navigation.bindings())["go.back"]()
    assert shown.args[0].id == first


def test_leaving_the_search_shows_the_place_again(window: MainWindow) -> None:
    window.navigation.go(HIGHLIGHTS)
    window.navigation.search()
    assert window.parts.middle.currentWidget() is window.parts.search
    window.navigation.leave_search()
    assert window.parts.middle.currentWidget() is window.parts.highlights


def test_a_link_to_the_outside_is_given_to_the_browser(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    window.parts.reader.link_activated.emit("https://example.org/a")
    assert opened == ["https://example.org/a"]
    window.parts.reader.link_activated.emit("file:///etc/hostname")
    assert opened == ["https://example.org/a"]


def test_a_link_that_no_browser_takes_is_copied(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    window.parts.reader.link_activated.emit("https://example.org/a")
    assert QGuiApplication.clipboard().text() == "https://example.org/a"
    assert window.messages.text == "Address copied: https://example.org/a"


def test_a_link_to_a_page_opens_it(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    page_id = library.reading.page_ids(Place())[2]
    with qtbot.waitSignal(window.open_page.shown) as shown:
        window.parts.reader.link_activated.emit(f"postil://page/{page_id}")
    assert shown.args[0].id == page_id
