"""Notes in the margin, each beside its highlight, none over another; the one that is current is whole."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from postil.dom.note_text import note_tags
from postil.gui import fonts
from postil.gui.reader.margin_places import tops
from postil.gui.reader.note_text import SIZE, note_document, text_height
from postil.model.ids import AnnotationId
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QTextDocument

    from postil.gui.theme import Theme

WIDEST = 236
NARROWEST = 172
"""What the margin takes beside the column, at most and at least; pixels."""
PAGE = AnnotationId("page")
"""Stands for the page itself where its note is among those of highlights."""
_TEXT_LEFT = 14
_TEXT_RIGHT = 14
_PADDING = 5
_BETWEEN = 12
_FOLDED_LINES = 8
"""A longer note is folded to this, with a word below it that opens it."""
_SMALL = 12
_AHEAD = 400
"""How far below the window notes are placed already; pixels."""
_FAR = 20_000
"""Pixels between the last note that was laid out and the window, beyond which it begins anew."""
_LOOK_BACK = 20
"""Notes above the window that are laid out with those in it: they may reach down to it."""
_MOST_DOCUMENTS = 1000
_SPOKEN = 200
"""Notes that the description for screen readers has."""


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A note as it is shown."""

    annotation: AnnotationId
    position: int
    """Of its highlight, in the document."""
    text: str
    """Markdown."""
    tags: tuple[str, ...]
    accent: str
    hint: str = ""
    """What the person should know of it, before its tags."""
    meaning: str = ""
    """What its colour means to the person."""

    @property
    def small_print(self) -> str:
        """The line below the note: the hint, what its colour means, the tags that are not in its text."""
        written = {tag.casefold() for tag in note_tags(self.text)}
        tags = (f"#{tag}" for tag in self.tags if tag.casefold() not in written)
        return "  ".join((*(part for part in (self.hint, self.meaning) if part), *tags))


@dataclass(slots=True)
class _Laid:
    """A note with its words laid out."""

    note: MarginNote
    document: QTextDocument | None
    wanted: float
    """Where its text stands, in the coordinates of the document."""
    whole: float
    """How high all of its words are."""
    small_print: str
    folded: bool = False
    height: float = 0.0
    top: float = 0.0

    @property
    def rect(self) -> QRectF:
        return QRectF(0, self.top, 1, self.height)


@dataclass(slots=True)
class _Showing:
    """What is told apart: the current note, and the one that is written in."""

    current: AnnotationId | None = None
    edited: AnnotationId | None = None
    edited_height: float = 0.0
    unfolded: set[AnnotationId] = field(default_factory=set)
    held: tuple[AnnotationId, float] | None = None
    """A note that was clicked, and its top then: it does not move away from the mouse."""


