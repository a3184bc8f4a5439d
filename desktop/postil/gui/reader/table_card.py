"""A table by itself, with its head always in sight: for tables that are wider or longer than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStyledItemDelegate, QTableView, QWidget

from postil.gui.highlight_words import facts
from postil.gui.widgets.lines import is_rtl
from postil.gui.widgets.overlay import Overlay
from postil.gui.widgets.plain_text import PlainLabel, plain_tip
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from postil.gui.appearance import Appearance
    from postil.gui.reader.enlargeable import EnlargeableTable
    from postil.gui.theme import Theme
    from postil.model.annotation import Annotation, Placed

    Index = QModelIndex | QPersistentModelIndex

_WHOLE_WINDOW = 100_000
_WIDEST, _NARROWEST = 380, 48
_ROWS_MEASURED = 400
"""Rows that are made as high as their words; beyond, all have one height: measuring takes its time."""
_LETTERS = {
    Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up,
    Qt.Key.Key_H: Qt.Key.Key_Left, Qt.Key.Key_L: Qt.Key.Key_Right,
}  # fmt: skip


class TableCard(Overlay):
    """Shows one table. Arrows (or H J K L) move, Ctrl+C copies what is selected, Y all of it."""

    told = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent, width=_WHOLE_WINDOW, height=_WHOLE_WINDOW)
        self._table: EnlargeableTable | None = None
        self._caption = PlainLabel(wordWrap=True)
        self._caption.setProperty("role", "setting")
        self._caption.setContentsMargins(8, 4, 8, 0)
        self.view = _View(self)
        keys = PlainLabel(_("Ctrl+C  copy the selection   Y  copy the table   Esc  close"))
        keys.setProperty("role", "muted")
        self._facts = PlainLabel()
        self._facts.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 2)
        foot.addWidget(self._facts, 1)
        foot.addWidget(keys)
        self.rows.addWidget(self._caption)
        self.rows.addWidget(self.view, 1)
        self.rows.addLayout(foot)

    def open_table(self, table: EnlargeableTable, placed: Iterable[Placed] = ()) -> None:
        """Show a table from its first cell on; what is highlighted, by ``placed``, is tinted."""
        self._table = table
        self._caption.setText(table.caption)
        self._caption.setVisible(bool(table.caption))
        self._facts.setText(
            _("{rows} rows, {columns} columns").format(
                rows=table.rows - table.head_rows, columns=table.columns
            )
        )
        self.view.setAccessibleName(table.caption or _("Table"))
        # Its first column stands where its words begin; in the article Qt cannot turn columns round.
        text = " ".join(cell.text for cell in table.cells)
        direction = Qt.LayoutDirection.RightToLeft if is_rtl(text) else Qt.LayoutDirection.LeftToRight
        self.view.setLayoutDirection(direction)
        self.view.show_table(table, _marked(table, placed), self._appearance.theme)
        self.open_over(self.view)

    def copy_selection(self) -> None:
        """Copy what is selected, rows as lines and cells parted by tabs."""
        indexes = self.view.selectedIndexes()
        if not indexes:
            return
        rows = sorted({index.row() for index in indexes})
        columns = sorted({index.column() for index in indexes})
        chosen = {(index.row(), index.column()) for index in indexes}
        lines = [
            "\t".join(
                " ".join(str(self.view.model().index(row, column).data() or "").split())
                if (row, column) in chosen
                else ""
                for column in columns
            )
            for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._facts.setText(_("Copied"))

    def copy_table(self) -> None:
        """Copy the whole table, its head too."""
        if self._table is not None:
            QGuiApplication.clipboard().setText(self._table.to_tsv())
            self._facts.setText(_("Table copied"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the table itself does not take."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() == Qt.Key.Key_Y or _copies_all(event):
            self.copy_table()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Q):
            self.close_over()
        else:
            super().keyPressEvent(event)
        event.accept()


class _Tinted(QStyledItemDelegate):
    """Lays the tint of a highlight below a cell: a style sheet for cells leaves their own ground out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The tint, then the cell."""
        tint = index.data(Qt.ItemDataRole.BackgroundRole)
        if tint is not None:
            painter.fillRect(option.rect, tint)
        super().paint(painter, option, index)


class _View(QTableView):
    """Moves by arrows and by the letters of the Vim keys; everything else is the card's."""

    def __init__(self, card: TableCard) -> None:
        super().__init__()
        self._card = card
        self.setProperty("role", "read-table")
        self.setItemDelegate(_Tinted(self))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        )
        self.horizontalHeader().setHighlightSections(False)

    def show_table(self, table: EnlargeableTable, marked: dict[_Place, Annotation], theme: Theme) -> None:
        """Show it, every column as wide as its words within bounds."""
        previous = self.model()
        model = _Model(table, marked, theme, self)
        self.setModel(model)
        if previous is not None:
            previous.deleteLater()
        self.horizontalHeader().setVisible(table.head_rows > 0)
        self.clearSpans()
        for cell in table.cells:
            if cell.row >= table.head_rows and (cell.rows > 1 or cell.columns > 1):
                self.setSpan(cell.row - table.head_rows, cell.column, cell.rows, cell.columns)
        self.resizeColumnsToContents()
        for column in range(table.columns):
            self.setColumnWidth(column, min(_WIDEST, max(_NARROWEST, self.columnWidth(column) + 12)))
        if model.rowCount() <= _ROWS_MEASURED:
            self.resizeRowsToContents()
        if model.rowCount():
            self.setCurrentIndex(model.index(0, 0))
        self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and their letters move; the rest is asked of the card first."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if plain and key in _LETTERS:
            held = event.modifiers() & ~Qt.KeyboardModifier.ControlModifier
            moved = type(event)(event.type(), _LETTERS[key], held)
            super().keyPressEvent(moved)
        elif (
            key == Qt.Key.Key_Escape
            or event.matches(QKeySequence.StandardKey.Copy)
            or _copies_all(event)
            or (plain and key in (Qt.Key.Key_Y, Qt.Key.Key_Q, Qt.Key.Key_Return, Qt.Key.Key_Enter))
        ):
            self._card.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def _copies_all(event: QKeyEvent) -> bool:
    """Whether it is the key that copies the whole table and is no bare letter."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_C and event.modifiers() == held


_Place = tuple[int, int]
"""Row and column, the head's rows counted."""


