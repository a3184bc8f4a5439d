from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from tests.dom.markup import soups

from postil.dom.ordinary import read_ordinary
from postil.dom.plain import VisibleWords, count_letters
from postil.dom.tags import RAW, tags

PAGE = """<!DOCTYPE html><HTML><head><title>The Mill</title><script>if (a < b && c > d) "</p>";</script>
</head><body><!-- <p>no --><P class="a > b">One<br/>two &amp; <b id='c'>three</b> 4 < 5</P></body></html>"""


def test_tags_and_words_of_a_page_are_read() -> None:
    ordinary = read_ordinary(PAGE)
    assert ordinary is not None
    assert ordinary.names == [
        "html", "head", "/title", "/script", "/head", "body", "p", "br", "b", "/b", "/p", "/body", "/html",
    ]  # fmt: skip
    assert ordinary.words.split() == ["One", "two", "&amp;", "three", "4", "<", "5"]
    assert 'P class="a > b">' in ordinary.tags


def test_what_is_no_tag_is_counted_as_hidden() -> None:
    ordinary = read_ordinary("<p title='<<'><!-- <a> --><script><b></script> 1 < 2")
    assert ordinary is not None
    assert ordinary.hidden == 4


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a<!-- b",
        '<p>a<a href="b>c',
        "<title>a<p>b",
        "<script><!-- <script> </script> --></script>",
        "<frameset><frame></frameset>",
        "<plaintext>a",
        "<?xml version='1.0'?><p/>a",
        "a</p",
    ],
)
def test_what_does_not_end_or_turns_is_not_ordinary(markup: str) -> None:
    assert read_ordinary(markup) is None


@pytest.mark.parametrize("markup", ["<!-- ", "<script>", "<title>a", "<a <a '", '<a b="', "<", "</", "<!"])
def test_hostile_markup_is_answered(markup: str) -> None:
    read_ordinary(markup * 100_000)


@given(soups())
@settings(max_examples=400)
def test_ordinary_markup_is_read_as_tag_by_tag(markup: str) -> None:
    ordinary = read_ordinary(markup)
    if ordinary is None:
        return
    words = VisibleWords(markup)
    names = []
    for tag in tags(markup):
        words.pass_by(tag)
        if tag.name and (tag.closing or tag.name not in RAW):
            names.append(f"{'/' * tag.closing}{tag.name}")
    if {"svg", "math"}.isdisjoint(names):
        assert ordinary.names == names
    assert count_letters(html.unescape(ordinary.words)) >= count_letters(words.text())
