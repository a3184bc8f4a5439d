"""One fact of the details panel: its name, its value, and what Enter does with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.details.lines import Line

_NAME_WIDTH = 104
_LONGEST_PIECE = 16
_JOINTS = re.compile(r"(?<=[/._?&=-])(?=[^\s/._?&=-])")
_LONG_PIECES = re.compile(rf"([^\s\u200b]{{{_LONGEST_PIECE}}})(?=[^\s\u200b])")


class FactRow(QFrame):
    """Takes the focus: arrows go on to the next, Enter acts, C or Y copies."""

    stepped = Signal(int)
    acted = Signal(str)
    """The command that the line leads to."""
    copied = Signal(str)
    left = Signal()

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setProperty("role", "display-row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = PlainLabel(line.name, wordWrap=True)
        name.setProperty("role", "fact-name")
        name.setFixedWidth(_NAME_WIDTH)
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        value = PlainLabel(_breakable(line.value), wordWrap=True)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(value)
        if line.origin:
            said.addWidget(_quiet(line.origin))
        row.addWidget(name)
        row.addLayout(said, 1)
        if line.own:
            mark = PlainLabel(_("yours"))
            mark.setProperty("role", "fact-name")
            mark.setToolTip(_("You corrected this; no extractor changes it."))
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        hint = _("Enter changes it") if line.command else _("Enter copies it")
        self.setToolTip(hint)
        own = _("corrected by you") if line.own else ""
        self.setAccessibleName(", ".join(filter(None, (line.name, line.value, own, line.origin))))
        self.setAccessibleDescription(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, act, copy; leave the rest."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self.stepped.emit(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self.stepped.emit(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        elif key in (Qt.Key.Key_C, Qt.Key.Key_Y):
            self._copy()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_I):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """As Enter."""
        self._act()

    def _act(self) -> None:
        if self.line.command:
            self.acted.emit(self.line.command)
        else:
            self._copy()

    def _copy(self) -> None:
        self.copied.emit(self.line.copied or self.line.value)


def _quiet(text: str) -> QLabel:
    """A second line, below the value."""
    label = PlainLabel(text, wordWrap=True)
    label.setProperty("role", "fact-origin")
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
    return label


def _breakable(value: str) -> str:
    """The value with places where a long word, such as an address, may go on in the next line."""
    return _LONG_PIECES.sub("\\1\u200b", _JOINTS.sub("\u200b", value))
