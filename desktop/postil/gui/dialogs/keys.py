"""The help of ``?``: the keys that hold where the person is now, from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from postil.commands import COMMANDS, Command, Where
from postil.gui.widgets.key_caps import KeyCaps
from postil.gui.widgets.overlay import Overlay
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from postil.gui.appearance import Appearance

HEADINGS: tuple[tuple[Where, str], ...] = (
    ("hits", marked("Hits of the search")),
    ("repair", marked("While a text is repaired")),
    ("question", marked("While the repair asks")),
    ("reader", marked("In the article")),
    ("list", marked("In the list of pages")),
    ("highlights", marked("In the list of highlights")),
    ("results", marked("In the search")),
    ("window", marked("Everywhere")),
)
_TWO_COLUMNS = 640


class KeyHelp(Overlay):
    """A card with the keys of the present mode."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent, width=880, height=640)
        self._title = QLabel(_("Keyboard"))
        self._title.setProperty("role", "heading")
        hint = QLabel(_("Esc closes. Ctrl+K finds every command by its name."))
        hint.setProperty("role", "muted")
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 0)
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(hint)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setProperty("role", "plain")
        self._area.setAccessibleName(_("Keys"))
        self.rows.addLayout(top)
        self.rows.addWidget(self._area, 1)

    def tell(self, scopes: Sequence[Where]) -> None:
        """Come up with the keys that hold in these scopes, and everywhere."""
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(16, 0, 16, 16)
        columns.setSpacing(40)
        sections = [
            (_(title), commands_with_keys(where)) for where, title in HEADINGS if where in (*scopes, "window")
        ]
        wide = self.window().width() >= _TWO_COLUMNS
        for column in _balanced(sections) if wide else (sections,):
            rows = QVBoxLayout()
            for title, commands in column:
                rows.addLayout(self._section(title, commands))
            rows.addStretch(1)
            columns.addLayout(rows, 1)
        self._area.setWidget(body)
        self.open_over(self._area)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it."""
        if event.text() == "?" or event.key() == Qt.Key.Key_F1:
            self.close_over()
        super().keyPressEvent(event)

    def _section(self, title: str, commands: Sequence[Command]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        heading = QLabel(title)
        heading.setProperty("role", "section")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, command in enumerate(commands, start=1):
            name = QLabel(command.label.rstrip("…"))
            name.setWordWrap(True)
            grid.addWidget(name, row, 0)
            grid.addWidget(KeyCaps(command.keys[:2], self._appearance), row, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def commands_with_keys(where: Where) -> tuple[Command, ...]:
    """The commands of a scope that have keys."""
    return tuple(command for command in COMMANDS if command.where == where and command.keys)


def _balanced(
    sections: Sequence[tuple[str, Sequence[Command]]],
) -> tuple[Sequence[tuple[str, Sequence[Command]]], ...]:
    """Two columns of about the same length; a long section is cut in two."""
    total = sum(len(commands) + 2 for _title, commands in sections)
    left: list[tuple[str, Sequence[Command]]] = []
    right: list[tuple[str, Sequence[Command]]] = []
    room = (total + 1) // 2
    for title, commands in sections:
        fits = max(0, min(len(commands), room - 2))
        if fits:
            left.append((title, commands[:fits]))
            room -= fits + 2
        if fits < len(commands):
            right.append(
                (title if not fits else _("{heading}, continued").format(heading=title), commands[fits:])
            )
            room = 0
    return left, right
