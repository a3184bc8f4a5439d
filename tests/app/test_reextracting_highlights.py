"""Extracting again keeps highlights: on their words, or the text that has them is read on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.app.later import use_later
from tests.app.reextracted import highlight, row_of, run, shown, sound
from tests.app.saved_pages import LIGHTHOUSE

from postil.app import versioning
from postil.app.library import Library
from postil.app.reextraction_report import Outcome
from postil.errors import NotFound
from postil.model.annotation import AnchorState, Color
from postil.model.ids import PageId, VersionId
from postil.model.page import Page, Place

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.reextracted import Later

    from postil.model.annotation import Annotation


def test_highlights_are_carried_over(library: Library, later: Later, ledger: Page) -> None:
    made = [
        highlight(library, ledger, words)
        for words in ("the oil, and the number of ships", "a night without ships", "in the same careful hand")
    ]
    later(
        [
            ("<p>Every evening", "<p>This stands first now.</p><p>Every evening"),
            ("columns: the", "columns, the"),
        ]
    )
    row = row_of(run(library), ledger)
    assert row.outcome is Outcome.UPDATED
    assert row.message.endswith("3 of 3 highlights carried over")
    assert shown(library, ledger) == [(each.selectors.quote.exact, AnchorState.ANCHORED) for each in made]
    for each in made:
        assert library.annotating.annotation(each.id) == each, "what was written when it was made stays"
    assert sound(library)


def test_a_text_that_lacks_highlighted_words_is_not_taken(
    library: Library, later: Later, ledger: Page
) -> None:
    made = highlight(library, ledger, LIGHTHOUSE[3])
    later([(LIGHTHOUSE[3], "")])
    row = row_of(run(library), ledger)
    assert row.outcome is Outcome.KEPT_OLDER
    assert row.message == "The words of 1 highlight are not in the newer text."
    assert library.reading.page(ledger.id).version == ledger.version
    assert shown(library, ledger) == [(LIGHTHOUSE[3], AnchorState.ANCHORED)]
    assert library.reextracting.pending() == 0
    # The newer one is there to be chosen; then the highlight is shown as not found, with its words.
    newest = library.reextracting.versions(ledger.id)[0]
    library.reextracting.restore(ledger.id, newest.id)
    assert shown(library, ledger) == [("", AnchorState.NOT_FOUND)]
    stored = library.annotating.annotation(made.id)
    assert (stored.selectors, stored.state) == (made.selectors, AnchorState.NOT_FOUND)
    assert library.undo.undo() == "Choice of a version"
    assert shown(library, ledger) == [(LIGHTHOUSE[3], AnchorState.ANCHORED)]
    assert library.annotating.annotation(made.id).state is AnchorState.ANCHORED
    library.undo.redo()
    assert library.reading.page(ledger.id).version == newest.id
    assert sound(library)


def test_a_highlight_that_was_lost_before_keeps_no_text(library: Library, later: Later, ledger: Page) -> None:
    highlight(library, ledger, LIGHTHOUSE[3])
    later([(LIGHTHOUSE[3], "")])
    run(library)
    library.reextracting.restore(ledger.id, library.reextracting.versions(ledger.id)[0].id)
    later([(LIGHTHOUSE[3], ""), ("Every evening", "Each evening")])
    row = row_of(run(library, [ledger.id]), ledger)
    assert row.outcome is Outcome.UPDATED
    assert row.message.endswith("; 0 of 1 highlight carried over, 1 not found")


def test_a_highlight_made_meanwhile_is_counted_too(
    library: Library, later: Later, ledger: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the comparison and the writing of a page, the person highlights what the newer text lacks."""
    later([(LIGHTHOUSE[3], "")])
    compare = versioning.compare
    made: list[Annotation] = []

    def compare_and_be_interrupted(holdings: Any, page_id: PageId, *rest: Any) -> versioning.Turn:
        turn = compare(holdings, page_id, *rest)
        if page_id == ledger.id and not made:
            made.append(highlight(library, ledger, LIGHTHOUSE[3]))
        return turn

    monkeypatch.setattr(versioning, "compare", compare_and_be_interrupted)
    assert row_of(run(library), ledger).outcome is Outcome.KEPT_OLDER
    assert shown(library, ledger) == [(LIGHTHOUSE[3], AnchorState.ANCHORED)]


