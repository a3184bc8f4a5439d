"""Who wrote a page, from what it declares and shows."""

from __future__ import annotations

import pytest

from postil.dom.parse import parse_page
from postil.extraction.metadata import read_metadata
from postil.model.article import Evidence, Source

_TEXT = "<p>The keeper of the lighthouse wrote down the weather every evening, for forty years.</p>"


def _byline(body: str, head: str = "") -> str | None:
    markup = f"<html lang=en><head><title>The wall</title>{head}</head><body>{body}{_TEXT}</body></html>"
    return read_metadata(parse_page(markup), address=None, saved=None).byline


@pytest.mark.parametrize(
    "line",
    [
        "<div>Written by: <a href=/x>Jane Doe</a></div>",
        "<div><span>By </span><a href=/x>Jane Doe</a></div>",
        "<div class=meta><b>Posted by</b> <i>Jane Doe</i></div>",
        "<h2>By Jane Doe</h2>",
        "<div class=byline>Jun 2 Written By Jane Doe</div>",
        "<a href=/author/jane>View all posts by Jane Doe</a>",
        "<p class=author>Jane Doe 1</p>",
    ],
)
def test_a_line_under_the_headline(line: str) -> None:
    assert _byline(f"<div class=product-review><h1>The wall</h1>{line}</div>") == "Jane Doe"


def test_several_authors_stay_several_and_in_order() -> None:
    script = """<script type="application/ld+json">{"@type": "Article", "headline": "The wall", "author": [
    {"name": "Олена Коваль and Jane Doe"}, {"name": "Jane Doe"}, {"name": "Reuters"}]}</script>"""
    assert _byline("<h1>The wall</h1>", script) == "Олена Коваль, Jane Doe"


def test_an_agency_stays_where_nobody_is_named() -> None:
    assert _byline("<h1>The wall</h1>", "<meta name=author content='Reuters'>") == "Reuters"


def test_degrees_are_no_authors() -> None:
    assert _byline("<h1>The wall</h1><p>By Jane Doe, MD, Ph.D., FRCP</p>") == "Jane Doe"


def test_the_label_for_cards_of_links() -> None:
    head = "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Jane Doe'>"
    assert _byline("<h1>The wall</h1>", head) == "Jane Doe"
    head = (
        "<meta name='twitter:label1' content='Reading time'><meta name='twitter:data1' content='Two Hours'>"
    )
    assert _byline("<h1>The wall</h1>", head) is None


def test_the_first_user_of_a_thread() -> None:
    thread = """<script type="application/ld+json">{"@type": "DiscussionForumPosting", "headline": "The wall"}
    </script>"""
    body = "<h1>The wall</h1><a class=username href=/members/1>ledger-reader</a><a class=username>other</a>"
    assert _byline(body, thread) == "ledger-reader"


def test_the_maker_of_a_product_is_no_author() -> None:
    product = '<script type="application/ld+json">{"@type": "Product", "name": "The wall"}</script>'
    assert _byline("<h1>The wall</h1><p>by <a href=/x>Harbour Works</a></p>", product) is None


def test_where_the_byline_was_found() -> None:
    markup = f"<title>The wall</title><h1>The wall</h1><p class=byline>By Jane Doe</p>{_TEXT}"
    found = read_metadata(parse_page(markup), address=None, saved=None)
    assert Evidence("byline", Source.SHOWN, "p") in found.sources


def test_the_site_is_not_the_author_where_another_is_named() -> None:
    body = """<div itemprop="author">courier</div><h1>Ledger found in a wall</h1><div><div>
        <span itemprop="author">jane_d</span></div></div>"""
    head = '<link rel="canonical" href="https://courier.example/ledger">'
    assert _byline(body, head) == "jane_d"
    assert _byline(body) == "courier"


def test_the_role_behind_the_link_to_an_author_is_no_name() -> None:
    link = '<a href="/author/jane-doe">Jane Doe</a>'
    assert _byline(f'<h1>Ledger</h1><p class="byline">{link} <b>Founder &amp; Cook</b></p>') == "Jane Doe"
    assert _byline(f'<h1>Ledger</h1><p class="byline">{link} and John Roe</p>') == "Jane Doe, John Roe"


def test_who_is_quoted_is_no_author() -> None:
    assert _byline('<h1>Ledger</h1><div class="statement"><h4 class="author">Jane Doe</h4></div>') is None


def test_users_may_be_named_on_a_line_with_the_day() -> None:
    line = "<p>Posted by gull, old_salt and mei on 2019-02-15, <a href='/'>all posts</a></p>"
    assert _byline(f"<h1>Ledger</h1>{line}") == "gull, old_salt, mei"


def test_the_name_below_the_label() -> None:
    assert _byline("<h1>Ledger</h1><aside><div><h3>Author</h3><p>Jane Doe</p></div></aside>") == "Jane Doe"
