"""Finding: pages, highlights and notes together, with the place where each answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from postil.app.library import Library


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
        for _ in range(200):
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
