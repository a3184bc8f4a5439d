"""What changed in a file, line by line: a unified diff with its lines on red and green ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from postil.model.annotation import Color
from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.appearance import Appearance

_MOST_LINES = 4000
"""Lines that are shown of a difference: nobody reads more of them, and the window would wait for them."""


class DifferenceView(QPlainTextEdit):
    """Read only. Each line keeps its sign, so that it is not told by its colour alone."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._difference = ""
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("What changes in the file"))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setProperty("role", "source")
        self.document().setDocumentMargin(10)
        appearance.changed.connect(self._draw)

    def show_difference(self, difference: str) -> None:
        """Show that one."""
        self._difference = difference
        self._draw()

    def _draw(self) -> None:
        theme = self._appearance.theme
        self.clear()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        lines = self._difference.splitlines()
        for number, line in enumerate(lines[:_MOST_LINES]):
            if number:
                cursor.insertBlock()
            ground, ink = None, theme.page.ink
            if line.startswith(("+++", "---", "@@")):
                ink = theme.window.muted
            elif line.startswith("+"):
                ground = theme.highlight(Color.GREEN).fill
            elif line.startswith("-"):
                ground = theme.highlight(Color.RED).fill
            _insert(cursor, line, ground, ink)
        cursor.endEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)


def _insert(cursor: QTextCursor, line: str, ground: str | None, ink: str) -> None:
    block, letters = QTextBlockFormat(), QTextCharFormat()
    if ground is not None:
        block.setBackground(QColor(ground))
    letters.setForeground(QColor(ink))
    cursor.setBlockFormat(block)
    cursor.insertText(line, letters)
