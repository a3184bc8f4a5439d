"""What a search found, as a list: pages, highlights and notes, each with two lines around its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from postil.gui import fonts, words
from postil.gui.icons import pixmap
from postil.gui.widgets.lines import Lines, Marks, draw_line
from postil.gui.widgets.mirroring import draw_sign, mirror
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.finding import Hit
    from postil.gui.appearance import Appearance

HIT_ROLE = Qt.ItemDataRole.UserRole
"""The ``Hit`` of a row."""

Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT, _LINE = 92, 18.0


class ResultsModel(QAbstractListModel):
    """The hits of the last search, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        """List these hits instead."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All hits of the list."""
        return self._hits

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many hits there are."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The hit itself, and its words for assistive technology."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.page.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kind_of(hit)}: {hit.page.title}. {hit.snippet.text}"
        return None


def kind_of(hit: Hit) -> str:
    """Where the words stand: ``Page``, ``Highlight`` or ``Note``."""
    if hit.annotation is None:
        return _("Page")
    return _("Note") if hit.annotation.note else _("Highlight")


class ResultDelegate(QStyledItemDelegate):
    """Draws a hit."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._title = fonts.font(fonts.INTERFACE, size=13, weight=QFont.Weight.DemiBold)
        self._body = fonts.font(fonts.INTERFACE, size=13)
        self._meta = fonts.font(fonts.INTERFACE, size=12)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the next."""
        return QSize(0, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        hit: Hit = index.data(HIT_ROLE)
        theme = self._appearance.theme
        colors = theme.window
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colors.selected if current else colors.hover))
            painter.drawRoundedRect(box, 8, 8)
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        inner = box.adjusted(12, 9, -12, -9)
        if hit.annotation is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.highlight(hit.annotation.color).accent))
            painter.drawRoundedRect(QRectF(inner.left(), inner.top() + 2, 3, inner.height() - 4), 1.5, 1.5)
            inner.setLeft(inner.left() + 13)
        self._draw_words(painter, inner, hit)
        painter.restore()

    def _draw_words(self, painter: QPainter, inner: QRectF, hit: Hit) -> None:
        colors, page = self._appearance.theme.window, self._appearance.theme.page
        heading = QRectF(inner.left(), inner.top(), inner.width(), _LINE)
        if hit.annotation is not None:
            sign = "note" if hit.annotation.note else "highlights"
            place = QRectF(heading.right() - 14, heading.top() + 2, 14, 14)
            draw_sign(painter, place, pixmap(sign, colors.muted, 14))
            heading.setRight(heading.right() - 20)
        painter.setFont(self._title)
        painter.setPen(QColor(colors.ink))
        draw_line(painter, heading, hit.page.title)
        snippet = Lines(
            hit.snippet.text,
            self._body,
            width=inner.width(),
            most=2,
            line_height=_LINE,
            marks=Marks(hit.snippet.marks, page.find),
        )
        snippet.draw(painter, inner.left(), inner.top() + _LINE + 1, colors.ink)
        painter.setFont(self._meta)
        painter.setPen(QColor(colors.muted))
        draw_line(
            painter, QRectF(inner.left(), inner.bottom() - 15, inner.width(), 16), words.source(hit.page)
        )
