"""The article through the accessibility interface: its text, its caret, what is told of highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from tests.gui.reader.articles import page
from tests.gui.reader.readers import placed_on

from postil.gui import announcing
from postil.gui.reader.spoken import Spoken
from postil.model.annotation import AnchorState, Color, Style
from postil.model.color_names import ColorNames
from postil.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleTextInterface
    from PySide6.QtWidgets import QWidget

    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced."""
    said: list[str] = []

    def take(_widget: QWidget, sentence: str, *, at_once: bool = False) -> None:
        del at_once
        said.append(sentence)

    monkeypatch.setattr("postil.gui.reader.spoken.announce", take)
    return said


def text_of(pane: ReaderPane) -> QAccessibleTextInterface:
    interface = QAccessible.queryAccessibleInterface(pane._sheet.view)
    assert interface is not None
    found = interface.textInterface()
    assert found is not None
    return found


def unit(pane: ReaderPane) -> str:
    span = pane.unit_span()
    assert span is not None
    return pane._sheet.text[span[0] : span[1]]


def test_the_article_has_a_name_a_description_and_its_text(pane: ReaderPane) -> None:
    view = pane._sheet.view
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Article"
    assert interface.text(QAccessible.Text.Description) == page().title
    read = text_of(pane)
    whole = read.text(0, read.characterCount()).replace("\u00ad", "")
    assert unit(pane).split()[0] in whole


def test_the_caret_moves_with_the_reading_cursor(pane: ReaderPane) -> None:
    for _step in range(4):
        QTest.keyClick(pane._sheet.view, Qt.Key.Key_J)
        read = text_of(pane)
        at = read.cursorPosition()
        word = unit(pane).split()[0]
        assert read.text(at, at + len(word)).replace("\u00ad", "")[:2] == word[:2]


def test_a_selection_is_told(pane: ReaderPane) -> None:
    view = pane._sheet.view
    cursor = view.textCursor()
    cursor.setPosition(10)
    cursor.setPosition(20, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert text_of(pane).selectionCount() == 1
    QTest.keyClick(view, Qt.Key.Key_J)


def test_each_step_tells_what_the_cursor_is_on(pane: ReaderPane, heard: list[str]) -> None:
    QTest.keyClick(pane._sheet.view, Qt.Key.Key_J)
    assert heard[-1].endswith(unit(pane))


def test_a_highlight_is_announced_where_the_cursor_enters_and_leaves_it(
    pane: ReaderPane, heard: list[str]
) -> None:
    sheet = pane._sheet
    spoken = sheet.findChild(Spoken)
    assert spoken is not None
    first, second, third = sheet.cursor.units_between(sheet.cursor.unit, 0, len(sheet.text))[:3]
    words = sheet.text[second[0] : second[1]]
    pane.set_placed((
        placed_on(sheet.text, words, color=Color.GREEN, note="why?", tags=("water",)),
    ))  # fmt: skip
    sheet.cursor.place(first[0])
    sheet.show_unit()
    assert "ighlight" not in heard[-1] if heard else True
    QTest.keyClick(sheet.view, Qt.Key.Key_J)
    assert heard[-1] == f"Highlight, green, note: why?, tags: water. {words}"
    QTest.keyClick(sheet.view, Qt.Key.Key_J)
    assert heard[-1] == f"End of highlight. {sheet.text[third[0] : third[1]]}"


def test_a_colour_is_told_by_what_it_means_to_the_person(pane: ReaderPane, heard: list[str]) -> None:
    sheet = pane._sheet
    first, second = sheet.cursor.units_between(sheet.cursor.unit, 0, len(sheet.text))[:2]
    words = sheet.text[second[0] : second[1]]
    pane.set_colors(ColorNames.of(Settings(color_green="evidence")))
    pane.set_placed((placed_on(sheet.text, words, color=Color.GREEN),))
    sheet.cursor.place(first[0])
    sheet.show_unit()
    QTest.keyClick(sheet.view, Qt.Key.Key_J)
    assert heard[-1] == f"Highlight, evidence (green). {words}"


def test_kind_and_state_are_told_in_words(pane: ReaderPane) -> None:
    spoken = pane._sheet.findChild(Spoken)
    assert spoken is not None
    text = pane._sheet.text
    span = pane.unit_span()
    assert span is not None
    words = text[span[0] : span[1]]
    item = placed_on(text, words, style=Style.UNDERLINE, color=Color.RED, state=AnchorState.MOVED)
    spoken.reset()
    spoken._placed = (item,)
    assert spoken.told_of(span) == f"Underline, red, moved: please check. {words}"


def test_nothing_is_sent_where_nobody_listens(pane: ReaderPane, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", sent.append)
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    announcing.announce(pane, "a sentence")
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    announcing.announce(pane, "a sentence", at_once=True)
    announcing.announce(pane, "")
    assert len(sent) == 1
