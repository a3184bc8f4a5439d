from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.dom.parse import parse_page
from postil.extraction.metadata import read_metadata
from postil.model.article import Metadata

_SAVED = datetime(2025, 6, 1, tzinfo=UTC)
_TEXT = (
    "<p>The keeper of the lighthouse wrote down the weather every evening, and he did it for forty years.</p>"
)


def _read(markup: str, *, address: str | None = None) -> Metadata:
    return read_metadata(parse_page(markup), address=address, saved=_SAVED)


def _page(head: str = "", body: str = "", attributes: str = "") -> str:
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}{_TEXT}</body></html>"


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    assert _read(_page()) == Metadata(language="en")


def test_linked_data_of_a_graph() -> None:
    head = """<title>Ledger found | The Courier</title><script type="application/ld+json">
    {"@context": "https://schema.org", "@graph": [
      {"@type": "WebSite", "@id": "#site", "name": "The Courier"},
      {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
      {"@type": ["NewsArticle", "Article"], "headline": "Ledger found", "author": [{"@id": "#jane"},
       {"@type": "Person", "name": "Олена Коваль"}], "datePublished": "2025-03-04T10:12:00+02:00",
       "dateModified": "2025-03-05", "inLanguage": "en-GB", "description": "A find in a wall."}]}
    </script>"""
    metadata = _read(_page(head, "<h1>Ledger found</h1>"))
    assert metadata.title == "Ledger found"
    assert metadata.byline == "Jane Doe, Олена Коваль"
    assert metadata.published == "2025-03-04T10:12:00+02:00"
    assert metadata.modified == "2025-03-05"
    assert metadata.site == "The Courier"
    assert metadata.language == "en-GB"
    assert metadata.excerpt == "A find in a wall."


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "Article", "headline": "Ledger found", "datePublished": "2025-03-04", "ratio": NaN,}',
        '<!-- {"@type": "Article", "headline": "Ledger found", "datePublished": "2025-03-04"} -->',
        '{"@type": "Article", "headline": "Ledger\nfound", "datePublished": "2025-03-04"};',
        '[[{"@type": "http://schema.org/Article", "name": "Ledger found", "datePublished": "2025-03-04"}]]',
    ],
)
def test_linked_data_as_publishers_write_it(script: str) -> None:
    metadata = _read(_page(f'<script type="application/ld+json">{script}</script>', "<h1>Ledger found</h1>"))
    assert metadata.published == "2025-03-04"


@pytest.mark.parametrize(
    "script", ["[" * 100_000, '{"@type":' * 50_000, "{", "null", "[NaN, 1e999]", '"x"', ""]
)
def test_linked_data_that_cannot_be_read_says_nothing(script: str) -> None:
    assert _read(_page(f'<script type="application/ld+json">{script}</script>')).published is None


def test_an_article_that_is_only_listed_is_not_the_page() -> None:
    head = """<title>Ledger found</title><script type="application/ld+json">
    {"@type": "CollectionPage", "mentions": [{"@type": "NewsArticle", "headline": "Fog closes airport",
     "datePublished": "2025-03-04", "author": "John Roe"}, {"@type": "NewsArticle", "headline": "Choir",
     "datePublished": "2025-03-03"}]}</script>"""
    metadata = _read(_page(head, "<h1>Ledger found</h1>"))
    assert (metadata.published, metadata.byline) == (None, None)


def test_meta_tags() -> None:
    head = """<title>The Courier: news</title>
    <meta property="og:title" content="Ledger found &amp;#8211; again">
    <meta property="og:site_name" content="The Courier"><meta name="author" content="By Jane Doe">
    <meta property="article:published_time" content="2025-03-04T10:12:00Z">
    <meta property="article:modified_time" content="2025-03-05T08:00:00Z">
    <meta name="description" content="A find in a wall."><meta property="og:locale" content="en_GB">"""
    metadata = _read(_page(head))
    assert metadata.title == "Ledger found – again"
    assert metadata.byline == "Jane Doe"
    assert metadata.published == "2025-03-04T10:12:00Z"
    assert metadata.modified == "2025-03-05T08:00:00Z"
    assert (metadata.site, metadata.language, metadata.excerpt) == (
        "The Courier",
        "en-GB",
        "A find in a wall.",
    )


