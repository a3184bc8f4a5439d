"""The field that a query is typed into; what cannot be understood is underlined where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit

from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance


LONGEST = 4000
"""Letters that are taken: a query is read at every key, and of a page that is pasted less is looked for."""


class QueryField(QLineEdit):
    """A line of text. Places in it are told in code points, as the search counts them; Qt counts others."""

    left = Signal()
    """The focus has gone elsewhere."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._problem: tuple[int, int] | None = None
        self._of = ""
        self._composing = False
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(_("Search pages, highlights and notes"))
        self.setAccessibleName(_("Search"))
        self.setProperty("role", "search")
        self.textChanged.connect(self._keep_mark)
        appearance.changed.connect(self._draw_mark)

    @property
    def caret(self) -> int:
        """Where the next letter goes."""
        return _code_points(self.text(), self.cursorPosition())

    @property
    def composing(self) -> bool:
        """Whether an input method is putting letters together that are no text yet."""
        return self._composing

    @property
    def problem(self) -> tuple[int, int] | None:
        """What is underlined."""
        return self._problem

    def left_of(self, place: int) -> int:
        """How far from where the field begins a letter stands, in pixels."""
        back = _units(self.text()[place : self.caret])
        width = self.fontMetrics().horizontalAdvance(self.text()[place : self.caret]) if back else 0
        caret = self.cursorRect().center().x()
        at = self.width() - caret if self.isRightToLeft() else caret
        return max(0, at - width)

    def replace(self, start: int, end: int, words: str) -> None:
        """Write ``words`` in the place of what stands there, so that undo takes it back."""
        text = self.text()
        self.setSelection(_units(text[:start]), _units(text[start:end]))
        self.insert(words)

    def write(self, query: str) -> None:
        """Another query, so that undo brings the one before back."""
        self.selectAll()
        self.insert(query)

    def mark_problem(self, place: tuple[int, int] | None) -> None:
        """Underline what stands there; None takes the line away."""
        if place is not None and place[0] >= place[1]:
            place = (max(0, place[0] - 1), place[1])
        if place != self._problem:
            self._problem = place
            self._draw_mark()
        self._of = self.text()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell so."""
        super().focusOutEvent(event)
        self.left.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether letters are being put together: they are not disturbed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing and self._problem is not None:
            self._draw_mark()

    def _keep_mark(self, text: str) -> None:
        """What was wrong stays wrong while something is typed behind it."""
        if self._problem is not None and text[: self._problem[1]] != self._of[: self._problem[1]]:
            self.mark_problem(None)
        elif self._problem is not None:
            self._draw_mark()

    def _draw_mark(self) -> None:
        # The line's layout is Qt's own: formats reach it as an input method sends them, without any letters.
        if self._composing:
            return
        attributes = []
        if self._problem is not None:
            text = self.text()
            start, end = (_units(text[:place]) for place in self._problem)
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(self._appearance.theme.window.danger))
            look.setForeground(QColor(self._appearance.theme.window.danger))
            kind = QInputMethodEvent.AttributeType.TextFormat
            attributes.append(
                QInputMethodEvent.Attribute(kind, start - self.cursorPosition(), end - start, look)
            )
        super().inputMethodEvent(QInputMethodEvent("", attributes))


def _units(text: str) -> int:
    """The length that Qt counts: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _code_points(text: str, units: int) -> int:
    """The code points of the first ``units`` of a text."""
    return len(text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore"))
