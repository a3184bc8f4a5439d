"""A list of highlights as a model: their ids at once, what is shown of them a window at a time.

A row is a highlight or, before those of a page, the page itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from postil.dom.note_text import note_plain
from postil.model.annotation import AnchorState, Style
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from postil.model.annotation import Annotation
    from postil.model.ids import AnnotationId, PageId
    from postil.model.page import Page

    Annotations = Callable[[Iterable[AnnotationId]], dict[AnnotationId, Annotation]]
    Pages = Callable[[Sequence[PageId]], dict[PageId, Page]]

ROW_ROLE = Qt.ItemDataRole.UserRole
"""A ``HighlightRow`` or a ``PageRow``; None for one that is gone meanwhile."""

WINDOW = 120
"""Rows whose contents are fetched at once."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Listed:
    """One row, before anything is known of it but what it is."""

    page: PageId
    annotation: AnnotationId | None = None
    """None for the row of the page itself."""
    count: int = 0
    """How many highlights of the page follow."""


@dataclass(frozen=True, slots=True)
class HighlightRow:
    """A highlight as it is shown."""

    annotation: Annotation
    page: Page
    picked: bool = False


@dataclass(frozen=True, slots=True)
class PageRow:
    """The page that the highlights below it are from."""

    page: Page
    count: int


class HighlightsModel(QAbstractListModel):
    """Highlights, those of a page below its row."""

    def __init__(self, annotations: Annotations, pages: Pages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._annotations = annotations
        self._pages = pages
        self._rows: tuple[Listed, ...] = ()
        self._number: dict[AnnotationId, int] = {}
        self._fetched: dict[AnnotationId, Annotation] = {}
        self._owners: dict[PageId, Page] = {}
        self._picked: dict[AnnotationId, None] = {}
        self.colors = ColorNames()
        """What colours are called, for those who hear the list read."""

    # What is listed.

    def show(self, rows: tuple[Listed, ...]) -> None:
        """List these, as ``rows_of`` makes them."""
        self.beginResetModel()
        self._rows = rows
        self._number = {
            row.annotation: number for number, row in enumerate(self._rows) if row.annotation is not None
        }
        self._fetched.clear()
        self._owners.clear()
        self._picked = {name: None for name in self._picked if name in self._number}
        self.endResetModel()

    def listed(self, number: int) -> Listed:
        """What a row is."""
        return self._rows[number]

    def number_of(self, annotation: AnnotationId) -> int | None:
        """The row of a highlight; None where it is not listed."""
        return self._number.get(annotation)

    @property
    def everyone(self) -> tuple[AnnotationId, ...]:
        """All highlights that are listed."""
        return tuple(self._number)

    # What is picked.

    @property
    def picked(self) -> tuple[AnnotationId, ...]:
        """Those that were picked, in the order of the list."""
        return tuple(sorted(self._picked, key=self._number.__getitem__))

    def pick(self, annotations: Iterable[AnnotationId], *, on: bool | None = None) -> None:
        """Pick them, or not; None turns each into the other."""
        for name in annotations:
            if (name not in self._picked) if on is None else on:
                self._picked[name] = None
            else:
                self._picked.pop(name, None)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # Qt's own.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The row of a page is no place to stand on."""
        if index.isValid() and self._rows[index.row()].annotation is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, and its words for assistive technology."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self._row(index.row())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._row(index.row())
        if isinstance(row, PageRow):
            return row.page.title
        if row is None:
            return ""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.annotation.selectors.quote.exact
        return spoken(row, self.colors)

    def _row(self, number: int) -> HighlightRow | PageRow | None:
        listed = self._rows[number]
        wanted = listed.annotation
        if listed.page not in self._owners or (wanted is not None and wanted not in self._fetched):
            self._fetch(number)
        page = self._owners.get(listed.page)
        if page is None:
            return None
        if wanted is None:
            return PageRow(page, listed.count)
        annotation = self._fetched.get(wanted)
        return HighlightRow(annotation, page, wanted in self._picked) if annotation is not None else None

    def _fetch(self, number: int) -> None:
        first = number - number % WINDOW
        window = self._rows[first : first + WINDOW]
        names = [row.annotation for row in window if row.annotation is not None]
        self._fetched |= self._annotations(name for name in names if name not in self._fetched)
        owners = {row.page for row in window} - self._owners.keys()
        if owners:
            self._owners |= self._pages(tuple(owners))


def rows_of(ids: Sequence[tuple[AnnotationId, PageId]]) -> tuple[Listed, ...]:
    """The rows of a list: before the highlights of each page the page."""
    rows: list[Listed] = []
    every = (Listed(page, annotation) for annotation, page in ids)
    for page, group in groupby(every, key=attrgetter("page")):
        highlights = tuple(group)
        rows += [Listed(page, count=len(highlights)), *highlights]
    return tuple(rows)


def spoken(row: HighlightRow, colors: ColorNames) -> str:
    """A highlight in words: nothing of it is told by colour alone."""
    annotation = row.annotation
    drawn = _("underlined") if annotation.style is Style.UNDERLINE else _("highlighted")
    parts = [f"{colors.title(annotation.color)}, {drawn}", annotation.selectors.quote.exact]
    if annotation.state is not AnchorState.ANCHORED:
        parts.append(STATES[annotation.state]())
    if annotation.note:
        parts.append(_("Note: {note}").format(note=note_plain(annotation.note)))
    parts += [f"#{tag}" for tag in annotation.tags]
    parts.append(_("In {title}").format(title=row.page.title))
    if row.picked:
        parts.append(_("selected"))
    return ". ".join(parts)


STATES = {
    AnchorState.NOT_FOUND: lambda: _("not found in the text"),
    AnchorState.MOVED: lambda: _("moved: please check"),
}
"""What is said of a highlight that does not stand where it was made."""
