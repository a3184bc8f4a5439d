from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from lxml import etree
from tests.dom.articles import trees

from postil.dom.flatten import OBJECT, flatten
from postil.dom.serialise import parse_article, serialise

if TYPE_CHECKING:
    from postil.dom.flatten import Flat, Slot

SLOTS: tuple[Slot, ...] = ("text", "tail", "object")


def text_of(markup: str) -> str:
    return flatten(parse_article(f"<div>{markup}</div>")).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("  <p> a \n b </p>\n<p>c</p> ", "a b\nc"),
        ("<p>a<br/>b<br/><br/>c</p>", "a\nb\nc"),
        ("<p>a <b> b</b> c</p>", "a b c"),
        ("<p>a<b> </b></p><p>c</p>", "a\nc"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td/></tr></table>", "a\tb\nc"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "a\nb"),
        ("<p>see <img src='asset:x'/> it</p>", f"see {OBJECT} it"),
        ("<figure><img/><figcaption>c</figcaption></figure>", f"{OBJECT}\nc"),
        ("<p>so <math alttext=' x  = 1 '><mi>x</mi></math>.</p>", "so x = 1."),
        ("<p><math><mi>x</mi></math></p>", OBJECT),
        ("<pre>\n  a\n\n  b  \n</pre>c", "  a\n\n  b\nc"),
        ("<pre>a<b>\n</b>\n</pre>c", "a\nc"),
        ("a<pre>   </pre>b", "a\nb"),
        ("<pre>   </pre>b", "b"),
        ("<table><tr><td>a</td><td><pre> </pre></td><td>b</td></tr></table>", "a\nb"),
        ("a\u00a0 b", "a\u00a0 b"),
        ("", ""),
    ],
)
def test_white_space_and_blocks(markup: str, text: str) -> None:
    assert text_of(markup) == text


def test_a_run_says_where_a_node_stands() -> None:
    root = parse_article("<div><p>one <b> two </b> three</p></div>")
    flat = flatten(root)
    (bold,) = root.iter("b")
    text, tail = flat.run(bold, "text"), flat.run(bold, "tail")
    assert text is not None
    assert tail is not None
    assert (text.start, text.text, text.end) == (4, "two ", 8)
    assert (tail.start, tail.text) == (8, "three")
    assert flat.run(bold, "object") is None


def test_a_span_ends_where_the_words_end() -> None:
    root = parse_article("<div><p>a<b> b </b></p><p><i/></p><p>c</p></div>")
    flat = flatten(root)
    (bold,), (empty,) = root.iter("b"), root.iter("i")
    assert flat.text == "a b\nc"
    assert flat.span(bold) == (1, 3)
    assert flat.span(empty) == (4, 4)


def test_depth_does_not_matter() -> None:
    root = inner = etree.Element("div")
    for _ in range(3000):
        inner = etree.SubElement(inner, "div")
    inner.text = "a"
    assert flatten(root).text == "a"


def runs(flat: Flat, root: etree._Element) -> list[tuple[int, str]]:
    found = (flat.run(element, slot) for element in root.iter() for slot in SLOTS)
    return sorted((run.start, run.text) for run in found if run is not None)


@given(trees())
def test_runs_and_separators_make_up_the_text(root: etree._Element) -> None:
    flat = flatten(root)
    end = 0
    for start, text in runs(flat, root):
        assert flat.text[start : start + len(text)] == text
        assert flat.text[end:start] in ("", "\n", "\t")
        end = start + len(text)
    assert end == len(flat.text)


@given(trees())
def test_a_span_holds_the_runs_of_its_element_and_no_more(root: etree._Element) -> None:
    flat = flatten(root)
    for element in root.iter():
        own = [flat.run(inner, slot) for inner in element.iter() for slot in SLOTS[::2]]
        own += [flat.run(inner, "tail") for inner in element.iterdescendants()]
        within = [run for run in own if run is not None]
        start, end = flat.span(element)
        if within:
            assert (start, end) == (min(run.start for run in within), max(run.end for run in within))
        else:
            assert start == end <= len(flat.text)


@given(trees(pre=False))
def test_no_line_is_empty_or_begins_or_ends_with_a_space(root: etree._Element) -> None:
    text = flatten(root).text
    assert text == "" or all(line and line == line.strip(" \t\n") for line in text.split("\n"))


@given(trees())
def test_no_letter_is_lost_or_moved(root: etree._Element) -> None:
    written = "".join(str(piece) for piece in root.itertext())
    text = flatten(root).text.replace("x + 1", "")
    assert [letter for letter in text if letter in "ab水😀"] == [
        letter for letter in written if letter in "ab水😀"
    ]


@given(trees())
def test_what_is_read_back_flattens_to_the_same_text(root: etree._Element) -> None:
    assert flatten(parse_article(serialise(root))).text == flatten(root).text
