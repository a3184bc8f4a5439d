"""Marks: they say what is highlighted, and change no word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.export.formats.sources import ARTICLE, highlight

from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.export.formats.marking import mark_highlights
from postil.model.annotation import Placed

ARTICLES = (
    ARTICLE,
    '<div><pre>\n  a\n\n b<b>c</b>\n</pre><p>x <math alttext="y = 1"><mi>y</mi></math> z</p></div>',
    "<div><table><tr><td>a <i>b</i></td><td><p>c</p><p>d</p></td></tr></table></div>",
    '<div><p>e<br/>f <img src="g"/> h</p></div>',
    "<div>loose <p>one</p> between <ul><li>two<ul><li>three</li></ul> tail</li></ul></div>",
)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=4)


@given(st.sampled_from(ARTICLES), spans)
def test_marks_hold_the_words_of_their_highlights_and_the_text_stays(
    html: str, chosen: list[tuple[int, int]]
) -> None:
    root = parse_article(html)
    flat = flatten(root)
    kept = highlight("turned").annotation
    placed = [
        Placed(kept, start, min(start + length, len(flat.text)))
        for start, length in sorted(chosen)
        if start < len(flat.text)
    ]
    marked = mark_highlights(root, flat, placed)
    after = flatten(root)
    assert after.text == flat.text
    for each in marked:
        covered = set()
        for mark in each.marks:
            start, end = after.span(mark)
            covered |= set(range(start, end))
        wanted = {at for at in range(each.start, each.end) if not flat.text[at].isspace()}
        assert {at for at in covered if not flat.text[at].isspace()} == _whole(wanted, flat.text, html)


def _whole(wanted: set[int], text: str, html: str) -> set[int]:
    """A formula is marked as a whole, however much of its words is highlighted."""
    start = text.find("y = 1") if "math" in html else -1
    formula = set(range(start, start + 5)) if start >= 0 else set()
    if wanted & formula:
        wanted |= {at for at in formula if not text[at].isspace()}
    return wanted