def test_citation_tags_turn_names_round() -> None:
    head = """<meta name="citation_title" content="On ledgers">
    <meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="Roe, John">
    <meta name="citation_publication_date" content="2025/03/04">"""
    metadata = _read(_page(head))
    assert (metadata.title, metadata.byline, metadata.published) == (
        "On ledgers",
        "Jane Doe, John Roe",
        "2025-03-04",
    )


def test_microdata() -> None:
    body = """<h1>Ledger found</h1>
    <span itemprop="author" itemscope><span itemprop="name">Jane Doe</span></span>
    <time itemprop="datePublished" datetime="2025-03-04T10:12">4 March</time>"""
    metadata = _read(_page("", body))
    assert (metadata.byline, metadata.published) == ("Jane Doe", "2025-03-04T10:12")


@pytest.mark.parametrize(
    ("line", "byline", "published"),
    [
        (
            '<p class="byline">By Jane Doe</p><p>Tuesday, 4 March 2025, 10:12</p>',
            "Jane Doe",
            "2025-03-04T10:12",
        ),
        ("<p>By Jane Doe</p><time datetime='2025-03-04'>Tuesday</time>", "Jane Doe", "2025-03-04"),
        (
            "<a href='/author/jane-doe/'>Jane Doe</a><div>Published: March 4, 2025</div>",
            "Jane Doe",
            "2025-03-04",
        ),
        (
            "<div class='meta'>4 березня 2025, 10:12 <a rel='author'>Олена Коваль</a></div>",
            "Олена Коваль",
            "2025-03-04T10:12",
        ),
    ],
)
def test_what_stands_around_the_headline(line: str, byline: str, published: str) -> None:
    language = "uk" if "Олена" in byline else "en"
    text = "<p>Доглядач маяка щовечора записував погоду, і робив це сорок років, бо так було заведено.</p>"
    text = text if language == "uk" else _TEXT
    markup = f"<html lang={language}><body><h1>Ledger found</h1>{line}{text}</body></html>"
    metadata = _read(markup)
    assert (metadata.byline, metadata.published) == (byline, published)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Ledger found</h1><footer>© 4 March 2025 The Courier</footer>",
        "<h1>Ledger found</h1><p class=copyright>Copyright 2025-03-04</p>",
        "<p>Saved on 1 June 2025</p>",
        "<h1>News</h1>"
        + "".join(
            f"<div><a href=/{day}>Story</a> <time datetime=2025-03-0{day}>{day} March</time></div>"
            for day in range(1, 8)
        ),
        "<h1>Ledger found</h1><aside><time datetime=2025-03-04>4 March</time></aside>",
        "<h1>Ledger found</h1><p>The storm of 4 March 2025 took the roof and bared a wall that hid it.</p>",
    ],
)
def test_no_date_is_claimed_without_evidence(body: str) -> None:
    assert _read(_page("", body)).published is None


def test_a_front_page_has_no_day() -> None:
    head = '<meta property="article:published_time" content="2025-03-04">'
    assert _read(_page(head), address="https://courier.example/").published is None
    assert _read(_page(head), address="https://courier.example/ledger").published == "2025-03-04"


def test_nothing_is_published_after_it_was_saved() -> None:
    assert _read(_page('<meta property="article:published_time" content="2025-09-01">')).published is None


def test_the_day_in_the_address_is_the_last_resort() -> None:
    assert _read(_page(), address="https://courier.example/2025/03/04/ledger").published == "2025-03-04"
    assert _read(_page(), address="https://courier.example/2025/03/ledger").published is None


def test_the_day_that_readers_saw_is_the_page_s_day() -> None:
    head = '<meta property="article:published_time" content="2025-03-05T03:12:00Z">'
    metadata = _read(_page(head, "<h1>Ledger found</h1><p class=date>March 4, 2025, 10:12 p.m.</p>"))
    assert metadata.published == "2025-03-04T22:12"


