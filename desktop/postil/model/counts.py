"""How much there is in each place of the library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Pages by place, as their lists would show them.

    What is in the trash counts only in ``trashed`` and ``removed``.
    """

    inbox: int = 0
    reading: int = 0
    archive: int = 0
    starred: int = 0
    all: int = 0
    highlighted: int = 0
    waiting: int = 0
    """Links whose page was not saved yet."""
    trashed: int = 0
    highlights: int = 0
    """Annotations, not pages."""
    removed: int = 0
    """Annotations in the trash, of pages that are not."""
    tags: tuple[tuple[str, int], ...] = ()
    """Every tag that a page has, and every parent of one, with the pages in it and below it."""
