"""What may follow a key is told after a moment, at the foot of the window, and goes with the wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from postil.command import Command
from postil.gui.keys import Begun
from postil.gui.widgets.following_keys import FollowingKeys
from postil.gui.widgets.key_caps import KeyCaps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui

BEGUN = Begun("G", tuple((letter, Command(letter, f"Go to {letter}…")) for letter in "ABCDEFGHIJ"))


@pytest.fixture
def following(appearance: Appearance, host: QWidget) -> FollowingKeys:
    made = FollowingKeys(appearance, host)
    made._show_soon.setInterval(20)
    return made


def test_who_is_quick_is_not_interrupted(following: FollowingKeys, qtbot: QtBot) -> None:
    following.tell(BEGUN)
    following.tell(None)
    qtbot.wait(60)
    assert not following.isVisible()


def test_the_keys_that_are_left_stand_beside_what_they_do(following: FollowingKeys, qtbot: QtBot) -> None:
    following.tell(BEGUN)
    qtbot.waitUntil(following.isVisible)
    assert [label.text() for label in following.findChildren(QLabel)] == [
        f"Go to {each}" for each in "ABCDEFGHIJ"
    ]
    assert len(following.findChildren(KeyCaps)) == 10
    following.tell(None)
    assert not following.isVisible()


@pytest.mark.parametrize("size", [(1000, 700), (480, 360)])
def test_it_stays_inside_the_window(following: FollowingKeys, qtbot: QtBot, size: tuple[int, int]) -> None:
    following.tell(BEGUN)
    qtbot.waitUntil(following.isVisible)
    over = following.parentWidget()
    assert over is not None
    over.resize(*size)
    following.tell(BEGUN)
    assert over.rect().contains(following.geometry())


def test_a_number_alone_shows_nothing(following: FollowingKeys, qtbot: QtBot) -> None:
    following.tell(Begun("12"))
    qtbot.wait(60)
    assert not following.isVisible()
