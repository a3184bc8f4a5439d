"""Placing: a new text of a page keeps every highlight; a lost one is said to be lost, and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.model.annotation import AnchorState, AnnotationFilter, Color
from postil.model.ids import VersionId, new_id
from postil.model.page import Place, TextVersion
from postil.store import captures, pages, versions

if TYPE_CHECKING:
    from postil.app.library import Library
    from postil.model.ids import PageId


def give_new_text(library: Library, page_id: PageId, text: str) -> None:
    """Let the page have another text version, as a newer extractor would."""
    holdings = library.reading._holdings
    now_read = captures.current(holdings.reader(), page_id)
    assert now_read is not None
    version = TextVersion(
        VersionId(new_id()),
        page_id,
        holdings.now(),
        "postil 0",
        holdings.contents.put(text.encode("utf-8")),
        holdings.contents.put(f"<div><pre>{text}</pre></div>".encode()),
        capture=now_read.id,
    )
    with holdings.transaction() as tx:
        versions.add(tx, version)
        pages.set_version(tx, page_id, version.id, words=len(text.split()), plain=False)


@pytest.fixture
def page_id(library: Library) -> PageId:
    return library.reading.page_ids(Place())[0]


def test_a_highlight_follows_its_words(library: Library, page_id: PageId) -> None:
    text = library.reading.view(page_id).text
    middle = len(text) // 2
    annotation = library.annotating.highlight(page_id, middle, middle + 60, color=Color.YELLOW)
    quote = annotation.selectors.quote.exact
    give_new_text(library, page_id, "A line that a newer reading found.\n" + text)
    (placed,) = library.reading.open(page_id).placed
    assert placed.annotation.state is AnchorState.ANCHORED
    assert library.reading.view(page_id).text[placed.start : placed.end] == quote
    # What was stored when it was made is never rewritten.
    assert library.annotating.annotation(annotation.id).selectors == annotation.selectors


def test_a_lost_highlight_says_so_and_comes_back(library: Library, page_id: PageId) -> None:
    text = library.reading.view(page_id).text
    annotation = library.annotating.highlight(page_id, 0, 70, color=Color.YELLOW, note="Keep me.")
    give_new_text(library, page_id, "Nothing of the old page is left in this one, no sentence of it.")
    (placed,) = library.reading.open(page_id).placed
    assert (placed.start, placed.end) == (None, None)
    stored = library.annotating.annotation(annotation.id)
    assert stored.state is AnchorState.NOT_FOUND
    assert stored.note == "Keep me."
    assert library.annotating.ids(AnnotationFilter(state=AnchorState.NOT_FOUND))
    give_new_text(library, page_id, text)
    (placed,) = library.reading.open(page_id).placed
    assert (placed.start, placed.end) == (0, len(text[:70].rstrip()))
    assert library.annotating.annotation(annotation.id).state is AnchorState.ANCHORED
