from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extraction.pages_for_tests import SENTENCES, article_of, page
from tests.extraction.test_safety import assert_harmless

from postil.dom.elements import ALLOWED
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.extraction.version import EXTRACTOR

TAGS = sorted(
    ALLOWED
    | {"center", "font", "main", "nav", "iframe", "picture", "source", "noscript", "custom-tag", "q", "rp"}
)
WORDS = ("word", "two words", " ", "\n", "<", "&", "\u00a0", "日本語", "a😀b", "עברית", "The end.", "x" * 40)


@st.composite
def markup(draw: st.DrawFn, depth: int = 4) -> str:
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(WORDS)).replace("&", "&amp;").replace("<", "&lt;")
    tag = draw(st.sampled_from(TAGS))
    attributes = draw(
        st.lists(
            st.sampled_from((
                'id="a"', 'href="#a"', 'href="/x"', 'class="caption"', 'class="wp-caption"', 'class="katex"',
                'dir="rtl"', 'lang="uk"', 'src="p.png"', 'alttext="x^2"', 'colspan="2"',
                'style="font-weight:bold"',
                'class="admonition"', 'class="footnotes"', 'role="presentation"', "hidden",
            )),
            max_size=2,
        )
    )  # fmt: skip
    children = draw(st.lists(markup(depth=depth - 1), max_size=3))
    return f"<{tag} {' '.join(attributes)}>{''.join(children)}</{tag}>"


@settings(max_examples=150, deadline=None)
@given(st.lists(markup(), min_size=1, max_size=6))
def test_whatever_the_page_the_article_is_allowed_and_its_text_is_its_trees(parts: list[str]) -> None:
    assert_harmless(article_of(page("".join(parts))))


@settings(max_examples=60, deadline=None)
@given(st.lists(markup(), max_size=4))
def test_a_page_without_an_article_is_answered(parts: list[str]) -> None:
    assert_harmless(article_of("".join(parts)))


def test_the_article_is_there_and_the_page_around_it_is_not() -> None:
    article = article_of(page(""))
    assert article.extractor == EXTRACTOR
    assert article.metadata.title == "The blue notebook"
    for sentence in SENTENCES:
        assert sentence in article.text
    assert "Legal notice" not in article.text
    assert "Home" not in article.text
    assert not article.plain


def test_the_title_is_not_repeated_at_the_start() -> None:
    article = article_of(page(""))
    assert article.text.startswith(SENTENCES[0])


def test_an_empty_page_is_an_empty_article() -> None:
    article = article_of("")
    assert article.text == ""
    assert article.plain
    assert flatten(parse_article(article.html)).text == ""


def test_a_page_without_an_address_is_where_it_says_that_it_is() -> None:
    head = '<link rel="canonical" href="https://example.org/notes/ferry.html">'
    content = f'<p><img src="/pier.png"></p><p>{SENTENCES[0]} <a href="quay.html">Quay</a>.</p>'
    html = article_of(page(content, head=head), address=None).html
    assert 'href="https://example.org/notes/quay.html"' in html
    assert 'data-source="https://example.org/pier.png"' in html
