"""Highlights that were not found in the text stand below it and answer the same keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from tests.gui.reader.articles import page
from tests.gui.reader.readers import Library, open_article, placed_at, placed_on

from postil.gui.reader.lost import lost_of
from postil.gui.theme import theme
from postil.model.annotation import AnchorState, Color
from postil.model.ids import AnnotationId
from postil.model.selectors import Selectors, TextQuoteSelector

if TYPE_CHECKING:
    from postil.gui.reader.pane import ReaderPane
    from postil.model.annotation import Placed

pytestmark = pytest.mark.gui

TEXT = open_article().text


def lost(name: str, quote: str, **fields: object) -> Placed:
    """A highlight whose words the text does not have."""
    selectors = Selectors(TextQuoteSelector(quote))
    return placed_at(name, None, None, selectors=selectors, state=AnchorState.NOT_FOUND, **fields)


def press(pane: ReaderPane, key: Qt.Key | str) -> None:
    QTest.keyClick(pane.window().focusWidget() or pane, key)  # type: ignore[arg-type] # either works


def text_below(pane: ReaderPane) -> list[str]:
    """The lines that stand below the article."""
    shown = pane._sheet.view.toPlainText().split("\n")
    first = next((at for at, line in enumerate(shown) if "not found in this text" in line), len(shown))
    return shown[first:]


def written(pane: ReaderPane, start: int, end: int) -> str:
    cursor = QTextCursor(pane._sheet.view.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def give(library: Library, *placed: Placed) -> None:
    library.placed = list(placed)
    library.pane.set_placed(placed)


def test_a_lost_highlight_stands_below_the_text_with_its_note_and_tags(
    pane: ReaderPane, library: Library
) -> None:
    give(library, lost("l", "words that\n\nare \ufffc gone", note="Why?\nAsk her.", tags=("ships",)))
    sentence, quote, *below = text_below(pane)
    assert sentence == "1 highlight was not found in this text:"
    assert quote == "words that are [image] gone"
    assert "\n".join(below) == "Why?\nAsk her.  #ships"


def test_it_changes_no_offset_of_the_text(pane: ReaderPane, library: Library) -> None:
    give(library, lost("l", "gone"), lost("m", "gone too"))
    sheet = pane._sheet
    assert text_below(pane)[0] == "2 highlights were not found in this text:"
    assert sheet.text == TEXT
    assert all(sheet.to_canonical(sheet.to_document(at)) == at for at in range(0, len(TEXT), 97))
    assert all(end <= len(TEXT) for _start, end in (sheet.document.units if sheet.document else ()))


def test_the_key_of_the_next_highlight_comes_to_it_last(pane: ReaderPane, library: Library) -> None:
    give(library, lost("l", "gone"), placed_on(TEXT, "working space", "found"))
    press(pane, ")")
    press(pane, ")")
    current = pane.current_annotation()
    assert current is not None
    assert current.id == "l"
    start, end = pane._sheet.positions_of(library.placed[0])
    view = pane._sheet.view
    assert written(pane, start, end) == "gone"
    bar = view.verticalScrollBar().value()
    assert bar <= view.line_top(start) < bar + view.viewport().height()
    press(pane, "(")
    current = pane.current_annotation()
    assert current is not None
    assert current.id == "found"


def test_it_can_be_coloured_copied_noted_and_removed(pane: ReaderPane, library: Library) -> None:
    give(library, lost("l", "words that are gone"))
    press(pane, ")")
    press(pane, "3")
    assert library.placed[0].annotation.color is Color.GREEN
    press(pane, "y")
    assert QGuiApplication.clipboard().text().startswith("“words that are gone”")
    press(pane, "n")
    QTest.keyClicks(pane.window().focusWidget(), "still true")
    QTest.keyClick(pane.window().focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert library.placed[0].annotation.note == "still true"
    assert text_below(pane)[-1] == "still true"
    press(pane, ")")
    press(pane, "d")
    assert library.placed == []
    assert text_below(pane) == []


def test_it_is_painted_in_its_colour(pane: ReaderPane, library: Library) -> None:
    give(library, lost("l", "gone", color=Color.BLUE))
    (mark,) = pane._sheet.view.marks.all
    assert (mark.annotation, mark.color, mark.end - mark.start) == ("l", Color.BLUE, len("gone"))


def test_the_list_of_all_highlights_leads_to_it(pane: ReaderPane, library: Library) -> None:
    give(library, lost("l", "gone"))
    pane.come_to(AnnotationId("l"))
    current = pane.current_annotation()
    assert current is not None
    assert current.id == "l"


def test_an_article_that_opens_with_one_shows_it_at_once(pane: ReaderPane) -> None:
    metrics, light = pane._sheet.column.metrics, theme("light")
    pane.show_article(open_article(placed=(lost("l", "gone"),)), metrics, light)
    assert text_below(pane)[1] == "gone"
    pane.clear()
    pane.show_article(open_article(), metrics, light)
    assert text_below(pane) == []


def test_of_a_page_that_is_only_a_link_it_is_said_to_wait(pane: ReaderPane) -> None:
    metrics, light = pane._sheet.column.metrics, theme("light")
    link = replace(page(), waiting=True, address="https://mill.example/weir")
    opened = open_article("<div></div>", of=link, placed=(lost("l", "still holds"),))
    pane.show_article(opened, metrics, light)
    shown = pane._sheet.view.toPlainText()
    assert "Only the link to this page is here." in shown
    assert "https://mill.example/weir" in shown, "the person sees which page is to be saved"
    assert "1 highlight waits for the page:\nstill holds" in shown
    pane.show_article(replace(opened, page=replace(link, address=None)), metrics, light)
    assert "Only what was written about this text is here." in pane._sheet.view.toPlainText()


def test_without_words_it_is_there_all_the_same() -> None:
    nameless = lost("l", "")
    assert [one.quote for one in lost_of((nameless, replace(nameless, start=1, end=2)))] == [""]


def test_in_another_theme_the_cursor_still_points_at_it(pane: ReaderPane, library: Library) -> None:
    give(library, lost("l", "gone"))
    press(pane, ")")
    pane.set_look(theme=theme("dark"))
    assert pane._sheet.view._layers.unit == pane._sheet.positions_of(library.placed[0])


def test_its_note_is_written_once_only(pane: ReaderPane, library: Library) -> None:
    give(library, lost("l", "gone", note="why"))
    press(pane, ")")
    assert not pane._card.isVisible()
    assert text_below(pane)[-1] == "why"
