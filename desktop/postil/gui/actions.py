"""The commands of the window: each bound once to a method, shown in menus, fired by key or palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from postil.commands import COMMANDS
from postil.gui import words
from postil.model.annotation import Color
from postil.translation import in_context, marked_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtWidgets import QWidget

    from postil.command import Command
    from postil.model.color_names import ColorNames

MENUS = (
    marked_in("menu", "File"),
    marked_in("menu", "Edit"),
    marked_in("menu", "Go"),
    marked_in("menu", "View"),
    marked_in("menu", "Sort"),
    marked_in("menu", "Page"),
    marked_in("menu", "Library"),
    marked_in("menu", "Annotate"),
    marked_in("menu", "Help"),
)
"""The menus of the table, by the names that it has for them."""


class Actions(QObject):
    """One ``QAction`` a command. Views bind ids to methods; nothing else knows what a command does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._deeds: dict[str, Callable[[], object]] = {}
        self._actions = {command.id: self._action(command) for command in COMMANDS}
        self._colors: dict[str, str] = {}
        self.commands: tuple[Command, ...] = COMMANDS
        """The commands with the keys that they have now."""
        self.use(COMMANDS)

    def _action(self, command: Command) -> QAction:
        action = QAction(command.label, self)
        action.setObjectName(command.id)
        action.setMenuRole(QAction.MenuRole.NoRole)
        return action

    def use(self, commands: tuple[Command, ...]) -> None:
        """Show the keys of these commands from now on."""
        self.commands = commands
        for command in commands:
            keys = f"\t{words.key_text(command.keys[0])}" if command.keys else ""
            self._actions[command.id].setText(self.label(command) + keys)

    def name_colors(self, names: ColorNames) -> None:
        """Call the colours by what they mean to the person."""
        self._colors = {f"annotation.color-{color.value}": names.title(color) for color in Color}
        self.use(self.commands)

    def label(self, command: Command) -> str:
        """What a command is called in menus and palette."""
        return self._colors.get(command.id) or command.label

    def bind(self, deeds: Iterable[tuple[str, Callable[[], object]]]) -> None:
        """Do what ``deeds`` says for each id; KeyError for an unknown id, ValueError for a second binding."""
        for command_id, deed in deeds:
            action = self._actions[command_id]
            if command_id in self._deeds:
                message = f"{command_id} is bound twice"
                raise ValueError(message)
            self._deeds[command_id] = deed
            action.triggered.connect(partial(self._do, command_id))

    def fire(self, command_id: str) -> bool:
        """Do a command, unless it is disabled now. False where the deed said that there was nothing to do."""
        return not self._actions[command_id].isEnabled() or self._do(command_id)

    def _do(self, command_id: str, _checked: bool = False) -> bool:  # noqa: FBT001, FBT002 - what Qt sends along
        return self._deeds[command_id]() is not False

    def enable(self, command_id: str, *, enabled: bool) -> None:
        """Say whether a command makes sense now."""
        self._actions[command_id].setEnabled(enabled)

    def mark(self, marks: Mapping[str, bool]) -> None:
        """Show in the menus which of some commands holds now: of themes, of orders."""
        for command_id, on in marks.items():
            self._actions[command_id].setCheckable(True)
            self._actions[command_id].setChecked(on)

    def is_enabled(self, command_id: str) -> bool:
        """Whether a command makes sense now."""
        return self._actions[command_id].isEnabled()

    def is_marked(self, command_id: str) -> bool:
        """Whether a command is marked in the menus: its theme or order holds now."""
        return self._actions[command_id].isChecked()

    def menus(self, parent: QWidget) -> tuple[QMenu, ...]:
        """The menus of the table, in their order."""
        made = []
        for name in MENUS:
            menu = QMenu(menu_label(name), parent)
            menu.setObjectName(name)
            for command in COMMANDS:
                if command.menu == name:
                    menu.addAction(self._actions[command.id])
            made.append(menu)
        return tuple(made)


def menu_label(name: str) -> str:
    """What a menu of the table is called in the language of the person."""
    return in_context("menu", name)
