"""The help shows the keys that hold where the person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from postil.commands import COMMANDS, Where
from postil.gui.dialogs.keys import HEADINGS, KeyHelp, commands_with_keys
from postil.gui.widgets.key_caps import KeyCaps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


@pytest.fixture
def help_card(appearance: Appearance, host: QWidget) -> KeyHelp:
    return KeyHelp(appearance, host)


def shown(card: KeyHelp) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("scope", ["list", "reader", "highlights", "results"])
def test_every_key_of_the_mode_is_there(scope: Where, help_card: KeyHelp) -> None:
    help_card.tell((scope, "window"))
    titles = shown(help_card)
    expected = (*commands_with_keys(scope), *commands_with_keys("window"))
    assert {command.title.rstrip("…") for command in expected} <= set(titles)
    assert len(help_card.findChildren(KeyCaps)) == len(expected)
    elsewhere = {heading for where, heading in HEADINGS if where not in (scope, "window")}
    assert not elsewhere & set(titles)


def test_every_scope_has_a_heading() -> None:
    assert {command.where for command in COMMANDS} == {where for where, _ in HEADINGS}


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_F1])
def test_it_closes_by_the_keys_that_open_it_and_by_escape(key: Qt.Key, help_card: KeyHelp) -> None:
    help_card.tell(("list", "window"))
    QTest.keyClick(help_card, key)
    assert not help_card.isVisible()


def test_in_a_narrow_window_it_has_one_column(help_card: KeyHelp) -> None:
    help_card.window().resize(500, 400)
    help_card.tell(("list", "window"))
    lefts = {caps.mapTo(help_card, caps.rect().topRight()).x() for caps in help_card.findChildren(KeyCaps)}
    assert len(lefts) == 1


def test_keys_can_be_heard(help_card: KeyHelp) -> None:
    help_card.tell(("list", "window"))
    assert "J or Down" in {caps.accessibleName() for caps in help_card.findChildren(KeyCaps)}
