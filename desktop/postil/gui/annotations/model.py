"""All highlights of the library as a model, the newest first, fetched a stretch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from postil.model.annotation import AnchorState

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.model.annotation import Annotation
    from postil.model.page import Page

    Latest = Callable[[int, int], tuple[tuple[Annotation, Page], ...]]

ANNOTATION_ROLE = Qt.ItemDataRole.UserRole
PAGE_ROLE = Qt.ItemDataRole.UserRole + 1

STRETCH = 100
"""Highlights fetched at once."""

Index = QModelIndex | QPersistentModelIndex


class HighlightsModel(QAbstractListModel):
    """Annotations with their pages."""

    def __init__(self, latest: Latest, parent: QObject | None = None) -> None:
        """``latest`` answers (limit, offset), as ``library.annotating.latest``."""
        super().__init__(parent)
        self._latest = latest
        self._rows: list[tuple[Annotation, Page]] = []
        self._complete = False

    def load(self) -> None:
        """Fetch again, as many as were shown."""
        wanted = max(STRETCH, len(self._rows))
        self.beginResetModel()
        self._rows = list(self._latest(wanted, 0))
        self._complete = len(self._rows) < wanted
        self.endResetModel()

    def row(self, number: int) -> tuple[Annotation, Page]:
        """The annotation and the page of a row."""
        return self._rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many were fetched."""
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be older ones."""
        return not parent.isValid() and not self._complete

    def fetchMore(self, _parent: Index) -> None:
        """Fetch the next stretch."""
        more = self._latest(STRETCH, len(self._rows))
        self._complete = len(more) < STRETCH
        if more:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(more) - 1)
            self._rows.extend(more)
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The annotation, its page, and their words for assistive technology."""
        if not index.isValid():
            return None
        annotation, page = self._rows[index.row()]
        if role == ANNOTATION_ROLE:
            return annotation
        if role == PAGE_ROLE:
            return page
        if role == Qt.ItemDataRole.DisplayRole:
            return annotation.selectors.quote.exact
        if role == Qt.ItemDataRole.AccessibleTextRole:
            note = f" Note: {annotation.note}." if annotation.note else ""
            color = annotation.color.value
            anchored = annotation.state is AnchorState.ANCHORED
            state = "" if anchored else f", {annotation.state.value}"
            return f"{color} highlight{state}: {annotation.selectors.quote.exact}.{note} In {page.title}"
        return None
