"""The panes, what they are called, and where their keys hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit

if TYPE_CHECKING:
    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui


def test_every_pane_has_its_keys(window: MainWindow) -> None:
    parts = window.parts
    assert parts.scope_of(parts.list.view) == "list"
    assert parts.scope_of(parts.highlights.view) == "highlights"
    assert parts.scope_of(parts.search.field) == "results"
    assert parts.scope_of(parts.reader) == "reader"
    assert parts.scope_of(parts.side.places) == "places"
    assert parts.scope_of(parts.side.menu_button) is None


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    nameless = [
        type(widget).__name__
        for kind in (QAbstractButton, QAbstractItemView, QLineEdit)
        for widget in window.findChildren(kind)
        if not widget.objectName().startswith("qt_")
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        and not widget.accessibleName()
        and widget.focusPolicy().value
    ]
    assert nameless == []


def test_rows_can_be_read_by_assistive_technology(window: MainWindow) -> None:
    table = QAccessible.queryAccessibleInterface(window.parts.list.view)
    assert table.role() == QAccessible.Role.Table
    first = window.parts.list.model.index(0).data()
    spoken = [table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())]
    assert any(first in name for name in spoken)


def test_turning_to_the_article_and_back(window: MainWindow) -> None:
    window.parts.turn_to_article()
    assert window.parts.article.currentWidget() is window.parts.reader
    window.parts.turn_to_list()
    assert window.parts.list.view.hasFocus()
