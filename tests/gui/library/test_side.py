"""The left pane: menus and a quiet word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from postil.gui.library.side import SidePane

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


@pytest.fixture
def side(appearance: Appearance, qtbot: QtBot) -> SidePane:
    made = SidePane(appearance)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_word_is_shown_only_while_there_is_one(side: SidePane) -> None:
    shown = [label for label in side.findChildren(QLabel) if label.property("role") == "status"]
    assert [label.isVisible() for label in shown] == [False]
    side.tell("Indexing 3 changes…")
    assert [(label.isVisible(), label.text()) for label in shown] == [(True, "Indexing 3 changes…")]
    side.tell("")
    assert [label.isVisible() for label in shown] == [False]


def test_the_button_has_the_menus(side: SidePane) -> None:
    side.set_menus((QMenu("File", side), QMenu("Edit", side)))
    assert [action.text() for action in side.menu_button.menu().actions()] == ["File", "Edit"]


def test_its_signs_have_names(side: SidePane) -> None:
    assert side.menu_button.accessibleName() == "Menu"
    assert side.add_button.accessibleName() == "Import files"


def test_what_is_said_of_one_work_leaves_what_is_said_of_another(side: SidePane) -> None:
    (status,) = [label for label in side.findChildren(QLabel) if label.property("role") == "status"]
    side.tell("Extracting again 3 of 12", "extraction")
    side.tell("Indexing 3 changes…", "index")
    assert status.text() == "Extracting again 3 of 12\nIndexing 3 changes…"
    side.tell("", "index")
    assert status.text() == "Extracting again 3 of 12"


def test_an_offer_is_taken_put_off_or_withdrawn(side: SidePane) -> None:
    def buttons() -> dict[str, QPushButton]:
        return {each.text(): each for each in side.findChildren(QPushButton) if each.isVisible()}

    taken: list[str] = []
    assert buttons() == {}
    for press in ("Re-extract", "Not now"):
        side.offer("3 pages read by an older extractor", "Re-extract", lambda: taken.append("yes"))
        assert set(buttons()) == {"Re-extract", "Not now"}
        buttons()[press].click()
        assert buttons() == {}
    assert taken == ["yes"]
    side.offer("3 pages read by an older extractor", "Re-extract", lambda: None)
    side.withdraw()
    assert buttons() == {}


@pytest.mark.parametrize("width", [160, 176, 200, 320])
def test_the_words_of_an_offer_are_never_cut(side: SidePane, qtbot: QtBot, width: int) -> None:
    side.setFixedSize(width, 600)
    side.offer("76 сторінок прочитано старішою програмою", "Видобути наново", lambda: None)
    buttons = [each for each in side.findChildren(QPushButton) if each.isVisible()]
    assert len(buttons) == 2

    def whole() -> None:
        for button in buttons:
            assert button.width() >= button.sizeHint().width()
            assert button.height() >= button.sizeHint().height()
            assert button.mapTo(side, button.rect().topRight()).x() < width

    qtbot.waitUntil(whole)
