"""What stands where there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from postil.gui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


def test_it_says_what_is_missing_in_every_theme(
    appearance: Appearance, settings: LiveSettings, qtbot: QtBot
) -> None:
    state = EmptyState(appearance)
    qtbot.addWidget(state)
    state.show()
    state.tell("inbox", "Inbox is empty", "Everything here is dealt with.")
    assert [label.text() for label in state.findChildren(QLabel)][1:] == [
        "Inbox is empty",
        "Everything here is dealt with.",
    ]
    light = state.findChildren(QLabel)[0].pixmap().toImage()
    settings.change(theme="dark")
    assert state.findChildren(QLabel)[0].pixmap().toImage() != light


def test_a_hint_names_the_keys_that_the_person_has(
    appearance: Appearance, settings: LiveSettings, qtbot: QtBot
) -> None:
    state = EmptyState(appearance)
    qtbot.addWidget(state)
    state.tell("pages", "Nothing here", "Import with {page.import}, or {page.star} a page")
    assert state.accessibleDescription() == "Import with Ctrl+O, or S a page"
    settings.change(keymap="modifiers-only")
    state.show()
    assert state.accessibleDescription() == "Import with Ctrl+O, or Ctrl+Alt+S a page"
    assert state.findChildren(QLabel)[2].text() == state.accessibleDescription()


def test_without_a_hint_there_is_no_gap(appearance: Appearance, qtbot: QtBot) -> None:
    state = EmptyState(appearance)
    qtbot.addWidget(state)
    state.show()
    state.tell("search", "Nothing found")
    assert not state.findChildren(QLabel)[2].isVisible()
