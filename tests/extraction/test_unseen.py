from __future__ import annotations

import pytest
from tests.extraction.pages_for_tests import SENTENCES, article_of, page, paragraphs

from postil.dom.parse import parse_page, visible_text
from postil.extraction.unseen import drop_unseen

HIDDEN = (
    "<p hidden>The link was copied.</p>",
    '<p style="display: none">The link was copied.</p>',
    '<span style="visibility:hidden">The link was copied.</span>',
    "<noscript><p>Turn on scripts to see the map.</p></noscript>",
    '<div class="tip sf-hidden"><div>The link was copied.</div></div>',
    '<div hidden class=sf-hidden><p class="sf-hidden">The link was copied.</p></div>',
)


@pytest.mark.parametrize("line", HIDDEN)
def test_a_line_that_is_not_to_be_seen_is_not_in_the_article(line: str) -> None:
    assert article_of(page(line)).text == article_of(page("")).text


def test_the_text_after_it_stays() -> None:
    assert "and after" in article_of(page(f"<p>{SENTENCES[0]} <span hidden>id 17</span>and after.</p>")).text


@pytest.mark.parametrize(
    "part",
    [
        f'<div class="sf-hidden">{paragraphs(3)}</div>',
        "".join(f'<p style="display:none">{sentence}</p>' for sentence in SENTENCES * 3),
        '<p class="footnote" hidden>A note on the ferry.</p>',
        '<noscript><img src="pier.png" alt="The pier"> and the words beside it</noscript>',
        '<details><p hidden class="sf-hidden">A note on the ferry.</p></details>',
    ],
)
def test_what_may_be_a_part_of_the_text_is_left_to_be_judged(part: str) -> None:
    markup = page(part)
    html = parse_page(markup)
    words = visible_text(html)
    drop_unseen(html, markup)
    assert visible_text(html) == words


def test_a_page_of_little_else_keeps_what_it_says() -> None:
    markup = "<body><noscript>This letter can only be read with scripts.</noscript><p>Wait.</p></body>"
    html = parse_page(markup)
    drop_unseen(html, markup)
    assert "only be read" in visible_text(html)
