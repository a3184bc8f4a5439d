"""The list of pages as a model: ids in order, rows fetched in windows as they come into view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from postil.gui import words
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from postil.model.ids import PageId
    from postil.model.page import Page

PAGE_ROLE = Qt.ItemDataRole.UserRole
"""The ``Page`` of a row; None where it is gone."""

WINDOW = 32
"""Rows fetched at once: more than a tall screen shows, few enough for one short query."""

MOST_KEPT = 4096
"""Rows kept in memory; beyond that all are forgotten and those in view are fetched again."""

Index = QModelIndex | QPersistentModelIndex


class Pages(Protocol):
    """Who knows the rows: ``library.reading``."""

    def pages(self, ids: Sequence[PageId]) -> dict[PageId, Page]:
        """The rows of these pages."""


class PageListModel(QAbstractListModel):
    """Any number of pages; only those that were looked at cost anything."""

    def __init__(self, pages: Pages, speed: Callable[[], int], parent: QObject | None = None) -> None:
        """``speed``: how many words the person reads in a minute, by the settings of now."""
        super().__init__(parent)
        self._pages = pages
        self._speed = speed
        self._ids: tuple[PageId, ...] = ()
        self._rows: dict[PageId, int] | None = None
        self._known: dict[PageId, Page | None] = {}

    def show(self, ids: tuple[PageId, ...]) -> None:
        """List these pages instead."""
        self.beginResetModel()
        self._ids = ids
        self._rows = None
        self._known.clear()
        self.endResetModel()

    def forget(self, changed: AbstractSet[PageId]) -> None:
        """Fetch these pages again when they are next looked at."""
        for page_id in self._known.keys() & changed:
            del self._known[page_id]
            row = self.row_of(page_id)
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row))

    @property
    def ids(self) -> tuple[PageId, ...]:
        """All pages of the list, in order."""
        return self._ids

    def row_of(self, page_id: PageId) -> int | None:
        """Where a page stands; None where it is not in the list."""
        if self._rows is None:
            self._rows = {known: row for row, known in enumerate(self._ids)}
        return self._rows.get(page_id)

    def page(self, row: int) -> Page | None:
        """The page of a row; None where it is gone."""
        page_id = self._ids[row]
        if page_id not in self._known:
            self._fetch(row)
        return self._known[page_id]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many pages there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The page itself, and its words for assistive technology."""
        if not index.isValid() or role not in (
            PAGE_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        page = self.page(index.row())
        if page is None or role == PAGE_ROLE:
            return page
        return page.title if role == Qt.ItemDataRole.DisplayRole else _spoken(page, self._speed())

    def _fetch(self, row: int) -> None:
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        first = row // WINDOW * WINDOW
        wanted = [page_id for page_id in self._ids[first : first + WINDOW] if page_id not in self._known]
        found = self._pages.pages(wanted)
        for page_id in wanted:
            self._known[page_id] = found.get(page_id)


def _spoken(page: Page, speed: int) -> str:
    parts = [page.title, words.source(page), words.reading_time(page.words, speed)]
    if page.waiting:
        parts.append(_("waiting for its page"))
    if page.progress:
        parts.append(_("{percent} % read").format(percent=round(page.progress * 100)))
    if page.highlights:
        parts.append(words.counted("{count} highlight", "{count} highlights", page.highlights))
    if page.alike and page.trashed is None:
        parts.append(words.counted("saved {count} more time", "saved {count} more times", page.alike))
    if page.starred:
        parts.append(_("starred"))
    return ", ".join(part for part in parts if part)
