"""What a search found, as a model: pages, highlights and notes, in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from postil.gui import words
from postil.gui.search.rows import CopyRow, DividerRow, HitRow
from postil.translation import _, in_context

if TYPE_CHECKING:
    from postil.app.finding import Hit
    from postil.gui.search.rows import Row, RowKey

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The ``Row`` of an index."""

Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """The rows of the last search, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: tuple[Row, ...]) -> None:
        """List these rows instead; nothing happens where they are the same."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the list."""
        return self._rows

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits among the rows."""
        return tuple(row.hit for row in self._rows if isinstance(row, HitRow) and not row.further)

    def place_of(self, key: RowKey) -> int | None:
        """The number of the row of a hit or a copy."""
        keys = (None if isinstance(row, DividerRow) else row.key for row in self._rows)
        return next((number for number, at in enumerate(keys) if at == key), None)

    def beside(self, number: int, step: int) -> int | None:
        """The next row, or the one before, that can be marked."""
        number += step
        while 0 <= number < len(self._rows):
            if not isinstance(self._rows[number], DividerRow):
                return number
            number += step
        return None

    def parent_of(self, number: int) -> HitRow | None:
        """The hit that a row is, or stands under."""
        for row in reversed(self._rows[: number + 1]):
            if isinstance(row, HitRow) and not row.further:
                return row
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A divider is only read."""
        if index.isValid() and isinstance(self._rows[index.row()], DividerRow):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, and its words for assistive technology."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _heard(row)
        return None


def kind_of(hit: Hit) -> str:
    """Where the words stand: ``Page``, ``Highlight`` or ``Note``."""
    if hit.annotation is None:
        return _("Page")
    return _("Note") if hit.annotation.note else in_context("thing", "Highlight")


def divider_words(row: DividerRow) -> str:
    """What a divider says."""
    if row.after_others:
        return _("These have most of the words")
    return _("None has all the words; these have most")


def copies_in_words(hit: Hit) -> str:
    """How many pages are folded under a hit; empty where none is."""
    return words.counted("+{count} copy", "+{count} copies", len(hit.folded)) if hit.folded else ""


def more_in_words(hit: Hit) -> str:
    """How many other highlights of the page were found that have no row; empty where none was."""
    if not hit.more:
        return ""
    return words.counted("+{count} highlight", "+{count} highlights", len(hit.more))


def _title(row: Row) -> str:
    match row:
        case HitRow():
            return row.hit.page.title
        case CopyRow():
            return row.page.title
        case DividerRow():
            return divider_words(row)


def _heard(row: Row) -> str:
    match row:
        case HitRow():
            hit = row.hit
            said = (f"{kind_of(hit)}: {hit.page.title}. {hit.snippet.text}", more_in_words(hit))
            return ". ".join(filter(None, (*said, copies_in_words(hit))))
        case CopyRow():
            return _("Copy: {title}, {source}").format(title=row.page.title, source=words.source(row.page))
        case DividerRow():
            return divider_words(row)
