"""What the links of an article say."""

from __future__ import annotations

import pytest
from lxml import etree

from postil.dom.flatten import flatten
from postil.gui.reader.links import Link, leads_outside, links_of

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


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "https://example.org/",
        "HTTP://EXAMPLE.ORG/",
        "Https://example.org",
        "mailto:keeper@example.org",
        "MailTo:keeper@example.org",
    ],
)
def test_an_address_of_the_web_or_of_a_person_leads_outside(address: str) -> None:
    assert leads_outside(address)
    assert Link(0, 1, address, "x").leads_outside


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "#http://example.org/",
        "http",
        "http:example.org",
        "httpx://example.org/",
        "http\u017f://example.org/",
        " https://example.org/",
        "//example.org/",
        "notes.html",
        "file:///etc/hosts",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "postil://page/0190",
    ],
)
def test_nothing_else_leads_outside(address: str) -> None:
    assert not leads_outside(address)
    assert not Link(0, 1, address, "x").leads_outside
