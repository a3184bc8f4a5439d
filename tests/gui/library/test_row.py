"""A row of the list shows its page, whatever the title, in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem
from tests.gui.builders import Shelf, page

from postil.gui.library.model import PageListModel
from postil.gui.library.row import ROW_HEIGHT, PageDelegate
from postil.gui.theme import THEME_NAMES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings
    from postil.model.page import Page

pytestmark = pytest.mark.gui

WIDTH = 344


def drawn(shown: Page, appearance: Appearance, qtbot: QtBot, *, selected: bool = False) -> QImage:
    view = QListView()
    qtbot.addWidget(view)
    shelf = Shelf((shown,))
    model = PageListModel(shelf, lambda: 230, view)
    model.show(shelf.ids)
    image = QImage(WIDTH, ROW_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(appearance.theme.window.panel))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDTH, ROW_HEIGHT)
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    painter = QPainter(image)
    PageDelegate(appearance, view).paint(painter, option, model.index(0))
    painter.end()
    return image


def share(image: QImage, color: str, box: QRect) -> float:
    """How much of ``box`` is of about this colour."""
    wanted = QColor(color)
    points = [(x, y) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())]
    near = sum(_alike(image.pixelColor(x, y), wanted) for x, y in points)
    return near / len(points)


def _alike(one: QColor, other: QColor) -> bool:
    parts = zip((one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()), strict=True)
    return all(abs(mine - its) < 24 for mine, its in parts)


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_title_is_drawn_in_ink(
    name: str, appearance: Appearance, settings: LiveSettings, qtbot: QtBot
) -> None:
    settings.change(theme=name)
    image = drawn(page(), appearance, qtbot)
    assert share(image, appearance.theme.window.ink, QRect(20, 10, 200, 22)) > 0.01


def test_progress_is_a_line_as_long_as_what_was_read(appearance: Appearance, qtbot: QtBot) -> None:
    accent = appearance.theme.window.accent
    line = QRect(24, ROW_HEIGHT - 8, WIDTH - 48, 6)
    of_half = share(drawn(page(progress=0.5), appearance, qtbot), accent, line)
    of_all = share(drawn(page(progress=1.0), appearance, qtbot), accent, line)
    assert share(drawn(page(progress=0.0), appearance, qtbot), accent, line) == 0
    assert of_half == pytest.approx(of_all / 2, rel=0.1)


def test_a_selected_row_stands_out(appearance: Appearance, qtbot: QtBot) -> None:
    image = drawn(page(), appearance, qtbot, selected=True)
    assert image.pixelColor(WIDTH // 2, 5) == QColor(appearance.theme.window.selected)


def test_a_star_is_drawn(appearance: Appearance, qtbot: QtBot) -> None:
    corner = QRect(WIDTH - 44, ROW_HEIGHT - 34, 30, 24)
    accent = appearance.theme.window.accent
    assert share(drawn(page(starred=True), appearance, qtbot), accent, corner) > 0.05
    assert share(drawn(page(starred=False), appearance, qtbot), accent, corner) == 0


@pytest.mark.parametrize(
    "title",
    [
        "",
        "x" * 5_000,
        "a long title " * 400,
        "静かな図書館の一日" * 80,
        "\n\ttabs\nand lines",
        "شعر 😀 e\u0301",
    ],
    ids=["none", "one long word", "many words", "no spaces", "white space", "mixed"],
)
def test_no_title_is_too_much(title: str, appearance: Appearance, qtbot: QtBot) -> None:
    image = drawn(page(title=title, excerpt="words " * 900), appearance, qtbot)
    below = QRect(20, ROW_HEIGHT - 2, WIDTH - 40, 2)
    assert share(image, appearance.theme.window.panel, below) == 1
