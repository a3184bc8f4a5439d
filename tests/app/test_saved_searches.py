from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.errors import NotFound, SavedSearchError
from postil.model.ids import SearchId

if TYPE_CHECKING:
    from postil.app.library import Library


def names(library: Library) -> list[str]:
    return [search.name for search in library.saved_searches.all()]


def test_searches_are_kept_in_the_order_of_the_person(library: Library) -> None:
    searches = library.saved_searches
    first = searches.keep("  Lamps ", "tag:craft   lamp")
    searches.keep("Gardens", "garden")
    assert (first.name, first.query) == ("Lamps", "tag:craft lamp")
    assert names(library) == ["Lamps", "Gardens"]
    searches.move(first.id, 1)
    assert names(library) == ["Gardens", "Lamps"]
    searches.move(first.id, 5)
    assert names(library) == ["Gardens", "Lamps"]
    assert [library.undo.undo() for _ in range(3)] == ["Move search", "Keep search", "Keep search"]
    assert names(library) == []


def test_a_search_is_renamed_and_removed(library: Library) -> None:
    kept = library.saved_searches.keep("Lamps", "lamp")
    library.saved_searches.edit(kept.id, name="Light", query="lamp")
    assert library.undo.labels()[0] == "Rename search"
    library.saved_searches.edit(kept.id, name="Light", query="light")
    assert library.undo.labels()[0] == "Change search"
    library.saved_searches.remove(kept.id)
    assert names(library) == []
    library.undo.undo()
    assert library.saved_searches.get(kept.id).query == "light"


def test_nothing_without_a_name_or_a_query_is_kept(library: Library) -> None:
    for name, query in (("", "lamp"), ("Lamps", "  ")):
        with pytest.raises(SavedSearchError):
            library.saved_searches.keep(name, query)
    with pytest.raises(NotFound):
        library.saved_searches.remove(SearchId("no such"))
