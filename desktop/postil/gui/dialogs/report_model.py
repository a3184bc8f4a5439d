"""The rows of a report as Qt shows them: in any order, filtered, those of one file under the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from postil.gui import words
from postil.gui.widgets.plain_text import plain_tip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.gui.dialogs.report_rows import ReportRow

Index = QModelIndex | QPersistentModelIndex

_AT_TOP = 0
"""The internal id of what stands under nothing; what stands under row n has n + 1."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at the top: a thing by itself, or a file with its things under it."""

    name: str
    outcome: str
    why: str
    row: ReportRow | None
    """None for a file of many."""
    under: tuple[ReportRow, ...] = ()

    def told(self, column: int) -> str:
        return (self.name, self.outcome, self.why)[column]


class ReportModel(QAbstractItemModel):
    """Three columns: the thing, its outcome, why."""

    def __init__(self, headings: tuple[str, str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._headings = headings
        self._shown: tuple[ReportRow, ...] = ()
        self._lines: list[_Line] = []
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def groups(self) -> int:
        """How many files of many there are."""
        return sum(line.row is None for line in self._lines)

    def show(self, rows: Iterable[ReportRow]) -> None:
        """List these things instead, in the order that was chosen."""
        self._shown = tuple(rows)
        self._lay_out()

    def row_at(self, index: Index) -> ReportRow | None:
        """The thing at ``index``; None for a file of many, and for nothing."""
        if not index.isValid():
            return None
        line = self._line(index)
        return line.row if index.internalId() == _AT_TOP else line.under[index.row()]

    def rows_at(self, index: Index) -> tuple[ReportRow, ...]:
        """The thing at ``index``, or all things of the file that stands there."""
        row = self.row_at(index)
        return (row,) if row is not None else self._line(index).under

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; a negative one is the order in which the things were done."""
        self._order = (column, order) if column >= 0 else None
        self._lay_out()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own signature
        """A thing at the top, or one under a file of many."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _AT_TOP)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008 - as Qt has it
        """The file that a thing stands under."""
        above = index.internalId() if index.isValid() else _AT_TOP
        return QModelIndex() if above == _AT_TOP else self.createIndex(above - 1, 0, _AT_TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many lines there are, or things under one."""
        if not parent.isValid():
            return len(self._lines)
        if parent.internalId() != _AT_TOP or parent.column() > 0:
            return 0
        return len(self._line(parent).under)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008 - Qt's own signature
        """Always three."""
        return len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What stands over a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown of a thing, told of it, and said in its tip."""
        row = self.row_at(index)
        cells = _cells(row) if row is not None else tuple(self._line(index).told(each) for each in range(3))
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = row is not None and index.column() == 0 and row.whole_name
            return plain_tip(whole or cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ". ".join(filter(None, cells))
        return None

    def _line(self, index: Index) -> _Line:
        above = index.internalId()
        return self._lines[index.row() if above == _AT_TOP else above - 1]

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._lines = list(_lines(self._shown, self._order))
        if self._order is not None:
            column, order = self._order
            self._lines.sort(
                key=lambda line: line.told(column).casefold(), reverse=order == Qt.SortOrder.DescendingOrder
            )
        self.endResetModel()


def _lines(rows: Iterable[ReportRow], order: tuple[int, Qt.SortOrder] | None) -> Iterator[_Line]:
    """The lines at the top, each file of many where its first thing stands."""
    gathered: dict[str, list[ReportRow]] = {}
    for number, row in enumerate(rows):
        gathered.setdefault(row.group or f"\0{number}", []).append(row)
    for group, inner in gathered.items():
        if group.startswith("\0"):
            yield _Line(*_cells(inner[0]), inner[0])
            continue
        if order is not None:
            column, way = order
            inner.sort(
                key=lambda row: _cells(row)[column].casefold(), reverse=way == Qt.SortOrder.DescendingOrder
            )
        counts = Counter(row.outcome for row in inner)
        told = ", ".join(f"{outcome} {words.number(count)}" for outcome, count in counts.items())
        yield _Line(PurePath(group).name, told, "", None, tuple(inner))


def _cells(row: ReportRow) -> tuple[str, str, str]:
    return row.name, row.outcome, row.why
