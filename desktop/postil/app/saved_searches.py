"""Saved searches: queries that a person keeps under a name, as places of the library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.errors import NotFound, SavedSearchError
from postil.model.changes import Changes
from postil.model.ids import SearchId, new_id
from postil.model.saved_search import SavedSearch
from postil.store import saved_searches
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.app.holdings import Holdings


class SavedSearches:
    """What a person does with the searches that they keep."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def all(self) -> tuple[SavedSearch, ...]:
        """Every saved search, in the order of the person."""
        return saved_searches.everyone(self._holdings.reader())

    def get(self, search_id: SearchId) -> SavedSearch:
        """One saved search. Raises NotFound."""
        for search in self.all():
            if search.id == search_id:
                return search
        raise NotFound(_("There is no such saved search any more."))

    def keep(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, after the others. Raises SavedSearchError where one of them is empty."""
        search = SavedSearch(SearchId(new_id()), _name(name), _query(query))
        self._change(_("Keep search"), (*self.all(), search))
        return search

    def edit(self, search_id: SearchId, *, name: str, query: str) -> Changes:
        """Give a saved search another name, or another query. Raises NotFound or SavedSearchError."""
        before = self.get(search_id)
        after = replace(before, name=_name(name), query=_query(query))
        label = _("Rename search") if after.query == before.query else _("Change search")
        return self._change(label, [after if each == before else each for each in self.all()])

    def move(self, search_id: SearchId, step: int) -> Changes:
        """Move a saved search ``step`` places down, or up where it is negative. Raises NotFound."""
        search, listed = self.get(search_id), list(self.all())
        at = listed.index(search)
        listed.insert(min(max(at + step, 0), len(listed) - 1), listed.pop(at))
        return self._change(_("Move search"), listed)

    def remove(self, search_id: SearchId) -> Changes:
        """Keep a search no longer; what it finds stays. Raises NotFound."""
        search = self.get(search_id)
        return self._change(_("Remove search"), [each for each in self.all() if each != search])

    def _change(self, label: str, searches: Sequence[SavedSearch]) -> Changes:
        before, after = self.all(), tuple(searches)
        if before == after:
            return Changes()

        def write(wanted: tuple[SavedSearch, ...]) -> Changes:
            with self._holdings.transaction() as tx:
                saved_searches.replace_all(tx, wanted)
            return Changes(searches=True)

        return self._holdings.undo.do(label, lambda: write(after), lambda: write(before))


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise SavedSearchError(_("A saved search needs a name."))
    return name


def _query(typed: str) -> str:
    query = " ".join(typed.split())
    if not query:
        raise SavedSearchError(_("Type what to search for first; then the search can be kept."))
    return query
