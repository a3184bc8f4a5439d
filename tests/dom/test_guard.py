from __future__ import annotations

import pytest
from hypothesis import given
from tests.dom.markup import soups

from postil.dom import guard as limits
from postil.dom.guard import guard

PAGE = """<!DOCTYPE html><html><head><title>The Mill</title><style>p{}</style></head>
<body><div class="a"><p>One<p>Two <b>bold <i>both</b> odd</i>
<table><tr><td>cell</table></div></body></html>"""


def test_ordinary_markup_passes_unchanged() -> None:
    assert guard(PAGE).markup is PAGE


def test_letters_are_those_of_the_words() -> None:
    assert guard(PAGE).letters == len("OneTwoboldbothoddcell")


def test_attributes_beyond_the_limit_are_cut() -> None:
    many = " ".join(f"a{number}='>'" for number in range(limits.ATTRIBUTES + 5))
    guarded = guard(f"<p {many}>words</p>").markup
    assert guarded.count("'>'") == limits.ATTRIBUTES
    assert guarded.endswith(">words</p>")


def test_elements_beyond_the_depth_are_cut_with_their_end_tags() -> None:
    deep = limits.DEPTH + 3
    guarded = guard("<div>" * deep + "words" + "</div>" * deep).markup
    assert guarded.count("<div>") == guarded.count("</div>") == limits.DEPTH
    assert "<br><br><br>words<br><br><br>" in guarded


def test_open_paragraphs_and_list_items_are_not_depth() -> None:
    markup = "<p>a" * 5000 + "<ul>" + "<li>b" * 5000
    assert guard(markup).markup == markup


def test_formatting_that_is_never_closed_is_cut() -> None:
    markup = "".join(f"<p><font size={number}>a" for number in range(limits.FORMATTING + 9))
    assert guard(markup).markup.count("<font") == limits.FORMATTING


def test_formatting_that_is_closed_is_not_cut() -> None:
    markup = "<p><b>a</b>" * (limits.FORMATTING * 3)
    assert guard(markup).markup == markup


@pytest.mark.parametrize(
    ("markup", "repaired"),
    [
        ("a<!-- b", "a<!--> b"),
        ('<a href="x>words', '<a href="x">words'),
        ("<title>Words<p>more", "<title>Words</title><p>more"),
        ("<frameset><noframes>words</noframes>", "<div><div>words</div>"),
        ("<?xml version='1.0'?><title/><p/>x", "<?xml version='1.0'?><title/></title><p/></p>x"),
    ],
)
def test_what_would_swallow_words_is_repaired(markup: str, repaired: str) -> None:
    assert guard(markup).markup == repaired


@given(soups())
def test_guarding_keeps_the_letters(markup: str) -> None:
    guarded = guard(markup)
    assert guard(guarded.markup).letters >= guarded.letters
