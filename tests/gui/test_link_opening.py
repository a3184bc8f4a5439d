"""Links of Postil in the window: to a page, to a highlight, and all that can be wrong with them."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from tests.gui.pages import BEES, MAPS
from tests.gui.pressing import press

from postil.app.link_handler import ENTRY
from postil.model.annotation import Color
from postil.model.page import Place
from postil.model.postil_link import PostilLink
from postil.model.selectors import Selectors, TextQuoteSelector
from postil.store import annotations as kept

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.model.annotation import Annotation
    from postil.model.page import Page

pytestmark = pytest.mark.gui


def page_called(library: Library, title: str) -> Page:
    rows = library.reading.pages(library.reading.page_ids(Place()))
    return next(page for page in rows.values() if page.title == title)


@pytest.fixture
def bees(library: Library) -> Page:
    return page_called(library, "What bees know")


@pytest.fixture
def highlight(library: Library, bees: Page) -> Annotation:
    """On the last sentence of what bees know."""
    return library.annotating.highlight_quote(bees.id, BEES[-1], color=Color.GREEN).annotation


def follow(window: MainWindow, qtbot: QtBot, address: str) -> None:
    """What the desktop hands over; wait until its page can be read."""
    with qtbot.waitSignal(window.open_page.shown):
        window.open_requested((), address)


def current(window: MainWindow) -> str | None:
    found = window.parts.reader.current_annotation()
    return found.id if found is not None else None


def press_deed(window: MainWindow) -> None:
    buttons = window.messages.findChildren(QPushButton)
    next(button for button in buttons if button.isVisible()).click()


def test_a_link_comes_to_its_highlight_while_another_page_is_open(
    window: MainWindow, library: Library, qtbot: QtBot, bees: Page, highlight: Annotation
) -> None:
    follow(window, qtbot, PostilLink(page_called(library, "The water works").id).address)
    follow(window, qtbot, PostilLink(bees.id, highlight.id).address)
    assert window.open_page.page is not None
    assert window.open_page.page.id == bees.id
    assert current(window) == highlight.id
    assert window.messages.text == ""
    # The keys are those of the reader, and about this highlight.
    press(Qt.Key.Key_1)
    assert library.annotating.annotation(highlight.id).color is Color.YELLOW


def test_the_same_link_again_comes_back(
    window: MainWindow, qtbot: QtBot, bees: Page, highlight: Annotation
) -> None:
    address = PostilLink(bees.id, highlight.id).address
    for _ in range(3):
        follow(window, qtbot, address)
        assert current(window) == highlight.id
        press(Qt.Key.Key_Home)  # away from it
        assert current(window) is None


def test_of_many_links_at_once_the_last_is_shown(
    window: MainWindow, library: Library, qtbot: QtBot, bees: Page, highlight: Annotation
) -> None:
    for page_id in library.reading.page_ids(Place()):
        window.open_requested((), PostilLink(page_id).address)
    follow(window, qtbot, PostilLink(bees.id, highlight.id).address)
    qtbot.waitUntil(lambda: current(window) == highlight.id)
    assert window.open_page.page is not None
    assert window.open_page.page.id == bees.id


def test_a_minimised_window_comes_back_as_large_as_it_was(
    window: MainWindow, qtbot: QtBot, bees: Page
) -> None:
    window.showMaximized()
    window.showMinimized()
    follow(window, qtbot, PostilLink(bees.id).address)
    assert not window.isMinimized()
    assert window.isMaximized()


@pytest.mark.parametrize(
    "address",
    [
        "postil:",
        "postil://page/%2e%2e",
        "postil://page/abc?x=1",
        "postil://evil.example/page/a",
        "postil://page/a\nb",
    ],
)
def test_what_is_no_link_is_said_and_does_nothing(window: MainWindow, address: str) -> None:
    window.open_requested((), address)
    assert "is no link to a page of Postil" in window.messages.text
    assert window.open_page.page is None


def test_a_page_that_is_not_here_is_said(window: MainWindow) -> None:
    window.open_requested((), "postil://page/aaaabbbbccccdddd#hl-aaaabbbbccccdddd")
    told = "The page of this link is not in this library. It was deleted, or is in another one."
    assert window.messages.text == told


def test_a_page_in_the_trash_is_taken_out_on_request(
    window: MainWindow, library: Library, qtbot: QtBot, bees: Page, highlight: Annotation
) -> None:
    library.reading.trash((bees.id,))
    window.open_requested((), PostilLink(bees.id, highlight.id).address)
    assert window.messages.text == "“What bees know” is in the trash."
    assert window.open_page.page is None
    with qtbot.waitSignal(window.open_page.shown):
        press_deed(window)
    assert current(window) == highlight.id
    assert library.reading.page(bees.id).trashed is None


def test_a_highlight_that_was_removed_can_be_brought_back(
    window: MainWindow, library: Library, qtbot: QtBot, bees: Page, highlight: Annotation
) -> None:
    library.annotating.remove((highlight.id,))
    follow(window, qtbot, PostilLink(bees.id, highlight.id).address)
    assert window.messages.text == "The highlight that the link names was removed."
    with qtbot.waitSignal(window.open_page.shown):
        press_deed(window)
    assert current(window) == highlight.id
    assert window.messages.text == "The highlight is back"


def test_a_highlight_that_never_was_is_said_on_its_page(window: MainWindow, qtbot: QtBot, bees: Page) -> None:
    follow(window, qtbot, f"postil://page/{bees.id}#hl-none")
    assert window.open_page.page is not None
    assert window.messages.text == "The highlight that the link names is not in this library."


def test_a_lost_highlight_is_shown_below_the_text(
    window: MainWindow, library: Library, qtbot: QtBot, bees: Page, highlight: Annotation
) -> None:
    lost = Selectors(TextQuoteSelector("Words that no bee of this library was ever heard to say aloud."))
    with library.annotating._holdings.transaction() as tx:
        kept.update(tx, replace(highlight, selectors=lost))
    follow(window, qtbot, PostilLink(bees.id, highlight.id).address)
    assert current(window) == highlight.id
    assert window.messages.text == (
        "The words of this highlight were not found in the text; it stands below it."
    )


def test_a_link_to_a_highlight_knows_the_page_that_it_is_on_now(
    window: MainWindow, library: Library, qtbot: QtBot, bees: Page
) -> None:
    maps = page_called(library, "People who fold maps")
    made = library.annotating.highlight_quote(maps.id, MAPS[2], color=Color.RED).annotation
    follow(window, qtbot, PostilLink(bees.id, made.id).address)
    assert window.open_page.page is not None
    assert window.open_page.page.id == maps.id
    assert current(window) == made.id


def test_a_link_within_a_page_is_followed_as_one_from_outside(
    window: MainWindow, qtbot: QtBot, bees: Page, highlight: Annotation
) -> None:
    with qtbot.waitSignal(window.open_page.shown):
        window.parts.reader.link_activated.emit(PostilLink(bees.id, highlight.id).address)
    assert current(window) == highlight.id
    window.parts.reader.link_activated.emit("postil://other/thing")
    assert "is no link to a page of Postil" in window.messages.text
    clipboard = QApplication.clipboard().text()
    assert "postil://other" not in clipboard


def test_the_desktop_learns_who_opens_links(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not sys.platform.startswith("linux") or shutil.which("xdg-mime") is None:
        pytest.skip("xdg-mime is not installed")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    window.commands.fire("links.open-here")
    qtbot.waitUntil(lambda: window.messages.text == "Links to pages and highlights open this Postil now.")
    entry = (tmp_path / "applications" / ENTRY).read_text(encoding="utf-8")
    assert f"--library {window._library.folder} %u" in entry


def test_a_link_that_is_pasted_is_opened_and_not_kept(
    window: MainWindow, library: Library, qtbot: QtBot, bees: Page, highlight: Annotation
) -> None:
    before = library.reading.counts().all
    window.parts.list.make_current(bees.id)
    press(Qt.Key.Key_L, held=Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().setText(f"  {PostilLink(bees.id, highlight.id).address}\n")
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    assert current(window) == highlight.id
    QApplication.clipboard().setText("postil://page/abc?x=1")
    press(Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    assert "is no link to a page of Postil" in window.messages.text
    assert library.reading.counts().all == before
