"""What may be typed after a field: what the library has, counted, and read again only when it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.annotation import Color
from postil.model.page import Place
from postil.search.queries.query import Field

if TYPE_CHECKING:
    from postil.app.library import Library


def test_the_window_is_told_what_is_known_and_nothing_is_read_for_it(library: Library) -> None:
    assert library.completing.stale
    assert library.completing.known.values == {}
    library.completing.read()
    assert not library.completing.stale
    assert "Ada Quill" in library.completing.known.values[Field.AUTHOR]


def test_tags_are_told_as_they_are_written_with_those_they_are_nested_in(library: Library) -> None:
    page, other = library.reading.page_ids(Place())
    library.tagging.set_tags(page, ("Craft/Lamps", "sea"))
    library.tagging.set_tags(other, ("Craft",))
    library.annotating.highlight(page, 0, 12, color=Color.RED, note="Of #harbours, too.")
    known = library.completing.read()
    assert known.values[Field.TAG] == ("Craft", "Craft/Lamps", "harbours", "sea")
    assert [known.pages(Field.TAG, name) for name in known.values[Field.TAG]] == [2, 1, 1, 1]
    assert known.spellings["craft/lamps"] == "Craft/Lamps"


def test_sites_are_told_by_host_and_by_name(library: Library) -> None:
    known = library.completing.read()
    pages = library.reading.pages(library.reading.page_ids(Place())).values()
    names = {page.site for page in pages if page.site}
    assert names <= set(known.values[Field.SITE])


def test_it_is_read_again_after_a_change_and_only_then(library: Library) -> None:
    first = library.completing.read()
    assert library.completing.read() is first
    page = library.reading.page_ids(Place())[0]
    library.search_history.remember("lamp")
    library.saved_searches.keep("Lamps", "lamp")
    assert not library.completing.stale, "neither changes what pages have"
    library.tagging.set_tags(page, ("sea",))
    assert library.completing.stale
    assert library.completing.read().values[Field.TAG] == ("sea",)
    library.undo.undo()
    assert library.completing.read().values[Field.TAG] == ()


def test_what_is_in_the_trash_is_not_offered(library: Library) -> None:
    page = library.reading.page_ids(Place())[0]
    library.tagging.set_tags(page, ("sea",))
    library.reading.trash([page])
    known = library.completing.read()
    assert known.values[Field.TAG] == ()
    assert known.pages(Field.TAG, "sea") == 0
