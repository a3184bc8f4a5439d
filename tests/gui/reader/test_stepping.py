"""Tab and Shift+Tab change the unit; keys that name a unit go by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from postil.gui.reader.pane import ReaderPane

pytestmark = pytest.mark.gui


def press(pane: ReaderPane, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = pane.window().focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def mode(pane: ReaderPane) -> str:
    return pane._wayfinding.progress.mode


def seen(pane: ReaderPane) -> str:
    span = pane.unit_span()
    assert span is not None
    return pane._sheet.text[slice(*span)]


def test_tab_goes_to_less_and_shift_tab_back_to_more(pane: ReaderPane) -> None:
    told = [mode(pane)]
    for _time in range(3):
        press(pane, Qt.Key.Key_Tab)
        told.append(mode(pane))
    assert told == ["By paragraph", "By sentence", "By word", "By paragraph"]
    press(pane, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert mode(pane) == "By word"


def test_a_key_that_names_a_unit_goes_by_it(pane: ReaderPane) -> None:
    deeds = dict(pane.bindings())
    deeds["reader.next-sentence"]()
    assert mode(pane) == "By sentence"
    first = seen(pane)
    deeds["reader.next-word"]()
    assert " " not in seen(pane)
    deeds["reader.previous-paragraph"]()
    assert mode(pane) == "By paragraph"
    assert first in seen(pane)
    assert len(seen(pane)) > len(first)


def test_half_a_window_takes_the_cursor_along(pane: ReaderPane) -> None:
    deeds, view = dict(pane.bindings()), pane._sheet.view
    deeds["reader.half-down"]()
    half = view.verticalScrollBar().value()
    assert abs(half - view.viewport().height() / 2) <= 1
    assert pane._sheet.unit_in_sight()
    deeds["reader.half-up"]()
    assert view.verticalScrollBar().value() == 0
