from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.errors import TagError
from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from postil.app.library import Library


def tags_of(library: Library) -> list[tuple[str, ...]]:
    ids = library.reading.page_ids(Place())
    found = library.reading.pages(ids)
    return [found[page_id].tags for page_id in ids]


def test_a_tag_moves_with_those_below_it(library: Library) -> None:
    one, other = library.reading.page_ids(Place())
    library.tagging.set_tags(one, ("politics/europe", "politics"))
    library.tagging.set_tags(other, ("politics/europe/kyiv",))
    library.tagging.rename("politics/europe", "places/Europe")
    assert tags_of(library) == [("places/Europe", "politics"), ("places/Europe/kyiv",)]
    assert library.undo.undo() == "Move tag"
    assert tags_of(library) == [("politics", "politics/europe"), ("politics/europe/kyiv",)]


def test_two_tags_become_one_and_part_again(library: Library) -> None:
    one, other = library.reading.page_ids(Place())
    library.tagging.set_tags(one, ("sea", "ocean"))
    library.tagging.set_tags(other, ("ocean",))
    highlight = library.annotating.highlight(one, 0, 5, color=Color.RED, tags=("ocean",))
    assert library.tagging.merges("ocean", "Sea")
    library.tagging.rename("ocean", "sea")
    assert tags_of(library) == [("sea",), ("sea",)]
    assert library.annotating.annotation(highlight.id).tags == ("sea",)
    assert library.undo.undo() == "Merge tags"
    assert tags_of(library) == [("ocean", "sea"), ("ocean",)]
    assert library.annotating.annotation(highlight.id).tags == ("ocean",)


def test_a_tag_is_deleted_with_those_below_it_and_no_others(library: Library) -> None:
    one, other = library.reading.page_ids(Place())
    library.tagging.set_tags(one, ("sea", "sea/north", "seaside"))
    library.tagging.set_tags(other, ("sea",))
    library.tagging.delete("SEA")
    assert tags_of(library) == [("seaside",), ()]
    library.undo.undo()
    assert tags_of(library) == [("sea", "sea/north", "seaside"), ("sea",)]


def test_a_tag_cannot_move_into_itself(library: Library) -> None:
    (one, _) = library.reading.page_ids(Place())
    library.tagging.set_tags(one, ("sea",))
    with pytest.raises(TagError, match="into itself"):
        library.tagging.rename("sea", "Sea/north")
    assert library.tagging.names() == ("sea",)


def test_only_the_letter_case_may_change(library: Library) -> None:
    (one, _) = library.reading.page_ids(Place())
    library.tagging.set_tags(one, ("kyiv",))
    assert not library.tagging.merges("kyiv", "Kyiv")
    library.tagging.rename("kyiv", "Kyiv")
    assert library.tagging.names() == ("Kyiv",)


def test_many_tags_on_many_pages_are_one_deed(library: Library) -> None:
    ids = library.reading.page_ids(Place())
    library.tagging.set_tags(ids[0], ("old", "half"))
    library.tagging.edit(ids, added=("#new", "half"), removed=("OLD", "never there"))
    assert tags_of(library) == [("half", "new"), ("half", "new")]
    assert library.tagging.shares(ids) == (("half", 2), ("new", 2))
    library.undo.undo()
    assert tags_of(library) == [("half", "old"), ()]


def test_what_changes_nothing_is_no_deed(library: Library) -> None:
    ids = library.reading.page_ids(Place())
    steps = library.undo.labels()
    assert library.tagging.edit(ids, removed=("nobody has it",)).pages == frozenset()
    assert library.undo.labels() == steps
