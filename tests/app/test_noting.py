"""Notes on whole pages, and drafts: found, exported, undone, and back after a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.app.noting import Draft
from postil.errors import NotFound
from postil.jobs import Progress
from postil.model.annotation import Color, Style
from postil.model.color_names import ColorNames
from postil.model.ids import PageId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library


@pytest.fixture
def page_id(library: Library) -> PageId:
    ids = library.reading.page_ids(Place())
    return next(each for each in ids if library.reading.page(each).title == "The Keeper’s Ledger")


def test_a_note_on_a_page_gives_it_its_tags_and_is_undone(library: Library, page_id: PageId) -> None:
    library.tagging.set_tags(page_id, ("by hand",))
    library.noting.set_note(page_id, "All of it is about *patience*. #craft/lamps")
    page = library.reading.page(page_id)
    assert page.note == "All of it is about *patience*. #craft/lamps"
    assert set(page.tags) == {"by hand", "craft/lamps"}
    library.noting.set_note(page_id, "All of it.")
    assert library.reading.page(page_id).tags == ("by hand",)
    library.undo.undo()
    assert library.reading.page(page_id) == page
    library.undo.undo()
    page = library.reading.page(page_id)
    assert (page.note, page.tags) == ("", ("by hand",))
    library.undo.redo()
    assert library.reading.page(page_id).note


def test_a_note_on_a_page_is_searched(library: Library, page_id: PageId) -> None:
    library.noting.set_note(page_id, "A zeppelin would have helped.")
    library.indexing.drain()
    for query in ("zeppelin", "note:zeppelin", "has:note"):
        (hit,) = library.finding.search(query).hits
        assert (hit.page.id, hit.annotation) == (page_id, None)
    (hit,) = library.finding.search("zeppelin").hits
    assert "zeppelin" in hit.snippet.text
    assert hit.start is None
    library.undo.undo()
    library.indexing.drain()
    assert library.finding.search("zeppelin").hits == ()


def test_underlines_are_searched(library: Library, page_id: PageId) -> None:
    annotation = library.annotating.highlight(page_id, 0, 20, color=Color.RED)
    library.indexing.drain()
    assert library.finding.search("is:underlined").hits == ()
    library.annotating.restyle((annotation.id,), Style.UNDERLINE)
    library.indexing.drain()
    assert [hit.annotation and hit.annotation.id for hit in library.finding.search("is:underlined").hits] == [
        annotation.id
    ]


def test_a_note_on_a_page_is_the_first_of_its_export(
    library: Library, page_id: PageId, tmp_path: Path
) -> None:
    library.noting.set_note(page_id, "# Mine\n\nAll of *it*.")
    library.annotating.highlight(page_id, 0, 20, color=Color.GREEN)
    library.exporting.colors = ColorNames(("", "", "evidence", "", "", "", "", ""))
    report = library.exporting.to_folder(None, tmp_path / "notes", Progress())
    (written,) = report.written
    text = written.read_text(encoding="utf-8")
    assert text.index("All of *it*.") < text.index("## Highlights")
    assert f"\nGreen: evidence · [open](postil://page/{page_id}#hl-" in text


def test_a_page_with_a_note_alone_is_exported(library: Library, page_id: PageId, tmp_path: Path) -> None:
    library.noting.set_note(page_id, "All of it.")
    assert len(library.exporting.to_folder(None, tmp_path / "notes", Progress()).written) == 1


def test_a_note_on_no_page_is_refused(library: Library) -> None:
    with pytest.raises(NotFound):
        library.noting.set_note(PageId("gone"), "x")


def test_a_draft_comes_back_until_the_note_is_written(library: Library, page_id: PageId) -> None:
    annotation = library.annotating.highlight(page_id, 0, 20, color=Color.YELLOW)
    library.noting.keep_draft(page_id, annotation.id, "Half a")
    library.noting.keep_draft(page_id, annotation.id, "Half a sent")
    library.noting.keep_draft(page_id, None, "On the page")
    assert set(library.noting.drafts(page_id)) == {
        Draft(annotation.id, "Half a sent"),
        Draft(None, "On the page"),
    }
    library.noting.forget_draft(page_id, annotation.id)
    assert library.noting.drafts(page_id) == (Draft(None, "On the page"),)
    assert library.undo.labels()[0] == "Highlight", "a draft is no deed"


def test_a_draft_of_a_removed_highlight_rests_with_it(library: Library, page_id: PageId) -> None:
    annotation = library.annotating.highlight(page_id, 0, 20, color=Color.YELLOW)
    library.noting.keep_draft(page_id, annotation.id, "Half a")
    library.annotating.remove((annotation.id,))
    assert library.noting.drafts(page_id) == ()
    library.undo.undo()
    assert len(library.noting.drafts(page_id)) == 1


def test_a_draft_that_was_written_in_the_end_does_not_come_back(library: Library, page_id: PageId) -> None:
    annotation = library.annotating.highlight(page_id, 0, 20, color=Color.YELLOW)
    library.noting.keep_draft(page_id, annotation.id, "Whole. ")
    library.noting.keep_draft(page_id, None, "On the page")
    library.annotating.set_note(annotation.id, "Whole.")
    library.noting.set_note(page_id, "On the page")
    assert library.noting.drafts(page_id) == ()