@pytest.mark.parametrize(
    ("window", "heading", "title"),
    [
        ("Ledger found in a wall | The Courier", "", "Ledger found in a wall"),
        ("The Courier - Ledger found in a wall", "Ledger found in a wall", "Ledger found in a wall"),
        ("Ledger found in a wall - The Courier", "The Courier", "Ledger found in a wall"),
        ("Ledger found in a wall – courier.example", "", "Ledger found in a wall"),
        ("海边的旧磨坊今天重新开放-海港新闻网", "", "海边的旧磨坊今天重新开放"),
        ("海边的旧磨坊今天重新开放", "", "海边的旧磨坊今天重新开放"),
        ("Ledger found", "<em>Ledger</em>, found", "Ledger, found"),
        ("Ledger found in a wall", "Ledger found in a wall <a href='#l'>¶</a>", "Ledger found in a wall"),
        (
            "Ledger found in a wall",
            "<span>Ledger found in a wall</span><div>Listen to this 3 minutes</div>",
            "Ledger found in a wall",
        ),
        ("Jekyll - and Hyde - a play for two evenings", "", "Jekyll - and Hyde - a play for two evenings"),
        ("", "Ledger found", "Ledger found"),
    ],
)
def test_the_site_is_cut_off_the_title(window: str, heading: str, title: str) -> None:
    head = f'<title>{window}</title><meta property="og:site_name" content="The Courier">'
    markup = _page(head, f"<h1>{heading}</h1>" if heading else "")
    assert _read(markup, address="https://courier.example/ledger").title == title


@pytest.mark.parametrize(
    ("links", "address", "canonical"),
    [
        (
            '<link rel="canonical" href="/ledger">',
            "https://courier.example/x?y=1",
            "https://courier.example/ledger",
        ),
        (
            '<link rel="canonical" href="https://courier.example/">',
            "https://courier.example/a",
            "https://courier.example/a",
        ),
        (
            '<link rel="canonical" href="javascript:alert(1)">',
            "https://courier.example/a",
            "https://courier.example/a",
        ),
        ('<link rel="canonical" href="http://[bad">', None, None),
        (
            '<meta property="og:url" content="https://courier.example/b#top">',
            None,
            "https://courier.example/b",
        ),
        ("", "file:///home/me/page.html", None),
    ],
)
def test_the_canonical_address_is_one_of_the_web(
    links: str, address: str | None, canonical: str | None
) -> None:
    assert _read(_page(links), address=address).canonical == canonical


def test_direction_is_declared_or_that_of_the_script() -> None:
    assert _read(_page(attributes='dir="RTL"')).direction == "rtl"
    arabic = "<p>كان حارس المنارة يكتب حالة الطقس كل مساء وفعل ذلك على مدى أربعين عاما</p>"
    metadata = _read(f"<html lang=en><body>{arabic}</body></html>")
    assert (metadata.language, metadata.direction) == ("ar", "rtl")


@settings(max_examples=60)
@given(st.text(alphabet="<>/=\"' abchtmlmetascriptjson{}[]:,@2025-03-04\n", max_size=400))
def test_any_markup_is_answered(markup: str) -> None:
    _read(markup)


def test_the_direction_of_the_main_part() -> None:
    assert (
        _read("<html lang=en><body><main dir=rtl><p>Lorem ipsum dolor sit amet.</p></main>").direction
        == "rtl"
    )
    assert _read("<html lang=en><body dir=ltr><main dir=rtl><p>Lorem ipsum.</p></main>").direction == "ltr"


def test_a_heading_above_recommended_articles_is_no_title() -> None:
    recommended = '<aside class="recirc"><h1>Recently in <a href="/sea">The sea</a></h1></aside>'
    markup = _page(
        "<title>What the wall hid for so long</title>",
        f"<h1>Ledger found in a wall of the mill</h1>{recommended}",
    )
    assert _read(markup).title == _read(markup.replace(recommended, "")).title


def test_what_stands_below_the_label_of_a_date_is_it() -> None:
    aside = "<aside><div><h3>Published</h3><p><time datetime='2024-08-30'>August 30</time></p></div></aside>"
    assert _read(_page("", f"<h1>Ledger found in a wall</h1><p>Text.</p>{aside}")).published == "2024-08-30"
    other = aside.replace("Published", "Next concert")
    assert _read(_page("", f"<h1>Ledger found in a wall</h1><p>Text.</p>{other}")).published is None