def test_a_text_that_has_less_than_half_of_a_highlight_is_not_taken(
    library: Library, monkeypatch: pytest.MonkeyPatch, ledger: Page
) -> None:
    text = library.reading.view(ledger.id).text
    end = text.index(LIGHTHOUSE[1])
    made = library.annotating.highlight(ledger.id, end - 35, end + 9, color=Color.YELLOW)
    use_later(monkeypatch, [(LIGHTHOUSE[0], "")])
    assert row_of(run(library, [ledger.id]), ledger).outcome is Outcome.KEPT_OLDER
    (placed,) = library.reading.view(ledger.id).placed
    assert placed.annotation.id == made.id
    assert placed.annotation.state is AnchorState.ANCHORED


EDITS = ("", "anew", "twice over")
WORDS = tuple(sorted({word for paragraph in LIGHTHOUSE for word in paragraph.split() if len(word) > 3}))


@settings(max_examples=6)
@given(
    edits=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(EDITS)), max_size=4),
    dropped=st.sets(st.sampled_from(LIGHTHOUSE), max_size=2),
    starts=st.lists(st.integers(0, 600), min_size=1, max_size=6, unique=True),
)
def test_no_highlight_is_dropped_or_put_on_other_words(
    tmp_path_factory: pytest.TempPathFactory,
    filled_folder: Path,
    edits: list[tuple[str, str]],
    dropped: set[str],
    starts: list[int],
) -> None:
    """Whatever a later extractor makes of a page, each highlight is there, on its own words or nowhere."""
    folder = tmp_path_factory.mktemp("edits") / "library"
    shutil.copytree(filled_folder, folder)
    with pytest.MonkeyPatch.context() as patch, Library.open(folder) as library:
        ledger = next(
            page
            for page in library.reading.pages(library.reading.page_ids(Place())).values()
            if page.title == "The Keeper’s Ledger"
        )
        made = [
            library.annotating.highlight(ledger.id, start, start + 45, color=Color.YELLOW) for start in starts
        ]
        use_later(patch, [*((gone, "") for gone in sorted(dropped)), *edits])
        row = row_of(run(library, [ledger.id]), ledger)
        article = library.reading.view(ledger.id)
        assert {each.annotation.id for each in article.placed} == {each.id for each in made}
        for each in article.placed:
            before = next(one for one in made if one.id == each.annotation.id)
            assert each.annotation.selectors == before.selectors
            if row.outcome is not Outcome.UPDATED:
                assert each.annotation.state is AnchorState.ANCHORED
            if each.start is not None and each.end is not None:
                quoted = before.selectors.quote.exact.split()
                there = article.text[each.start : each.end].split()
                assert sum(word in there for word in quoted) * 2 >= len(quoted)
        if row.outcome is Outcome.UPDATED:
            assert all(each.start is not None for each in article.placed), "what loses words is not taken"


def test_a_highlight_counts_in_the_text_that_the_person_sees(
    library: Library, later: Later, ledger: Page
) -> None:
    """The reader still shows the older text when the newer one is written."""
    start = library.reading.view(ledger.id).text.index("a night without ships")
    later([("<p>Every evening", "<p>A line that is new.</p><p>Every evening")])
    run(library)
    made = library.annotating.highlight(
        ledger.id, start, start + 21, color=Color.YELLOW, version=ledger.version
    )
    assert made.selectors.quote.exact == "a night without ships"
    (before,) = library.annotating.placed(ledger.id, ledger.version)
    assert (before.start, before.end) == (start, start + 21)
    assert shown(library, ledger) == [("a night without ships", AnchorState.ANCHORED)]
    library.reading.leave(ledger.id, start, 0.5, version=ledger.version)
    position = library.reading.page(ledger.id).position
    assert library.reading.view(ledger.id).text[position:].startswith("a night without ships")
    with pytest.raises(NotFound):
        library.annotating.placed(ledger.id, VersionId("none"))


def test_a_found_highlight_opens_the_page_at_its_words(library: Library, later: Later, ledger: Page) -> None:
    made = highlight(library, ledger, "a night without ships")
    position = made.selectors.position
    assert position is not None

    def hit_of_it() -> tuple[int | None, int | None]:
        library.indexing.drain()
        hits = library.finding.search("quote:night").hits
        (hit,) = [hit for hit in hits if hit.annotation is not None]
        return hit.start, hit.end

    assert hit_of_it() == (position.start, position.end)
    later([("<p>Every evening", "<p>A line that is new.</p><p>Every evening")])
    run(library)
    assert hit_of_it() == (None, None), "its place in the older text is none in the newer one"
