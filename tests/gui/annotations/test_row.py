"""How a highlight looks in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from tests.gui.builders import annotation, page

from postil.gui.annotations.model import HighlightsModel
from postil.gui.annotations.row import HighlightDelegate
from postil.model.annotation import AnchorState
from postil.model.selectors import Selectors, TextQuoteSelector

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


def height(quote: str, note: str, appearance: Appearance, qtbot: QtBot) -> int:
    owner = page()
    row = annotation(owner, selectors=Selectors(TextQuoteSelector(quote)), note=note)
    view = QListView()
    qtbot.addWidget(view)
    view.resize(360, 400)
    model = HighlightsModel(lambda _limit, _offset: ((row, owner),), view)
    model.load()
    option = QStyleOptionViewItem()
    option.widget = view
    return HighlightDelegate(appearance, view).sizeHint(option, model.index(0)).height()


def test_quote_and_note_have_their_limits(appearance: Appearance, qtbot: QtBot) -> None:
    one_line = height("short", "", appearance, qtbot)
    assert height("word " * 70, "", appearance, qtbot) == one_line + 3 * 22
    assert height("word " * 4_000, "", appearance, qtbot) == one_line + 3 * 22
    with_note = height("short", "ask", appearance, qtbot)
    assert with_note == one_line + 18 + 5
    assert height("short", "ask " * 4_000, appearance, qtbot) == with_note + 2 * 18


def test_an_empty_quote_has_room_for_its_page(appearance: Appearance, qtbot: QtBot) -> None:
    assert height("", "", appearance, qtbot) > 30


@pytest.mark.parametrize("state", [AnchorState.NOT_FOUND, AnchorState.MOVED])
def test_a_highlight_that_is_to_be_checked_is_told_apart(
    state: AnchorState, appearance: Appearance, qtbot: QtBot
) -> None:
    owner = page()
    row = annotation(owner, state=state)
    view = QListView()
    qtbot.addWidget(view)
    view.resize(420, 120)
    view.setItemDelegate(HighlightDelegate(appearance, view))
    model = HighlightsModel(lambda _limit, _offset: ((row, owner),), view)
    model.load()
    view.setModel(model)
    image = view.grab().toImage()
    danger = QColor(appearance.theme.window.danger)
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert danger.name() in seen
