"""Markdown as it is written, with what is no words of the note set back: front matter, signs, block ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from postil.gui.appearance import Appearance

_FENCE = "---"
_HEADING = re.compile(r"#{1,6} .*")
_QUOTE = re.compile(r"(?:\s*>)+ ?")
_QUIET = re.compile(r"\^[\w-]+$|^\s*[-*] |^\s*\w+:: |</?mark>|==|%%.*?%%|<!--.*?-->|\]\([^)\s]*\)")
_IN_FRONT, _IN_TEXT = 1, 2


class NoteColors(QSyntaxHighlighter):
    """Follows the theme. It reads line by line and is no parser: what it sets back can be read, too."""

    def __init__(self, document: QTextDocument, appearance: Appearance) -> None:
        super().__init__(document)
        self._appearance = appearance
        appearance.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Colour a line; the state of a line says whether the front matter is over."""
        before = self.previousBlockState()
        if before == -1 and text == _FENCE:
            self.setCurrentBlockState(_IN_FRONT)
            self.setFormat(0, len(text), self._quiet())
        elif before == _IN_FRONT:
            self.setCurrentBlockState(_IN_TEXT if text == _FENCE else _IN_FRONT)
            self.setFormat(0, len(text), self._quiet())
        else:
            self.setCurrentBlockState(_IN_TEXT)
            self._color_text(text)

    def _color_text(self, text: str) -> None:
        if _HEADING.fullmatch(text):
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.DemiBold)
            bold.setForeground(QColor(self._appearance.theme.page.heading))
            self.setFormat(0, len(text), bold)
            return
        if (quote := _QUOTE.match(text)) is not None:
            self.setFormat(0, quote.end(), self._colored(self._appearance.theme.window.accent))
        for found in _QUIET.finditer(text):
            self.setFormat(found.start(), len(found.group()), self._quiet())

    def _quiet(self) -> QTextCharFormat:
        return self._colored(self._appearance.theme.window.muted)

    def _colored(self, color: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(color))
        return made
