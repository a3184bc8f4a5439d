"""Lines as they are set: their starts and ends, the ones above and below, left and right as seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gui.reader.readers import LIGHT, make_pane, open_article

from postil.gui.reader import line_motions
from postil.gui.reader.metrics import Metrics

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.sheet import Sheet

pytestmark = pytest.mark.gui

HTML = (
    "<div><p>" + "Seven words stand here in every line. " * 12 + "</p><p>Short.</p>"
    "<table><tr><td>one</td><td>two</td></tr><tr><td>three</td><td>four</td></tr></table>"
    '<p dir="rtl">שלום abc עולם</p></div>'
)


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    pane = make_pane(size=(700, 700))
    qtbot.addWidget(pane)
    pane.show_article(open_article(HTML), Metrics(), LIGHT)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane._sheet


def at(sheet: Sheet, words: str) -> tuple[QTextDocument, int]:
    return sheet.view.document(), sheet.to_document(sheet.text.index(words))


def test_a_line_begins_and_ends_where_it_is_broken(sheet: Sheet) -> None:
    document, position = at(sheet, "Seven")
    end = line_motions.line_end(document, position + 3)
    assert line_motions.line_start(document, position + 3) == position
    assert document.characterAt(end) in (" ", "\u00ad")
    assert line_motions.line_start(document, end + 2) == end + 1


def test_down_and_up_keep_the_column(sheet: Sheet) -> None:
    document, position = at(sheet, "words")
    x = line_motions.horizontal_place(document, position)
    below = line_motions.below(document, position, x)
    assert below is not None
    assert abs(line_motions.horizontal_place(document, below) - x) < 12
    assert line_motions.above(document, below, x) == position


def test_in_a_table_down_is_the_next_row(sheet: Sheet) -> None:
    document, position = at(sheet, "two")
    x = line_motions.horizontal_place(document, position)
    below = line_motions.below(document, position, x)
    assert below == at(sheet, "four")[1]
    assert line_motions.above(document, below, x) == position


def test_the_last_line_has_none_below(sheet: Sheet) -> None:
    document, position = at(sheet, "עולם")
    assert line_motions.below(document, position, 0.0) is None


def test_left_and_right_are_as_seen(sheet: Sheet) -> None:
    document, hebrew = at(sheet, "שלום")
    assert line_motions.is_right_to_left(document, hebrew)
    assert line_motions.beside(document, hebrew, right=False) == hebrew + 1
    _document, latin = at(sheet, "abc")
    assert line_motions.beside(document, latin + 1, right=True) == latin + 2
    _document, english = at(sheet, "Short")
    assert not line_motions.is_right_to_left(document, english)
    assert line_motions.beside(document, english, right=True) == english + 1
