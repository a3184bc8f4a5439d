"""How a highlight looks in the list: its colour, its words, the note, the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from postil.gui import dates, fonts
from postil.gui.annotations.model import ANNOTATION_ROLE, PAGE_ROLE
from postil.gui.icons import pixmap
from postil.gui.widgets.lines import Lines, draw_line
from postil.model.annotation import AnchorState
from postil.translation import _, marked

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from postil.gui.appearance import Appearance
    from postil.model.annotation import Annotation
    from postil.model.page import Page

Index = QModelIndex | QPersistentModelIndex
_QUOTE_LINE, _NOTE_LINE, _META = 22.0, 18.0, 18.0
_IMAGE = "\ufffc"  # what stands for an image in the canonical text
_STATES = {
    AnchorState.NOT_FOUND: marked("not found in the text"),
    AnchorState.MOVED: marked("moved: please check"),
}
_SIDES, _ABOVE, _GAP, _BAR = 20, 10, 5, 14


@dataclass(frozen=True, slots=True)
class _Parts:
    quote: Lines
    note: Lines | None

    @property
    def height(self) -> float:
        note = self.note.height + _GAP if self.note is not None else 0
        return self.quote.height + note + _GAP + _META


class HighlightDelegate(QStyledItemDelegate):
    """Draws a highlight as high as its words need, within limits."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._quote = fonts.font(fonts.READING, size=15)
        self._body = fonts.font(fonts.INTERFACE, size=13)
        self._meta = fonts.font(fonts.INTERFACE, size=12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as quote, note and page need."""
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        parts = self._parts(annotation, option)
        return QSize(0, round(parts.height) + 2 * _ABOVE + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        annotation: Annotation = index.data(ANNOTATION_ROLE)
        page: Page = index.data(PAGE_ROLE)
        theme = self._appearance.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.window.selected if current else theme.window.hover))
            painter.drawRoundedRect(box, 8, 8)
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.window.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        parts = self._parts(annotation, option)
        left, top = option.rect.left() + _SIDES + _BAR, box.top() + _ABOVE
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.highlight(annotation.color).accent))
        painter.drawRoundedRect(QRectF(left - _BAR, top + 3, 3, parts.quote.height - 6), 1.5, 1.5)
        parts.quote.draw(painter, left, top, theme.window.ink)
        top += parts.quote.height + _GAP
        if parts.note is not None:
            sign = QRectF(left - 1, top + 2, 14, 14).toRect()
            painter.drawPixmap(sign, pixmap("note", theme.window.accent, 14))
            parts.note.draw(painter, left + 20, top, theme.window.ink)
            top += parts.note.height + _GAP
        self._draw_source(painter, QRectF(left, top, box.right() - 12 - left, _META), annotation, page)
        painter.restore()

    def _parts(self, annotation: Annotation, option: QStyleOptionViewItem) -> _Parts:
        # Room for the scroll bar is always left, so that its coming and going moves no word.
        assert isinstance(option.widget, QListView)
        width = option.widget.width() - option.widget.verticalScrollBar().sizeHint().width()
        room = max(80, width - 2 * _SIDES - _BAR)
        quote = Lines(
            annotation.selectors.quote.exact.replace(_IMAGE, _("[image]")),
            self._quote,
            width=room,
            most=4,
            line_height=_QUOTE_LINE,
        )
        note = None
        if annotation.note:
            note = Lines(annotation.note, self._body, width=room - 20, most=3, line_height=_NOTE_LINE)
        return _Parts(quote, note)

    def _draw_source(self, painter: QPainter, place: QRectF, annotation: Annotation, page: Page) -> None:
        painter.setFont(self._meta)
        today = datetime.now().astimezone().date()
        when = dates.short_date(annotation.created.astimezone().date(), today)
        painter.setPen(QColor(self._appearance.theme.window.muted))
        if annotation.state in _STATES:
            painter.setPen(QColor(self._appearance.theme.window.danger))
            when = _(_STATES[annotation.state])
        tags = "".join(f"  #{tag}" for tag in annotation.tags)
        tail = f" · {when}{tags}"
        room = max(40.0, place.width() - painter.fontMetrics().horizontalAdvance(tail))
        taken = draw_line(painter, QRectF(place.left(), place.top(), room, place.height()), page.title)
        draw_line(painter, place.adjusted(taken, 0, 0, 0), tail)
