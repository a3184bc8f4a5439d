"""Folding: what was found, as rows in which no page says the same twice.

Pages of the same text, or of the same address (``model/likeness.py``), are one row: the best of them, with
the others folded under it. Two editors' versions of a story are not: each says something that the other
does not. Of one page's highlights ``HIGHLIGHTS`` have rows, the best ones; the others are told at the last of
these, so that a page with a hundred highlights leaves room for other pages. Where only highlights answer
(``color:red``, ``quote:…``) it was highlights that were asked for, and each has its row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.model.ids import AnnotationId, PageId
from postil.model.likeness import Likeness, Sameness
from postil.search.document import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from postil.search.find import Hit

SAME = frozenset({Sameness.TEXT, Sameness.ADDRESS})
"""Pages that are the same in one of these ways are folded."""

HIGHLIGHTS = 3
"""Rows that the highlights of one page have: more than that would be half of what a window shows at once."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of what was found."""

    hit: Hit
    annotation: AnnotationId | None
    """The highlight that it is; None for a page."""
    rank: int
    """The number of the hit among all of them."""
    folded: tuple[PageId, ...] = ()
    """The pages that are the same as this one, the best first."""
    more: tuple[AnnotationId, ...] = ()
    """Highlights of the same page that have no row, the best first."""


def rows(hits: Sequence[Hit], pairs: Iterable[Likeness], *, limit: int) -> tuple[Row, ...]:
    """The first ``limit`` rows for these hits, which come in their order.

    What belongs to a row is folded into it also where its hit comes long after the last row.
    """
    asked_for_highlights = all(kind_of(hit.key)[0] is Kind.ANNOTATION for hit in hits)
    building = _Rows(_groups(pairs), len(hits) if asked_for_highlights else HIGHLIGHTS, limit)
    for rank, hit in enumerate(hits):
        building.add(rank, hit)
    return building.done()


@dataclass(slots=True)
class _Unfolded:
    """A row that is being made."""

    hit: Hit
    annotation: AnnotationId | None
    rank: int
    folded: list[PageId] = field(default_factory=list)
    more: list[AnnotationId] = field(default_factory=list)


@dataclass(slots=True)
class _Rows:
    group_of: dict[PageId, PageId]
    highlights: int
    limit: int
    made: list[_Unfolded] = field(default_factory=list)
    of_group: dict[PageId, _Unfolded] = field(default_factory=dict)
    of_highlights: dict[PageId, list[_Unfolded]] = field(default_factory=dict)

    def add(self, rank: int, hit: Hit) -> None:
        kind, name = kind_of(hit.key)
        if kind is Kind.PAGE:
            self._add_page(rank, hit)
        else:
            self._add_highlight(rank, hit, AnnotationId(name))

    def done(self) -> tuple[Row, ...]:
        return tuple(
            Row(row.hit, row.annotation, row.rank, tuple(row.folded), tuple(row.more)) for row in self.made
        )

    def _add_page(self, rank: int, hit: Hit) -> None:
        group = self.group_of.get(hit.page, hit.page)
        same = self.of_group.get(group)
        if same is not None:
            same.folded.append(hit.page)
            return
        row = self._row(rank, hit, None)
        if row is not None:
            self.of_group[group] = row

    def _add_highlight(self, rank: int, hit: Hit, annotation: AnnotationId) -> None:
        shown = self.of_highlights.setdefault(hit.page, [])
        if len(shown) >= self.highlights:
            shown[-1].more.append(annotation)
            return
        row = self._row(rank, hit, annotation)
        if row is not None:
            shown.append(row)

    def _row(self, rank: int, hit: Hit, annotation: AnnotationId | None) -> _Unfolded | None:
        """A further row; None where there are as many as were asked for."""
        if len(self.made) >= self.limit:
            return None
        row = _Unfolded(hit, annotation, rank)
        self.made.append(row)
        return row


def _groups(pairs: Iterable[Likeness]) -> dict[PageId, PageId]:
    """For each page that is the same as another, one page that stands for all that hang together."""
    standing: dict[PageId, PageId] = {}

    def of(page: PageId) -> PageId:
        while (above := standing.get(page, page)) != page:
            page = above
        return page

    for pair in pairs:
        if pair.sameness not in SAME:
            continue
        standing[of(pair.page)] = of(pair.other)
    return {page: of(page) for page in tuple(standing)}
