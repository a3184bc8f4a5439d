"""How the rows of the results look: title, two lines around the words, where from and when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from postil.gui import fonts, words
from postil.gui.icons import pixmap
from postil.gui.search.results import ROW_ROLE, copies_in_words, divider_words, more_in_words
from postil.gui.search.rows import CopyRow, DividerRow, HitRow
from postil.gui.widgets.lines import Lines, Marks, draw_line
from postil.gui.widgets.mirroring import draw_sign, mirror

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from postil.app.finding import Hit
    from postil.gui.appearance import Appearance
    from postil.gui.search.rows import Row
    from postil.model.page import Page

Index = QModelIndex | QPersistentModelIndex
_HIT, _COPY, _DIVIDER = 92, 46, 38
_LINE, _META = 18.0, 16.0
_SIGN = 14
_FOLD_WIDTH = 120


class ResultDelegate(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._title = fonts.font(fonts.INTERFACE, size=13, weight=QFont.Weight.DemiBold)
        self._body = fonts.font(fonts.INTERFACE, size=13)
        self._meta = fonts.font(fonts.INTERFACE, size=12)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """All hits are of one height."""
        match index.data(ROW_ROLE):
            case CopyRow():
                return QSize(0, _COPY)
            case DividerRow():
                return QSize(0, _DIVIDER)
            case _:
                return QSize(0, _HIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        match row:
            case DividerRow():
                self._draw_divider(painter, box, divider_words(row))
            case CopyRow():
                self._draw_ground(painter, box.adjusted(16, 0, 0, 0), option.state)
                self._draw_copy(painter, box.adjusted(28, 5, -12, -5), row.page)
            case HitRow():
                box = box.adjusted(16 if row.further else 0, 0, 0, 0)
                self._draw_ground(painter, box, option.state)
                self._draw_hit(painter, box.adjusted(12, 9, -12, -9), row)
        painter.restore()

    def folds_at(self, row: Row, place: QRect, point: QPointF, direction: Qt.LayoutDirection) -> bool:
        """Whether a click there is on the number of what is folded under a hit."""
        if not isinstance(row, HitRow) or not row.folds or point.y() < place.bottom() - 28:
            return False
        if direction is Qt.LayoutDirection.RightToLeft:
            return point.x() < place.left() + _FOLD_WIDTH
        return point.x() > place.right() - _FOLD_WIDTH

    def _draw_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        colors = self._appearance.theme.window
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(Qt.PenStyle.NoPen)
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colors.selected if current else colors.hover))
            painter.drawRoundedRect(box, 8, 8)
        if current and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)

    def _draw_hit(self, painter: QPainter, inner: QRectF, row: HitRow) -> None:
        theme, hit = self._appearance.theme, row.hit
        if hit.annotation is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.highlight(hit.annotation.color).accent))
            painter.drawRoundedRect(QRectF(inner.left(), inner.top() + 2, 3, inner.height() - 4), 1.5, 1.5)
            inner.setLeft(inner.left() + 13)
        heading = QRectF(inner.left(), inner.top(), inner.width(), _LINE)
        if hit.annotation is not None:
            sign = "note" if hit.annotation.note else "highlights"
            place = QRectF(heading.right() - _SIGN, heading.top() + 2, _SIGN, _SIGN)
            draw_sign(painter, place, pixmap(sign, theme.window.muted, _SIGN))
            heading.setRight(heading.right() - 20)
        painter.setFont(self._title)
        painter.setPen(QColor(theme.window.ink))
        draw_line(painter, heading, hit.page.title)
        snippet = Lines(
            hit.snippet.text,
            self._body,
            width=inner.width(),
            most=2,
            line_height=_LINE,
            marks=Marks(hit.snippet.marks, theme.page.find),
        )
        snippet.draw(painter, inner.left(), inner.top() + _LINE + 1, theme.window.ink)
        self._draw_meta(
            painter, QRectF(inner.left(), inner.bottom() - _META + 1, inner.width(), _META), hit, row
        )

    def _draw_meta(self, painter: QPainter, place: QRectF, hit: Hit, row: HitRow) -> None:
        colors = self._appearance.theme.window
        painter.setFont(self._meta)
        painter.setPen(QColor(colors.muted))
        if row.folds:
            sign = QRectF(place.right() - _SIGN, place.top() + 1, _SIGN, _SIGN)
            if row.unfolded:
                draw_sign(painter, sign, pixmap("chevron-down", colors.muted, _SIGN))
            else:  # it points inwards, so it is seen in the mirror, too
                painter.drawPixmap(sign.toRect(), pixmap("chevron-right", colors.muted, _SIGN))
            place.setRight(sign.left() - 3)
        for told in (copies_in_words(hit), more_in_words(hit)):
            if told:
                place.setRight(place.right() - draw_line(painter, place, told, right=True) - 10)
        self._draw_source(painter, place, hit.page)

    def _draw_source(self, painter: QPainter, place: QRectF, page: Page) -> None:
        """Where a page is from, cut where there is no room, and its date."""
        site = words.source(page)
        day = words.page_date(page, datetime.now().astimezone().date())
        room = place.width() - QFontMetricsF(self._meta).horizontalAdvance(f" · {day}") - 8
        if room < _LEAST_SITE:
            draw_line(painter, place, site or day)
            return
        taken = draw_line(painter, QRectF(place.left(), place.top(), room, place.height()), site)
        place.setLeft(place.left() + taken)
        if site and day:  # by itself: it stands between them in both directions of layout
            place.setLeft(place.left() + draw_line(painter, place, " · "))
        draw_line(painter, place, day)

    def _draw_copy(self, painter: QPainter, inner: QRectF, page: Page) -> None:
        colors = self._appearance.theme.window
        painter.setFont(self._body)
        painter.setPen(QColor(colors.ink))
        draw_line(painter, QRectF(inner.left(), inner.top(), inner.width(), _LINE), page.title)
        painter.setFont(self._meta)
        painter.setPen(QColor(colors.muted))
        self._draw_source(
            painter, QRectF(inner.left(), inner.bottom() - _META + 1, inner.width(), _META), page
        )

    def _draw_divider(self, painter: QPainter, box: QRectF, told: str) -> None:
        colors = self._appearance.theme.window
        painter.setFont(self._meta)
        painter.setPen(QColor(colors.muted))
        inner = box.adjusted(12, 8, -12, 0)
        taken = draw_line(painter, inner, told)
        painter.setPen(QPen(QColor(colors.rule), 1))
        start = inner.left() + taken + 10
        if start < inner.right():
            painter.drawLine(QPointF(start, inner.center().y()), QPointF(inner.right(), inner.center().y()))


_LEAST_SITE = 48
