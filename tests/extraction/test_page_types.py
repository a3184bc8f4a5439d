from __future__ import annotations

import pytest
from tests.extraction.pages_for_tests import SENTENCES, page

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import best_cut, judge, load_model
from postil.extraction.features import measure
from postil.extraction.hints import read_hints
from postil.extraction.page_types import PageType, PageTypes, Told, load_page_types, page_type_columns
from postil.extraction.trees import Forest

LONG_IS_NEWS = PageTypes(
    1,
    (
        Told(PageType.NEWS, Forest(((0, 100.0, -4.0, 4.0),)), rise=0.5, shift=0.02),
        Told(PageType.LISTING, Forest(((0, 100.0, 4.0, -4.0),)), rise=0.0, shift=-0.1),
    ),
)


def test_a_page_is_shared_out_among_the_types() -> None:
    shares = LONG_IS_NEWS.shares([500.0])
    assert sum(shares) == pytest.approx(1)
    assert LONG_IS_NEWS.likeliest(shares) is PageType.NEWS
    assert LONG_IS_NEWS.likeliest(LONG_IS_NEWS.shares([5.0])) is PageType.LISTING


def test_types_move_the_cut() -> None:
    assert LONG_IS_NEWS.moved(0.45, (1.0, 0.0)) == pytest.approx(0.45 + 0.5 * 0.1 + 0.02)
    assert LONG_IS_NEWS.moved(0.45, (0.0, 1.0)) == pytest.approx(0.35)
    assert LONG_IS_NEWS.moved(0.30, (1.0, 0.0)) == pytest.approx(0.32), "an unclear page is not raised"


def test_the_shipped_types_were_trained_on_these_columns() -> None:
    html = parse_page(page(""))
    read, hints, model = read_blocks(html), read_hints(html, None), load_model()
    measured = measure(read, hints, model.lexicon)
    likelihoods = model.likelihoods(read, measured)
    columns = page_type_columns(read, measured, likelihoods, best_cut(likelihoods, measured.words))
    assert len(columns) == load_page_types().columns


def test_a_page_where_nothing_is_likely_has_every_column() -> None:
    read = read_blocks(parse_page("<p>a</p>"))
    measured = measure(read, read_hints(parse_page("<p>a</p>"), None), load_model().lexicon)
    assert len(page_type_columns(read, measured, [0.0], 0.0)) == load_page_types().columns


def test_a_thread_is_told_from_a_news_page() -> None:
    posts = "".join(
        f'<div class="post"><div class="post-author"><a class="username" href="/u/{number}">user{number}</a> '
        f'<span>Posts: {number * 31 + 7}</span></div><div class="post-date">12 May 2020, 1{number}:05</div>'
        f'<div class="post-text">{SENTENCES[number % 6]} {SENTENCES[(number + 2) % 6]}</div>'
        '<div class="signature">Reply Quote</div></div>'
        for number in range(9)
    )
    html = parse_page(
        "<title>Chain slips - forum</title><nav><a href=/>Forum index</a> <a href=/b>Bicycles</a></nav>"
        f"<h1>Chain slips</h1><div class=topic>{posts}</div><div class=pagination>Page 1 of 3</div>"
    )
    assert judge(read_blocks(html), read_hints(html, "Chain slips")).page_type is PageType.FORUM
