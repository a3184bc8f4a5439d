from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from postil.export.backup.readable import Listed, Mark, ReadableArticle, article_page, index_page
from postil.model.ids import ContentHash

HASH = ContentHash("ab" * 32)
HOSTILE = ["</title><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;script&gt;", "a\0b"]
ARTICLE = ReadableArticle(
    title="Of the sea",
    language="en",
    direction="ltr",
    byline="A. Writer",
    site="Harbour Notes",
    address="https://sea.example/calm",
    note="",
    tags=(),
    marks=(),
    markup=f'<div><p>The sea was <em>calm</em>.</p><p><img src="asset:{HASH}"/></p></div>',
    text="The sea was calm.",
    files={HASH: f"content/ab/{HASH}.png"},
)
LISTED = Listed(
    title="Of the sea",
    byline="A. Writer",
    site=None,
    added="2026-03-04T05:06:07",
    highlights=2,
    trashed=False,
    article="articles/a.html",
    original="content/ab/o.html",
)


def _page(article: ReadableArticle) -> html.HtmlElement:
    return html.document_fromstring(article_page(article).decode())


def _index(*pages: Listed) -> html.HtmlElement:
    return html.document_fromstring(b"".join(index_page(pages)).decode())


def test_an_article_shows_its_words_and_the_pictures_of_the_archive() -> None:
    page = _page(ARTICLE)
    assert page.findtext(".//h1") == "Of the sea"
    assert "The sea was calm." in page.text_content()
    assert [image.get("src") for image in page.iter("img")] == [f"../content/ab/{HASH}.png"]
    assert "A. Writer · Harbour Notes · https://sea.example/calm" in page.text_content()


def test_highlights_stand_below_with_notes_and_tags() -> None:
    marks = (Mark("calm", "Why?\nReally?", ("sea", "wind")), Mark("sea", "", ()))
    page = _page(replace(ARTICLE, marks=marks, note="Of salt.", tags=("harbour",)))
    assert [quote.text for quote in page.iter("blockquote")] == ["calm", "sea"]
    for words in ("Why?", "Really?", "#sea #wind", "Of salt.", "#harbour"):
        assert words in page.text_content()


def test_a_picture_that_is_not_there_loads_nothing() -> None:
    page = _page(replace(ARTICLE, files={}))
    assert [image.get("src") for image in page.iter("img")] == [None]


@pytest.mark.parametrize(
    "markup",
    [
        "<div><script>alert(1)</script></div>",
        '<div><img src="https://tracker.example/a.png"/></div>',
        '<div><p onclick="alert(1)">sea</p></div>',
        "<div><p>not closed</div>",
    ],
)
def test_what_is_no_article_is_shown_as_its_words(markup: str) -> None:
    page = _page(replace(ARTICLE, markup=markup, text="<b>calm</b>"))
    assert page.findtext(".//pre") == "<b>calm</b>"
    assert not [*page.iter("script", "img", "b")]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_cannot_become_markup(words: str) -> None:
    page = _page(
        replace(
            ARTICLE, title=words, byline=words, site=words, address=words, note=words, language=words,
            direction=words, tags=(words,), marks=(Mark(words, words, (words,)),), markup="<div></div>",
        )
    )  # fmt: skip
    index = _index(replace(LISTED, title=words, byline=words, site=words, added=words))
    for root in (page, index):
        assert not [*root.iter("script", "img", "iframe", "base")]
        assert not [name for each in root.iter() for name in each.attrib if name.startswith("on")]


def test_a_policy_lets_nothing_in_from_elsewhere() -> None:
    for root in (_page(ARTICLE), _index(LISTED)):
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
        assert "http" not in policy


def test_the_index_leads_to_article_and_original() -> None:
    root = _index(LISTED, replace(LISTED, title="", trashed=True, article=None, original=None))
    assert root.xpath("//a/@href") == ["articles/a.html", "content/ab/o.html"]
    words = re.sub(r"\s+", " ", root.text_content())
    assert "Of the sea" in words
    assert "2026-03-04" in words
    assert "(no title) (in the trash)" in words
