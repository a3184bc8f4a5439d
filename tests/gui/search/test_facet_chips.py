"""What results can be narrowed by, as chips with menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from postil.app.facets import FacetChoice, FacetChoices
from postil.gui.search.facet_chips import FacetChips
from postil.search.ranking import Facet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui

TAGS = FacetChoices(
    Facet.TAG,
    "Tags",
    (
        FacetChoice("history", "history", 12, "bee tag:history"),
        FacetChoice("law & order", "law & order", 1200, 'bee tag:"law & order"'),
    ),
)
CHOSEN = FacetChoices(
    Facet.TAG, "Tags", (FacetChoice("history", "history", 12, "bee", chosen=True), TAGS.choices[1])
)
COLORS = FacetChoices(
    Facet.COLOR, "Colours", tuple(FacetChoice(each, each, 1, f"color:{each}") for each in ("red", "blue"))
)


@pytest.fixture
def chips(appearance: Appearance, qtbot: QtBot) -> FacetChips:
    made = FacetChips(appearance)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(chips: FacetChips) -> list[str]:
    return [chip.text() for chip in chips.findChildren(QToolButton) if not chip.isHidden()]


def entries(chips: FacetChips, facet: Facet) -> list[str]:
    return [action.text() for action in chips.menu_of(facet).actions()]


def test_each_facet_that_can_narrow_has_a_chip(chips: FacetChips) -> None:
    assert shown(chips) == []
    chips.show_facets((TAGS, COLORS))
    assert shown(chips) == ["Tag", "Colour"]
    chips.show_facets(())
    assert chips.isHidden()


def test_a_value_is_told_with_its_digit_and_its_number(chips: FacetChips) -> None:
    chips.show_facets((TAGS,))
    assert entries(chips, Facet.TAG) == ["&1  \u2068history\u2069\t12", "&2  \u2068law && order\u2069\t1,200"]


def test_a_name_that_turns_letters_round_or_breaks_lines_does_so_to_itself_only(chips: FacetChips) -> None:
    value = FacetChoice("\u202eyrots\nih\t", "\u202eyrots\nih\t", 7, "bee")
    chips.show_facets((FacetChoices(Facet.TAG, "Tags", (value,)),))
    assert entries(chips, Facet.TAG) == ["&1  \u2068\u202eyrots ih\u2069\t7"]


def test_a_chip_tells_what_the_query_is_narrowed_to(chips: FacetChips) -> None:
    chips.show_facets((CHOSEN,))
    assert shown(chips) == ["history"]
    assert [action.isChecked() for action in chips.menu_of(Facet.TAG).actions()] == [True, False]


@pytest.mark.parametrize(("given", "query"), [(TAGS, "bee tag:history"), (CHOSEN, "bee")])
def test_a_digit_chooses_and_the_same_takes_it_away(
    given: FacetChoices, query: str, chips: FacetChips, qtbot: QtBot
) -> None:
    chips.show_facets((given,))
    dict(chips.bindings())["results.narrow-tag"]()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(chips.chosen) as chosen:
        QTest.keyClick(menu, Qt.Key.Key_1)
    assert chosen.args == [query]


def test_colors_are_seen_and_others_are_words(chips: FacetChips) -> None:
    chips.show_facets((TAGS, COLORS))
    assert all(not action.icon().isNull() for action in chips.menu_of(Facet.COLOR).actions())
    assert all(action.icon().isNull() for action in chips.menu_of(Facet.TAG).actions())


def test_a_key_for_what_is_not_there_opens_nothing(chips: FacetChips) -> None:
    chips.show_facets((TAGS,))
    assert dict(chips.bindings())["results.narrow-year"]() is not False
    assert QApplication.activePopupWidget() is None


def test_what_is_known_of_an_older_query_is_not_chosen_from(chips: FacetChips, qtbot: QtBot) -> None:
    chips.show_facets((TAGS,))
    chips.outdate()
    assert shown(chips) == ["Tag"]
    with qtbot.waitSignal(chips.wanted):
        dict(chips.bindings())["results.narrow-tag"]()
    assert QApplication.activePopupWidget() is None
    chips.show_facets((CHOSEN,))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].isChecked()


def test_what_is_gone_by_then_does_not_open(chips: FacetChips) -> None:
    chips.show_facets((TAGS,))
    chips.outdate()
    chips.open(Facet.TAG)
    chips.show_facets((COLORS,))
    assert QApplication.activePopupWidget() is None


def test_chips_are_walked_with_arrows(chips: FacetChips, qtbot: QtBot) -> None:
    chips.show_facets((TAGS, COLORS))
    qtbot.waitUntil(chips.isActiveWindow)
    first, second = (chip for chip in chips.findChildren(QToolButton) if not chip.isHidden())
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Left)
    assert first.hasFocus()


def test_a_long_name_is_cut_and_heard_in_full(chips: FacetChips) -> None:
    name = "a tag with very many words in it " * 3
    long = FacetChoices(Facet.TAG, "Tags", (FacetChoice(name, name, 1, "q", chosen=True), TAGS.choices[0]))
    chips.show_facets((long,))
    (chip,) = (chip for chip in chips.findChildren(QToolButton) if not chip.isHidden())
    assert "…" in chip.text()
    assert chip.accessibleName() == f"Tag: {name}"
