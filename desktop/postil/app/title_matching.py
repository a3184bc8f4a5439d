"""Which pages are meant by a few letters of their titles.

Names are folded and have a line each for title, site, author and tags, as ``store.page_names`` joins them.
Of those for which one rule speaks, those come first that are named first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from postil.search.words.abbreviations import abbreviates, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.jobs import Progress
    from postil.model.ids import PageId

_FEWEST_SCATTERED = 2
_FEWEST_SLIPPED = 4
"""Letters that must be typed, before titles are told that are only abbreviated so, or only like that."""
_LEAST_ALIKE = 80.0
_SLICE = 500
"""Titles that are compared in one call of the library, which holds all other threads up: a millisecond."""
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Titles:
    """What pages were called at one time: to be asked as often as a letter is typed."""

    ids: Sequence[PageId]
    """The one that was opened last first."""
    names: Sequence[str]

    def titled(self, typed: str, *, limit: int, progress: Progress) -> tuple[PageId, ...]:
        """The first pages that have every word that was typed in their names, the best before the others.

        Titles that begin so come first, then those whose words begin so, then those that have it in them,
        and at last pages that have it in site, author or tags. ``typed`` is folded. Raises Cancelled.
        """
        return self._pages(titled(self.names, typed, limit=limit, progress=progress))

    def resembling(self, typed: str, *, limit: int, progress: Progress) -> tuple[PageId, ...]:
        """The pages whose titles are abbreviated so, then those whose titles are like it, with its slips.

        ``typed`` is folded. Raises Cancelled.
        """
        return self._pages(resembling(self.names, typed, limit=limit, progress=progress))

    def _pages(self, at: tuple[int, ...]) -> tuple[PageId, ...]:
        return tuple(self.ids[each] for each in at)


def titled(names: Sequence[str], typed: str, *, limit: int, progress: Progress) -> tuple[int, ...]:
    """Where the names of ``Titles.titled`` stand."""
    words = typed.split()
    within: Sequence[int] = range(len(names))
    for word in words:
        within = [at for at in within if word in names[at]]
    beginnings = [re.compile(rf"(?<!\w){re.escape(word)}") for word in words]
    return _first(
        (
            (at for at in within if names[at].startswith(typed)),
            (at for at in within if all(each.search(_title(names[at])) for each in beginnings)),
            (at for at in within if all(word in _title(names[at]) for word in words)),
            iter(within),
        ),
        limit,
        progress,
    )


def resembling(names: Sequence[str], typed: str, *, limit: int, progress: Progress) -> tuple[int, ...]:
    """Where the names of ``Titles.resembling`` stand."""
    letters = "".join(_WORDS.findall(typed))
    rules: list[Iterator[int]] = []
    if len(letters) >= _FEWEST_SCATTERED:
        rules.append(_abbreviated(names, letters))
    if len(letters) >= _FEWEST_SLIPPED:
        rules.append(_alike(names, typed, limit, progress))
    return _first(rules, limit, progress)


def _first(rules: Sequence[Iterator[int]], limit: int, progress: Progress) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for rule in rules:
        progress.step(0, 0)
        for at in rule:
            found.setdefault(at)
            if len(found) == limit:
                return tuple(found)
    return tuple(found)


def _abbreviated(names: Sequence[str], letters: str) -> Iterator[int]:
    has_all = in_order(letters)
    for at, name in enumerate(names):
        if has_all.match(name) and abbreviates(letters, _WORDS.findall(_title(name))):
            yield at


def _alike(names: Sequence[str], typed: str, limit: int, progress: Progress) -> Iterator[int]:
    found: list[tuple[float, int]] = []
    for first in range(0, len(names), _SLICE):
        progress.step(first, len(names))
        titles = [_title(name) for name in names[first : first + _SLICE]]
        # A title that is the shorter one is not what was meant: "red" is much like a part of "reading".
        long_enough = [title if len(title) >= len(typed) else None for title in titles]
        alike = process.extract(
            typed, long_enough, scorer=fuzz.partial_ratio, score_cutoff=_LEAST_ALIKE, limit=limit
        )
        found += [(-ratio, first + at) for _title_, ratio, at in alike]
    yield from (at for _ratio, at in sorted(found))


def _title(name: str) -> str:
    return name[: name.find("\n")]
