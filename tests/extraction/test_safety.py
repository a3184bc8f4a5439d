"""Nothing that runs, loads or styles comes through, whatever a page tries."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.extraction.pages_for_tests import article_of, page, paragraphs

from postil.dom.elements import ALLOWED, CLASSES, allowed_attributes
from postil.dom.flatten import flatten
from postil.dom.parse import parse_page
from postil.dom.serialise import parse_article
from postil.extraction.blocks import read_blocks
from postil.extraction.headings import heading_level

if TYPE_CHECKING:
    from postil.model.article import Article

_HOSTILE = json.loads((Path(__file__).parent / "hostile.json").read_text("utf-8"))
ADDRESSES: list[str] = _HOSTILE["addresses"]
"""What no link may lead to, and what only looks as if it did not."""
CARRIERS: list[str] = _HOSTILE["carriers"]
"""Markup with a place for an address."""
MARKUP: list[str] = _HOSTILE["markup"]
"""Markup that runs, loads, styles or confuses by itself."""


def assert_harmless(article: Article) -> None:
    tree = parse_article(article.html)
    assert flatten(tree).text == article.text
    hashes = {asset.hash for asset in article.assets}
    for element in tree.iter():
        assert element.tag in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert name in allowed_attributes(str(element.tag)), (element.tag, name)
            if name in ("href", "cite"):
                assert str(value).startswith(("http://", "https://", "mailto:", "#note-")), value
                assert not any(ord(letter) < 33 or ord(letter) == 127 for letter in str(value)), value
            elif name == "src":
                assert str(value).removeprefix("asset:") in hashes
            elif name == "data-source":
                assert str(value).startswith(("http://", "https://")), value
            elif name == "class":
                assert value in CLASSES.get(str(element.tag), ()) or str(value).startswith("language-")
            elif name == "id":
                assert str(value).startswith("note-")
    for asset in article.assets:
        if asset.media_type == "image/svg+xml":
            assert not any(
                word in asset.content for word in (b"script", b"onload", b"href", b"<image", b"<use")
            )


@pytest.mark.parametrize(("address", "carrier"), list(product(range(len(ADDRESSES)), range(len(CARRIERS)))))
def test_no_address_comes_through_that_is_not_of_the_web(address: int, carrier: int) -> None:
    markup = CARRIERS[carrier].format(ADDRESSES[address])
    assert_harmless(article_of(page(markup)))


@pytest.mark.parametrize("number", range(len(MARKUP)))
def test_no_markup_comes_through_that_runs_or_styles(number: int) -> None:
    article = article_of(page(MARKUP[number]))
    assert_harmless(article)
    assert "alert(1)" not in article.html or "alert(1)" in article.text


@pytest.mark.parametrize("number", range(len(MARKUP)))
def test_what_stands_in_the_words_of_a_page_stays_words(number: int) -> None:
    escaped = MARKUP[number].replace("&", "&amp;").replace("<", "&lt;")
    article = article_of(
        page(f"<p>Somebody wrote {escaped} in a letter, and it was printed in the paper.</p>")
    )
    assert_harmless(article)


def test_a_page_of_nothing_but_hostile_markup_is_harmless() -> None:
    assert_harmless(article_of("<html><body>" + "".join(MARKUP) + paragraphs(2) + "</body></html>"))


def test_a_heading_of_an_endless_level_is_a_heading() -> None:
    html = parse_page(f'<div role="heading" aria-level="{"9" * 5_000}">The ferry</div>')
    (block,) = read_blocks(html).blocks
    assert heading_level(block.node) == 2
