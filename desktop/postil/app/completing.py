"""Completing: the tags, sites, authors and languages of the library, to be offered where a query is typed.

They are read on a lane, for that takes a third of a second at 50,000 pages; the window asks only for what
is known by then.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.search.queries.query import Field
from postil.search.words.letters import fold
from postil.store import page_values, tags
from postil.store.page_values import Counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postil.app.holdings import Holdings
    from postil.model.changes import Changes


@dataclass(frozen=True, slots=True)
class KnownValues:
    """What pages and highlights have, as it is written."""

    counted: Mapping[Field, tuple[Counted, ...]] = field(default_factory=dict)
    """What may be typed after a field, and how many pages have it, the most frequent first.

    Tags in which others are nested are among them, too; one that only highlights have is counted by these.
    Of sites the hosts come first, then the names.
    """
    values: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    """The same without the numbers: for ``search.queries.completion.complete``."""
    spellings: Mapping[str, str] = field(default_factory=dict)
    """How the library writes tags and names of sites, by their letters without case and accents."""

    @classmethod
    def of(cls, counted: Mapping[Field, tuple[Counted, ...]]) -> KnownValues:
        """With what follows from the counts. Of two spellings the more frequent one is taken."""
        values = {name: tuple(each.value for each in given) for name, given in counted.items()}
        spelt = [value for name in (Field.SITE, Field.TAG) for value in reversed(values[name])]
        return cls(counted, values, {fold(value): value for value in spelt})

    def pages(self, name: Field, value: str) -> int:
        """How many pages have a value; 0 for one that is not known."""
        return next((each.pages for each in self.counted.get(name, ()) if each.value == value), 0)


class Completing:
    """What can be typed after the names of fields. Any thread may ask."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._known = KnownValues()
        self._changes = 1
        self._seen = 0
        holdings.changed.connect(self._hear)

    @property
    def known(self) -> KnownValues:
        """What was known when it was last read. This never waits."""
        return self._known

    @property
    def stale(self) -> bool:
        """Whether the library has changed since, so that it should be read again."""
        return self._seen != self._changes

    def read(self) -> KnownValues:
        """What there is now, read again only where something has changed. Not for the window's thread."""
        if self.stale:
            changes = self._changes  # what changes while it is read is read the next time
            connection = self._holdings.reader()
            of_pages = page_values.of_all(connection)
            tagged = _tags(tags.page_counts(connection), page_values.of_annotation_tags(connection))
            self._known = KnownValues.of(
                {
                    Field.TAG: tagged,
                    Field.SITE: of_pages.hosts + of_pages.sites,
                    Field.AUTHOR: of_pages.authors,
                    Field.LANGUAGE: of_pages.languages,
                }
            )
            self._seen = changes
        return self._known

    def _hear(self, changes: Changes) -> None:
        if changes.pages or changes.annotated or changes.annotations:
            self._changes += 1


def _tags(of_pages: Sequence[tuple[str, int]], of_annotations: Sequence[Counted]) -> tuple[Counted, ...]:
    counts = Counter(dict(of_pages))
    for each in of_annotations:
        counts.setdefault(each.value, each.pages)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
    return tuple(Counted(name, pages) for name, pages in ordered)
