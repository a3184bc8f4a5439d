"""The page keeps its measures, lets every key through first, and reaches what is wider than it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QKeyEvent, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QApplication
from tests.gui.reader.readers import LIGHT, make_pane, open_article, placed_on

from postil.gui.reader.formats import clean_text
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.painting import visible_blocks
from postil.gui.reader.scroll_bar import MarkedScrollBar
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui

TEXT = open_article().text


def test_the_wheel_with_ctrl_does_not_change_sizes(pane: ReaderPane) -> None:
    view = pane._sheet.view
    before = view.document().defaultFont().pixelSize()
    turn = QWheelEvent(
        QPointF(400, 300),
        view.mapToGlobal(QPointF(400, 300)),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turn)
    assert view.document().defaultFont().pixelSize() == before
    assert view.verticalScrollBar().value() == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Z, Qt.Key.Key_A, Qt.Key.Key_Left, Qt.Key.Key_Tab])
def test_no_key_is_kept_from_the_commands(pane: ReaderPane, key: Qt.Key) -> None:
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(pane._sheet.view, asked)
    assert not asked.isAccepted()


def test_a_table_wider_than_the_window_can_be_reached(qtbot: QtBot, pane: ReaderPane) -> None:
    row = "".join(f"<td>Wordiness{number}</td>" for number in range(30))
    pane.show_article(open_article(f"<div><table><tr>{row}</tr></table></div>"), Metrics(), LIGHT)
    bar = pane._sheet.view.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 1000)
    pane.show_article(open_article(), Metrics(), LIGHT)
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_nothing_is_loaded_by_name(pane: ReaderPane) -> None:
    view = pane._sheet.view
    for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.StyleSheetResource):
        assert view.loadResource(int(kind.value), QUrl("file:///etc/hostname")) is None
    assert not view.openLinks()
    assert not view.openExternalLinks()
    assert view.source().isEmpty()


def test_blocks_in_sight_are_all_blocks_and_no_more_than_that(pane: ReaderPane) -> None:
    document = pane._sheet.view.document()
    height = document.documentLayout().documentSize().height()
    everything = list(visible_blocks(document, QRectF(0, 0, 700, height)))
    assert [block.blockNumber() for block in everything] == list(range(document.blockCount()))
    some = list(visible_blocks(document, QRectF(0, 900, 700, 300)))
    layout = document.documentLayout()
    tops = [layout.blockBoundingRect(block).top() for block in some]
    assert len(some) < document.blockCount() / 2
    assert min(tops) <= 900
    for block in everything:
        rect = layout.blockBoundingRect(block)
        if rect.bottom() > 900 and rect.top() < 1200:
            assert any(block == seen for seen in some)


def test_blocks_in_sight_are_found_in_a_text_that_is_not_laid_out_yet(qtbot: QtBot) -> None:
    pane = make_pane()
    qtbot.addWidget(pane)
    document = pane._sheet.view.document()
    sight = QRectF(0, 900, 700, 300)
    at_once = [block.blockNumber() for block in visible_blocks(document, sight)]
    document.documentLayout().documentSize()
    assert at_once == [block.blockNumber() for block in visible_blocks(document, sight)] != []


def test_copied_text_has_no_signs_of_ours() -> None:
    assert clean_text("in\u00adter\u202fval\u2029next\u2028line\ufffc") == "interval\n\nnext\nline"


def test_highlights_are_ticks_in_the_scroll_bar(pane: ReaderPane) -> None:
    bar = pane._sheet.view.verticalScrollBar()
    assert isinstance(bar, MarkedScrollBar)
    pane.set_placed((placed_on(TEXT, "folklore", "a", color=Color.RED),))
    seen = bar.grab().toImage()
    share = TEXT.index("folklore") / len(TEXT)
    color = seen.pixelColor(bar.width() // 2, round(share * (bar.height() - 2)) + 1)
    assert color == QColor(LIGHT.highlight(Color.RED).accent)
