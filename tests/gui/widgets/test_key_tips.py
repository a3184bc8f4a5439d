"""Tool tips name the key that the person has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from postil.command import Command
from postil.gui.widgets.key_tips import show_keys_in_tips, tie_tip
from postil.gui.widgets.quiet_button import quiet_button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

pytestmark = pytest.mark.gui


def test_a_tip_follows_the_key_of_its_command(host: QWidget) -> None:
    button = quiet_button("Import files", command="page.import")
    button.setParent(host)
    assert button.toolTip() == "Import files"
    show_keys_in_tips(host, (Command("page.import", "Import", ("G, O", "Ctrl+O")),))
    assert button.toolTip() == "Import files  (G O)"
    show_keys_in_tips(host, (Command("page.import", "Import"),))
    assert button.toolTip() == "Import files"


def test_actions_have_tips_too_and_others_are_left_alone(host: QWidget) -> None:
    action, other = QAction("Keep", host), QPushButton("Other", host)
    other.setToolTip("mine")
    tie_tip(action, "Keep this search", "search.keep")
    show_keys_in_tips(host, (Command("search.keep", "Keep", ("Ctrl+S",)),))
    assert action.toolTip() == "Keep this search  (Ctrl+S)"
    assert other.toolTip() == "mine"
