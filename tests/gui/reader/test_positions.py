"""Canonical offsets and document positions agree, for every character and both ways."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gui.reader.articles import RICH, asset, page

from postil.gui.reader.document import ArticleDocument, build_document
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.positions import Positions
from postil.gui.reader.setting import Look
from postil.gui.theme import theme

pytestmark = pytest.mark.gui


def build(html: str, *, hyphenate: bool = True) -> ArticleDocument:
    look = Look(Metrics(hyphenate=hyphenate), theme("light"), asset, 672)
    return build_document(page(), html, look)


def check_every_character(built: ArticleDocument, skipped: frozenset[int] = frozenset()) -> None:
    """Every letter of the canonical text is where the map says, and the map agrees with itself."""
    positions, document = built.positions, built.document
    for offset, letter in enumerate(built.text):
        if offset in skipped:
            continue
        position = positions.to_document(offset)
        assert positions.to_canonical(position) == offset
        shown = document.characterAt(position)
        if letter > "\uffff":
            units = letter.encode("utf-16-be")
            assert shown.encode("utf-16-be", "surrogatepass") == units[:2]
        elif letter not in "\n\t":
            assert shown == letter
    end = positions.to_document(len(built.text))
    assert positions.to_canonical(end) == len(built.text)


def inside_formulas(built: ArticleDocument) -> frozenset[int]:
    """Offsets within the words that a formula stands for: it is entered and left as a whole."""
    inside: set[int] = set()
    for words in ("p(n)=1/(1+n^2)", "\\sum x^k/k!"):
        start = built.text.index(words)
        inside.update(range(start + 1, start + len(words)))
    return frozenset(inside)


@pytest.mark.parametrize("hyphenate", [True, False])
def test_every_character_of_a_rich_article(hyphenate: bool) -> None:  # noqa: FBT001 - a parameter
    built = build(RICH, hyphenate=hyphenate)
    inside = inside_formulas(built)
    # The formulas are drawn: their first character is the object's.
    starts = frozenset(offset - 1 for offset in inside if offset - 1 not in inside)
    check_every_character(built, inside | starts)
    for offset in starts:
        position = built.positions.to_document(offset)
        assert built.document.characterAt(position) == "\ufffc"
        assert built.positions.to_canonical(position) == offset


def test_a_formula_is_entered_and_left_as_a_whole() -> None:
    built = build(RICH)
    start = built.text.index("p(n)=1/(1+n^2)")
    end = start + len("p(n)=1/(1+n^2)")
    first, last = built.positions.span_to_document(start + 2, end - 3)
    assert last - first == 1
    assert built.positions.to_canonical(first) == start
    assert built.positions.to_canonical(last) == end


def test_the_end_of_a_span_is_where_its_last_letter_ends() -> None:
    built = build("<div><p>One.</p><p>Two.</p></div>")
    first, last = built.positions.span_to_document(0, 4)
    assert (first, last) == (built.positions.to_document(0), built.positions.to_document(0) + 4)
    assert built.document.characterAt(last) == "\u2029"


def test_the_units_of_the_cursor_are_stretches_of_the_text_in_order() -> None:
    built = build(RICH)
    assert all(0 <= start < end <= len(built.text) for start, end in built.units)
    assert all(one[1] <= other[0] for one, other in zip(built.units, built.units[1:], strict=False))
    words = [built.text[start:end] for start, end in built.units]
    assert words[0].startswith("A book that has been read")
    assert any(word.startswith("4H\tvery hard\tlow") for word in words)
    assert any(word.startswith("def resolve") and word.rstrip().endswith("passage is gone") for word in words)
    assert not "".join(
        built.text[a:b] for (_s, a), (b, _e) in zip(built.units, built.units[1:], strict=False)
    ).strip()


LETTERS = st.text(
    st.sampled_from("aбع漢é😀🇺 \n\t\u00ad\u2028\u2029\ufdd0\ufffc\u200dcounterrevolution.,-"), max_size=30
)
PHRASE = st.sampled_from(["b", "em", "code", "kbd", "q", "sup", "a", "span", "mark", "small", "ruby", "u"])
BLOCK = st.sampled_from(
    ["p", "h2", "blockquote", "pre", "div", "li-list", "dl", "aside", "table", "br", "img"]
)


def phrase(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>"


def block(tag: str, inner: str, more: str) -> str:
    if tag == "li-list":
        return f"<ul><li>{inner}<ol><li>{more}</li></ol></li><li>{more}</li></ul>"
    if tag == "dl":
        return f"<dl><dt>{inner}</dt><dd>{more}</dd></dl>"
    if tag == "aside":
        return f'<aside class="callout"><p>{inner}</p>{more}</aside>'
    if tag == "table":
        return (
            f'<table><caption>{more}</caption><tr><th>{inner}</th><td rowspan="2">{more}</td></tr>'
            f'<tr><td>{more}</td></tr><tr><td colspan="2"><p>{inner}</p><p>{more}</p></td></tr></table>'
        )
    if tag in ("br", "img"):
        return f"{inner}<{tag}/>{more}"
    return f"<{tag}>{inner}</{tag}>{more}"


FRAGMENT = st.recursive(
    LETTERS.map(escape),
    lambda children: st.one_of(
        st.builds(phrase, PHRASE, children),
        st.builds(block, BLOCK, children, children),
        st.builds(lambda one, other: one + other, children, children),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(FRAGMENT)
def test_every_character_of_any_article(fragment: str) -> None:
    built = build(f"<div>{fragment}</div>")
    replaced = {i for i, letter in enumerate(built.text) if letter in "\u2028\u2029\ufdd0\x85"}
    literal = {i for i, letter in enumerate(built.text) if letter == "\ufffc"}
    check_every_character(built, frozenset(replaced | literal))
    for offset in replaced | literal:
        assert built.positions.to_canonical(built.positions.to_document(offset)) == offset


@given(st.lists(st.tuples(st.sampled_from(["a", "é", "😀", "b😀c", "xyz"]), st.integers(0, 3)), min_size=1))
def test_the_map_alone(stretches: list[tuple[str, int]]) -> None:
    positions = Positions()
    offset = position = 0
    expected: list[tuple[int, int]] = []
    for text, gap in stretches:
        position += gap
        for letter in text:
            expected.append((offset, position))
            position = positions.add(offset, letter, position)
            offset += 1
    for canonical, document in expected:
        assert positions.to_document(canonical) == document
        assert positions.to_canonical(document) == canonical


def test_an_empty_map_has_only_the_beginning() -> None:
    positions = Positions()
    assert positions.to_document(5) == 0
    assert positions.to_canonical(5) == 0
    assert positions.span_to_document(0, 3) == (0, 0)
