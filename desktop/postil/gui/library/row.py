"""How a page looks in the list: title, the first words, where from, when, how long, how far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from postil.app.trash import days_left
from postil.gui import fonts, words
from postil.gui.icons import pixmap
from postil.gui.library.model import PAGE_ROLE
from postil.gui.widgets.lines import Lines, draw_line
from postil.gui.widgets.mirroring import draw_sign, mirror
from postil.gui.widgets.pictures import Pictures

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from postil.gui.appearance import Appearance
    from postil.gui.theme import WindowColors
    from postil.model.page import Page

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 86
_MARGIN, _PADDING, _RADIUS = 8, 12, 8
_TITLE_LINE, _META_HEIGHT = 19.0, 16.0
_SIGN = 14
_SHOWN_STATES = (
    QStyle.StateFlag.State_Selected
    | QStyle.StateFlag.State_MouseOver
    | QStyle.StateFlag.State_HasFocus
    | QStyle.StateFlag.State_Active
)


@dataclass(frozen=True, slots=True)
class _Fonts:
    title: QFont
    body: QFont
    meta: QFont


class PageDelegate(QStyledItemDelegate):
    """Draws the rows of the list of pages, all of one height."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._pictures = Pictures()
        self.picking = False
        """Whether pages are being picked one by one, so that each shows whether it is."""
        self.trash_days = 30
        """How long a page rests in the trash: 0 is for ever."""
        self._fonts = _Fonts(
            title=fonts.font(fonts.INTERFACE, size=14, weight=QFont.Weight.DemiBold),
            body=fonts.font(fonts.INTERFACE, size=13),
            meta=fonts.font(fonts.INTERFACE, size=12),
        )

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the next."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        page: Page | None = index.data(PAGE_ROLE)
        if page is None:
            return
        theme = self._appearance.theme
        state = option.state & _SHOWN_STATES
        today = datetime.now().astimezone().date()
        self._pictures.draw(
            painter,
            option.rect,
            shows=(page, state, self.picking, theme.name, today, self.trash_days, option.direction),
            ground=theme.window.panel,
            paint=lambda brush, place: self._draw(brush, place, page, state, option.direction),
        )

    def _draw(
        self,
        painter: QPainter,
        place: QRectF,
        page: Page,
        state: QStyle.StateFlag,
        direction: Qt.LayoutDirection,
    ) -> None:
        mirror(painter, place, direction)
        colors = self._appearance.theme.window
        box = place.adjusted(_MARGIN, 1, -_MARGIN, -1)
        _draw_ground(painter, box, state, colors)
        inner = box.adjusted(_PADDING, 10, -_PADDING, -9)
        if self.picking:
            _draw_pick(painter, inner, colors, picked=bool(state & QStyle.StateFlag.State_Selected))
            inner.setLeft(inner.left() + 28)
        self._draw_words(painter, inner, page, colors)
        self._draw_meta(painter, inner, page, colors)
        if page.progress > 0:
            _draw_progress(painter, box, page.progress, colors)

    def _draw_words(self, painter: QPainter, inner: QRectF, page: Page, colors: WindowColors) -> None:
        title = Lines(page.title, self._fonts.title, width=inner.width(), most=2, line_height=_TITLE_LINE)
        title.draw(painter, inner.left(), inner.top(), colors.ink)
        about = page.excerpt or (page.address if page.waiting else "")
        if title.count < 2 and about:
            painter.setFont(self._fonts.body)
            painter.setPen(QColor(colors.muted))
            place = QRectF(inner.left(), inner.top() + title.height + 1, inner.width(), _TITLE_LINE)
            draw_line(painter, place, " ".join(about[:400].split()))

    def _draw_meta(self, painter: QPainter, inner: QRectF, page: Page, colors: WindowColors) -> None:
        place = QRectF(inner.left(), inner.bottom() - _META_HEIGHT, inner.width(), _META_HEIGHT)
        painter.setFont(self._fonts.meta)
        painter.setPen(QColor(colors.muted))
        if page.trashed is not None and self.trash_days:
            left = words.days_left(days_left(page.trashed, self.trash_days) or 0)
            place.setRight(place.right() - draw_line(painter, place, left, right=True) - 8)
        if page.waiting:
            _place_sign(painter, place, "link", colors.muted)
        if page.starred:
            _place_sign(painter, place, "star-filled", colors.accent)
        if page.highlights:
            taken = draw_line(painter, place, str(page.highlights), right=True)
            place.setRight(place.right() - taken - 3)
            _place_sign(painter, place, "highlights", colors.muted)
        if page.alike and page.trashed is None:
            taken = draw_line(painter, place, str(page.alike), right=True)
            place.setRight(place.right() - taken - 3)
            _place_sign(painter, place, "copy", colors.muted)
        today = datetime.now().astimezone().date()
        tail = " · ".join(
            part
            for part in (
                words.page_date(page, today),
                words.reading_time(page.words, self._appearance.reading_speed),
            )
            if part
        )
        site = words.source(page)
        room = place.width() - QFontMetricsF(self._fonts.meta).horizontalAdvance(" · " + tail) - 8
        taken = draw_line(painter, QRectF(place.left(), place.top(), max(24.0, room), place.height()), site)
        place.setLeft(place.left() + taken)
        if site and tail:  # by itself: it stands between them in both directions of layout
            place.setLeft(place.left() + draw_line(painter, place, " · "))
        draw_line(painter, place, tail)


def _draw_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag, colors: WindowColors) -> None:
    selected = state & QStyle.StateFlag.State_Selected
    hovered = state & QStyle.StateFlag.State_MouseOver
    painter.setPen(Qt.PenStyle.NoPen)
    if selected or hovered:
        painter.setBrush(QColor(colors.selected if selected else colors.hover))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colors.focus), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)


def _draw_pick(painter: QPainter, inner: QRectF, colors: WindowColors, *, picked: bool) -> None:
    circle = QRectF(inner.left(), inner.top() + 1, 18, 18)
    painter.setPen(QPen(QColor(colors.accent if picked else colors.muted), 1.5))
    painter.setBrush(QColor(colors.accent) if picked else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
    if picked:
        draw_sign(painter, circle.adjusted(3, 3, -3, -3), pixmap("check", colors.accent_ink, 12))


def _place_sign(painter: QPainter, place: QRectF, name: str, color: str) -> None:
    """Draw a sign at the right of ``place`` and take its room away."""
    top = place.center().y() - _SIGN / 2
    draw_sign(painter, QRectF(place.right() - _SIGN, top, _SIGN, _SIGN), pixmap(name, color, _SIGN))
    place.setRight(place.right() - _SIGN - 8)


def _draw_progress(painter: QPainter, box: QRectF, progress: float, colors: WindowColors) -> None:
    line = QRectF(box.left() + _PADDING, box.bottom() - 4, box.width() - 2 * _PADDING, 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.rule))
    painter.drawRoundedRect(line, 1, 1)
    line.setWidth(max(2.0, line.width() * min(1.0, progress)))
    painter.setBrush(QColor(colors.accent))
    painter.drawRoundedRect(line, 1, 1)
