"""How a highlight looks in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from tests.gui.builders import annotation, page

from postil.gui.annotations.model import HighlightsModel, rows_of
from postil.gui.annotations.row import HEIGHT, HighlightDelegate
from postil.model.annotation import AnchorState, Color, Style
from postil.model.selectors import Selectors, TextQuoteSelector

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


def drawn(appearance: Appearance, qtbot: QtBot, number: int = 1, **fields: object) -> QImage:
    owner = page()
    made = annotation(owner, **fields)
    view = QListView()
    qtbot.addWidget(view)
    view.resize(360, 400)
    model = HighlightsModel(lambda _ids: {made.id: made}, lambda _ids: {owner.id: owner}, view)
    model.show(rows_of(((made.id, owner.id),)))
    delegate = HighlightDelegate(appearance, view)
    option = QStyleOptionViewItem()
    option.widget = view
    option.rect = QRect(0, 0, 360, delegate.sizeHint(option, model.index(number)).height())
    image = QImage(360, option.rect.height(), QImage.Format.Format_RGB32)
    image.fill(QColor(appearance.theme.window.panel))
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(number))
    painter.end()
    return image


def colors(image: QImage, rows: range | None = None) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in rows or range(image.height())
    }


def test_every_row_is_of_one_height(appearance: Appearance, qtbot: QtBot) -> None:
    long = Selectors(TextQuoteSelector("word " * 200))
    for fields in ({}, {"selectors": long, "note": "note " * 90}, {"tags": ("idea",)}):
        assert drawn(appearance, qtbot, **fields).height() == HEIGHT
    assert drawn(appearance, qtbot, number=0).height() == HEIGHT


def test_the_bar_has_the_colour_and_is_broken_for_an_underline(appearance: Appearance, qtbot: QtBot) -> None:
    accent = appearance.theme.highlight(Color.RED).accent.lower()

    def bar(style: Style) -> int:
        image = drawn(appearance, qtbot, color=Color.RED, style=style)
        return max(
            sum(image.pixelColor(x, y).name() == accent for y in range(image.height()))
            for x in range(image.width())
        )

    assert 15 < bar(Style.UNDERLINE) < bar(Style.HIGHLIGHT)


def test_one_that_is_not_found_says_so_in_the_colour_of_danger(appearance: Appearance, qtbot: QtBot) -> None:
    danger = appearance.theme.window.danger.lower()
    assert danger in colors(drawn(appearance, qtbot, state=AnchorState.NOT_FOUND))
    assert danger not in colors(drawn(appearance, qtbot))


def test_words_stay_inside_their_row(appearance: Appearance, qtbot: QtBot) -> None:
    image = drawn(
        appearance,
        qtbot,
        selectors=Selectors(TextQuoteSelector("gjpqy " * 100)),
        note="gjpqy " * 100,
        tags=("gjpqy",) * 1,
    )
    ground = {appearance.theme.window.panel.lower()}
    assert colors(image, range(HEIGHT - 4, HEIGHT)) == ground
    assert colors(image, range(4)) == ground


def test_the_first_heading_has_no_wide_gap_over_it(appearance: Appearance, qtbot: QtBot) -> None:
    image = drawn(appearance, qtbot, number=0)
    ground = colors(image, range(4))
    first = next(y for y in range(HEIGHT) if colors(image, range(y, y + 1)) != ground)
    rule = max(y for y in range(HEIGHT) if colors(image, range(y, y + 1)) != ground)
    assert 18 <= first <= 28
    assert rule == HEIGHT - 6, "its line stays where that of every heading is"
