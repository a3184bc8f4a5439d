"""The palette as one uses it: type, move, do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from tests.gui.pressing import press

from postil.gui.palette.entry import Entry, Kind
from postil.gui.palette.fuzzy import best
from postil.gui.palette.palette import Palette

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.gui.palette.offers import Answer

pytestmark = pytest.mark.gui


class Bench(QWidget):
    """A window with a field, a palette over it, and what was done and asked."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.resize(700, 500)
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.palette_card = Palette(appearance, self)
        self.done: list[str] = []
        self.asked: list[tuple[str, Answer]] = []

    def entry(self, title: str) -> Entry:
        behind = partial(self.done.append, f"{title} behind") if title.startswith("A page") else None
        return Entry(title, lambda: self.done.append(title), keys=("Ctrl+K",), behind=behind)

    def ask(self, typed: str = "") -> None:
        self.palette_card.ask(self, prompt="Type anything", typed=typed)

    def at_once(self, typed: str) -> tuple[Entry, ...]:
        entries = map(self.entry, ("Archive", "Theme: dark", "Theme: light", "Undo"))
        return best(typed, entries, lambda entry: entry.title, limit=9)

    def later(self, typed: str, answer: Answer) -> bool:
        if typed:
            self.asked.append((typed, answer))
        return bool(typed)

    def listed(self) -> list[str]:
        return [entry.title for entry in self.palette_card.model.entries]


@pytest.fixture
def bench(appearance: Appearance, qtbot: QtBot) -> Bench:
    made = Bench(appearance)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.setFocus()
    made.ask()
    return made


def test_all_is_offered_at_first(bench: Bench) -> None:
    assert bench.listed() == ["Archive", "Theme: dark", "Theme: light", "Undo"]


def test_typing_narrows_and_enter_does(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "theme")
    assert bench.listed()[:2] == ["Theme: dark", "Theme: light"]
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert bench.done == ["Theme: light"]
    assert not bench.palette_card.isVisible()
    assert QApplication.focusWidget() is bench.field


def test_arrows_and_tab_go_round(bench: Bench) -> None:
    press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    bench.ask()
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert bench.done == ["Undo", "Theme: light"]


def test_escape_does_nothing_and_gives_the_focus_back(bench: Bench) -> None:
    press(Qt.Key.Key_Escape)
    assert bench.done == []
    assert QApplication.focusWidget() is bench.field


def test_more_is_added_when_it_is_found_unless_the_query_is_another(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "u")
    QTest.keyClicks(bench.palette_card.field, "n")
    (_, late), (query, answer) = bench.asked
    assert query == "un"
    late((bench.entry("A page for u"),), last=True)
    assert "A page for u" not in bench.listed()
    answer((bench.entry("A page for un"),), last=True)
    assert bench.listed()[-1] == "A page for un"


def test_what_comes_later_moves_nothing(bench: Bench) -> None:
    """The mark stays, and so does what is in sight: what was about to be chosen is chosen."""
    QTest.keyClicks(bench.palette_card.field, "theme")
    press(Qt.Key.Key_Down)
    before, top = bench.listed(), bench.palette_card.view.verticalScrollBar().value()
    bench.asked[-1][1](tuple(bench.entry(f"A page of the theme {number}") for number in range(20)), last=True)
    assert bench.listed()[: len(before)] == before
    assert bench.palette_card.view.verticalScrollBar().value() == top
    press(Qt.Key.Key_Return)
    assert bench.done == ["Theme: light"]


def test_what_stands_there_already_is_looked_for(bench: Bench) -> None:
    bench.ask("undo")
    assert bench.listed() == ["Undo"]
    assert bench.asked[-1][0] == "undo"
    press(Qt.Key.Key_Backspace)
    assert bench.palette_card.field.text() == "und", "it can be typed over like anything else"


