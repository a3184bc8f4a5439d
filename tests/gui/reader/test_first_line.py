"""The first line in sight: it is where it was after colours, sizes, widths and another opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.gui.reader.articles import page
from tests.gui.reader.readers import LIGHT, make_pane, open_article

from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.reader.view import ReaderView
from postil.gui.theme import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


pytestmark = pytest.mark.gui

SOME = "words and more words " * 30
LONG = f"<div>{''.join(f'<p>Paragraph {n}: {SOME}</p>' for n in range(120))}</div>"


def view_of(pane: ReaderPane) -> ReaderView:
    found = pane.findChild(ReaderView)
    assert found is not None
    return found


def is_settled(pane: ReaderPane) -> bool:
    """Whether the text is set in the width that the window gives it."""
    sheet = pane._sheet
    return sheet.view.width() == pane.width() and not sheet._rebuild_soon.isActive()


@pytest.mark.parametrize("turns", [0, 1, 7, 25, 4000])
def test_a_position_is_restored_exactly(qtbot: QtBot, turns: int) -> None:
    first = make_pane()
    qtbot.addWidget(first)
    first.show_article(open_article(LONG), Metrics(), LIGHT)
    first.show()
    qtbot.waitUntil(lambda: is_settled(first))
    bar = view_of(first).verticalScrollBar()
    view_of(first).scroll_to(turns * 97)
    left = first.position()
    second = make_pane()
    qtbot.addWidget(second)
    again = open_article(LONG, of=page(position=left[0]))
    second.show_article(again, Metrics(), LIGHT)
    second.show()
    qtbot.waitUntil(lambda: is_settled(second))
    assert second.position()[0] == left[0]
    if left[0] > 0:
        # The line that was cut by the edge is above it now: no more than a line and what parts paragraphs.
        moved = view_of(second).verticalScrollBar().value() - bar.value()
        assert 0 <= moved <= Metrics().line_height + Metrics().gap


def test_other_colours_sizes_and_widths_do_not_move_the_page(qtbot: QtBot, pane: ReaderPane) -> None:
    pane.show_article(open_article(LONG, of=page(position=30_000)), Metrics(), LIGHT)
    offset = pane.position()[0]
    assert offset <= 30_000 < offset + 100
    pane.set_look(theme=theme("dark"))
    assert pane.position()[0] == offset
    pane.set_look(metrics=Metrics(size=26))
    assert pane.position()[0] <= offset < pane.position()[0] + 100
    pane.set_look(metrics=Metrics())
    assert abs(pane.position()[0] - offset) < 100
    pane.resize(520, 700)
    qtbot.waitUntil(lambda: not pane._sheet._rebuild_soon.isActive())
    assert pane.position()[0] <= offset < pane.position()[0] + 100


def test_the_position_is_told_once_the_page_rests(qtbot: QtBot, pane: ReaderPane) -> None:
    told: list[int] = []
    pane.position_changed.connect(lambda offset, _progress: told.append(offset))
    QTest.keyClick(view_of(pane), Qt.Key.Key_Space)
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == [pane.position()[0]]
    assert told[0] > 0


def test_another_theme_does_not_move_a_page_whose_header_is_half_in_sight(pane: ReaderPane) -> None:
    title = "A title that is so long that its lines fill the window, word by word, " * 12
    pane.show_article(open_article(of=page(title=title)), Metrics(), LIGHT)
    bar = view_of(pane).verticalScrollBar()
    bar.setValue(150)
    pane.set_look(theme=theme("dark"))
    assert bar.value() == 150


def test_what_has_been_in_sight_is_known_before_it_is_painted(qtbot: QtBot) -> None:
    pane = ReaderPane(lambda _name: None)
    qtbot.addWidget(pane)
    pane.resize(700, 500)
    pane.show()
    qtbot.waitExposed(pane)
    pane.show_article(open_article("<div>" + "<p>A line of the page.</p>" * 400 + "</div>"), Metrics(), LIGHT)
    pane.go_to(300)
    told_at_once = pane.position()
    pane.grab()
    assert told_at_once == pane.position()
    assert pane.position()[1] < 0.2
