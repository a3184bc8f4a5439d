from __future__ import annotations

from typing import TYPE_CHECKING

from postil.jobs import Progress
from postil.model.annotation import AnchorState, Color
from postil.model.article import Source
from postil.model.details import Correction, Detail
from postil.model.page import Place

if TYPE_CHECKING:
    from postil.app.library import Library


def test_what_a_person_corrects_is_theirs_whatever_is_read_anew(library: Library) -> None:
    (page_id, _) = library.reading.page_ids(Place())
    before = library.reading.page(page_id)
    correction = Correction(title="My title", byline="A. Writer", published="2020-05", language="en-GB")
    library.details.correct((page_id,), correction)
    library.reextracting.run((page_id,), Progress())
    page = library.reading.page(page_id)
    assert (page.title, page.byline, page.published, page.language) == (
        "My title",
        "A. Writer",
        "2020-05",
        "en-GB",
    )
    assert page.site == before.site
    assert page.own == {Detail.TITLE, Detail.BYLINE, Detail.PUBLISHED, Detail.LANGUAGE}


def test_an_emptied_field_is_left_to_the_extractor_again(library: Library) -> None:
    (page_id, _) = library.reading.page_ids(Place())
    said = library.reading.page(page_id)
    library.details.correct((page_id,), Correction(title="Mine", site="Mine"))
    library.details.correct((page_id,), Correction(title="", site=" "))
    emptied = library.reading.page(page_id)
    assert (emptied.title, emptied.site, emptied.own) == ("Mine", None, frozenset())
    library.reextracting.run((page_id,), Progress())
    page = library.reading.page(page_id)
    assert (page.title, page.site) == (said.title, said.site)


def test_several_pages_are_corrected_as_one_deed_and_only_where_it_is_said(library: Library) -> None:
    ids = library.reading.page_ids(Place())
    before = library.reading.pages(ids)
    library.details.correct(ids, Correction(site="The Herald"))
    after = library.reading.pages(ids)
    assert {page.site for page in after.values()} == {"The Herald"}
    assert [after[page_id].title for page_id in ids] == [before[page_id].title for page_id in ids]
    assert library.undo.undo() == "Edit details"
    assert library.reading.pages(ids) == before


def test_facts_tell_of_highlights_and_of_the_original(library: Library) -> None:
    (page_id, _) = library.reading.page_ids(Place())
    library.annotating.highlight(page_id, 0, 10, color=Color.RED, note="Why?")
    library.annotating.highlight(page_id, 3, 20, color=Color.RED)
    library.annotating.highlight(page_id, 30, 40, color=Color.BLUE)
    facts = library.details.facts(page_id)
    assert facts.colors == ((Color.RED, 2), (Color.BLUE, 1))
    assert facts.states == ((AnchorState.ANCHORED, 3),)
    assert facts.notes == 1
    assert facts.original_size == len(library.reading.original(page_id))
    assert [version.id for version in facts.versions] == [facts.page.version]


def test_facts_tell_where_they_came_from_also_after_reading_anew(library: Library) -> None:
    (page_id, _) = library.reading.page_ids(Place())
    found = {each.field: (each.source, each.name) for each in library.details.facts(page_id).evidence}
    assert found["site"] == (Source.META, "og:site_name")
    assert {"title", "site", "language"} <= found.keys()
    library.details.correct((page_id,), Correction(site="Mine"))
    assert "site" not in {each.field for each in library.details.facts(page_id).evidence}
    library.undo.undo()
    library.reextracting.page(page_id)
    again = {each.field: (each.source, each.name) for each in library.details.facts(page_id).evidence}
    assert again == found
