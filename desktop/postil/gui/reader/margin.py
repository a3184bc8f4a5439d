"""Notes in the margin, each beside its highlight, none over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from postil.gui import fonts
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from postil.gui.theme import Theme
    from postil.model.ids import AnnotationId

WIDEST = 236
NARROWEST = 172
"""What the margin takes beside the column, at most and at least; pixels."""
_TEXT_LEFT = 14
_TEXT_RIGHT = 14
_PADDING = 5
_BETWEEN = 12
_MOST_LINES = 14
_SIZE = 14
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A note as it is shown."""

    annotation: AnnotationId
    position: int
    """Of its highlight, in the document."""
    text: str
    tags: tuple[str, ...]
    accent: str
    hint: str = ""
    """What the person should know of it, before its tags."""

    @property
    def small_print(self) -> str:
        """The line below the note."""
        return "  ".join((*([self.hint] if self.hint else ()), *(f"#{tag}" for tag in self.tags)))


@dataclass(frozen=True, slots=True)
class _PlacedNote:
    note: MarginNote
    rect: QRectF
    """In the coordinates of the document, its left edge 0."""


class Margin(QWidget):
    """A transparent strip over the page, at the right of the column; it scrolls with the text."""

    clicked = Signal(str)
    """The id of the annotation whose note was clicked."""

    def __init__(self, parent: QWidget, line_top: Callable[[int], float]) -> None:
        super().__init__(parent)
        self._line_top = line_top
        self._theme: Theme | None = None
        self._notes: tuple[MarginNote, ...] = ()
        self._placed: list[_PlacedNote] | None = None
        self._scroll = 0
        self._current: AnnotationId | None = None
        self._hidden: AnnotationId | None = None
        self._font = fonts.font(fonts.INTERFACE, size=_SIZE)
        self._tag_font = fonts.font(fonts.INTERFACE, size=12, weight=QFont.Weight.Medium)
        self.setAccessibleName(_("Notes in the margin"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_notes(self, notes: tuple[MarginNote, ...], theme: Theme) -> None:
        """Show these, which come in the order of the text."""
        self._notes = notes
        self._theme = theme
        self.setAccessibleDescription("\n".join(note.text for note in notes))
        self.place()

    def place(self) -> None:
        """The text was laid out anew: every note is to be placed again."""
        self._placed = None
        self._follow()

    def scroll_to(self, value: int) -> None:
        """The text was scrolled to ``value`` pixels."""
        self._scroll = value
        self._follow()

    def set_current(self, annotation: AnnotationId | None, *, edited: bool = False) -> None:
        """Set one note off from the others; while it is ``edited`` it is not drawn here."""
        self._current = annotation
        self._hidden = annotation if edited else None
        self.update()

    def note_rect(self, annotation: AnnotationId) -> QRect | None:
        """Where a note is drawn, in the coordinates of this widget; None where it has none."""
        for placed in self._all_placed():
            if placed.note.annotation == annotation:
                return placed.rect.translated(0, -self._scroll).toRect()
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the notes that are in sight."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self._scroll)
        for placed in self._visible():
            if placed.note.annotation != self._hidden:
                self._draw(painter, placed, self._theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A note that is clicked opens; beside the notes the click goes to the page."""
        note = self._note_at(event.position().toPoint())
        if note is None:
            event.ignore()
        else:
            self.clicked.emit(note.annotation)

    def resizeEvent(self, _event: object) -> None:
        """Another width breaks the lines elsewhere."""
        self.place()

    def _follow(self) -> None:
        # Only where notes are does the strip take the mouse from the page.
        region = [placed.rect.translated(0, -self._scroll).toRect() for placed in self._visible()]
        self.setVisible(bool(region) and self.width() > 0)
        if region:
            mask = _united(region)
            self.setMask(mask)
        self.update()

    def _visible(self) -> list[_PlacedNote]:
        top, bottom = self._scroll, self._scroll + self.height()
        return [
            placed
            for placed in self._all_placed()
            if placed.rect.bottom() > top and placed.rect.top() < bottom
        ]

    def _all_placed(self) -> list[_PlacedNote]:
        """All notes down to the first below the window: no more of the text is laid out for them."""
        if self._placed is not None:
            return self._placed
        placed: list[_PlacedNote] = []
        free_from = 0.0
        for note in self._notes if self.width() > 0 else ():
            top = max(self._line_top(note.position), free_from)
            rect = QRectF(0, top, self.width(), self._height(note))
            free_from = rect.bottom() + _BETWEEN
            placed.append(_PlacedNote(note, rect))
        self._placed = placed
        return placed

    def _height(self, note: MarginNote) -> float:
        text = self._text_height(note.text) if note.text else 0.0
        tags = QFontMetricsF(self._tag_font).height() + 3 if note.small_print else 0.0
        return 2 * _PADDING + max(18.0, text + tags)

    def _text_height(self, text: str) -> float:
        metrics = QFontMetricsF(self._font)
        room = QRectF(0, 0, self._text_width(), 1e5)
        return min(metrics.boundingRect(room, _WRAPPED, text).height(), _MOST_LINES * metrics.lineSpacing())

    def _text_width(self) -> float:
        return max(60, self.width() - _TEXT_LEFT - _TEXT_RIGHT)

    def _note_at(self, point: QPoint) -> MarginNote | None:
        for placed in self._visible():
            if placed.rect.translated(0, -self._scroll).contains(point):
                return placed.note
        return None

    def _draw(self, painter: QPainter, placed: _PlacedNote, theme: Theme) -> None:
        note, rect = placed.note, placed.rect
        current = note.annotation == self._current
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(note.accent))
        painter.drawRoundedRect(QRectF(0, rect.top() + 3, 3, rect.height() - 6), 1.5, 1.5)
        painter.setPen(QColor(theme.page.ink if current else theme.page.muted))
        painter.setFont(self._font)
        height = self._text_height(note.text) if note.text else 0.0
        inner = QRectF(_TEXT_LEFT, rect.top() + _PADDING, self._text_width(), height)
        painter.save()
        painter.setClipRect(inner.adjusted(-2, -2, 2, 2), Qt.ClipOperation.IntersectClip)
        painter.drawText(
            QRectF(inner.topLeft(), QRectF(0, 0, inner.width(), 1e5).size()), _WRAPPED, note.text
        )
        painter.restore()
        if note.small_print:
            painter.setFont(self._tag_font)
            painter.setPen(QColor(theme.page.muted))
            line = QRectF(_TEXT_LEFT, inner.bottom() + (3 if note.text else 0), self._text_width(), 18)
            words = QFontMetricsF(self._tag_font).elidedText(
                note.small_print, Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, words)


def _united(rects: list[QRect]) -> QRect:
    whole = QRect()
    for rect in rects:
        whole = whole.united(rect)
    return whole
