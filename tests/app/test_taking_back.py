"""Notes that were edited in files: shown, taken in one deed, undone; nothing written over unseen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.app.saved_pages import LIGHTHOUSE

from postil.app.taking_back import Answer, Standing, Take, Taken, joined
from postil.model.annotation import Color
from postil.model.note_edit import NoteEdit
from postil.model.page import Place, SortOrder

if TYPE_CHECKING:
    from postil.app.library import Library
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId

FILE = Path("/vault/The Keeper’s Ledger.md")


@pytest.fixture
def page(library: Library) -> PageId:
    """The ledger."""
    return library.reading.page_ids(Place(), sort=SortOrder.TITLE, descending=False)[0]


@pytest.fixture
def made(library: Library, page: PageId) -> Annotation:
    quote = LIGHTHOUSE[3]
    return library.annotating.highlight_quote(page, quote, color=Color.RED, note="Which #museum?").annotation


def note_of(library: Library, made: Annotation) -> str:
    return library.annotating.annotation(made.id).note


def test_a_note_edited_in_a_file_is_taken_with_its_tags(
    library: Library, page: PageId, made: Annotation
) -> None:
    edit = NoteEdit(page, made.id, "Which #museum?", "The one by the #harbour/north.", FILE)
    (offer,) = library.taking_back.offers((edit,))
    assert (offer.standing, offer.title) == (Standing.ONLY_FILE, "The Keeper’s Ledger")
    assert (offer.quote, offer.now) == (LIGHTHOUSE[3], "Which #museum?")
    assert library.taking_back.accept((Answer(offer),)) == Taken(1)
    kept = library.annotating.annotation(made.id)
    assert kept.note == "The one by the #harbour/north."
    assert kept.tags == ("harbour/north",)
    assert kept.modified >= made.modified
    assert library.taking_back.offers((edit,)) == ()


def test_many_are_one_step_of_undo(library: Library, page: PageId, made: Annotation) -> None:
    library.noting.set_note(page, "About #lamps.")
    before = library.reading.page(page), library.annotating.annotation(made.id)
    edits = (
        NoteEdit(page, made.id, "Which #museum?", "", FILE),
        NoteEdit(page, None, "About #lamps.", "About #lamps and #ships.", FILE),
    )
    offers = library.taking_back.offers(edits)
    assert library.taking_back.accept([Answer(offer) for offer in offers]) == Taken(2)
    assert note_of(library, made) == ""
    assert library.reading.page(page).note == "About #lamps and #ships."
    assert set(library.reading.page(page).tags) == {"lamps", "ships"}
    assert library.undo.undo() == "Take 2 notes from files"
    assert (library.reading.page(page), library.annotating.annotation(made.id)) == before
    assert library.undo.redo() == "Take 2 notes from files"
    assert note_of(library, made) == ""
    assert set(library.reading.page(page).tags) == {"lamps", "ships"}


def test_a_note_that_was_changed_here_too_says_so(library: Library, page: PageId, made: Annotation) -> None:
    library.annotating.set_note(made.id, "Ask at the harbour.")
    edit = NoteEdit(page, made.id, "Which #museum?", "Which #museum? In the north.", FILE)
    (offer,) = library.taking_back.offers((edit,))
    assert (offer.standing, offer.now) == (Standing.BOTH, "Ask at the harbour.")
    assert library.taking_back.accept((Answer(offer, Take.JOINED),)) == Taken(1)
    assert note_of(library, made) == "Ask at the harbour.\n\nWhich #museum? In the north."
    library.undo.undo()
    assert note_of(library, made) == "Ask at the harbour."
    library.taking_back.accept((Answer(offer, Take.FILE),))
    assert note_of(library, made) == "Which #museum? In the north."


def test_what_changed_after_it_was_shown_is_left(library: Library, page: PageId, made: Annotation) -> None:
    edit = NoteEdit(page, made.id, "Which #museum?", "That one.", FILE)
    offers = library.taking_back.offers((edit,))
    library.annotating.set_note(made.id, "Written a moment ago.")
    assert library.taking_back.accept([Answer(offer) for offer in offers]) == Taken(0, (edit,))
    assert note_of(library, made) == "Written a moment ago."
    assert library.undo.labels()[0] == "Edit note"


def test_one_note_edited_in_two_files_loses_neither(library: Library, page: PageId, made: Annotation) -> None:
    other = FILE.with_name("museums.md")
    edits = (
        NoteEdit(page, made.id, "Which #museum?", "The northern one.", FILE),
        NoteEdit(page, made.id, "Which #museum?", "The one with the lamp.", other),
        NoteEdit(page, made.id, "Which #museum?", "The northern one.", FILE.with_name("the same.md")),
    )
    offers = library.taking_back.offers(edits)
    assert [offer.standing for offer in offers] == [Standing.ONLY_FILE, Standing.BOTH]
    assert library.taking_back.accept([Answer(offer) for offer in offers]) == Taken(1)
    assert note_of(library, made) == "The northern one.\n\nThe one with the lamp."


def test_what_is_gone_is_said_and_not_taken(library: Library, page: PageId, made: Annotation) -> None:
    edits = (
        NoteEdit(page, made.id, "Which #museum?", "That one.", FILE),
        NoteEdit(page, None, "", "On all of it.", FILE),
    )
    library.annotating.remove((made.id,))
    first, second = library.taking_back.offers(edits)
    assert (first.standing, second.standing) == (Standing.GONE, Standing.ONLY_FILE)
    library.reading.trash((page,))
    assert [offer.standing for offer in library.taking_back.offers(edits)] == [Standing.GONE] * 2
    assert library.taking_back.accept((Answer(first), Answer(second))) == Taken(0, edits)


def test_blank_lines_at_the_ends_are_no_change(library: Library, page: PageId, made: Annotation) -> None:
    library.annotating.set_note(made.id, "Which #museum?\r\nThat one.\n\n")
    edit = NoteEdit(page, made.id, "Which #museum?\nThat one.", "Which #museum?", FILE)
    (offer,) = library.taking_back.offers((edit,))
    assert offer.standing is Standing.ONLY_FILE
    same = NoteEdit(page, made.id, "Which #museum?", "Which #museum?\nThat one.", FILE)
    assert library.taking_back.offers((same,)) == ()


LINES = st.lists(st.sampled_from(["", "a", "ab", "b b", "- c"]), max_size=4).map("\n".join)


@given(LINES, LINES)
def test_joined_notes_have_every_line_of_both(now: str, after: str) -> None:
    both = joined(now, after).split("\n")
    for line in (*now.split("\n"), *after.split("\n")):
        assert not line.strip() or line in both
    assert joined(joined(now, after), after) == joined(now, after)
