"""The help of ``?``: the keys that hold where the person is now, from the table of commands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from postil.command import MODES, Command, Where
from postil.commands import in_rows
from postil.gui import words
from postil.gui.widgets.key_caps import KeyCaps
from postil.gui.widgets.overlay import Overlay
from postil.gui.widgets.plain_text import PlainLabel
from postil.keystrokes import is_bare
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from postil.gui.appearance import Appearance

HEADINGS: tuple[tuple[Where, str], ...] = (
    ("hits", marked("Hits of the search")),
    ("repair", marked("While a text is repaired")),
    ("question", marked("While the repair asks")),
    ("overlap", marked("While a highlight is made over another")),
    ("check", marked("While a highlight in doubt is checked")),
    ("speech", marked("While the article is read aloud")),
    ("visual", marked("While text is selected with the keyboard")),
    ("reader", marked("In the article")),
    ("list", marked("In the list of pages")),
    ("highlights", marked("In the list of highlights")),
    ("results", marked("In the search")),
    ("window", marked("Everywhere")),
    ("places", marked("In the places")),
)
_TWO_COLUMNS = 800
_LINE = 28


class KeyHelp(Overlay):
    """A card with the keys of the present mode, and a field that narrows them down."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent, width=880, height=640)
        self._scopes: tuple[Where, ...] = ()
        self._commands: tuple[Command, ...] = ()
        self._title = PlainLabel(_("Keyboard"))
        self._title.setProperty("role", "heading")
        self.field = _Field(self)
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 0)
        top.setSpacing(24)
        top.addWidget(self._title)
        top.addWidget(self.field, 1)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setProperty("role", "plain")
        self._area.setAccessibleName(_("Keys"))
        self._foot = PlainLabel()
        self._foot.setProperty("role", "muted")
        self._foot.setContentsMargins(16, 0, 16, 8)
        self._foot.setWordWrap(True)
        self.rows.addLayout(top)
        self.rows.addWidget(self._area, 1)
        self.rows.addWidget(self._foot)
        self.field.textChanged.connect(self._show)

    def tell(self, scopes: Sequence[Where], commands: Sequence[Command]) -> None:
        """Come up with the keys that these commands have in these scopes, and everywhere."""
        self._scopes = (*scopes, "window")
        self._commands = tuple(commands)
        self._foot.setText(self._way_on())
        with QSignalBlocker(self.field):
            self.field.clear()
        self._show()
        self.open_over(self.field)

    def scroll_by(self, step: int) -> None:
        """Scroll by so many lines."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + step * _LINE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it."""
        if event.text() == "?" or event.key() == Qt.Key.Key_F1:
            self.close_over()
        super().keyPressEvent(event)

    def _show(self) -> None:
        wanted = self.field.text().casefold().split()
        sections = [
            (_(title), found)
            for where, title in HEADINGS
            if where in self._scopes
            and (found := [each for each in self._holding(where) if _answers(each, wanted)])
        ]
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(16, 0, 16, 16)
        columns.setSpacing(40)
        wide = self.window().width() >= _TWO_COLUMNS
        for column in _balanced(sections) if wide else (sections,):
            rows = QVBoxLayout()
            for title, commands in column:
                rows.addLayout(self._section(title, commands))
            rows.addStretch(1)
            columns.addLayout(rows, 1)
        if not sections:
            nothing = PlainLabel(_("No key does that here."))
            nothing.setProperty("role", "muted")
            columns.insertWidget(0, nothing, 0, Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(body)

    def _holding(self, where: Where) -> tuple[Command, ...]:
        """The commands of a scope with the keys that hold now: in a mode not all of the window's do."""
        in_mode = self._scopes[0] in MODES and where != self._scopes[0]
        return tuple(
            replace(each, keys=tuple(key for key in each.keys if not is_bare(key)))
            if in_mode and not each.in_modes
            else each
            for each in commands_with_keys(self._commands, where)
            if not in_mode or each.in_modes or not all(map(is_bare, each.keys))
        )

    def _way_on(self) -> str:
        """What more there is: every command by its name, and keys of one's own."""
        palette = next(
            (each.keys[0] for each in self._commands if each.id == "palette.open" and each.keys), ""
        )
        if not palette:
            return _("“Change keys…” is in the menu.")
        return _("{key} finds every command by its name, “Change keys” too.").format(
            key=words.key_text(palette)
        )

    def _section(self, title: str, commands: Sequence[Command]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        heading = PlainLabel(title)
        heading.setProperty("role", "section")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, command in enumerate(commands, start=1):
            name = PlainLabel(command.label.rstrip("…"))
            name.setWordWrap(True)
            grid.addWidget(name, row, 0)
            grid.addWidget(KeyCaps(command.keys[:2], self._appearance), row, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def commands_with_keys(commands: Sequence[Command], where: Where) -> tuple[Command, ...]:
    """The commands of a scope that have keys."""
    return in_rows(tuple(command for command in commands if command.where == where and command.keys))


class _Field(QLineEdit):
    """Narrows the keys down; Esc, F1 and a question mark at its beginning close the card."""

    def __init__(self, card: KeyHelp) -> None:
        super().__init__()
        self._card = card
        self.setPlaceholderText(_("Filter by words or by a key"))
        self.setAccessibleName(_("Filter"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, close; type the rest."""
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 12, Qt.Key.Key_PageUp: -12,
        }.get(Qt.Key(event.key()))  # fmt: skip
        asks_again = event.text() == "?" and not self.text()
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1) or asks_again:
            self._card.close_over()
        elif steps is not None:
            self._card.scroll_by(steps)
        else:
            super().keyPressEvent(event)


def _answers(command: Command, wanted: Sequence[str]) -> bool:
    """Whether a command's words or keys have all that was typed."""
    keys = [words.key_text(key).casefold() for key in command.keys]
    return all(
        word in command.label.casefold() or any(word in key.split() or word == key for key in keys)
        for word in wanted
    )


def _balanced(
    sections: Sequence[tuple[str, Sequence[Command]]],
) -> tuple[Sequence[tuple[str, Sequence[Command]]], ...]:
    """Two columns of about the same length; a long section is cut in two."""
    total = sum(len(commands) + 2 for _title, commands in sections)
    left: list[tuple[str, Sequence[Command]]] = []
    right: list[tuple[str, Sequence[Command]]] = []
    room = (total + 1) // 2
    for title, commands in sections:
        fits = max(0 if left else 1, min(len(commands), room - 2))
        if fits:
            left.append((title, commands[:fits]))
            room -= fits + 2
        if fits < len(commands):
            right.append(
                (title if not fits else _("{heading}, continued").format(heading=title), commands[fits:])
            )
            room = 0
    return left, right
