"""The list of all highlights: rows as high as their words, opened, copied, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from tests.gui.builders import annotation, page

from postil.gui.annotations.pane import HighlightsPane
from postil.model.annotation import AnchorState
from postil.model.selectors import Selectors, TextQuoteSelector

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.model.annotation import Annotation
    from postil.model.page import Page

pytestmark = pytest.mark.gui

OWNER = page()
ROWS = [
    (annotation(OWNER), OWNER),
    (annotation(OWNER, selectors=Selectors(TextQuoteSelector("long words " * 90)), note="note " * 90), OWNER),
    (annotation(OWNER, state=AnchorState.NOT_FOUND, tags=("idea",)), OWNER),
]


def latest(limit: int, offset: int) -> tuple[tuple[Annotation, Page], ...]:
    return tuple(ROWS[offset : offset + limit])


@pytest.fixture
def pane(appearance: Appearance, qtbot: QtBot) -> HighlightsPane:
    made = HighlightsPane(latest, appearance)
    qtbot.addWidget(made)
    made.resize(360, 600)
    made.load(len(ROWS))
    made.show()
    qtbot.waitExposed(made)
    return made


def heights(pane: HighlightsPane) -> list[int]:
    return [pane.view.visualRect(pane.model.index(row)).height() for row in range(len(ROWS))]


def test_a_row_is_as_high_as_its_words_within_limits(pane: HighlightsPane) -> None:
    short, long, lost = heights(pane)
    assert short == lost
    assert short + 100 < long < 260


def test_rows_are_measured_anew_for_another_width(pane: HighlightsPane, qtbot: QtBot) -> None:
    narrow = heights(pane)[0]
    pane.resize(220, 600)
    qtbot.waitUntil(lambda: heights(pane)[0] > narrow)


def test_keys_move_between_the_ends(pane: HighlightsPane) -> None:
    deeds = dict(pane.bindings())
    assert pane.current() == ROWS[0]
    deeds["highlights.bottom"]()
    deeds["highlights.next"]()
    assert pane.current() == ROWS[2]
    deeds["highlights.previous"]()
    assert pane.current() == ROWS[1]
    deeds["highlights.top"]()
    assert pane.current() == ROWS[0]


def test_it_tells_what_is_wanted(pane: HighlightsPane, qtbot: QtBot) -> None:
    deeds = dict(pane.bindings())
    with qtbot.waitSignal(pane.opened) as opened:
        deeds["highlights.open"]()
    with qtbot.waitSignal(pane.removal_requested) as removed:
        deeds["highlights.remove"]()
    with qtbot.waitSignal(pane.copy_requested) as copied:
        deeds["highlights.copy"]()
    assert opened.args == [ROWS[0][0]]
    assert removed.args == [ROWS[0][0].id]
    assert copied.args == list(ROWS[0])


def test_the_color_stands_beside_the_words(pane: HighlightsPane, appearance: Appearance) -> None:
    place = pane.view.visualRect(pane.model.index(0))
    image = pane.view.viewport().grab().toImage()
    bar = image.pixelColor(place.left() + 21, place.top() + 24)
    assert bar == QColor(appearance.theme.highlight(ROWS[0][0].color).accent)


def test_without_highlights_it_says_how_to_make_one(appearance: Appearance, qtbot: QtBot) -> None:
    pane = HighlightsPane(lambda _limit, _offset: (), appearance)
    qtbot.addWidget(pane)
    pane.load(0)
    pane.show()
    assert not pane.view.isVisible()
    assert pane.current() is None
    for _, deed in pane.bindings():
        deed()
