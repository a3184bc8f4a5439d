"""The help shows the keys that hold where the person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from postil.commands import COMMANDS
from postil.gui.dialogs.keys import HEADINGS, KeyHelp, commands_with_keys
from postil.gui.widgets.key_caps import KeyCaps
from postil.keymap import KeyOverride, keymap_of
from postil.presets import Preset

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.command import Where
    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


@pytest.fixture
def help_card(appearance: Appearance, host: QWidget) -> KeyHelp:
    return KeyHelp(appearance, host)


def shown(card: KeyHelp) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("scope", ["list", "reader", "highlights", "results"])
def test_every_key_of_the_mode_is_there(scope: Where, help_card: KeyHelp) -> None:
    help_card.tell((scope, "window"), COMMANDS)
    titles = shown(help_card)
    expected = (*commands_with_keys(COMMANDS, scope), *commands_with_keys(COMMANDS, "window"))
    assert {command.title.rstrip("…") for command in expected} <= set(titles)
    assert len(help_card.findChildren(KeyCaps)) == len(expected)
    elsewhere = {heading for where, heading in HEADINGS if where not in (scope, "window")}
    assert not elsewhere & set(titles)


def test_every_scope_has_a_heading() -> None:
    assert {command.where for command in COMMANDS} == {where for where, _ in HEADINGS}


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Question, Qt.Key.Key_F1])
def test_it_closes_by_the_keys_that_open_it_and_by_escape(key: Qt.Key, help_card: KeyHelp) -> None:
    help_card.tell(("list", "window"), COMMANDS)
    QTest.keyClick(help_card.field, key)
    assert not help_card.isVisible()


def test_in_a_narrow_window_it_has_one_column(help_card: KeyHelp) -> None:
    help_card.window().resize(500, 400)
    help_card.tell(("list", "window"), COMMANDS)
    lefts = {caps.mapTo(help_card, caps.rect().topRight()).x() for caps in help_card.findChildren(KeyCaps)}
    assert len(lefts) == 1


def test_keys_can_be_heard(help_card: KeyHelp) -> None:
    help_card.tell(("list", "window"), COMMANDS)
    assert "J or Down" in {caps.accessibleName() for caps in help_card.findChildren(KeyCaps)}


def test_the_keys_are_the_persons(help_card: KeyHelp) -> None:
    keymap = keymap_of(Preset.VIM, (KeyOverride("page.star", ("Shift+Q",)),))
    help_card.tell(("list", "window"), keymap.commands)
    heard = {caps.accessibleName() for caps in help_card.findChildren(KeyCaps)}
    assert {"Shift+Q", "U or Ctrl+Z"} <= heard


@pytest.mark.parametrize(
    ("typed", "title"),
    [("archive", "Archive, or back to the inbox"), ("#", "Move to the trash"), ("ctrl+k", "Find anything")],
)
def test_it_is_narrowed_down_by_words_and_by_keys(typed: str, title: str, help_card: KeyHelp) -> None:
    help_card.tell(("list", "window"), COMMANDS)
    before = len(help_card.findChildren(KeyCaps))
    QTest.keyClicks(help_card.field, typed)
    caps = [each for each in help_card.findChildren(KeyCaps) if each.isVisible()]
    assert 0 < len(caps) < before / 4
    assert title in shown(help_card)


def test_nothing_found_is_said(help_card: KeyHelp) -> None:
    help_card.tell(("list", "window"), COMMANDS)
    QTest.keyClicks(help_card.field, "zebra")
    assert "No key does that here." in shown(help_card)
    assert help_card.isVisible()


def test_in_a_mode_only_keys_are_told_that_hold_there(help_card: KeyHelp) -> None:
    help_card.tell(("visual", "window"), COMMANDS)
    titles = shown(help_card)
    assert "Move the other end" in titles
    assert "Keyboard help" in titles
    assert "Find anything" in titles
    assert "Star, or take the star away" not in titles
    assert "Next paragraph, sentence or word" not in titles


def test_a_single_row_stands_at_the_left(help_card: KeyHelp) -> None:
    help_card.tell(("list", "window"), COMMANDS)
    help_card.field.setText("saved search 1")
    row = next(label for label in help_card.findChildren(QLabel) if label.text() == "Go to a saved search")
    assert row.mapTo(help_card, row.rect().topLeft()).x() < help_card.width() / 2
