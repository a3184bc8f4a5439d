"""Everything that takes the focus says what it is: to screen readers through QAccessible, and by a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QTreeView, QWidget

THEMES = ("light", "sepia", "dark", "warm-dark", "black", "high-contrast", "high-contrast-dark")

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Whitespace)
OPENERS = (
    "palette.open",
    "preferences.open",
    "keys.open",
    "help.keys",
    "help.search",
    "help.about",
    "notes.export-all",
    "notes.export-page",
    "notes.targets",
    "help.export",
    "page.tag",
    "page.versions",
    "page.details",
    "page.edit-details",
    "display.open",
    "reader.find",
    "reader.contents",
    "search.focus",
    "search.keep",
    "list.filter",
    "page.note",
    "annotation.note",
    "go.highlights",
    "go.trash",
    "page.repair",
)
"""Commands that bring something up: a card, a dialog, a pane, a field."""

SEEN = 12
"""Pixels, on every second line and column, that a mark of the focus changes at the least."""


def open_first_page(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    from postil.model.page import Place  # noqa: PLC0415 - with what it is for

    with qtbot.waitSignal(window.open_page.shown):
        window.navigation.read(library.reading.page_ids(Place())[0])


def focusable() -> Iterator[QWidget]:
    """Every widget of every window that is shown and can have the focus."""
    for top in QApplication.topLevelWidgets():
        for widget in (top, *top.findChildren(QWidget)):
            takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
            if takes and widget.isVisible() and widget.isEnabled() and not widget.isWindow():
                yield widget


def faults() -> list[str]:
    """What takes the focus and does not say what it is."""
    found = []
    for widget in focusable():
        interface = QAccessible.queryAccessibleInterface(widget)
        what = f"{type(widget).__name__} {widget.objectName()}"
        if interface is None or interface.role() in NO_ROLES:
            found.append(f"{what} has no role")
        elif not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{what} has no name")
    return found


def test_all_of_the_window_has_names_and_roles(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    assert faults() == []
    open_first_page(window, library, qtbot)
    assert faults() == []


@pytest.mark.parametrize("command", OPENERS)
def test_all_that_a_command_brings_up_has_names_and_roles(
    command: str, window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    open_first_page(window, library, qtbot)
    window.commands.fire(command)
    qtbot.wait(60)
    assert faults() == []
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            QTest.keyClick(top, Qt.Key.Key_Escape)


def test_all_buttons_of_the_empty_window_have_names(empty_window: MainWindow) -> None:
    assert empty_window.isVisible()
    assert faults() == []


def test_rows_say_what_they_show(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    """Rows are painted by us: their words reach a screen reader through the model."""
    open_first_page(window, library, qtbot)
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or not view.isVisible():
            continue
        for row in range(model.rowCount()):
            if isinstance(view, QTreeView) and view.isRowHidden(row, QModelIndex()):
                continue  # nobody sees it or hears of it
            index = model.index(row, 0)
            spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
            assert isinstance(spoken, str), (view.accessibleName(), row)
            assert spoken.strip(), (view.accessibleName(), row)
            interface = QAccessible.queryAccessibleInterface(view)
            assert interface is not None
            assert any(
                interface.child(number).text(QAccessible.Text.Name) == spoken
                for number in range(interface.childCount())
            ), (view.accessibleName(), spoken)


def test_no_highlight_is_told_by_its_colour_alone(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    from postil.model.annotation import Color  # noqa: PLC0415 - with what it is for
    from postil.model.page import Place  # noqa: PLC0415 - with what it is for

    page = library.reading.page_ids(Place())[0]
    library.annotating.highlight(page, 0, 12, color=Color.GREEN, note="remember", tags=("water",))
    window.commands.fire("go.highlights")
    model = window.parts.highlights.view.model()
    qtbot.waitUntil(lambda: model.rowCount() > 1)
    rows = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    (spoken,) = [row for row in rows if "remember" in row]
    for part in ("green", "water", library.reading.page(page).title):
        assert part in spoken.lower() or part in spoken


@pytest.mark.parametrize("name", THEMES)
def test_the_focus_is_seen_in_every_theme(
    name: str, window: MainWindow, library: Library, settings: LiveSettings, qtbot: QtBot
) -> None:
    """Each thing that takes the focus looks otherwise when it has it, and by more than a few pixels."""
    settings.change(theme=name)
    open_first_page(window, library, qtbot)
    unseen = []
    for widget in list(focusable()):
        other = window.parts.list.view if widget is window.parts.side.places else window.parts.side.places
        other.setFocus(Qt.FocusReason.TabFocusReason)
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        after = widget.grab().toImage()
        if differing(before, after) < SEEN:
            unseen.append(f"{type(widget).__name__} {widget.accessibleName()}")
    assert unseen == []


def test_the_focus_is_seen_in_dialogs(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    open_first_page(window, library, qtbot)
    unseen = []
    for command in ("preferences.open", "page.tag", "notes.export-all", "keys.open"):
        window.commands.fire(command)
        qtbot.wait(60)
        dialog = next(
            top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()
        )
        inside = [widget for widget in focusable() if dialog.isAncestorOf(widget)]
        for widget, other in zip(inside, (*inside[1:], inside[0]), strict=True):
            other.setFocus(Qt.FocusReason.TabFocusReason)
            # A field inside of a frame may leave the mark to its frame.
            shown = (widget.property("role") == "bare" and widget.parentWidget()) or widget
            before = shown.grab().toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if differing(before, shown.grab().toImage()) < SEEN:
                unseen.append(f"{command}: {type(widget).__name__} {widget.accessibleName()}")
        dialog.close()
    assert unseen == []


def differing(one: QImage, other: QImage) -> int:
    """How many pixels differ, counted on every second line and column."""
    assert one.size() == other.size()
    return sum(
        one.pixel(x, y) != other.pixel(x, y)
        for y in range(0, one.height(), 2)
        for x in range(0, one.width(), 2)
    )
