"""The reader by real keys: moving, finding, links, coming back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from tests.gui.reader.articles import RICH, asset
from tests.gui.reader.readers import (
    LIGHT,
    bind_keys,
    open_article,
    place_of,
    press,
    view_of,
    words,
)

from postil.commands import COMMANDS
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui

TEXT = open_article().text
SOME = "words and more words " * 30
LONG = f"<div>{''.join(f'<p>Paragraph {n}: {SOME}</p>' for n in range(120))}</div>"
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_every_command_of_the_reader_is_bound_once(pane: ReaderPane) -> None:
    bound = [command for command, _deed in pane.bindings()]
    prefixes = ("reader.", "annotation.", "overlap.", "check.", "visual.", "speech.", "page.note")
    wanted = {command.id for command in COMMANDS if command.id.startswith(prefixes)}
    assert len(bound) == len(set(bound))
    assert set(bound) == wanted - {"reader.next-page", "reader.previous-page", "annotation.list"}


def test_the_reading_cursor_steps_by_paragraphs_sentences_and_words(pane: ReaderPane) -> None:
    assert words(pane, pane.unit_span()).startswith("A book that has been read")
    press(pane, Qt.Key.Key_J)
    assert words(pane, pane.unit_span()).startswith("For most of the history")
    press(pane, Qt.Key.Key_Tab)
    assert words(pane, pane.unit_span()) == (
        "For most of the history of bound paper, the blank space around the text was working space."
    )
    press(pane, Qt.Key.Key_Down)
    assert words(pane, pane.unit_span()).startswith("Scribes left it wide")
    press(pane, Qt.Key.Key_Tab)
    assert words(pane, pane.unit_span()) == "Scribes"
    press(pane, Qt.Key.Key_Down)
    press(pane, Qt.Key.Key_Down)
    assert words(pane, pane.unit_span()) == "it"
    press(pane, Qt.Key.Key_K)
    assert words(pane, pane.unit_span()) == "left"
    press(pane, Qt.Key.Key_Tab)
    assert words(pane, pane.unit_span()).startswith("For most of the history")


def test_find_marks_and_counts_every_hit(pane: ReaderPane) -> None:
    press(pane, Qt.Key.Key_F, CONTROL)
    field = pane.window().focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "MARGIN")
    hits = view_of(pane)._layers.hits
    assert len(hits) == TEXT.lower().count("margin")
    assert view_of(pane)._layers.current_hit == 0
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view_of(pane)._layers.current_hit == 1
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    assert view_of(pane)._layers.current_hit == len(hits) - 1
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert view_of(pane)._layers.hits == ()
    assert pane.window().focusWidget() is view_of(pane)


def test_find_sees_words_that_are_hyphenated_or_broken_by_markup(pane: ReaderPane) -> None:
    press(pane, Qt.Key.Key_F, CONTROL)
    field = pane.window().focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("counterrevolutionary typography")
    assert len(view_of(pane)._layers.hits) == 1
    field.setText("was working  space. scribes")
    assert len(view_of(pane)._layers.hits) == 1
    field.setText("no such words")
    assert view_of(pane)._layers.hits == ()


def test_the_hits_of_a_search_are_walked_with_f3(pane: ReaderPane) -> None:
    pane.show_hits([(TEXT.index(word), TEXT.index(word) + len(word)) for word in ("pencil", "Gloss")])
    press(pane, Qt.Key.Key_F3)
    press(pane, Qt.Key.Key_F3)
    assert words(pane, pane.unit_span()).startswith("Gloss")
    press(pane, Qt.Key.Key_F3, SHIFT)
    assert words(pane, pane.unit_span()).startswith("A book")
    pane.show_hits(())
    assert view_of(pane)._layers.hits == ()


def test_a_footnote_is_jumped_to_and_escape_comes_back(pane: ReaderPane) -> None:
    press(pane, Qt.Key.Key_J)
    before = pane.position()
    view_of(pane).anchorClicked.emit("#fn1")  # shows it
    view_of(pane).anchorClicked.emit("#fn1")
    assert words(pane, pane.unit_span()).startswith("The word is older")
    press(pane, Qt.Key.Key_Escape)
    assert pane.position() == before
    assert words(pane, pane.unit_span()).startswith("For most")


def test_a_link_outside_is_shown_and_copied_and_opened_only_when_said_again(pane: ReaderPane) -> None:
    opened: list[str] = []
    pane.link_activated.connect(opened.append)
    QTest.mouseClick(view_of(pane).viewport(), Qt.MouseButton.LeftButton, pos=place_of(pane, "address"))
    assert QGuiApplication.clipboard().text() == "https://example.org/address"
    assert opened == []
    press(pane, Qt.Key.Key_Return)
    assert opened == ["https://example.org/address"]


def test_a_link_that_is_neither_web_nor_mail_is_dead(pane: ReaderPane) -> None:
    QGuiApplication.clipboard().setText("before")
    for address in ("file:///etc/hostname", "javascript:alert(1)", "#nowhere", "data:text/html,x"):
        view_of(pane).anchorClicked.emit(address)
    assert QGuiApplication.clipboard().text() == "before"
    assert pane.position()[0] == 0


def test_headings_top_and_bottom(pane: ReaderPane) -> None:
    press(pane, Qt.Key.Key_BraceRight)
    assert words(pane, pane.unit_span()) == "The width of a line"
    press(pane, Qt.Key.Key_BraceRight)
    assert words(pane, pane.unit_span()) == "What belongs in a margin"
    press(pane, Qt.Key.Key_BraceLeft)
    assert words(pane, pane.unit_span()) == "The width of a line"
    press(pane, Qt.Key.Key_End)
    assert pane.position()[1] == 1.0
    press(pane, Qt.Key.Key_Home)
    assert pane.position()[0] == 0
    assert words(pane, pane.unit_span()).startswith("A book")


def test_the_page_moves_no_more_than_the_reading_cursor_needs(pane: ReaderPane) -> None:
    bar = view_of(pane).verticalScrollBar()
    press(pane, Qt.Key.Key_BraceRight)
    press(pane, Qt.Key.Key_BraceRight)
    assert words(pane, pane.unit_span()) == "What belongs in a margin"
    before = bar.value()
    assert before > 300
    press(pane, Qt.Key.Key_J)
    assert words(pane, pane.unit_span()) == "A question that the paragraph did not answer."
    assert bar.value() == before
    view_of(pane).select(5, 9)
    press(pane, Qt.Key.Key_Escape)
    assert bar.value() == before
    steps = [bar.value()]
    for _ in range(12):
        press(pane, Qt.Key.Key_J)
        steps.append(bar.value())
    assert steps == sorted(steps)
    assert max(after - former for former, after in pairwise(steps)) < 500


def test_the_reading_cursor_is_always_in_sight(pane: ReaderPane) -> None:
    for _ in range(30):
        press(pane, Qt.Key.Key_J)
        assert pane._sheet.unit_in_sight()
    press(pane, Qt.Key.Key_Space)
    assert pane._sheet.unit_in_sight()
    view_of(pane).verticalScrollBar().setValue(0)
    press(pane, Qt.Key.Key_J)
    assert pane._sheet.unit_in_sight()


def test_an_empty_article_can_be_shown(qtbot: QtBot) -> None:
    pane = ReaderPane(asset)
    qtbot.addWidget(pane)
    pane.show_article(open_article("<div></div>"), Metrics(), LIGHT)
    bind_keys(pane)
    pane.show()
    for _command, deed in pane.bindings():
        deed()
    assert pane.unit_span() is None
    assert pane.position() == (0, 0.0)
    pane.clear()
    assert pane.current_annotation() is None


def test_an_article_that_begins_with_its_title_shows_it_once(qtbot: QtBot) -> None:
    pane = ReaderPane(asset)
    qtbot.addWidget(pane)
    title = "On Reading Slowly, and Writing in the Margin"
    pane.show_article(open_article(f"<div><h1>{title}</h1><p>Words.</p></div>"), Metrics(), LIGHT)
    assert view_of(pane).toPlainText().count(title) == 1
    assert view_of(pane).toPlainText().index(title) < view_of(pane).toPlainText().index("14 minutes")


def test_screen_readers_get_the_text_and_names(pane: ReaderPane) -> None:
    view = view_of(pane)
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Article"
    text = interface.textInterface()
    assert text is not None
    start = pane._sheet.to_document(TEXT.index("marginalia"))
    assert text.text(start, start + 3) == "mar"
    assert all(button.accessibleName() for button in pane.findChildren(QToolButton))


def test_rich_is_what_the_tests_think_it_is() -> None:
    assert open_article(RICH).text == TEXT


def test_the_next_paragraph_is_the_next_though_the_text_moved_the_cursor_out_of_sight(
    pane: ReaderPane, qtbot: QtBot
) -> None:
    pane.show_article(open_article(LONG), Metrics(), LIGHT)
    sheet = pane._sheet
    last_in_sight = sheet.to_canonical(sheet.view.last_position())
    pane._clicked(last_in_sight)
    before = pane.unit_span()
    pane.resize(700, 400)
    qtbot.waitUntil(lambda: sheet.view.width() == pane.width() and not sheet._rebuild_soon.isActive())
    assert not sheet.unit_in_sight()
    press(pane, Qt.Key.Key_J)
    after = pane.unit_span()
    assert before is not None
    assert after is not None
    assert after[0] == before[1] + 1
    assert sheet.unit_in_sight()


def test_while_hits_of_a_search_are_marked_a_line_tells_which_and_the_keys(pane: ReaderPane) -> None:
    bar = pane._bars.hits
    label = bar.findChild(QLabel)
    assert label is not None
    pane.show_hits(((10, 15), (40, 45)))
    assert bar.isVisible()
    assert label.text().startswith("2 hits")
    press(pane, Qt.Key.Key_F3)
    press(pane, Qt.Key.Key_F3)
    assert label.text() == "Hit 2 of 2  ·  N next  ·  Shift+N previous  ·  Esc ends"
    press(pane, Qt.Key.Key_J)
    assert bar.isVisible()
    press(pane, Qt.Key.Key_F, CONTROL)
    assert not bar.isVisible()
    press(pane, Qt.Key.Key_Escape)
    assert bar.isVisible()
    pane.show_hits(())
    assert not bar.isVisible()
