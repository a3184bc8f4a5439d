"""Tool tips that name the key which does the same: always the one that the person has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from postil.gui import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.command import Command

_COMMAND, _TIP = "tip-command", "tip-words"


def tie_tip(of: QWidget | QAction, tip: str, command_id: str) -> None:
    """Let the tool tip be ``tip`` and, as soon as keys are shown, the key of a command."""
    of.setProperty(_COMMAND, command_id)
    of.setProperty(_TIP, tip)
    of.setToolTip(tip)


def show_keys_in_tips(window: QWidget, commands: Iterable[Command]) -> None:
    """Name the keys of these commands in all tool tips of a window that are tied to one."""
    keys = {command.id: command.keys for command in commands}
    for each in window.findChildren(QObject):
        command_id = each.property(_COMMAND)
        if command_id and isinstance(each, QWidget | QAction):
            first = next(iter(keys.get(str(command_id), ())), "")
            tip = str(each.property(_TIP))
            each.setToolTip(f"{tip}  ({words.key_text(first)})".lstrip() if first else tip)
