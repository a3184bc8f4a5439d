"""A table by itself: its head in sight, moved by keys, copied as values parted by tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from tests.gui.reader.readers import LIGHT, bind_keys, open_article, placed_at

from postil.gui.reader.enlargeable import EnlargeableTable, TableCell
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.reader.table_card import TableCard
from postil.model.annotation import Color

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui

HEAD = "<tr>" + "".join(f"<th>Head {number}</th>" for number in range(20)) + "</tr>"
BODY = "".join(
    "<tr>" + "".join(f"<td>{row * column} pencils of cedar</td>" for column in range(20)) + "</tr>"
    for row in range(60)
)
WIDE = f"<table><caption>Pencils</caption>{HEAD}{BODY}</table>"
SMALL = (
    "<table><tr><th>Wood</th><th>Years</th></tr><tr><td rowspan='2'>Cedar</td><td>40</td></tr>"
    "<tr><td>50</td></tr></table>"
)


@pytest.fixture
def pane(host: QWidget) -> ReaderPane:
    made = ReaderPane(lambda _name: None, host)
    made.resize(1000, 700)
    made.show_article(open_article(f"<div><p>Before.</p>{WIDE}{SMALL}</div>"), Metrics(), LIGHT)
    made.show()
    bind_keys(made)
    made.setFocus()
    return made


@pytest.fixture
def card(pane: ReaderPane, appearance: Appearance, host: QWidget) -> TableCard:
    made = TableCard(appearance, host)
    pane.table_opened.connect(made.open_table)
    return made


def open_at(pane: ReaderPane, words: str) -> None:
    pane.go_to(pane._sheet.text.index(words))
    QTest.keyClick(pane._sheet.view, Qt.Key.Key_Return)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_enter_in_a_table_opens_it_by_itself(pane: ReaderPane, card: TableCard) -> None:
    open_at(pane, "Head 3")
    assert card.isVisible()
    model = card.view.model()
    assert (model.rowCount(), model.columnCount()) == (60, 20)
    assert model.headerData(3, Qt.Orientation.Horizontal) == "Head 3"
    assert model.index(2, 3).data() == "6 pencils of cedar"
    assert card.view.accessibleName() == "Pencils"
    QTest.keyClick(card.view, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_keys_move_and_the_head_stays(pane: ReaderPane, card: TableCard) -> None:
    open_at(pane, "Head 3")
    QTest.keyClicks(card.view, "j")
    QTest.keyClicks(card.view, "l")
    QTest.keyClick(card.view, Qt.Key.Key_Down)
    index = card.view.currentIndex()
    assert (index.row(), index.column()) == (2, 1)
    for _ in range(30):
        QTest.keyClicks(card.view, "j")
    assert card.view.verticalScrollBar().value() > 0
    assert card.view.horizontalHeader().isVisible()
    for _ in range(15):
        QTest.keyClicks(card.view, "l")
    assert card.view.horizontalScrollBar().value() > 0


def test_what_is_selected_and_the_whole_are_copied_as_tsv(pane: ReaderPane, card: TableCard) -> None:
    open_at(pane, "Wood")
    QTest.keyClicks(card.view, "y")
    assert clipboard() == "Wood\tYears\nCedar\t40\n\t50"
    QTest.keyClick(card.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(card.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "Cedar\t40\n\t50"
    assert card.isVisible()


def test_letters_with_ctrl_do_the_same_for_those_who_have_no_bare_ones(
    pane: ReaderPane, card: TableCard
) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    open_at(pane, "Head 3")
    QTest.keyClick(card.view, Qt.Key.Key_J, control)
    QTest.keyClick(card.view, Qt.Key.Key_L, control)
    assert (card.view.currentIndex().row(), card.view.currentIndex().column()) == (1, 1)
    assert len(card.view.selectedIndexes()) == 1
    QTest.keyClick(card.view, Qt.Key.Key_C, control | shift)
    assert clipboard().startswith("Head 0\tHead 1\t")


def test_cells_with_highlights_are_tinted_and_say_so(pane: ReaderPane, appearance: Appearance) -> None:
    text = pane._sheet.text
    table = pane._sheet.document.tables[1] if pane._sheet.document else None
    assert table is not None
    start = text.index("40", table.start)
    card = TableCard(appearance, pane.window())
    card.open_table(table, (placed_at("a", start, start + 1, color=Color.GREEN, note="So long?"),))
    index = card.view.model().index(0, 1)
    tint = index.data(Qt.ItemDataRole.BackgroundRole)
    assert tint.color().name() == appearance.theme.highlight(Color.GREEN).fill
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Highlight, green, note: So long?"
    corner = card.view.visualRect(index).topLeft() + QPoint(3, 3)
    assert card.view.viewport().grab().toImage().pixelColor(corner) == tint.color(), "it is seen, too"
    assert card.view.model().index(1, 1).data(Qt.ItemDataRole.BackgroundRole) is None


def test_a_cell_over_two_rows_spans_them(pane: ReaderPane, card: TableCard) -> None:
    open_at(pane, "Wood")
    assert card.view.rowSpan(0, 0) == 2


def test_only_a_table_that_is_too_wide_says_how_it_is_opened(pane: ReaderPane) -> None:
    words = pane._sheet.view.document().toPlainText()
    assert words.count("Enter opens this table by itself") == 1
    assert "Enter opens" not in pane._sheet.text, "it is not the article's"


@pytest.mark.parametrize(
    ("words", "direction"),
    [("שלום", Qt.LayoutDirection.RightToLeft), ("1890 peace", Qt.LayoutDirection.LeftToRight)],
)
def test_a_table_begins_where_its_words_do(
    card: TableCard, words: str, direction: Qt.LayoutDirection
) -> None:
    cell = TableCell(row=0, column=0, rows=1, columns=1, head=False, text=words)
    card.open_table(
        EnlargeableTable(
            start=0, end=4, caption="", rows=1, columns=1, head_rows=0, cells=(cell,), numeric=(False,)
        )
    )
    assert card.view.layoutDirection() is direction
