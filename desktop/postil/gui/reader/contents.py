"""The contents of the article that is open: its headings, with the one that is being read marked."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from postil.gui import fonts
from postil.gui.reader.find import FoldedText
from postil.gui.widgets.lines import draw_line
from postil.gui.widgets.mirroring import mirror
from postil.gui.widgets.overlay import keep_keys
from postil.gui.widgets.plain_text import PlainLabel, plain_tip
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from postil.gui.reader.document import Heading
    from postil.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

WIDTH = 280
"""Of the panel, in pixels."""
BESIDE = 860
"""From this width of the reader on, the panel stands beside the text; below it, it lies over it."""
_ROW = 30
_STEP = 16
"""Pixels by which each level is further in."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


class ContentsPanel(QFrame):
    """Headings by level; letters typed leave those that have them. Enter goes, Esc and C close."""

    chosen = Signal(int)
    """The offset of the heading to go to."""
    close_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("contents")
        keep_keys(self)
        self._headings: tuple[Heading, ...] = ()
        self._here = -1
        self._title = PlainLabel(_("Contents"), self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Type to filter"))
        self.field.setAccessibleName(_("Filter the contents"))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._filter)
        self.model = _HeadingsModel(self)
        self._delegate = _HeadingDelegate(self)
        self.view = QListView(self)
        self.view.setAccessibleName(_("Contents"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda _index: self._choose())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 14, 8, 10)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self.field)
        layout.addWidget(self.view, 1)
        self.hide()

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """List these headings."""
        self._headings = tuple(headings)
        self._here = -1
        self.field.clear()
        self._filter()

    def follow(self, offset: int) -> None:
        """Mark the heading under which ``offset`` stands."""
        here = bisect_right([heading.start for heading in self._headings], offset) - 1
        if here != self._here:
            self._here = here
            self._mark_here(choose=not self.field.hasFocus())

    def open_panel(self) -> None:
        """Show it, with the mark on the heading that is being read."""
        self.show()
        self.raise_()
        self.field.clear()
        self._mark_here(choose=True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def current(self) -> Heading | None:
        """The heading that Enter goes to."""
        row = self.view.currentIndex().row()
        return self.model.headings[row] if 0 <= row < len(self.model.headings) else None

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        window = theme.window
        self._delegate.theme = theme
        self.setStyleSheet(
            f"#contents {{ background: {window.panel}; border-right: 1px solid {window.rule}; }}"
            f"#contents > QLabel {{ color: {window.muted}; font-weight: 600; font-size: 12px; }}"
        )
        self.view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)  # type: ignore[arg-type] # its type says that it is one
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_C and plain and not self.field.text()):
            self.close_wanted.emit()
        elif key in _ENTER:
            self._choose()
        elif key in _MOVES:
            self._move(_MOVES[key])
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._move(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        rows = self.model.rowCount()
        if rows:
            row = min(max(self.view.currentIndex().row() + by, 0), rows - 1)
            self.view.setCurrentIndex(self.model.index(row))

    def _choose(self) -> None:
        heading = self.current()
        if heading is not None:
            self.chosen.emit(heading.start)

    def _filter(self) -> None:
        sought = self.field.text().strip()
        self.model.show_headings(
            tuple(
                heading for heading in self._headings if not sought or FoldedText(heading.text).find(sought)
            )
        )
        if sought:
            self.view.setCurrentIndex(self.model.index(0))
        else:
            self._mark_here(choose=True)

    def _mark_here(self, *, choose: bool) -> None:
        heading = self._headings[self._here] if 0 <= self._here < len(self._headings) else None
        row = self.model.mark(heading)
        if choose:
            self.view.setCurrentIndex(self.model.index(max(0, row)))


class _HeadingsModel(QAbstractListModel):
    LEVEL = Qt.ItemDataRole.UserRole
    HERE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.headings: tuple[Heading, ...] = ()
        self._here: Heading | None = None
        self._highest = 1

    def show_headings(self, headings: tuple[Heading, ...]) -> None:
        self.beginResetModel()
        self.headings = headings
        self._highest = min((heading.level for heading in headings), default=1)
        self.endResetModel()

    def mark(self, heading: Heading | None) -> int:
        """Take a heading for the one that is read; its row, or -1."""
        self._here = heading
        if self.headings:
            self.dataChanged.emit(self.index(0), self.index(len(self.headings) - 1))
        return self.headings.index(heading) if heading in self.headings else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        heading = self.headings[index.row()]
        shown = " ".join(heading.text.split())
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(shown)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            level = _("Heading, level {level}").format(level=heading.level)
            return f"{level}; " + _("being read") if heading == self._here else level
        if role == self.LEVEL:
            return heading.level - self._highest
        return heading == self._here if role == self.HERE else None


class _HeadingDelegate(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme: Theme | None = None
        self._font = fonts.font(fonts.INTERFACE, size=13)
        self._bold = fonts.font(
            fonts.INTERFACE, size=13, weight=fonts.font(fonts.INTERFACE, size=13).Weight.DemiBold
        )

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self.theme is None:
            return
        colors = self.theme.window
        here, level = bool(index.data(_HeadingsModel.HERE)), int(index.data(_HeadingsModel.LEVEL))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colors.selected))
            painter.drawRoundedRect(box, 6, 6)
        if here:
            painter.setBrush(QColor(self.theme.page.cursor))
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 5, 3, box.height() - 10), 1.5, 1.5)
        painter.setFont(self._bold if here or level == 0 else self._font)
        painter.setPen(QColor(colors.ink if here or level == 0 else colors.muted))
        start = 10 + min(level, 5) * _STEP
        draw_line(painter, box.adjusted(start, 0, -8, 0), str(index.data()))
        painter.restore()
