"""Copying by real keys, from the list, the highlights, the search and the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from tests.gui.pages import BEES
from tests.gui.pressing import press, type_text

from postil.model.annotation import Color
from postil.model.page import Place, SortOrder

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ids(library: Library) -> tuple[PageId, ...]:
    """People who fold maps, the water works, what bees know."""
    return library.reading.page_ids(Place(), sort=SortOrder.TITLE, descending=False)


@pytest.fixture
def made(library: Library, ids: tuple[PageId, ...]) -> Annotation:
    return library.annotating.highlight_quote(ids[2], BEES[1], color=Color.RED, note="Listen.").annotation


def text() -> str:
    return QGuiApplication.clipboard().text()


def kind(name: str) -> str:
    return bytes(QGuiApplication.clipboard().mimeData().data(name).data()).decode()


def test_one_page_of_the_list(window: MainWindow, ids: tuple[PageId, ...]) -> None:
    window.parts.list.make_current(ids[0])
    press(Qt.Key.Key_L, held=CTRL | SHIFT)
    assert text() == f"[People who fold maps](postil://page/{ids[0]})"
    assert kind("text/html") == f'<a href="postil://page/{ids[0]}">People who fold maps</a>'
    assert window.messages.text == "Copied 1 link to Postil"
    press(Qt.Key.Key_Y)
    assert text() == "People who fold maps, The Morning Reader, 2 November 2025"
    assert kind("text/html").startswith("<p>People who fold maps, The Morning Reader")
    assert window.messages.text == "Copied the source of 1 page"
    press(Qt.Key.Key_Y, held=SHIFT)
    assert "People who fold maps" in text()
    assert kind("text/markdown") == text()
    assert kind("text/html") == ""
    assert window.messages.text == "Copied the note of 1 page as Markdown"


def test_pages_that_are_picked(window: MainWindow) -> None:
    press(Qt.Key.Key_A, held=CTRL)
    press(Qt.Key.Key_C, held=CTRL)
    assert window.messages.text == "Copied the sources of 3 pages"
    assert text().count("The Morning Reader") == 3
    press(Qt.Key.Key_L, held=CTRL | SHIFT)
    assert window.messages.text == "Copied 3 links to Postil"
    assert [line[:2] for line in text().splitlines()] == ["- "] * 3
    press(Qt.Key.Key_C, held=CTRL | SHIFT)
    assert window.messages.text == "Copied the notes of 3 pages as Markdown"


def test_a_page_without_an_address_says_so(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("as before")
    press(Qt.Key.Key_W, held=CTRL | SHIFT)
    assert window.messages.text == "This has no web address."
    assert text() == "as before"


def test_highlights_of_the_list(
    window: MainWindow, library: Library, ids: tuple[PageId, ...], made: Annotation, qtbot: QtBot
) -> None:
    other = library.annotating.highlight(ids[0], 0, 30, color=Color.BLUE)
    press(Qt.Key.Key_G, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: len(window.parts.highlights.model.everyone) == 2)
    press(Qt.Key.Key_A, held=CTRL)
    press(Qt.Key.Key_Y, held=SHIFT)
    assert window.messages.text == "Copied 2 highlights as Markdown"
    assert f"> {BEES[1]}\n\nListen.\n\n— [What bees know](postil://page/{ids[2]}#hl-{made.id})" in text()
    press(Qt.Key.Key_L, held=CTRL | SHIFT)
    assert window.messages.text == "Copied 2 links to Postil"
    assert f"postil://page/{ids[0]}#hl-{other.id}" in text()
    press(Qt.Key.Key_Y)
    assert window.messages.text == "Copied 2 quotes with their sources"
    assert f"“{BEES[1]}”\n— What bees know, The Morning Reader, 2 November 2025" in text()
    assert f"<blockquote><p>{BEES[1]}</p></blockquote>" in kind("text/html")


def test_the_reader_copies_the_highlight_or_the_words_that_are_meant(
    window: MainWindow, ids: tuple[PageId, ...], made: Annotation, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.open_page.shown):
        window.open_requested((), f"postil://page/{ids[2]}#hl-{made.id}")
    press(Qt.Key.Key_Y, held=SHIFT)
    assert window.messages.text == "Copied 1 highlight as Markdown"
    assert text().startswith(f"> {BEES[1]}\n\nListen.")
    press(Qt.Key.Key_L, held=CTRL | SHIFT)
    assert text().endswith(f"(postil://page/{ids[2]}#hl-{made.id})")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Y, held=SHIFT)
    assert window.messages.text == "Copied the words as Markdown"
    assert text() == f"> {BEES[0]}\n\n— [What bees know](postil://page/{ids[2]}), 2025-11-02\n"
    press(Qt.Key.Key_L, held=CTRL | SHIFT)
    assert text() == f"[What bees know](postil://page/{ids[2]})"
    press(Qt.Key.Key_Y)
    assert text().startswith(f"“{BEES[0]}”\n— What bees know")
    assert f"<p>{BEES[0]}</p>" in kind("text/html")
    window.commands.fire("copy.notes")
    assert window.messages.text == "Copied the note of 1 page as Markdown"
    assert "Listen." in text()


def test_what_the_search_found(
    window: MainWindow, library: Library, ids: tuple[PageId, ...], qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Slash)
    type_text("chimney wheel ")
    qtbot.waitUntil(lambda: window.parts.search.current() is not None)
    press(Qt.Key.Key_L, held=CTRL | SHIFT)  # chords mean commands also while one types
    assert text() == f"[The water works](postil://page/{ids[1]})"
    window.commands.fire("results.copy")
    assert window.messages.text == "Copied the source of 1 page"
    press(Qt.Key.Key_C, held=CTRL | SHIFT)
    assert window.messages.text == "Copied the note of 1 page as Markdown"
    made = library.annotating.highlight_quote(ids[1], "for longer than", color=Color.RED, note="swallowtail")
    library.indexing.drain()
    press(Qt.Key.Key_A, held=CTRL)
    type_text("note:swallowtail ")

    def found() -> bool:
        hit = window.parts.search.current()
        return hit is not None and hit.annotation is not None

    qtbot.waitUntil(found)
    press(Qt.Key.Key_C, held=CTRL | SHIFT)
    assert window.messages.text == "Copied 1 highlight as Markdown"
    assert f"#hl-{made.annotation.id}" in text()
    window.commands.fire("results.copy")
    assert text().startswith("“for longer than”\n— The water works")


def test_nothing_to_copy_says_nothing(empty_window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("as before")
    for command in ("copy.markdown", "copy.link", "copy.web-link", "copy.notes", "list.copy", "results.copy"):
        empty_window.commands.fire(command)
    assert text() == "as before"
    assert empty_window.messages.text == ""
