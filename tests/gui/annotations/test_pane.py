"""The list of highlights: filtered as one types, picked and changed by keys, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from postil.gui.annotations.model import ROW_ROLE, HighlightRow
from postil.gui.annotations.pane import HighlightsPane
from postil.model.annotation import AnnotationFilter, Color, Style
from postil.model.color_names import ColorNames
from postil.model.page import Place

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs
    from postil.model.ids import AnnotationId, PageId

pytestmark = pytest.mark.gui


class Desk:
    """A pane on a library with highlights, and its commands."""

    def __init__(self, library: Library, jobs: Jobs, appearance: Appearance, qtbot: QtBot) -> None:
        def fail(error: Exception) -> None:
            raise error

        self.library = library
        self.qtbot = qtbot
        self.pages: tuple[PageId, ...] = library.reading.page_ids(Place())
        self.made = [
            library.annotating.highlight(page_id, start, start + 24, color=color, note=note).id
            for page_id, start, color, note in (
                (self.pages[0], 0, Color.YELLOW, "Ask *her* #later"),
                (self.pages[0], 60, Color.RED, ""),
                (self.pages[1], 0, Color.RED, ""),
            )
        ]
        self.pane = HighlightsPane(
            library.annotating,
            library.reading,
            tags=library.tagging.names,
            jobs=jobs,
            appearance=appearance,
            failed=fail,
        )
        qtbot.addWidget(self.pane)
        self.deeds = dict(self.pane.bindings())
        self.pane.resize(360, 700)
        self.pane.show()
        self.ask()

    def ask(self) -> None:
        with self.qtbot.waitSignal(self.pane.model.modelReset):
            self.pane.ask()

    def listed(self) -> list[AnnotationId]:
        model = self.pane.model
        rows = [model.index(number).data(ROW_ROLE) for number in range(model.rowCount())]
        return [row.annotation.id for row in rows if isinstance(row, HighlightRow)]

    def type(self, words: str) -> None:
        with self.qtbot.waitSignal(self.pane.model.modelReset):
            self.pane.filter.field.setText(words)

    def choose(self, *titles: str) -> None:
        """Choose an entry of the menu by its titles."""
        menu = self.pane.filter.menu()
        for title in titles[:-1]:
            found = next(action.menu() for action in menu.actions() if action.text() == title)
            assert isinstance(found, QMenu)
            menu = found
        with self.qtbot.waitSignal(self.pane.model.modelReset):
            next(action for action in menu.actions() if action.text() == titles[-1]).trigger()


@pytest.fixture
def desk(library: Library, jobs: Jobs, appearance: Appearance, qtbot: QtBot) -> Desk:
    return Desk(library, jobs, appearance, qtbot)


def test_all_are_listed_page_by_page(desk: Desk) -> None:
    assert sorted(desk.listed()) == sorted(desk.made)
    assert desk.pane.current() is not None
    assert desk.pane._count.text() == "3"


def test_words_that_are_typed_filter_and_esc_shows_all_again(desk: Desk, qtbot: QtBot) -> None:
    desk.deeds["highlights.filter"]()
    desk.type("ask later")
    assert desk.listed() == [desk.made[0]]
    desk.type("#later")
    assert desk.listed() == [desk.made[0]]
    with qtbot.waitSignal(desk.pane.model.modelReset):
        QTest.keyClick(desk.pane.filter.field, Qt.Key.Key_Escape)
    assert len(desk.listed()) == 3


def test_the_menu_filters_by_colour_style_tag_and_note(desk: Desk) -> None:
    desk.choose("Colour", "Red")
    assert sorted(desk.listed()) == sorted(desk.made[1:])
    assert "Red" in desk.pane.filter._told.text()
    desk.choose("Colour", "Any")
    desk.choose("Tag", "#later")
    assert desk.listed() == [desk.made[0]]
    desk.choose("Show all")
    desk.choose("With a note")
    assert desk.listed() == [desk.made[0]]
    desk.choose("With a note")
    desk.choose("Style", "Underlined")
    assert desk.listed() == []
    assert desk.pane._stack.currentWidget() is desk.pane._empty
    assert desk.pane.unwind()
    assert not desk.pane.unwind()


def test_colours_are_called_by_what_they_mean(desk: Desk) -> None:
    desk.pane.set_colors(ColorNames(("", "doubt", "", "", "", "", "", "")))
    desk.choose("Colour", "doubt (red)")
    assert len(desk.listed()) == 2


def test_a_page_alone_is_listed_in_the_order_of_its_text(desk: Desk, qtbot: QtBot) -> None:
    page = desk.library.reading.page(desk.pages[0])
    with qtbot.waitSignal(desk.pane.model.modelReset):
        desk.pane.show_page(page)
    assert desk.listed() == desk.made[:2]
    desk.choose("Newest first")
    assert desk.listed() == desk.made[:2], "of one second as they stand in the text"
    assert page.title in desk.pane.filter._told.text()


def test_keys_step_over_the_rows_of_pages(desk: Desk) -> None:
    seen = []
    desk.deeds["highlights.top"]()
    for _step in range(3):
        current = desk.pane.current()
        assert current is not None
        seen.append(current[0].id)
        desk.deeds["highlights.next"]()
    assert seen == desk.listed()
    desk.deeds["highlights.bottom"]()
    desk.deeds["highlights.next"]()
    current = desk.pane.current()
    assert current is not None
    assert current[0].id == desk.listed()[-1]
    for _step in range(5):
        desk.deeds["highlights.previous"]()
    current = desk.pane.current()
    assert current is not None
    assert current[0].id == desk.listed()[0]


def test_several_are_picked_and_asked_for_together(desk: Desk, qtbot: QtBot) -> None:
    desk.deeds["highlights.top"]()
    desk.deeds["highlights.select"]()
    desk.deeds["highlights.select-next"]()
    wanted = tuple(desk.listed()[:2])
    assert desk.pane.selected() == wanted
    assert desk.pane._count.text() == "2 selected"
    with qtbot.waitSignal(desk.pane.color_requested) as asked:
        desk.deeds["highlights.color-blue"]()
    assert asked.args == [wanted, Color.BLUE]
    for command, signal in (
        ("highlights.remove", desk.pane.removal_requested),
        ("highlights.tag", desk.pane.tags_requested),
        ("highlights.copy", desk.pane.copy_requested),
        ("highlights.restore", desk.pane.restore_requested),
    ):
        with qtbot.waitSignal(signal) as asked:
            desk.deeds[command]()
        assert asked.args == [wanted]
    with qtbot.waitSignal(desk.pane.style_requested) as asked:
        desk.deeds["highlights.underline"]()
    assert asked.args == [wanted, Style.UNDERLINE]
    desk.deeds["highlights.select-all"]()
    assert len(desk.pane.selected()) == 3
    assert desk.pane.unwind()
    assert len(desk.pane.selected()) == 1


def test_what_was_removed_is_listed_and_comes_back(desk: Desk, qtbot: QtBot) -> None:
    desk.library.annotating.remove(desk.made[:1])
    desk.ask()
    assert len(desk.listed()) == 2
    with qtbot.waitSignal(desk.pane.model.modelReset):
        desk.pane.show_removed()
    assert desk.listed() == desk.made[:1]
    desk.library.annotating.restore(desk.made[:1])
    desk.ask()
    assert desk.listed() == []
    assert desk.pane.filter.wanted == AnnotationFilter(trashed=True)


def test_the_current_one_stays_current_when_the_list_is_asked_again(desk: Desk) -> None:
    desk.deeds["highlights.bottom"]()
    current = desk.pane.current()
    assert current is not None
    desk.library.annotating.recolor((current[0].id,), Color.GRAY)
    desk.ask()
    again = desk.pane.current()
    assert again is not None
    assert again[0].id == current[0].id
    assert again[0].color is Color.GRAY


def test_a_click_opens_and_one_with_ctrl_picks(desk: Desk, qtbot: QtBot) -> None:
    view = desk.pane.view
    row = desk.pane.model.number_of(desk.listed()[1])
    assert row is not None
    index: QModelIndex = desk.pane.model.index(row)
    place = view.visualRect(index).center()
    with qtbot.waitSignal(desk.pane.opened) as opened:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args[0].id == desk.listed()[1]
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, control, place)
    assert desk.pane.model.picked == (desk.listed()[1],)


def test_an_empty_library_says_how_to_begin(desk: Desk) -> None:
    desk.library.annotating.remove(desk.made)
    desk.ask()
    assert desk.pane._stack.currentWidget() is desk.pane._empty
    assert desk.pane._count.text() == ""
