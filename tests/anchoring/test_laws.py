"""Laws of anchoring that hold for every text: no claim on other words, no exception, no change of mind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from postil.anchoring.describe import describe
from postil.anchoring.folding import letters_of
from postil.anchoring.resolve import Resolution, Resolver, resolve
from postil.errors import PostilError
from postil.model.annotation import AnchorState
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector

SCRIPTS = {
    "Latin": "The ferry left at dawn with nine people and a goat. Nobody asked where the goat was going to. ",
    "Ukrainian": "Пором відчалив на світанку з дев'ятьма людьми і козою. Ніхто не питав, куди їде коза. ",
    "Arabic": "غادرت العبّارة عند الفجر وعلى متنها تسعة أشخاص وعنزة. لم يسأل أحد إلى أين تذهب العنزة. ",
    "Chinese": "渡船在黎明时分载着九个人和一只山羊离开了码头。没有人问那只山羊要去哪里，也没有人想知道。",
    "Thai": "เรือข้ามฟากออกเดินทางตอนรุ่งสางพร้อมผู้คนเก้าคนและแพะหนึ่งตัว ไม่มีใครถามว่าแพะกำลังจะไปไหน ",
    "Hindi": "नाव भोर में नौ लोगों और एक बकरी के साथ रवाना हुई। किसी ने नहीं पूछा कि बकरी कहाँ जा रही थी। ",
}
ORDER = {AnchorState.NOT_FOUND: 0, AnchorState.MOVED: 1, AnchorState.ANCHORED: 2}
hostile = st.text("aab \n\u0301\u00ad\u200d\ufffc日", max_size=120) | st.text(max_size=120)


@given(hostile, hostile, st.integers(0, 130), st.integers(0, 130), st.booleans())
def test_no_text_breaks_it(old: str, new: str, start: int, end: int, known: bool) -> None:  # noqa: FBT001
    try:
        selectors = describe(old, min(start, end), max(start, end))
    except PostilError:  # nothing but white space is selected
        return
    resolver = Resolver(new)
    found = resolver.resolve(selectors, old_text=old if known else None)
    guess = resolver.guess(selectors, old_text=old if known else None)
    for span in ((found.start, found.end), guess or (None, None)):
        if span[0] is not None and span[1] is not None:
            assert 0 <= span[0] < span[1] <= len(new)
    assert (found.start is None) == (found.state is AnchorState.NOT_FOUND)
    assert resolver.resolve(selectors, old_text=old if known else None) == found


@given(hostile, hostile, hostile, hostile)
def test_selectors_that_another_tool_made_up_break_nothing(
    exact: str, prefix: str, suffix: str, text: str
) -> None:
    for position in (None, TextPositionSelector(3, 1_000_000)):
        selectors = Selectors(TextQuoteSelector(exact, prefix, suffix), position)
        assert isinstance(resolve(selectors, text, old_text=text), Resolution)
        Resolver(text).guess(selectors, old_text=text)


@pytest.mark.parametrize("script", sorted(SCRIPTS))
@given(data=st.data())
@settings(max_examples=25)
def test_an_insertion_elsewhere_keeps_it_on_its_words(script: str, data: st.DataObject) -> None:
    text = "".join(f"{number}) {SCRIPTS[script]}\n" for number in range(1, 6))
    start = data.draw(st.integers(0, len(text) - 12))
    end = data.draw(st.integers(start + 8, min(len(text), start + 150)))
    assume(len(letters_of(text[start:end])) >= 6)
    selectors = describe(text, start, end)
    assert selectors.position is not None
    start, end = selectors.position.start, selectors.position.end
    at = data.draw(st.sampled_from([0, len(text)]))
    inserted = data.draw(st.sampled_from(["X", "A line that is new.\n", SCRIPTS["Latin"][:40]]))
    new = text[:at] + inserted + text[at:]
    moved = len(inserted) if at == 0 else 0
    found = resolve(selectors, new, old_text=text)
    assert (found.start, found.end) == (start + moved, end + moved)
    assert found.state is AnchorState.ANCHORED


@pytest.mark.parametrize("script", sorted(SCRIPTS))
@pytest.mark.parametrize("other", sorted(SCRIPTS))
def test_nothing_is_claimed_in_another_language(script: str, other: str) -> None:
    if script == other:
        return
    text, page = SCRIPTS[script], SCRIPTS[other] * 3
    for old_text in (None, text):
        found = resolve(describe(text, 5, 60), page, old_text=old_text)
        assert found.state is AnchorState.NOT_FOUND


@given(st.integers(0, 60))
def test_the_more_of_it_is_cut_the_less_is_claimed(cut: int) -> None:
    text = "".join(f"{number}) {line}\n" for number, line in enumerate(SCRIPTS.values()))
    start = text.index("The ferry left")
    quote = describe(text, start, start + 60)
    less = text[:start] + text[start + cut :]
    more = text[:start] + text[start + min(60, cut + 10) :]
    first, second = (resolve(quote, new, old_text=text).state for new in (less, more))
    assert ORDER[second] <= ORDER[first]


@given(st.sampled_from(["   ", "\n", "…", "—", "«»", "\u0301", "\u200b"]))
def test_a_quote_without_letters_is_claimed_only_where_it_stood(quote: str) -> None:
    text = f"Some words before{quote}and some words after it, in a text that has enough of them."
    at = text.index(quote)
    selectors = Selectors(
        TextQuoteSelector(quote, text[:at], text[at + len(quote) :]),
        TextPositionSelector(at, at + len(quote)),
    )
    same = resolve(selectors, text)
    assert (same.start, same.end) == (at, at + len(quote))
    elsewhere = resolve(replace(selectors, position=None), SCRIPTS["Latin"] * 3)
    assert elsewhere.state is not AnchorState.ANCHORED
