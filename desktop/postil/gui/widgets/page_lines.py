"""A short list of pages: each with a title, a line about it and a figure; headings between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from postil.gui import fonts
from postil.gui.widgets.lines import draw_line
from postil.gui.widgets.mirroring import mirror
from postil.gui.widgets.plain_text import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent

    from postil.gui.appearance import Appearance
    from postil.model.ids import PageId

Index = QModelIndex | QPersistentModelIndex

_LINE = Qt.ItemDataRole.UserRole
_HEADING_HEIGHT, _ROW_HEIGHT = 38, 54


@dataclass(frozen=True, slots=True)
class PageLine:
    """One row; a heading where it names no page."""

    title: str
    page: PageId | None = None
    about: str = ""
    figure: str = ""
    """At the right, such as ``96%``."""


class PageLines(QListWidget):
    """The list. Headings cannot be chosen; letters are left to whoever shows it."""

    def __init__(self, name: str, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(appearance, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        appearance.changed.connect(self.viewport().update)

    def show_lines(self, lines: Sequence[PageLine]) -> None:
        """List these instead; the row that was current stays, else the one at its place."""
        row, page = self.currentRow(), self.page()
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title, self)
            item.setData(_LINE, line)
            spoken = ". ".join(filter(None, (line.title, line.figure, line.about)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(plain_tip("\n".join(filter(None, (line.title, line.about)))))
            if line.page is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        rows = [number for number, line in enumerate(lines) if line.page is not None]
        same = [number for number in rows if lines[number].page == page]
        after = [number for number in rows if number >= row]
        for chosen in (*same[:1], *after[:1], *rows[-1:])[:1]:
            self.setCurrentRow(chosen)

    def page(self) -> PageId | None:
        """The page of the current row; None where there is none."""
        item = self.currentItem()
        return None if item is None else cast("PageLine", item.data(_LINE)).page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are commands of whoever shows the list, not the beginning of a title."""
        if event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._title = fonts.font(fonts.INTERFACE, size=14, weight=QFont.Weight.DemiBold)
        self._about = fonts.font(fonts.INTERFACE, size=12)
        self._heading = fonts.font(fonts.INTERFACE, size=12, weight=QFont.Weight.DemiBold)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """A heading is lower than a page."""
        line: PageLine = index.data(_LINE)
        return QSize(0, _HEADING_HEIGHT if line.page is None else _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        line: PageLine = index.data(_LINE)
        colors = self._appearance.theme.window
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        if line.page is None:
            painter.setFont(self._heading)
            painter.setPen(QColor(colors.muted))
            draw_line(painter, box.adjusted(10, 12, -10, 0), line.title)
            painter.restore()
            return
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected if current else colors.hover))
            painter.drawRoundedRect(box, 6, 6)
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        self._draw_words(painter, box.adjusted(10, 6, -10, -6), line)
        painter.restore()

    def _draw_words(self, painter: QPainter, inner: QRectF, line: PageLine) -> None:
        colors = self._appearance.theme.window
        top = QRectF(inner.left(), inner.top(), inner.width(), 20)
        painter.setFont(self._about)
        painter.setPen(QColor(colors.muted))
        if line.figure:
            taken = draw_line(painter, top, line.figure, right=True)
            top.setRight(top.right() - taken - 12)
        draw_line(painter, QRectF(inner.left(), inner.bottom() - 18, inner.width(), 18), line.about)
        painter.setFont(self._title)
        painter.setPen(QColor(colors.ink))
        draw_line(painter, top, line.title)
