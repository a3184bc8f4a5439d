"""The scroll bar of the page: highlights and hits are ticks in it, and its handle fades when it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QScrollBar

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.theme import Theme

_WIDTH = 12
_REST_AFTER = 1500
"""Milliseconds without a move."""
_SHORTEST = 36


class MarkedScrollBar(QScrollBar):
    """A vertical scroll bar with ticks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme: Theme | None = None
        self._ticks: tuple[tuple[float, str], ...] = ()
        self._hits: tuple[float, ...] = ()
        self._marks: QPixmap | None = None
        """Ticks and hits: thousands of them are drawn once, not at every step of scrolling."""
        self._resting = False
        self._timer = QTimer(self, singleShot=True, interval=_REST_AFTER)
        self._timer.timeout.connect(self._rest)
        self.valueChanged.connect(self._wake)
        self.rangeChanged.connect(self._wake)

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        self._theme = theme
        self._draw_anew()

    def set_ticks(self, ticks: tuple[tuple[float, str], ...]) -> None:
        """Draw these: the share of the document above a tick, and its colour as ``#rrggbb``."""
        self._ticks = ticks
        self._draw_anew()

    def set_hits(self, shares: tuple[float, ...]) -> None:
        """Draw a tick over the whole width for each hit: the share of the document above it."""
        if shares != self._hits:
            self._hits = shares
            self._draw_anew()

    def sizeHint(self) -> QSize:
        """As wide as the handle needs."""
        return QSize(_WIDTH, 3 * _SHORTEST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and handle, and over them ticks and hits."""
        if self._theme is None:
            return
        if self._marks is None or self._marks.devicePixelRatioF() != self.devicePixelRatioF():
            self._marks = self._drawn_marks(self._theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.page.ground))
        if self.maximum() > self.minimum():
            handle = QColor(self._theme.window.scroll)
            handle.setAlphaF(0.35 if self._resting else 0.9)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(handle)
            painter.drawRoundedRect(self._handle(), 4, 4)
        painter.drawPixmap(0, 0, self._marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ticks stand elsewhere."""
        self._draw_anew()
        super().resizeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer wakes it."""
        self._wake()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """It rests again after a while."""
        self._timer.start()
        super().leaveEvent(event)

    def _draw_anew(self) -> None:
        self._marks = None
        self.update()

    def _drawn_marks(self, theme: Theme) -> QPixmap:
        marks = QPixmap(self.size() * self.devicePixelRatioF())
        marks.setDevicePixelRatio(self.devicePixelRatioF())
        marks.fill(Qt.GlobalColor.transparent)
        painter = QPainter(marks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.height() - 2
        # Where many fall on one pixel, the last of them is seen.
        for top, color in {round(share * room): color for share, color in self._ticks}.items():
            painter.fillRect(QRectF(3, top, _WIDTH - 6, 2), QColor(color))
        for top in {round(share * (room - 1)) for share in self._hits}:
            painter.fillRect(QRectF(0, top, _WIDTH, 3), QColor(theme.page.find_current))
        painter.end()
        return marks

    def _handle(self) -> QRectF:
        whole = self.maximum() - self.minimum() + self.pageStep()
        height = max(_SHORTEST, self.height() * self.pageStep() / whole)
        share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        return QRectF(2, 2 + share * (self.height() - height), _WIDTH - 4, height - 4)

    def _wake(self) -> None:
        self._resting = False
        self._timer.start()
        self.update()

    def _rest(self) -> None:
        self._resting = not self.underMouse()
        self.update()
