"""Where no margin shows the note on the page, a sign tells of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from tests.gui.reader.readers import make_pane, note_card

from postil.gui.reader.margin import PAGE
from postil.gui.reader.page_note_sign import PageNoteSign

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui

NOTE = "Read it again in spring. #later"


def shown(qtbot: QtBot, width: int, note: str = NOTE) -> tuple[ReaderPane, PageNoteSign]:
    pane = make_pane(size=(width, 600))
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: pane._sheet.view.width() == width and not pane._sheet._rebuild_soon.isActive())
    article = pane._sheet.article
    assert article is not None
    pane.set_page(replace(article.page, note=note))
    sign = pane.findChild(PageNoteSign)
    assert sign is not None
    return pane, sign


def test_a_narrow_page_has_the_sign_beside_its_first_line(qtbot: QtBot) -> None:
    pane, sign = shown(qtbot, 560)
    line = pane._sheet.view.line_at(0)
    assert sign.isVisible()
    assert abs(QRectF(sign.geometry()).center().y() - line.center().y()) <= 1
    assert pane.rect().contains(sign.geometry())
    assert (sign.accessibleName(), sign.toolTip()) == ("Note on the page", NOTE)


def test_it_scrolls_with_the_text(qtbot: QtBot) -> None:
    pane, sign = shown(qtbot, 560)
    before = sign.y()
    pane._sheet.view.verticalScrollBar().setValue(150)
    assert sign.y() == before - 150


def test_a_margin_or_no_note_has_no_sign(qtbot: QtBot) -> None:
    pane, sign = shown(qtbot, 1280)
    assert not sign.isVisible(), "the margin shows the note itself"
    pane.set_margin_shown(False)
    assert sign.isVisible()
    _, without = shown(qtbot, 560, note="")
    assert not without.isVisible()


def test_a_click_opens_the_note(qtbot: QtBot) -> None:
    pane, sign = shown(qtbot, 560)
    QTest.mouseClick(sign, Qt.MouseButton.LeftButton)
    card = note_card(pane)
    assert (card.is_editing, card.annotation) == (True, PAGE)
