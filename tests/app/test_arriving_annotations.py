"""Highlights of other tools: each once, where it surely stands, and never over what the person did here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.app.arrivals import FOG, GLASS, LAMP, OIL, WICK, Harbour, marked, quotes

from postil.app.arriving_anchors import Anchoring
from postil.app.arriving_origins import Said, with_origins
from postil.app.arriving_record import joined_note
from postil.app.import_report import Outcome
from postil.app.library import Library
from postil.model.annotation import AnchorState, Color
from postil.model.ids import PageId, content_hash
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.app.import_report import ImportRow
    from postil.model.annotation import Annotation

TEXT = f"{WICK} {OIL} {GLASS} {FOG} {OIL}"
NOTES = st.text(alphabet="ab \n", max_size=8)


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    (tmp_path / "spool").mkdir()
    with Library.open(tmp_path / "library") as library:
        yield Harbour(library, tmp_path / "spool")


def page_of(harbour: Harbour) -> PageId:
    page = harbour.arrive(harbour.page(WICK, OIL, GLASS)).row.page
    assert page is not None
    return page


def bring(
    harbour: Harbour, *annotations: ImportedAnnotation, export: str = "1", address: str = LAMP
) -> ImportRow:
    link = harbour.link(export, container=export.encode(), address=address)
    return harbour.arrive(replace(link, record=Record(annotations=annotations))).row


def kept(harbour: Harbour, page: PageId) -> list[Annotation]:
    return [each.annotation for each in harbour.library.annotating.placed(page)]


def anchored(
    exact: str, *, share: float | None = None, **beside: str
) -> tuple[int, AnchorState] | AnchorState:
    quote = TextQuoteSelector(exact, **beside)
    selectors, state = Anchoring(TEXT, content_hash(TEXT.encode())).anchored(quote, share)
    if selectors.position is None:
        assert selectors.quote == quote, "what the tool said is kept as it is"
        return state
    assert TEXT[selectors.position.start : selectors.position.end] == selectors.quote.exact
    assert selectors.text_hash == content_hash(TEXT.encode())
    return selectors.position.start, state


@pytest.mark.parametrize(
    ("exact", "found"),
    [
        ("wick", TEXT.index("wick")),
        ("copper  cans, two\nat a time, by whoever had lost", None),
        (GLASS, TEXT.index(GLASS)),
        ("vinegar", TEXT.index("vinegar")),
        ("six", TEXT.index("six")),
        ("ic", None),
        ("a lighthouse that was never here, of which nothing is told", None),
    ],
)
def test_a_quote_is_anchored_where_it_surely_stands(exact: str, found: int | None) -> None:
    where = anchored(exact)
    if found is not None:
        assert where == (found, AnchorState.ANCHORED)
    else:
        assert isinstance(where, AnchorState)


@pytest.mark.parametrize(
    ("exact", "found"), [("каменяр", True), ("рік", False), ("яр", False), ("石段", True)]
)
def test_a_quote_is_not_claimed_within_another_word(exact: str, found: bool) -> None:  # noqa: FBT001 - a case
    text = "Торік каменяр поклав нові сходи. 灯台の石段は古い。"
    anchoring = Anchoring(text, content_hash(text.encode()))
    _selectors, state = anchoring.anchored(TextQuoteSelector(exact))
    assert (state is AnchorState.ANCHORED) is found


def test_white_space_tells_no_two_quotes_apart() -> None:
    where = anchored("The wick of the old\n lamp  was trimmed at six, and again at midnight")
    assert where == (0, AnchorState.ANCHORED)


def test_equal_words_are_told_apart_by_what_is_beside_them_or_where_about_they_are() -> None:
    first, second = TEXT.index(OIL), TEXT.rindex(OIL)
    assert isinstance(anchored("copper cans"), AnchorState)
    assert anchored(OIL, prefix=FOG[-20:] + " ") == (second, AnchorState.ANCHORED)
    assert anchored(OIL, suffix=" " + GLASS[:20]) == (first, AnchorState.ANCHORED)
    assert anchored(OIL, share=second / len(TEXT)) == (second, AnchorState.ANCHORED)
    assert anchored(OIL, share=first / len(TEXT) + 0.005) == (first, AnchorState.ANCHORED)
    assert isinstance(anchored("copper cans", share=0.55), AnchorState), "it is as far from both"


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 90), st.floats(0, 1) | st.none())
def test_what_is_anchored_is_what_was_quoted(start: int, length: int, share: float | None) -> None:
    exact = TEXT[start : start + length].strip()
    if not exact:
        return
    selectors, state = Anchoring(TEXT, content_hash(TEXT.encode())).anchored(TextQuoteSelector(exact), share)
    assert (selectors.position is not None) is (state is AnchorState.ANCHORED)
    if selectors.position is not None:
        assert "".join(selectors.quote.exact.split()) == "".join(exact.split())


def test_what_has_no_name_is_known_by_its_words_and_note(harbour: Harbour) -> None:
    page = page_of(harbour)
    one, two = marked(GLASS, note="Vinegar!"), marked(GLASS, note="Silk!")
    assert bring(harbour, one, two).highlights == 2
    again = bring(harbour, marked(GLASS.upper(), note="vinegar!"), two, export="2")
    assert (again.outcome, again.highlights) == (Outcome.ALREADY_THERE, 0)
    assert [each.note for each in kept(harbour, page)] in (["Vinegar!", "Silk!"], ["Silk!", "Vinegar!"])


def test_the_same_words_marked_twice_are_two_highlights(harbour: Harbour) -> None:
    page = page_of(harbour)
    for export in "12":
        bring(harbour, marked("the", share=0.1), marked("the", share=0.9), export=export)
    assert len(kept(harbour, page)) == 2


def test_the_persons_own_highlight_of_the_same_words_takes_over(harbour: Harbour) -> None:
    page = page_of(harbour)
    own = harbour.library.annotating.highlight_quote(page, GLASS, color=Color.RED, note="Mine.").annotation
    row = bring(harbour, marked(GLASS, tags=("glass",), color=Color.BLUE, id="tool:1"))
    assert (row.outcome, row.highlights) == (Outcome.UPDATED, 0)
    (now,) = kept(harbour, page)
    assert (now.id, now.note, now.color, now.tags) == (own.id, "Mine.", Color.RED, ("glass",))


def test_two_tools_that_have_the_same_highlight_bring_it_once(harbour: Harbour) -> None:
    page = page_of(harbour)
    bring(harbour, marked(GLASS, id="one:1", note="So."))
    assert bring(harbour, marked(GLASS, id="other:9", note="So."), export="2").highlights == 0
    assert len(kept(harbour, page)) == 1


def test_a_note_that_grew_in_the_other_tool_grows_here(harbour: Harbour) -> None:
    page = page_of(harbour)
    bring(harbour, marked(GLASS, id="tool:1", note="Vinegar."))
    bring(harbour, marked(GLASS, id="tool:1", note="Vinegar. And silk.", tags=("silk",)), export="2")
    (now,) = kept(harbour, page)
    assert (now.note, now.tags) == ("Vinegar. And silk.", ("silk",))
    harbour.library.annotating.set_note(now.id, "My own words.")
    harbour.library.annotating.set_tags(now.id, ())
    bring(harbour, marked(GLASS, id="tool:1", note="Vinegar. And silk.", tags=("silk",)), export="3")
    assert [(each.note, each.tags) for each in kept(harbour, page)] == [("My own words.", ())]
    bring(harbour, marked(GLASS, id="tool:1", note="Soap.", tags=("silk",)), export="4")
    assert [each.note for each in kept(harbour, page)] == ["My own words.\n\nSoap."]


def test_a_highlight_that_was_removed_does_not_come_back(harbour: Harbour) -> None:
    page = page_of(harbour)
    bring(harbour, marked(GLASS, id="tool:1"), marked(OIL))
    harbour.library.annotating.remove([each.id for each in kept(harbour, page)])
    assert bring(harbour, marked(GLASS, id="tool:1"), marked(OIL), export="2").highlights == 0
    assert kept(harbour, page) == []


def test_one_that_is_on_another_page_is_not_added_twice(harbour: Harbour) -> None:
    page_of(harbour)
    bring(harbour, marked(GLASS, id="tool:1"))
    row = bring(harbour, marked(GLASS, id="tool:1"), export="2", address="https://harbour.example/moved")
    assert row.highlights == 0


@pytest.mark.parametrize("other", [marked(OIL, id="tool:1"), marked(GLASS, note="Silk?", id="tool:1")])
def test_one_of_the_same_name_that_says_something_else_is_another_one(
    harbour: Harbour, other: ImportedAnnotation
) -> None:
    """Servers of one tool count from 1, each of them."""
    page_of(harbour)
    bring(harbour, marked(GLASS, id="tool:1"))
    row = bring(harbour, other, export="2", address="https://mill.example/weir")
    assert row.highlights == 1


def test_a_highlight_whose_words_are_not_there_is_kept_and_found_in_a_later_text(harbour: Harbour) -> None:
    page = page_of(harbour)
    row = bring(harbour, marked(FOG, created=datetime(2020, 1, 2, tzinfo=UTC)))
    assert (row.highlights, row.unanchored) == (1, 1)
    assert quotes(harbour.library, page) == [(FOG, "not found")]
    poorer = harbour.arrive(harbour.page(WICK, OIL, GLASS, WICK)).row
    assert (poorer.found, poorer.lost) == (0, 1)
    row = harbour.arrive(harbour.page(WICK, OIL, GLASS, FOG)).row
    assert (row.found, row.lost) == (1, 0)
    assert quotes(harbour.library, page) == [(FOG, "anchored")]


@given(NOTES, NOTES)
def test_two_notes_in_one_say_what_both_say(one: str, other: str) -> None:
    joined = joined_note(one, other)
    assert one.strip() in joined
    assert other.strip() in joined
    assert joined_note(joined, other) == joined
    assert joined_note(joined, one) == joined


@pytest.mark.parametrize(
    ("there", "other"), [("It is not good.", "good"), ("I know\nher", "no"), ("good", "It is not good.")]
)
def test_a_note_whose_letters_are_in_another_one_is_kept(there: str, other: str) -> None:
    assert joined_note(there, other).splitlines()[-1] == other
    assert joined_note(there, other).startswith(there)


@given(
    st.lists(st.builds(marked, st.sampled_from((OIL, "six")), note=st.sampled_from(("", "a"))), max_size=5)
)
def test_origins_are_each_another_and_the_same_each_time(annotations: list[ImportedAnnotation]) -> None:
    origins = [origin for origin, _each in with_origins(annotations)]
    assert len(set(origins)) == len(origins)
    assert [origin for origin, _each in with_origins(annotations)] == origins
    for each in annotations:
        assert Said.from_json(Said.by(each).to_json()) == Said.by(each)