class Margin(QWidget):
    """A transparent strip over the page, at the right of the column; it scrolls with the text."""

    clicked = Signal(str)
    """The id of the annotation whose note was clicked, or PAGE."""
    link_activated = Signal(str)
    """The address of a link in a note that was clicked."""

    def __init__(
        self, parent: QWidget, line_top: Callable[[int], float], first_position: Callable[[], int]
    ) -> None:
        """``line_top`` says where a position is, ``first_position`` which one is the first in sight."""
        super().__init__(parent)
        self._line_top = line_top
        self._first_position = first_position
        self._theme: Theme | None = None
        self._notes: tuple[MarginNote, ...] = ()
        self._positions: tuple[int, ...] = ()
        self._first = 0
        """The number of the first note that is laid out."""
        self._laid: list[_Laid] = []
        """The notes from some above the window to some below it: of thousands no more are laid out."""
        self._documents: dict[tuple[str, str], QTextDocument] = {}
        self._scroll = 0
        self._showing = _Showing()
        self._small_font = fonts.font(fonts.INTERFACE, size=_SMALL, weight=QFont.Weight.Medium)
        self._line = QFontMetricsF(fonts.font(fonts.INTERFACE, size=SIZE)).lineSpacing()
        self.setAccessibleName(_("Notes in the margin"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # What is shown.

    def set_notes(self, notes: tuple[MarginNote, ...], theme: Theme) -> None:
        """Show these, which come in the order of the text."""
        if theme is not self._theme:
            self._documents.clear()
        self._notes = notes
        self._positions = tuple(note.position for note in notes)
        self._theme = theme
        self.setAccessibleDescription("\n".join(note.text for note in notes[:_SPOKEN]))
        self.place()

    def place(self) -> None:
        """The text was laid out anew: every note is to be placed again."""
        self._laid.clear()
        self._follow()

    def scroll_to(self, value: int) -> None:
        """The text was scrolled to ``value`` pixels."""
        self._scroll = value
        seen = self._visible()
        if seen and abs(self._line_top(seen[-1].note.position) - seen[-1].wanted) > 0.5:
            self._laid.clear()  # images came, or something was folded: the text has moved
        elif self._first and self._laid and self._laid[0].top > value - self.height():
            self._laid.clear()  # scrolled up to where nothing was laid out
        elif self._laid and self._laid[-1].top < value - _FAR:
            self._laid.clear()  # jumped far ahead: what is between is not needed
        self._follow()

    def set_current(self, annotation: AnnotationId | None, *, edited: bool = False) -> None:
        """Set one note off from the others; while it is ``edited`` it is not drawn here."""
        held = self._showing.held
        held = held if held is not None and held[0] == annotation else None
        now = _Showing(annotation, annotation if edited else None, 0.0, self._showing.unfolded, held)
        before = self._showing
        if (now.current, now.edited) != (before.current, before.edited):
            self._showing = now
            self._lay_out_again({now.current, now.edited, before.current, before.edited})

    def make_room(self, height: float) -> None:
        """The note that is written in is so high: those below it give way."""
        if self._showing.edited is not None and height != self._showing.edited_height:
            self._showing.edited_height = height
            self._lay_out_again({self._showing.edited})

    def note_rect(self, annotation: AnnotationId) -> QRect | None:
        """Where a note is drawn, in the coordinates of this widget; None where it has none."""
        if all(note.annotation != annotation for note in self._notes):
            return None
        self._lay_out()
        for laid in self._laid:
            if laid.note.annotation == annotation:
                return self._rect(laid).toRect()
        return None

    # Qt's own.

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the notes that are in sight."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for laid in self._visible():
            if laid.note.annotation != self._showing.edited:
                self._draw(painter, laid, self._theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A note that is clicked opens, its links are followed; a click beside notes goes to the page."""
        place = event.position()
        laid = next((laid for laid in self._visible() if self._rect(laid).contains(place)), None)
        if laid is None:
            event.ignore()
            return
        inside = place - self._text_corner(laid)
        if laid.folded and inside.y() > self._shown_height(laid):
            self._showing.unfolded.add(laid.note.annotation)
            self._lay_out_again({laid.note.annotation})
            return
        link = laid.document.documentLayout().anchorAt(inside) if laid.document is not None else ""
        if link:
            self.link_activated.emit(link)
        else:
            self._showing.held = (laid.note.annotation, laid.top)
            self.clicked.emit(laid.note.annotation)

    def resizeEvent(self, _event: object) -> None:
        """Another width breaks the lines elsewhere."""
        self._documents.clear()
        self.place()

    # Parts.

    def _follow(self) -> None:
        # Only where notes are does the strip take the mouse from the page.
        self._lay_out()
        region = QRegion()
        for laid in self._visible():
            region = region.united(self._rect(laid).toAlignedRect().adjusted(-1, -2, 1, 2))
        self.setVisible(not region.isEmpty() and self.width() > 0)
        if not region.isEmpty():
            self.setMask(region)
        self.update()

    def _visible(self) -> list[_Laid]:
        top, bottom = self._scroll, self._scroll + self.height()
        return [laid for laid in self._laid if laid.rect.bottom() > top and laid.top < bottom]

    def _rect(self, laid: _Laid) -> QRectF:
        return QRectF(0, laid.top - self._scroll, self.width(), laid.height)

    def _lay_out(self) -> None:
        """Lay out notes from some above the window to a little below it."""
        if self.width() <= 0 or self._theme is None:
            self._laid.clear()
            return
        if not self._laid:
            seen = bisect_left(self._positions, self._first_position())
            self._first = max(0, seen - _LOOK_BACK)
        goal = self._scroll + self.height() + _AHEAD
        before = len(self._laid)
        reached = self._laid[-1].rect.bottom() if self._laid else -1.0
        for note in self._notes[self._first + before :]:
            if reached >= goal:
                break
            laid = self._made(note, self._theme)
            reached = max(laid.wanted, reached) + laid.height + _BETWEEN
            self._laid.append(laid)
        if len(self._laid) != before:
            self._set_tops()

    def _lay_out_again(self, changed: set[AnnotationId | None]) -> None:
        """These notes are shown in another way now; the others only give way."""
        if self._theme is None:
            return
        self._laid = [
            self._made(laid.note, self._theme) if laid.note.annotation in changed else laid
            for laid in self._laid
        ]
        if self._laid:
            self._set_tops()
        self._follow()

    def _set_tops(self) -> None:
        current = next(
            (
                number
                for number, laid in enumerate(self._laid)
                if laid.note.annotation == self._showing.current
            ),
            None,
        )
        wanted = [laid.wanted for laid in self._laid]
        if current is not None and self._showing.held is not None:
            wanted[current] = self._showing.held[1]
        placed = tops(
            wanted,
            [laid.height for laid in self._laid],
            between=_BETWEEN,
            fixed=current,
        )
        for laid, top in zip(self._laid, placed, strict=True):
            laid.top = top

    def _made(self, note: MarginNote, theme: Theme) -> _Laid:
        document = self._document(note, theme) if note.text else None
        whole = text_height(document) if document is not None else 0.0
        open_ = note.annotation == self._showing.current or note.annotation in self._showing.unfolded
        laid = _Laid(note, document, self._line_top(note.position), whole, note.small_print)
        laid.folded = not open_ and whole > (_FOLDED_LINES + 2) * self._line
        if note.annotation == self._showing.edited and self._showing.edited_height:
            laid.height = self._showing.edited_height
        else:
            small = self._small_height() if laid.small_print else 0.0
            more = self._small_height() if laid.folded else 0.0
            laid.height = 2 * _PADDING + max(18.0, self._shown_height(laid) + more + small)
        return laid

    def _document(self, note: MarginNote, theme: Theme) -> QTextDocument:
        current = note.annotation == self._showing.current
        ink = theme.page.ink if current else theme.page.muted
        made = self._documents.get((note.text, ink))
        if made is None:
            if len(self._documents) >= _MOST_DOCUMENTS:
                self._documents.clear()
            made = note_document(note.text, theme, ink=ink, width=self._text_width())
            self._documents[note.text, ink] = made
        return made

    def _shown_height(self, laid: _Laid) -> float:
        return _FOLDED_LINES * self._line if laid.folded else laid.whole

    def _small_height(self) -> float:
        return QFontMetricsF(self._small_font).height() + 3

    def _text_width(self) -> float:
        return max(60, self.width() - _TEXT_LEFT - _TEXT_RIGHT)

    def _text_corner(self, laid: _Laid) -> QPointF:
        return self._rect(laid).topLeft() + QPointF(_TEXT_LEFT, _PADDING)

    def _draw(self, painter: QPainter, laid: _Laid, theme: Theme) -> None:
        note, rect, corner = laid.note, self._rect(laid), self._text_corner(laid)
        current = note.annotation == self._showing.current
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(note.accent))
        width = 4 if current else 3
        painter.drawRoundedRect(QRectF(0, rect.top() + 3, width, rect.height() - 6), 1.5, 1.5)
        height = self._shown_height(laid)
        if laid.document is not None:
            painter.save()
            painter.translate(corner)
            laid.document.drawContents(painter, QRectF(0, 0, self._text_width() + 2, height + 1))
            painter.restore()
        foot = corner.y() + height
        if laid.folded:
            foot = self._draw_small(painter, corner.x(), foot, _("more …"), theme.page.link)
        if laid.small_print:
            self._draw_small(painter, corner.x(), foot, laid.small_print, theme.page.muted)

    def _draw_small(self, painter: QPainter, left: float, top: float, words: str, ink: str) -> float:
        """A line of small print; where it ends below."""
        painter.setFont(self._small_font)
        painter.setPen(QColor(ink))
        line = QRectF(left, top + 3, self._text_width(), self._small_height())
        cut = QFontMetricsF(self._small_font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, cut)
        return line.bottom() - 3


def note_place(margin: Margin, annotation: AnnotationId) -> QPoint | None:
    """Where a note stands in the margin's parent; None where it is not in the margin."""
    rect = margin.note_rect(annotation)
    return None if rect is None else rect.topLeft() + margin.pos()
