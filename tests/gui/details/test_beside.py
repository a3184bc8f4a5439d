"""Article and details stand beside each other where there is room, else one in the place of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from postil.gui.details.beside import ArticleAndDetails
from postil.gui.details.panel import WIDTH

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


def test_there_is_room_for_both_or_for_one(qtbot: QtBot) -> None:
    article, panel = QLabel("article"), QLabel("panel")
    panel.hide()
    both = ArticleAndDetails(article, panel)
    qtbot.addWidget(both)
    both.resize(900, 500)
    both.show()
    assert (article.isVisible(), panel.isVisible()) == (True, False)
    both.show_panel(shown=True)
    assert (article.isVisible(), panel.isVisible(), both.covered) == (True, True, False)
    assert panel.width() == WIDTH
    both.resize(500, 500)
    assert (article.isVisible(), panel.isVisible(), both.covered) == (False, True, True)
    both.show_panel(shown=False)
    assert (article.isVisible(), panel.isVisible(), both.covered) == (True, False, False)
