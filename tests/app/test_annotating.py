"""Annotating: highlights where they were made, every deed undone and redone, none ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.errors import NotFound, PostilError
from postil.model.annotation import AnchorState, AnnotationFilter, Color, Style
from postil.model.page import Place

if TYPE_CHECKING:
    from postil.app.library import Library
    from postil.model.ids import PageId


@pytest.fixture
def page_id(library: Library) -> PageId:
    ids = library.reading.page_ids(Place())
    return next(each for each in ids if library.reading.page(each).title == "The Keeper’s Ledger")


def test_a_highlight_stands_on_its_words(library: Library, page_id: PageId) -> None:
    text = library.reading.view(page_id).text
    start = text.index("a night without ships")
    annotation = library.annotating.highlight(
        page_id, start - 1, start + 22, color=Color.GREEN, note="Twice?"
    )
    quote = annotation.selectors.quote
    assert quote.exact == "a night without ships"
    assert text[start - 96 : start] == quote.prefix
    assert len(quote.suffix) == 96
    (placed,) = library.reading.open(page_id).placed
    assert (placed.start, placed.end) == (start, start + 21)
    assert placed.annotation == annotation
    assert library.reading.page(page_id).highlights == 1


def test_everything_is_undone_and_done_again(library: Library, page_id: PageId) -> None:
    annotation = library.annotating.highlight(page_id, 0, 20, color=Color.YELLOW)
    library.annotating.recolor((annotation.id,), Color.BLUE)
    library.annotating.set_note(annotation.id, "A *note*.")
    library.annotating.set_tags(annotation.id, ("tides", "craft/lamps"))
    library.annotating.remove((annotation.id,))
    assert library.annotating.placed(page_id) == ()
    seen = []
    while library.undo.undo():
        seen.append([placed.annotation for placed in library.annotating.placed(page_id)])
    assert [len(each) for each in seen] == [1, 1, 1, 1, 0]
    assert set(seen[0][0].tags) == {"tides", "craft/lamps"}
    assert (seen[1][0].tags, seen[1][0].note) == ((), "A *note*.")
    assert (seen[2][0].note, seen[2][0].color) == ("", Color.BLUE)
    assert seen[3][0].color is Color.YELLOW
    while library.undo.redo():
        pass
    assert library.annotating.placed(page_id) == ()
    library.undo.undo()
    assert library.annotating.placed(page_id)[0].annotation.note == "A *note*."


def test_overlapping_highlights_are_all_kept_in_order(library: Library, page_id: PageId) -> None:
    spans = [(40, 60), (0, 100), (0, 20), (50, 90)]
    for start, end in spans:
        library.annotating.highlight(page_id, start, end, color=Color.YELLOW)
    placed = [(each.start, each.end) for each in library.annotating.placed(page_id)]
    assert placed == sorted(placed, key=lambda span: (span[0], -(span[1] or 0)))
    assert len(placed) == 4


def test_a_selection_without_words_is_refused(library: Library, page_id: PageId) -> None:
    text = library.reading.view(page_id).text
    gap = text.index("\n")
    with pytest.raises(PostilError, match="no words"):
        library.annotating.highlight(page_id, gap, gap + 1, color=Color.YELLOW)


def test_a_quote_is_found_despite_spaces_and_quotation_marks(library: Library, page_id: PageId) -> None:
    quote = "Nobody had told her  to stop, and the columns were\nruled for years ahead"
    placed = library.annotating.highlight_quote(page_id, quote, color=Color.RED)
    assert placed.annotation.selectors.quote.exact == (
        "Nobody had told her to stop, and the columns were ruled for years ahead"
    )


def test_words_that_are_not_there_are_not_guessed(library: Library, page_id: PageId) -> None:
    with pytest.raises(NotFound):
        library.annotating.highlight_quote(page_id, "the purple submarine surfaced", color=Color.RED)


def test_a_list_has_the_whole_library(library: Library) -> None:
    for page_id in library.reading.page_ids(Place()):
        library.annotating.highlight(page_id, 0, 30, color=Color.YELLOW)
    listed = library.annotating.ids(AnnotationFilter())
    assert {library.reading.page(page).title for _, page in listed} == {"The Keeper’s Ledger", "Warm Walls"}
    rows = library.annotating.annotations(annotation for annotation, _page in listed)
    assert all(row.state is AnchorState.ANCHORED for row in rows.values())


def test_highlights_of_a_trashed_page_rest_with_it(library: Library, page_id: PageId) -> None:
    library.annotating.highlight(page_id, 0, 30, color=Color.YELLOW)
    library.reading.trash((page_id,))
    assert library.annotating.ids(AnnotationFilter()) == ()
    library.reading.restore((page_id,))
    assert len(library.annotating.ids(AnnotationFilter())) == 1


def test_a_tag_in_a_note_tags_the_highlight(library: Library, page_id: PageId) -> None:
    annotation = library.annotating.highlight(page_id, 0, 20, color=Color.YELLOW, tags=("by hand",))
    library.annotating.set_note(annotation.id, "So it is. #evidence #craft/lamps `#code`")
    assert set(library.annotating.annotation(annotation.id).tags) == {"by hand", "evidence", "craft/lamps"}
    library.annotating.set_note(annotation.id, "So it is. #Evidence")
    assert set(library.annotating.annotation(annotation.id).tags) == {"by hand", "evidence"}
    library.undo.undo()
    assert "craft/lamps" in library.annotating.annotation(annotation.id).tags


def test_many_are_changed_by_one_deed(library: Library) -> None:
    made = [
        library.annotating.highlight(page_id, start, start + 10, color=Color.YELLOW).id
        for page_id in library.reading.page_ids(Place())
        for start in (0, 40)
    ]
    before = library.annotating.annotations(made)
    library.annotating.recolor(made, Color.RED)
    library.annotating.restyle(made, Style.UNDERLINE)
    library.annotating.retag(made, added=("evidence",))
    library.annotating.remove(made)
    assert library.annotating.ids(AnnotationFilter()) == ()
    assert {name for name, _ in library.annotating.ids(AnnotationFilter(trashed=True))} == set(made)
    library.annotating.restore(made[:1])
    (kept,) = library.annotating.annotations(
        name for name, _ in library.annotating.ids(AnnotationFilter())
    ).values()
    assert (kept.color, kept.style, kept.tags) == (Color.RED, Style.UNDERLINE, ("evidence",))
    for _step in range(5):
        library.undo.undo()
    assert library.annotating.annotations(made) == before


def test_a_highlight_is_resized_with_all_that_is_its_own(library: Library, page_id: PageId) -> None:
    text = library.reading.view(page_id).text
    annotation = library.annotating.highlight(page_id, 10, 20, color=Color.BLUE, note="Stays.")
    library.annotating.resize(annotation.id, 0, 40)
    (placed,) = library.annotating.placed(page_id)
    assert (placed.start, placed.end) == (0, 40)
    assert placed.annotation.selectors.quote.exact == text[:40]
    assert (placed.annotation.id, placed.annotation.note) == (annotation.id, "Stays.")
    library.undo.undo()
    assert library.annotating.placed(page_id)[0].start == 10


def test_merged_highlights_keep_all_that_was_written_and_one_undo_parts_them(
    library: Library, page_id: PageId
) -> None:
    later = library.annotating.highlight(page_id, 30, 60, color=Color.RED, note="Second.", tags=("b",))
    first = library.annotating.highlight(page_id, 0, 35, color=Color.BLUE, note="First.", tags=("a", "B"))
    before = library.annotating.placed(page_id)
    library.annotating.merge((later.id, first.id), 0, 60)
    (whole,) = library.annotating.placed(page_id)
    assert (whole.start, whole.end, whole.annotation.id, whole.annotation.color) == (
        0,
        60,
        later.id,
        Color.RED,
    )
    assert whole.annotation.note == "First.\n\nSecond."
    assert {tag.casefold() for tag in whole.annotation.tags} == {"a", "b"}
    library.undo.undo()
    assert library.annotating.placed(page_id) == before
    library.undo.redo()
    assert [each.annotation.id for each in library.annotating.placed(page_id)] == [later.id]


def test_an_underline_is_a_style(library: Library, page_id: PageId) -> None:
    annotation = library.annotating.highlight(page_id, 0, 20, color=Color.RED, style=Style.UNDERLINE)
    assert library.annotating.ids(AnnotationFilter(style=Style.UNDERLINE)) == ((annotation.id, page_id),)
    assert library.annotating.ids(AnnotationFilter(style=Style.HIGHLIGHT)) == ()