def test_page_keys_go_by_what_is_in_sight(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    bench.asked[-1][1](tuple(bench.entry(f"A page {number}") for number in range(30)), last=True)
    press(Qt.Key.Key_PageDown)
    there = bench.palette_card.view.currentIndex().row()
    assert there > 1
    press(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    assert bench.palette_card.view.currentIndex().row() == 29, "the end is the end"
    press(Qt.Key.Key_PageUp)
    assert bench.palette_card.view.currentIndex().row() == 29 - there


def test_alt_enter_opens_behind_and_stays(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    bench.asked[-1][1]((bench.entry("A page for zzqx"),), last=True)
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.AltModifier)
    assert bench.done == ["A page for zzqx behind"]
    assert bench.palette_card.isVisible()
    assert QApplication.focusWidget() is bench.palette_card.field


def test_alt_enter_on_a_command_does_nothing(bench: Bench) -> None:
    press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.AltModifier)
    assert bench.done == []
    assert bench.palette_card.isVisible()


def test_it_is_told_what_was_chosen(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.palette_card.done) as done:
        press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert done.args[0].title == "Theme: dark"


def test_a_screen_reader_hears_title_kind_and_keys(bench: Bench) -> None:
    entry = Entry("Archive", lambda: None, "Page", ("E", "Ctrl+E"), kinds=(Kind.COMMAND, Kind.SETTING))
    bench.palette_card.choose((entry,), prompt="")
    row = bench.palette_card.model.index(0)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Archive, Command, Page, E or Ctrl+E"
    assert row.data() == "Archive"


def test_enter_where_nothing_is_listed_does_nothing(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    assert bench.listed() == []
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert bench.palette_card.isVisible()


def test_it_says_that_nothing_was_found_once_the_search_has_answered(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    assert not bench.palette_card.nothing.isVisible(), "the search may still find something"
    bench.asked[-1][1]((), last=True)
    assert bench.palette_card.nothing.isVisible()
    assert bench.palette_card.nothing.accessibleName() == "Nothing found"
    assert QApplication.focusWidget() is bench.palette_card.field
    bench.palette_card.field.clear()
    assert not bench.palette_card.nothing.isVisible()
    assert bench.palette_card.view.isVisible()


def test_it_says_that_it_is_looking_where_that_takes_long(bench: Bench, qtbot: QtBot) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    qtbot.waitUntil(bench.palette_card.nothing.isVisible)
    assert bench.palette_card.nothing.accessibleName() == "Looking…"
    bench.asked[-1][1]((bench.entry("A page for zzqx"),), last=True)
    assert not bench.palette_card.nothing.isVisible()
    assert bench.palette_card.view.isVisible()
    assert not bench.palette_card._slow.isActive()


def test_it_says_at_once_that_nothing_was_found_where_nobody_else_is_asked(bench: Bench) -> None:
    bench.palette_card.choose((bench.entry("Archive"),), prompt="Type a part of a link")
    assert bench.palette_card.field.placeholderText() == "Type a part of a link"
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    assert bench.palette_card.nothing.isVisible()


def test_enter_before_the_answer_does_what_is_found(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    press(Qt.Key.Key_Return)
    assert bench.done == []
    bench.asked[-1][1]((bench.entry("A page for zzqx"),), last=True)
    assert bench.done == ["A page for zzqx"]
    assert not bench.palette_card.isVisible()


def test_what_comes_in_parts_comes_one_below_the_other(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    answer = bench.asked[-1][1]
    answer((), last=False)
    assert not bench.palette_card.nothing.isVisible(), "more may come"
    answer((bench.entry("A page"),), last=False)
    answer((bench.entry("A page like that"),), last=True)
    assert bench.listed() == ["A page", "A page like that"]
    assert bench.palette_card.view.currentIndex().row() == 0


def test_enter_waits_for_the_first_part_that_has_something(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzqx")
    press(Qt.Key.Key_Return)
    answer = bench.asked[-1][1]
    answer((), last=False)
    assert bench.palette_card.isVisible()
    answer((bench.entry("A page like that"),), last=True)
    assert bench.done == ["A page like that"]


def test_an_old_answer_to_the_same_words_is_dropped(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "u")
    bench.ask("u")
    bench.asked[0][1]((bench.entry("A page for u"),), last=True)
    assert "A page for u" not in bench.listed()


def test_enter_before_the_answer_is_forgotten_by_typing_on(bench: Bench) -> None:
    QTest.keyClicks(bench.palette_card.field, "zzq")
    press(Qt.Key.Key_Return)
    QTest.keyClicks(bench.palette_card.field, "x")
    bench.asked[-1][1]((bench.entry("A page for zzqx"),), last=True)
    assert bench.done == []
    assert bench.palette_card.isVisible()


def test_a_click_beside_the_card_closes_it(bench: Bench) -> None:
    QTest.mouseClick(bench.palette_card, Qt.MouseButton.LeftButton, pos=bench.rect().bottomLeft())
    assert not bench.palette_card.isVisible()


def test_it_fits_a_small_window(bench: Bench) -> None:
    bench.resize(400, 300)
    card = bench.palette_card.card.geometry()
    assert bench.rect().adjusted(20, 20, -20, -20).contains(card)


def test_it_has_names(bench: Bench) -> None:
    assert bench.palette_card.field.accessibleName() == "Command, page or tag"
    assert bench.palette_card.view.accessibleName() == "Commands and pages"


def test_a_page_that_is_pasted_is_cut(bench: Bench) -> None:
    QApplication.clipboard().setText("lamp oil " * 5_000)
    bench.palette_card.field.paste()
    assert len(bench.palette_card.field.text()) == 1000
