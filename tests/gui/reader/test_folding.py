"""``details`` fold by Enter and by click; nothing that is looked for stays folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.gui.reader.readers import LIGHT, bind_keys, open_article, placed_on

from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.reader.paper import PaperArticle, PaperWishes
from postil.gui.theme import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.sheet import Sheet

pytestmark = pytest.mark.gui

HTML = (
    "<div><p>Before.</p><details open=''><summary>How it was made</summary><p>Of cedar and clay.</p>"
    "<table><tr><th>Wood</th><th>Years</th></tr><tr><td>Cedar</td><td>40</td></tr></table>"
    "<details open=''><summary>And where</summary><p>In two towns.</p></details></details><p>After.</p></div>"
)


@pytest.fixture
def pane(qtbot: QtBot) -> ReaderPane:
    made = ReaderPane(lambda _name: None)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    made.show_article(open_article(HTML), Metrics(), LIGHT)
    made.show()
    bind_keys(made)
    made.setFocus()
    return made


def sheet_of(pane: ReaderPane) -> Sheet:
    return pane._sheet


def visible_words(pane: ReaderPane) -> str:
    document = sheet_of(pane).view.document()
    block, words = document.begin(), []
    while block.isValid():
        if block.isVisible():
            words.append(block.text().replace("\u00ad", ""))
        block = block.next()
    return " ".join(words)


def at(pane: ReaderPane, words: str) -> int:
    return sheet_of(pane).text.index(words)


def fold(pane: ReaderPane, words: str = "How it was made") -> None:
    pane.go_to(at(pane, words))
    assert pane.open()


def test_enter_on_the_summary_folds_and_unfolds(pane: ReaderPane, qtbot: QtBot) -> None:
    whole = sheet_of(pane).view.whole_height()
    pane.go_to(at(pane, "How it was made"))
    QTest.keyClick(sheet_of(pane).view, Qt.Key.Key_Return)
    assert "cedar" not in visible_words(pane)
    assert "Years" not in visible_words(pane)
    assert "How it was made" in visible_words(pane)
    assert "After." in visible_words(pane)
    folded = sheet_of(pane).view.whole_height()
    line = Metrics().line_height
    assert folded < whole - 4 * line
    view = sheet_of(pane).view
    summary = view.line_top(sheet_of(pane).to_document(at(pane, "How it was made")))
    after = view.line_top(sheet_of(pane).to_document(at(pane, "After.")))
    assert after - summary < 2.5 * line, "a table that is folded away leaves no hole"
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "cedar" in visible_words(pane)
    assert view.whole_height() == pytest.approx(whole, abs=1)


def test_a_click_on_the_summary_folds(pane: ReaderPane) -> None:
    view = sheet_of(pane).view
    place = view.line_at(sheet_of(pane).to_document(at(pane, "it was made"))).center().toPoint()
    place.setX(200)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "cedar" not in visible_words(pane)


def test_steps_pass_over_what_is_folded(pane: ReaderPane, qtbot: QtBot) -> None:
    fold(pane)
    QTest.keyClick(sheet_of(pane).view, Qt.Key.Key_J)
    assert pane.unit_span() == (at(pane, "After."), at(pane, "After.") + 6)
    QTest.keyClick(sheet_of(pane).view, Qt.Key.Key_K)
    start = at(pane, "How it was made")
    assert pane.unit_span() == (start, start + len("How it was made"))


def test_going_to_something_folded_unfolds_it(pane: ReaderPane) -> None:
    fold(pane)
    pane.go_to(at(pane, "two towns"))
    assert "two towns" in visible_words(pane)


def test_a_highlight_that_is_come_to_unfolds(pane: ReaderPane) -> None:
    fold(pane)
    item = placed_on(sheet_of(pane).text, "cedar and clay")
    pane.set_placed((item,))
    pane.come_to(item.annotation.id)
    assert "cedar and clay" in visible_words(pane)


def test_what_is_folded_within_stays_folded(pane: ReaderPane) -> None:
    fold(pane, "And where")
    fold(pane)
    assert "And where" not in visible_words(pane)
    fold(pane)
    assert "And where" in visible_words(pane)
    assert "two towns" not in visible_words(pane)
    pane.go_to(at(pane, "two towns"))
    assert "two towns" in visible_words(pane)


def test_it_stays_folded_in_other_colours_and_not_in_another_article(pane: ReaderPane) -> None:
    fold(pane)
    pane.set_look(theme=theme("dark"))
    assert "cedar" not in visible_words(pane)
    pane.show_article(open_article(HTML), Metrics(), LIGHT)
    assert "cedar" in visible_words(pane)


def test_folded_text_is_copied_with_the_rest(pane: ReaderPane) -> None:
    view = sheet_of(pane).view
    view.select(0, view.document().characterCount() - 1)
    whole = view.createMimeDataFromSelection().text()
    fold(pane)
    view.select(0, view.document().characterCount() - 1)
    assert "cedar and clay" in whole
    assert view.createMimeDataFromSelection().text() == whole


def test_what_was_closed_in_the_saved_page_starts_folded(pane: ReaderPane) -> None:
    assert "cedar" in visible_words(pane), "it was open there"
    closed = HTML.replace("<details open=''><summary>How", "<details><summary>How")
    pane.show_article(open_article(closed), Metrics(), LIGHT)
    assert "How it was made" in visible_words(pane)
    assert "cedar" not in visible_words(pane)
    pane.go_to(at(pane, "cedar"))
    assert "cedar" in visible_words(pane), "what is looked for is shown"
    pane.set_look(theme=theme("dark"))
    assert "cedar" in visible_words(pane), "and stays so while the article is shown"


def test_paper_shows_what_is_folded_in_the_page() -> None:
    closed = open_article(HTML.replace(" open=''", ""))
    paper = PaperArticle(closed, lambda _name: None, PaperWishes())
    block, hidden = paper._document.begin(), 0
    while block.isValid():
        hidden += not block.isVisible()
        block = block.next()
    assert hidden == 0
