"""What the links of an article say."""

from __future__ import annotations

import pytest
from lxml import etree

from postil.dom.flatten import flatten
from postil.gui.reader.links import links_of

pytestmark = pytest.mark.gui


def said(markup: str) -> list[str]:
    root = etree.fromstring(f"<article>{markup}</article>")
    return [link.text for link in links_of(root, flatten(root))]


def test_a_link_says_its_words() -> None:
    assert said('<p>See <a href="https://example.org/">the water\n works</a>.</p>') == ["the water works"]


def test_a_mark_says_the_words_before_it() -> None:
    assert said('<p>The lamp was lit.<sup><a href="#n1">1</a></sup></p>') == ["The lamp was lit. 1"]


def test_of_a_long_line_the_last_words_are_said() -> None:
    note = "The keeper wrote one line in a ledger every evening. "
    (link,) = said(f'<p>Before.</p><p>{note}<a href="#r1">\u21a9</a></p>')
    assert link == "… line in a ledger every evening. \u21a9"


def test_a_mark_alone_says_itself() -> None:
    assert said('<p>Before.</p><p><a href="#r1">\u21a9</a></p>') == ["\u21a9"]