def _marked(table: EnlargeableTable, placed: Iterable[Placed]) -> dict[_Place, Annotation]:
    """The cells that have anything of an annotation, with the first of theirs."""
    found: dict[_Place, Annotation] = {}
    for item in placed:
        if item.start is None or item.end is None or item.end <= table.start or item.start >= table.end:
            continue
        for cell in table.cells:
            if cell.start < item.end and item.start < cell.end:
                found.setdefault((cell.row, cell.column), item.annotation)
    return found


class _Model(QAbstractTableModel):
    """The cells below the head; the head's rows are joined."""

    def __init__(
        self, table: EnlargeableTable, marked: dict[_Place, Annotation], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._marked = marked
        self._theme = theme
        grid = table.grid()
        self._head = grid[: table.head_rows]
        self._body = grid[table.head_rows :]

    def rowCount(self, _parent: Index | None = None) -> int:
        """The rows below the head."""
        return len(self._body)

    def columnCount(self, _parent: Index | None = None) -> int:
        """All columns."""
        return self._table.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, and numbers to the right."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = self._body[index.row()][index.column()]
            if role == Qt.ItemDataRole.DisplayRole:
                return words
            return plain_tip(words) if len(words) > 80 else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            far = self._table.numeric[index.column()]
            side = Qt.AlignmentFlag.AlignRight if far else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        mark = self._marked.get((index.row() + len(self._head), index.column()))
        if mark is not None and role == Qt.ItemDataRole.BackgroundRole:
            return QBrush(QColor(self._theme.highlight(mark.color).fill))
        if mark is not None and role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return facts(mark)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The words of the head."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return "\n".join(row[section] for row in self._head if row[section])
        return None
