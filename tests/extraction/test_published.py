"""Dates of pages whose sources disagree, or say little."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from postil.dom.parse import parse_page
from postil.extraction.metadata import read_metadata
from postil.model.article import Evidence, Metadata, Source

_SAVED = datetime(2025, 6, 1, 8, 0, tzinfo=UTC)
_ARTICLE = '<meta property="og:type" content="article">'
_TEXT = (
    "<p>The keeper of the lighthouse wrote down the weather every evening, and he did it for forty years.</p>"
)


def _read(head: str, body: str, *, saved: datetime | None = _SAVED) -> Metadata:
    title = "<title>The ledger in the wall</title>"
    markup = f"<!doctype html><html lang=en><head>{title}{head}</head><body>{body}{_TEXT}</body></html>"
    return read_metadata(parse_page(markup), address=None, saved=saved)


def _tag(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


def _published(
    *tags: tuple[str, str], shown: str = "", headline: str = "The ledger in the wall"
) -> str | None:
    head = _ARTICLE + "".join(_tag(name, value) for name, value in tags)
    return _read(head, f"<article><h1>The ledger in the wall</h1>{shown}</article>").published


def test_a_declared_day_that_the_page_shows_too() -> None:
    declared = ("article:published_time", "2025-03-04T10:12:00+02:00")
    assert _published(declared, shown="<p>4 March 2025</p>") == "2025-03-04T10:12:00+02:00"


def test_a_moment_counted_from_greenwich_is_shown_as_the_day_before() -> None:
    declared = ("article:published_time", "2025-03-05T01:00:21Z")
    shown = "<div>Published 8:00 PM EST, Tue March 4, 2025</div>"
    assert (_published(declared, shown=shown) or "")[:10] == "2025-03-04"


def test_the_same_moment_with_the_zone_of_the_page() -> None:
    declared = ("article:published_time", "2025-03-05T00:46:23+00:00")
    shown = '<div>Last updated <time datetime="2025-03-04T19:46:23-05:00">March 4, 2025</time></div>'
    assert _published(declared, shown=shown) == "2025-03-04T19:46:23-05:00"


def test_a_day_declared_in_the_zone_of_the_page_is_not_shifted() -> None:
    declared = ("article:published_time", "2025-03-05T12:33:00-05:00")
    assert _published(declared, shown="<p>4 March 2025</p>") == "2025-03-05T12:33:00-05:00"


def test_what_is_shown_as_older_is_the_day_it_came_out() -> None:
    declared = ("article:published_time", "2024-08-07T12:01:51Z")
    assert _published(declared, shown="<p>Dec 30, 2013</p>") == "2013-12-30"


def test_an_older_day_in_a_thread_is_that_of_a_member() -> None:
    head = """<script type="application/ld+json">{"@type": "DiscussionForumPosting",
    "headline": "The ledger in the wall", "datePublished": "2024-08-07"}</script>"""
    body = "<h1>The ledger in the wall</h1><dl><dt>Joined</dt><dd>Nov 4, 2011</dd></dl>"
    assert _read(head, body).published == "2024-08-07"


def test_a_newer_day_that_another_declared_one_confirms() -> None:
    tags = (("article:published_time", "2022-04-28T12:00:00+01:00"), ("date", "November 6, 2023"))
    assert (_published(*tags, shown="<span>NOV 6, 2023 8:41 am PST</span>") or "")[:10] == "2023-11-06"


def test_a_newer_day_that_nothing_confirms() -> None:
    declared = ("article:published_time", "2022-04-28T12:00:00+01:00")
    assert (_published(declared, shown="<span>Nov 6, 2023</span>") or "")[:10] == "2022-04-28"


def test_a_page_that_shows_only_the_day_of_its_change() -> None:
    tags = (("article:published_time", "2022-10-24"), ("article:modified_time", "2023-12-14"))
    assert _published(*tags, shown="<div>Updated on December 14, 2023</div>") == "2023-12-14"


def test_a_page_that_shows_both_days() -> None:
    tags = (
        ("article:published_time", "2023-12-22T17:16:03Z"),
        ("article:modified_time", "2023-12-23T09:04:08Z"),
    )
    shown = """<time class="pub-head" datetime="2023-12-23T09:04:08Z">Updated <b>Dec. 23, 2023</b></time>
    <time class="pub-head" datetime="2023-12-22T17:16:03Z">Published <span>Dec. 22, 2023</span></time>"""
    assert _published(*tags, shown=shown) == "2023-12-22T17:16:03Z"


def test_the_date_nearest_to_the_headline() -> None:
    far = "<p>Words about the wall and the ledger.</p>" * 30
    shown = f"<p>4 March 2025</p>{far}<p>9 July 2019</p>"
    assert _published(shown=shown) == "2025-03-04"


def test_a_date_before_the_headline() -> None:
    body = "<header><p>4 March 2025</p></header><h1>The ledger in the wall</h1>"
    assert _read("", body).published == "2025-03-04"


def test_the_names_of_what_holds_the_headline_too_say_nothing() -> None:
    body = """<div class="review-card widget"><h1>The ledger in the wall</h1><div class="headline__footer">
    <div>4 March 2025</div></div></div>"""
    assert _read("", body).published == "2025-03-04"


def test_a_date_in_a_teaser_is_of_another_article() -> None:
    body = "<h1>The ledger in the wall</h1><div class=related-card><h3>Another</h3><p>4 March 2025</p></div>"
    assert _read("", body).published is None


def test_a_headline_that_is_no_h1() -> None:
    body = "<h1>The Courier</h1><p>1 January 2020</p>" + "<p>x</p>" * 45
    body += "<h2>The ledger in the wall</h2><p>4 March 2025</p>"
    assert _read("", body).published == "2025-03-04"


def test_a_date_far_from_the_headline_is_no_evidence() -> None:
    body = "<h1>The ledger in the wall</h1>" + "<p>Words.</p>" * 60 + "<p>Site rebuilt 4 March 2025</p>"
    assert _read("", body).published is None


def test_a_stamp_with_the_time_of_the_day_is_evidence_further_off() -> None:
    body = "<h1>The ledger in the wall</h1>" + "<span></span>" * 60 + "<dd>4 March 2025 10:12</dd>"
    assert _read("", body).published == "2025-03-04T10:12"


def test_a_range_of_days_is_no_time_of_the_day() -> None:
    body = "<h1>The ledger in the wall</h1><p>12.01.25 – 10.04.25</p>"
    assert _read("", body).published in (None, "2025-01-12")


def test_a_list_of_days_is_no_date() -> None:
    cards = "".join(f"<div><p>{day} March 2025</p></div>" for day in range(1, 7))
    assert _read(_ARTICLE, f"<h1>The ledger in the wall</h1>{cards}").published is None
    cards = "".join(f"<div><p>Updated March {day}, 2025</p></div>" for day in range(1, 7))
    assert _read(_ARTICLE, f"<h1>The ledger in the wall</h1>{cards}").published is None


@pytest.mark.parametrize("name", ["og:publish_date", "awa-publishedDate", "date-pub", "story:published_time"])
def test_tags_that_are_named_after_publication(name: str) -> None:
    assert _published((name, "2025-03-04")) == "2025-03-04"


@pytest.mark.parametrize("name", ["lastPublishedDate", "last-updated", "dateUpdated", "og:expire_time"])
def test_tags_of_other_dates(name: str) -> None:
    assert _published((name, "2025-03-04")) is None


@pytest.mark.parametrize(
    ("language", "line", "day"),
    [
        ("en", "3 hours ago", "2025-06-01"),
        ("en", "Published 12 hours ago", "2025-05-31"),
        ("de", "vor 2 Tagen", "2025-05-30"),
        ("uk", "3 години тому", "2025-06-01"),
        ("zh", "3天前", "2025-05-29"),
        ("en", "3 years ago", None),
        ("sux", "5 hours ago", None),
    ],
)
def test_days_counted_back_from_the_day_it_was_saved(language: str, line: str, day: str | None) -> None:
    words = {
        "en": _TEXT,
        "sux": "<p>lugal</p>",
        "de": "<p>Der Wärter schrieb jeden Abend das Wetter auf, und er tat es für sich.</p>",
        "uk": "<p>Доглядач маяка щовечора записував погоду, і він робив це сорок років, до самої смерті.</p>",
        "zh": "<p>灯塔看守人每天晚上都记录天气，他这样做了四十年，直到他去世的那一天。</p>",
    }[language]
    markup = (
        f"<html lang={language}><head>{_ARTICLE}</head><body><h1>A</h1><p>{line}</p>{words}</body></html>"
    )
    read = read_metadata(parse_page(markup), address=None, saved=_SAVED)
    assert read.published == day
    assert read_metadata(parse_page(markup), address=None, saved=None).published is None


def test_where_the_date_was_found() -> None:
    head = _ARTICLE + _tag("article:published_time", "2025-03-04T10:12:00+02:00")
    found = _read(head, "<h1>The ledger in the wall</h1>")
    assert Evidence("published", Source.META, "article:published_time") in found.sources
    found = _read("", "<h1>The ledger in the wall</h1><time datetime=2025-03-04>4 March</time>")
    assert Evidence("published", Source.SHOWN, "time") in found.sources
    assert Evidence("title", Source.SHOWN, "h1") in found.sources
    assert not [each for each in found.sources if each.field == "modified"]
