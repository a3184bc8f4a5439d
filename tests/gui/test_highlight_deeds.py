"""Many highlights at once, from the list, in the real window: each deed told with undo, each taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.gui.pressing import press

from postil.gui.dialogs.tags import TagEditor
from postil.model.annotation import AnnotationFilter, Color, Style
from postil.model.page import Place

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.live_settings import LiveSettings
    from postil.model.annotation import Annotation
    from postil.model.ids import AnnotationId

pytestmark = pytest.mark.gui


@pytest.fixture
def made(window: MainWindow, library: Library, qtbot: QtBot) -> list[AnnotationId]:
    """Three highlights on two pages, listed, with the focus on the list."""
    pages = library.reading.page_ids(Place())
    ids = [
        library.annotating.highlight(page, start, start + 20, color=Color.YELLOW, tags=tags).id
        for page, start, tags in (
            (pages[0], 0, ("both",)),
            (pages[0], 40, ("both", "one")),
            (pages[1], 0, ()),
        )
    ]
    press(Qt.Key.Key_G, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: len(window.parts.highlights.model.everyone) == 3)
    return ids


def rows(library: Library, ids: list[AnnotationId]) -> list[Annotation]:
    found = library.annotating.annotations(ids)
    return [found[name] for name in ids]


def test_all_are_recoloured_underlined_and_removed_by_keys(
    window: MainWindow, library: Library, made: list[AnnotationId], qtbot: QtBot
) -> None:
    before = rows(library, made)
    press(Qt.Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_4)
    assert {row.color for row in rows(library, made)} == {Color.BLUE}
    assert window.messages.text == "3 highlights recoloured"
    qtbot.waitUntil(lambda: len(window.parts.highlights.model.picked) == 3)
    press(Qt.Key.Key_Underscore)
    assert {row.style for row in rows(library, made)} == {Style.UNDERLINE}
    press(Qt.Key.Key_D)
    assert library.annotating.ids(AnnotationFilter()) == ()
    assert window.messages.text == "3 highlights removed"
    for _step in range(3):
        press(Qt.Key.Key_Z)
    assert rows(library, made) == before


def test_removed_ones_are_listed_and_brought_back(
    window: MainWindow, library: Library, made: list[AnnotationId], qtbot: QtBot
) -> None:
    library.annotating.remove(made[:2])
    window.commands.fire("go.removed-highlights")
    model = window.parts.highlights.model
    qtbot.waitUntil(lambda: set(model.everyone) == set(made[:2]))
    press(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: len(model.everyone) == 1)
    assert window.messages.text == "1 highlight is back"
    assert len(library.annotating.ids(AnnotationFilter())) == 2
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(model.everyone) == 2)


def test_tags_that_all_have_are_changed_and_the_others_stay(
    window: MainWindow, library: Library, made: list[AnnotationId]
) -> None:
    pane = window.parts.highlights
    pane.tags_requested.emit(tuple(made[:2]))
    (editor,) = window.findChildren(TagEditor)
    assert editor.field.tags == ("both",)
    editor.field.show_tags(("new",))
    editor.accept()
    assert [set(row.tags) for row in rows(library, made[:2])] == [{"new"}, {"one", "new"}]
    library.undo.undo()
    assert [set(row.tags) for row in rows(library, made[:2])] == [{"both"}, {"both", "one"}]


def test_quotes_are_copied_together(window: MainWindow, library: Library, made: list[AnnotationId]) -> None:
    window.parts.highlights.copy_requested.emit(tuple(made))
    copied = QGuiApplication.clipboard().text()
    for row in rows(library, made):
        assert row.selectors.quote.exact in copied


def test_the_list_of_a_page_is_one_key_away(
    window: MainWindow, library: Library, made: list[AnnotationId], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.open_page.shown):
        window.navigation.read(library.reading.page_ids(Place())[0])
    press(Qt.Key.Key_H, held=Qt.KeyboardModifier.ShiftModifier)
    model = window.parts.highlights.model
    qtbot.waitUntil(lambda: model.everyone == tuple(made[:2]))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.parts.highlights.isAncestorOf(focus)


def test_colours_are_called_by_what_they_mean_in_the_menus(
    window: MainWindow, settings: LiveSettings
) -> None:
    settings.change(color_green="evidence")
    titles = [action.text() for menu in window.commands.menus(window) for action in menu.actions()]
    assert any(title.startswith("evidence (green)") for title in titles)
    settings.change(color_green="")
    titles = [action.text() for menu in window.commands.menus(window) for action in menu.actions()]
    assert any(title.startswith("Green") for title in titles)
