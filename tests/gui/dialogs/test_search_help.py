"""The manual of the search on its card, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from postil.gui.dialogs.search_help import SearchHelp

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def card(appearance: Appearance, host: QWidget) -> SearchHelp:
    host.resize(600, 420)
    made = SearchHelp(appearance, host)
    made.tell()
    return made


def test_it_tells_what_can_be_typed(card: SearchHelp) -> None:
    told = card.text.toPlainText()
    for typed in ("warm walls", "tag:history", "is:unread", "added:<30d", "sort:title"):
        assert typed in told
    assert "|" not in told, "its tables are tables"


def test_it_is_scrolled_by_the_keys_of_an_article(card: SearchHelp) -> None:
    bar = card.text.verticalScrollBar()
    seen = [bar.value()]
    for key in (KEY.Key_Space, KEY.Key_PageDown, KEY.Key_J, KEY.Key_Down, KEY.Key_End):
        QTest.keyClick(card.text, key)
        seen.append(bar.value())
    assert seen == sorted(set(seen))
    assert seen[-1] == bar.maximum()
    QTest.keyClick(card.text, KEY.Key_Space, SHIFT)
    assert bar.value() < bar.maximum()
    QTest.keyClick(card.text, KEY.Key_Home)
    assert bar.value() == 0


def test_it_begins_at_the_beginning_each_time(card: SearchHelp) -> None:
    for _time in range(2):
        assert card.text.verticalScrollBar().value() == 0
        QTest.keyClick(card.text, KEY.Key_End)
        QTest.keyClick(card.text, KEY.Key_Escape)
        card.tell()


@pytest.mark.parametrize("key", [KEY.Key_Escape, KEY.Key_F1, KEY.Key_Question])
def test_it_closes_by_escape_and_by_the_keys_of_help(card: SearchHelp, key: Qt.Key) -> None:
    QTest.keyClick(card.text, key)
    assert not card.isVisible()


def test_it_comes_up_over_the_search_and_gives_the_field_back(window: MainWindow) -> None:
    QTest.keyClicks(window.parts.list.view, "/")
    field = window.parts.search.field
    assert field.hasFocus()
    QTest.keyClicks(field, "tag:")
    QTest.keyClick(field, KEY.Key_F1, SHIFT)
    assert window.manuals.of_search.text.hasFocus()
    QTest.keyClick(window.manuals.of_search.text, KEY.Key_Escape)
    assert field.hasFocus()
    assert field.text() == "tag:"
