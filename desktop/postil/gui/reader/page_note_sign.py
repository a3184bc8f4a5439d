"""The sign at the top of a page with a note on the page, where no margin shows that note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from postil.gui.icons import icon
from postil.gui.widgets.plain_text import plain_tip
from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.reader.sheet import Sheet
    from postil.gui.theme import Theme

_SIZE = 28
_SIGN = 18
_FROM_EDGE = 16
"""Pixels between the sign and the edge of the window, where the scroll bar is."""


class PageNoteSign(QToolButton):
    """Stands beside the first line, as notes on highlights have their dot; a click opens the note."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet.view)
        self._sheet = sheet
        self._note = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(_SIZE, _SIZE)
        self.setIconSize(QSize(_SIGN, _SIGN))
        self.setAccessibleName(_("Note on the page"))
        self.hide()

    def show_note(self, note: str, theme: Theme) -> None:
        """Tell of this note; of none where it is empty."""
        self._note = note
        self.setIcon(icon("note", theme.window.accent))
        self.setToolTip(plain_tip(note))
        self.setAccessibleDescription(note)
        self.follow()

    def follow(self) -> None:
        """Stay beside the first line, wherever it was scrolled to; a margin makes the sign needless."""
        view = self._sheet.view
        wanted = bool(self._note) and self._sheet.column.margin_left == 0
        self.setVisible(wanted)
        if not wanted:
            return
        line = view.line_at(0)
        middle = view.viewport().y() + round(line.center().y()) - view.verticalScrollBar().value()
        at_left = self._sheet.view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = _FROM_EDGE if at_left else view.width() - _SIZE - _FROM_EDGE
        self.move(left, middle - _SIZE // 2)
