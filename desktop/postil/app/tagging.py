"""Tagging pages: names that nest with ``/``, as many as a page wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.changes import Changes
from postil.store import pages, tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from postil.app.holdings import Holdings
    from postil.model.ids import PageId


class Tagging:
    """What a person does with tags."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def names(self) -> tuple[str, ...]:
        """Every tag in use, on pages and on highlights, in order."""
        return tags.names(self._holdings.reader())

    def tag(self, ids: Sequence[PageId], name: str) -> Changes:
        """Put a tag on pages."""
        wanted = self.name(name)
        return self._change("Tag", ids, lambda old: (*old, wanted))

    def untag(self, ids: Sequence[PageId], name: str) -> Changes:
        """Take a tag off pages."""
        unwanted = self.name(name)
        key = tags.key(unwanted)
        return self._change("Untag", ids, lambda old: (each for each in old if tags.key(each) != key))

    def set_tags(self, page_id: PageId, names: Iterable[str]) -> Changes:
        """Give a page these tags and no others."""
        wanted = tuple(self.name(name) for name in names)
        return self._change("Tag", (page_id,), lambda _old: wanted)

    def name(self, typed: str) -> str:
        """The tag that a person typed, with or without ``#``; TagError where nothing is left."""
        return tags.clean(typed.strip().lstrip("#"))

    def _change(
        self, label: str, ids: Sequence[PageId], edit: Callable[[tuple[str, ...]], Iterable[str]]
    ) -> Changes:
        before = {page_id: page.tags for page_id, page in pages.many(self._holdings.reader(), ids).items()}
        after = {page_id: _once_each(edit(old)) for page_id, old in before.items()}
        touched = tuple(page_id for page_id, old in before.items() if set(after[page_id]) != set(old))

        def write(wanted: dict[PageId, tuple[str, ...]]) -> Changes:
            with self._holdings.transaction() as tx:
                for page_id in touched:
                    tags.set_of_page(tx, page_id, wanted[page_id])
            return Changes(pages=frozenset(touched), membership=True)

        if not touched:
            return Changes()
        return self._holdings.undo.do(label, lambda: write(after), lambda: write(before))


def _once_each(names: Iterable[str]) -> tuple[str, ...]:
    """The names without those that differ from an earlier one only in letter case."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(tags.key(name), name)
    return tuple(first.values())
