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
    """Whether its copies and the further highlights of its page stand below it."""
    further: bool = False
    """Whether it is one of the further highlights that stand below another hit."""

    @property
    def folds(self) -> bool:
        """Whether something is folded under it, or unfolded."""
        return bool(self.hit.folded or self.hit.more)

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


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A hit of which is shown what is folded under it."""

    key: RowKey
    further: tuple[Hit, ...] = ()
    """The further highlights of its page, as soon as they are known."""


def rows_of(results: Results, unfolded: tuple[Unfolded, ...] = ()) -> tuple[Row, ...]:
    """The rows of results, with what is folded under the hits that are ``unfolded``."""
    opened = {each.key: each for each in unfolded}
    rows: list[Row] = []
    for number, hit in enumerate(results.hits):
        if number == results.partial_from:
            rows.append(DividerRow(after_others=number > 0))
        row = HitRow(hit)
        under = opened.get(row.key) if row.folds else None
        rows.append(HitRow(hit, unfolded=under is not None))
        if under is not None:
            rows.extend(HitRow(each, further=True) for each in under.further)
            rows.extend(CopyRow(page, hit) for page in hit.folded)
    return tuple(rows)


def copy_as_hit(row: CopyRow) -> Hit:
    """A copy, to be opened as the hit that it is a copy of; its places are looked for in its own text."""
    return replace(row.of, page=row.page, annotation=None, start=None, end=None, folded=(), more=())
