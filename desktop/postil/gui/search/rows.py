"""The rows of the results: the hits, the copies that are unfolded under one, the line before partial hits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.app.finding import Hit, Results
    from postil.model.ids import AnnotationId, PageId
    from postil.model.page import Page


@dataclass(frozen=True, slots=True)
class HitRow:
    """A page, highlight or note that was found."""

    hit: Hit
    unfolded: bool = False
    """Whether its copies stand below it."""

    @property
    def key(self) -> RowKey:
        """What stays the same while results change."""
        return self.hit.page.id, self.hit.annotation.id if self.hit.annotation is not None else None


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A page that is the same as that of the hit above it."""

    page: Page
    of: Hit

    @property
    def key(self) -> RowKey:
        """What stays the same while results change."""
        return self.page.id, None


@dataclass(frozen=True, slots=True)
class DividerRow:
    """Below it stand the hits that have most of the words, not all."""

    after_others: bool
    """Whether other hits, with all the words, stand above it."""


Row = HitRow | CopyRow | DividerRow
RowKey = tuple["PageId", "AnnotationId | None"]


def rows_of(results: Results, unfolded: frozenset[RowKey] = frozenset()) -> tuple[Row, ...]:
    """The rows of results, with the copies of the hits that are ``unfolded``."""
    rows: list[Row] = []
    for number, hit in enumerate(results.hits):
        if number == results.partial_from:
            rows.append(DividerRow(after_others=number > 0))
        row = HitRow(hit)
        opened = bool(hit.folded) and row.key in unfolded
        rows.append(HitRow(hit, unfolded=opened))
        if opened:
            rows.extend(CopyRow(page, hit) for page in hit.folded)
    return tuple(rows)


def copy_as_hit(row: CopyRow) -> Hit:
    """A copy, to be opened as the hit that it is a copy of; its places are looked for in its own text."""
    return replace(row.of, page=row.page, annotation=None, start=None, end=None, folded=(), more=())
