"""The lines of the palette as a list draws them and a screen reader hears them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from postil.gui import fonts, words
from postil.gui.icons import pixmap
from postil.gui.widgets.key_caps import draw_caps
from postil.gui.widgets.lines import draw_line
from postil.gui.widgets.mirroring import draw_sign, mirror
from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.appearance import Appearance
    from postil.gui.palette.entry import Entry

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole
_ROW = 36
_DETAIL_SHARE = 0.4
"""How much of a line what is told at its end may take."""


class EntryList(QListView):
    """Shows lines; the focus stays in the field above."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.lines = EntryModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_EntryDelegate(appearance, self))
        self.setAccessibleName(_("Commands and pages"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "palette-list")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def entry(self) -> Entry | None:
        """The line that is marked."""
        found: Entry | None = self.currentIndex().data(ENTRY_ROLE)
        return found

    def mark(self, row: int) -> None:
        """Mark a line, and bring it into sight."""
        self.setCurrentIndex(self.lines.index(row))

    def step(self, step: int) -> None:
        """Mark the next line, or the one before; after the last comes the first."""
        rows = self.lines.rowCount()
        if rows:
            self.mark((self.currentIndex().row() + step) % rows)

    def page(self, step: int) -> None:
        """Mark the line that is as many further as are in sight."""
        rows = self.lines.rowCount()
        if rows:
            seen = max(1, self.viewport().height() // _ROW - 1)
            self.mark(max(0, min(rows - 1, self.currentIndex().row() + step * seen)))


class EntryModel(QAbstractListModel):
    """The lines in their order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """List these lines instead."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def add(self, entries: tuple[Entry, ...]) -> None:
        """List these below the others, which stay where they are."""
        if entries:
            first = len(self.entries)
            self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
            self.entries += entries
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A line, its title, or what is said of it."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        return entry.title if role == Qt.ItemDataRole.DisplayRole else None


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._title = fonts.font(fonts.INTERFACE, size=14)
        self._detail = fonts.font(fonts.INTERFACE, size=12)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        colors = self._appearance.theme.window
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected))
            painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(12, 0, -12, 0)
        if entry.sign:
            sign = QRectF(inner.left(), inner.center().y() - 9, 18, 18)
            draw_sign(painter, sign, pixmap(entry.sign, colors.muted, 18))
        inner.setLeft(inner.left() + 28)
        if entry.keys:
            caps = draw_caps(painter, inner, words.key_caps(entry.keys[0]), colors)
            inner.setRight(inner.right() - caps - 12)
        elif entry.detail or entry.kinds:
            painter.setFont(self._detail)
            painter.setPen(QColor(colors.muted))
            most = inner.width() * _DETAIL_SHARE
            place = QRectF(inner.right() - most, inner.top(), most, inner.height())
            told = draw_line(painter, place, entry.detail or entry.kind, right=True)
            inner.setRight(inner.right() - told - 12)
        painter.setFont(self._title)
        painter.setPen(QColor(colors.ink))
        draw_line(painter, inner, entry.title)
        painter.restore()
