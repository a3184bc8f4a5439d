"""A page gets a look of its own, opens with it, and undo takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.page import Place
from postil.model.page_appearance import PageAppearance

if TYPE_CHECKING:
    from postil.app.library import Library
    from postil.model.changes import Changes

OWN = PageAppearance(theme="black", text_size=28)


def test_a_page_opens_with_its_own_look_and_the_others_with_none(library: Library) -> None:
    page, other = library.reading.page_ids(Place())
    assert library.reading.open(page).appearance == PageAppearance()
    library.page_appearances.set(page, OWN)
    assert library.reading.open(page).appearance == OWN
    assert library.page_appearances.of(other) == PageAppearance()


def test_each_change_is_told_undone_and_done_again(library: Library) -> None:
    page = library.reading.page_ids(Place())[0]
    heard: list[Changes] = []
    library.changed.connect(heard.append)
    library.page_appearances.set(page, OWN)
    library.page_appearances.set(page, OWN.changed(text_size=None))
    assert [changes.pages for changes in heard] == [frozenset({page})] * 2
    library.undo.undo()
    assert library.page_appearances.of(page) == OWN
    library.undo.undo()
    assert library.page_appearances.of(page) == PageAppearance()
    library.undo.redo()
    assert library.page_appearances.of(page) == OWN


def test_what_changes_nothing_is_no_deed(library: Library) -> None:
    page = library.reading.page_ids(Place())[0]
    assert not library.page_appearances.set(page, PageAppearance()).pages
    assert library.undo.labels() == (None, None)
