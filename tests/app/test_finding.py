"""Finding: pages, highlights and notes together, with the place where each answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, write_page

from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place
from postil.search.ranking import Facet, Sort

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library
    from postil.model.page import Page


def titles(library: Library, query: str) -> list[str]:
    return [hit.page.title for hit in library.finding.search(query).hits]


def test_a_hit_says_where_to_open(library: Library) -> None:
    (hit,) = library.finding.search("peaches").hits
    text = library.reading.view(hit.page.id).text
    assert hit.start is not None
    assert text[hit.start : hit.end] == "peach"
    marked = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert "peach" in marked


def test_every_place_of_a_page_is_told(library: Library) -> None:
    results = library.finding.search("ships")
    (hit,) = results.hits
    text = library.reading.view(hit.page.id).text
    places = library.finding.places(hit.page.id, results)
    assert [text[start:end] for start, end in places] == ["ships"] * text.count("ships")


def test_highlights_and_notes_are_found_and_forgotten(library: Library) -> None:
    page_id = library.reading.page_ids(Place())[0]
    annotation = library.annotating.highlight(page_id, 0, 40, color=Color.YELLOW, note="Compare Alexandria.")
    position = annotation.selectors.position
    assert position is not None
    library.indexing.drain()
    (hit,) = library.finding.search("alexandria").hits
    assert hit.annotation is not None
    assert hit.annotation.id == annotation.id
    assert "Alexandria" in hit.snippet.text
    assert (hit.start, hit.end) == (position.start, position.end)
    library.undo.undo()
    library.indexing.drain()
    assert library.finding.search("alexandria").hits == ()


def test_a_page_in_the_trash_is_not_found(library: Library) -> None:
    assert titles(library, "ledger") == ["The Keeper’s Ledger"]
    library.reading.trash([hit.page.id for hit in library.finding.search("ledger").hits])
    library.indexing.drain()
    assert titles(library, "ledger") == []


@pytest.mark.parametrize("query", ["", " ", '"', "-", "(", "OR", "title:", "*", "~", "𝕊", "a" * 5000])
def test_unfinished_queries_do_not_fail(library: Library, query: str) -> None:
    library.finding.search(query, typing=True)


def test_a_wrong_query_is_told_and_the_rest_is_searched(library: Library) -> None:
    results = library.finding.search("peach added:banana")
    assert results.problem is not None
    assert [hit.page.title for hit in results.hits] == ["Warm Walls"]


def test_the_background_process_follows(library: Library) -> None:
    library.indexing.start()
    try:
        page_id = library.reading.page_ids(Place())[0]
        library.annotating.highlight(page_id, 0, 40, color=Color.YELLOW, note="Ask the museum about Ptolemy.")
        for _ in range(1200):
            if library.finding.search("ptolemy").hits:
                break
            time.sleep(0.05)
        assert library.finding.search("ptolemy").hits
    finally:
        library.indexing.stop()


def test_a_tag_finds_the_pages_of_those_nested_in_it(library: Library) -> None:
    page_id = library.reading.page_ids(Place())[0]
    library.tagging.set_tags(page_id, ("craft/lamps/oil",))
    library.indexing.drain()
    for query in ("tag:craft", "tag:craft/lamps", "tag:Craft/Lamps/Oil"):
        assert [hit.page.id for hit in library.finding.search(query).hits] == [page_id]
    for query in ("tag:lamps", "tag:oil", "tag:craft/lamp"):
        assert library.finding.search(query).hits == ()


def test_copies_of_a_page_are_one_row_and_all_are_told(library: Library, tmp_path: Path) -> None:
    page = write_page(tmp_path, "again.html", title="Warm Walls Again", paragraphs=GARDEN)
    library.importing.add((page,), Progress())
    library.likening.drain()
    library.indexing.drain()
    results = library.finding.search("peach")
    assert results.total == 2
    (hit,) = results.hits
    assert {hit.page.title, *(same.title for same in hit.folded)} == {"Warm Walls", "Warm Walls Again"}
    library.likening.tell_apart(hit.page.id, hit.folded[0].id)
    assert [hit.folded for hit in library.finding.search("peach").hits] == [(), ()]


def test_a_page_with_many_highlights_does_not_fill_the_list(library: Library, ledger: Page) -> None:
    for start in range(0, 100, 10):
        library.annotating.highlight(ledger.id, start, start + 10, color=Color.RED, note="Ships again.")
    library.indexing.drain()
    results = library.finding.search("ships")
    assert results.total == 11
    assert [hit.annotation is None for hit in results.hits].count(True) == 1
    highlights = [hit for hit in results.hits if hit.annotation is not None]
    assert [len(hit.more) for hit in highlights] == [0, 0, 7]
    further = library.finding.more(highlights[-1], results)
    assert tuple(hit.annotation and hit.annotation.id for hit in further) == highlights[-1].more
    assert all(hit.snippet.marks and hit.start is not None for hit in further)
    assert len(library.finding.search("note:ships").hits) == 10, "who asks for notes sees each"


def test_what_was_thrown_away_since_is_no_row(library: Library, ledger: Page) -> None:
    highlight = library.annotating.highlight(ledger.id, 0, 40, color=Color.RED, note="Ships again.")
    library.indexing.drain()
    assert len(library.finding.search("ships").hits) == 2
    library.annotating.remove((highlight.id,))
    assert [hit.annotation for hit in library.finding.search("ships").hits] == [None]
    library.reading.trash([ledger.id])
    assert library.finding.search("ships").hits == ()


def test_the_order_is_that_of_the_query_or_else_the_one_asked_for(library: Library) -> None:
    assert library.finding.search("is:page").sort is Sort.RELEVANCE
    assert titles(library, "is:page sort:title") == ["The Keeper’s Ledger", "Warm Walls"]
    assert library.finding.search("is:page", sort=Sort.ADDED).sort is Sort.ADDED
    assert library.finding.search("is:page sort:title", sort=Sort.ADDED).sort is Sort.TITLE


def test_results_are_narrowed_as_the_library_writes_things(library: Library, ledger: Page) -> None:
    library.tagging.set_tags(ledger.id, ("Häfen/Old",))
    library.annotating.highlight(ledger.id, 0, 40, color=Color.RED)
    library.annotating.highlight(ledger.id, 50, 60, color=Color.BLUE)
    library.indexing.drain()
    results = library.finding.search("is:page OR is:annotation", facets=True)
    found = {group.facet: group for group in results.facets}
    assert [(each.name, each.documents) for each in found[Facet.TAG].choices] == [
        ("Häfen", 1),
        ("Häfen/Old", 1),
    ]
    assert {each.name for each in found[Facet.COLOR].choices} == {"Red", "Blue"}
    assert Facet.LANGUAGE not in found, "there is one language only"
    for group in results.facets:
        for choice in group.choices:
            narrowed = library.finding.search(choice.query, facets=True)
            assert narrowed.total == choice.documents, choice
            again = {each.facet: each for each in narrowed.facets}[group.facet]
            (chosen,) = [each for each in again.choices if each.chosen]
            assert chosen.value == choice.value
            assert library.finding.search(chosen.query).total == results.total


@pytest.mark.parametrize(
    ("query", "without"),
    [
        ("tag:nowhere xyzzy", "xyzzy"),
        ("site:notes.example xyzzy", "xyzzy"),
        ("color:GREEN xyzzy", "xyzzy"),
        ("published:2026-01..2026-03 xyzzy", "xyzzy"),
        ("published:week xyzzy", "xyzzy"),
        ("lang:uk xyzzy", "xyzzy"),
        ("ships lang:qq", "ships"),
    ],
)
def test_where_nothing_is_found_what_narrows_can_be_taken_back(
    library: Library, query: str, without: str
) -> None:
    (group,) = library.finding.search(query, facets=True).facets
    (choice,) = group.choices
    assert (choice.chosen, choice.documents, choice.query) == (True, 0, without)


def test_a_single_value_narrows_where_not_all_have_it(library: Library, ledger: Page) -> None:
    library.tagging.set_tags(ledger.id, ("sea",))
    library.indexing.drain()
    (group,) = library.finding.search("is:page", facets=True).facets
    (choice,) = group.choices
    assert (choice.value, choice.documents) == ("sea", 1)
    assert library.finding.search("is:page ships", facets=True).facets == ()


def test_what_narrows_is_told_where_it_is_a_part_of_a_name(library: Library) -> None:
    (group,) = library.finding.search("site:harbour is:page", facets=True).facets
    assert [(each.name, each.documents, each.query) for each in group.choices if each.chosen] == [
        ("harbour", 2, "is:page")
    ]
    assert library.finding.search("is:page site:harb", typing=True, facets=True).facets == ()


def test_counting_finds_as_many_as_searching(library: Library, ledger: Page) -> None:
    library.annotating.highlight(ledger.id, 0, 40, color=Color.RED, note="Ships.")
    library.indexing.drain()
    for query in ("ships", "is:page", "peach OR ships", "xyzzy", "", "added:banana", "tag:none"):
        assert library.finding.count(query) == library.finding.search(query).total


def test_what_may_have_been_meant_finds_something(library: Library) -> None:
    results = library.finding.search("gardenars")
    assert results.total == 0
    assert results.suggestion is not None
    assert library.finding.search(results.suggestion).hits
    assert library.finding.search("gardeners").suggestion is None


def test_the_scores_are_explained(library: Library) -> None:
    results = library.finding.search("harbour ledger -peach")
    explained = library.finding.explain(results)
    assert str(explained.query) == "harbour ledger -peach"
    assert explained.indexed == library.finding.indexed() == 2
    for hit, contributions in zip(results.hits, explained.contributions, strict=True):
        assert hit.score == pytest.approx(sum(each.score for each in contributions))


def test_where_no_word_is_sought_the_beginning_is_shown(library: Library) -> None:
    (hit,) = library.finding.search("is:page -peach").hits
    assert hit.snippet.text.startswith("Every evening the keeper climbed")
    assert hit.snippet.text.endswith("…")
    assert (hit.snippet.marks, hit.start) == ((), None)


def test_sites_are_told_by_their_host_or_else_by_their_name(library: Library, tmp_path: Path) -> None:
    page = write_page(tmp_path, "kites.html", title="Kites", paragraphs=GARDEN[::-1])
    address = '<link rel="canonical" href="https://www.herald.example/kites">'
    page.write_text(page.read_text(encoding="utf-8").replace("<head>", f"<head>{address}"), encoding="utf-8")
    library.importing.add((page,), Progress())
    library.indexing.drain()
    results = library.finding.search("is:page", facets=True)
    (sites,) = [group for group in results.facets if group.facet is Facet.SITE]
    assert {each.name: each.documents for each in sites.choices} == {
        "herald.example": 1,
        "The Harbour Notes": 2,
    }
    by_host, by_name = sorted(sites.choices, key=lambda each: each.documents)
    assert by_host.query == "site:herald.example is:page"
    assert library.finding.search(by_host.query).total == 1
    assert by_name.query == 'site:"The Harbour Notes" is:page'


def test_a_highlight_that_begins_inside_of_a_word_says_so(library: Library, ledger: Page) -> None:
    library.annotating.highlight_quote(ledger.id, "mmed the wick, an", color=Color.RED)
    library.indexing.drain()
    (hit,) = library.finding.search("is:annotation wick").hits
    assert hit.snippet.text == "…mmed the wick, an…"
    assert [hit.snippet.text[slice(*mark)] for mark in hit.snippet.marks] == ["wick"]
