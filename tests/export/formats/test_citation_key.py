from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.formats.sources import MILL

from postil.export.formats.citation_key import citation_key
from postil.model.ids import PageId

if TYPE_CHECKING:
    from postil.model.page import Page


def page(
    title: str = "The mill",
    *,
    page_id: str = "pageaaaaaaaaaaaa",
    byline: str | None = "Ann Miller",
    published: str | None = "2025",
) -> Page:
    return replace(MILL, id=PageId(page_id), title=title, byline=byline, published=published)


@pytest.mark.parametrize(
    ("byline", "published", "title", "key"),
    [
        ("Ann Miller", "2025-01-23", "The bread of the valley", "miller2025bread-k7m2qa"),
        ("Miller, Ann", "2025", "How mills turn", "miller2025mills-k7m2qa"),
        ("Ludwig van Beethoven, Ann Miller", "1801-05", "A sonata", "vanbeethoven1801sonata-k7m2qa"),
        ("Уляна Кричковська", None, "Щедрий хліб", "krychkovskashchedryi-k7m2qa"),
        ("Søren Ødegård", "2020-02-02T10:00", "Große Straße", "odegard2020grosse-k7m2qa"),
        ("Νίκος Καζαντζάκης", "1946", "Ο δρόμος", "kazantzakis1946dromos-k7m2qa"),
        (None, "2024-03-01", "On it", "thevalleycourier2024on-k7m2qa"),
        ("川端康成", "1948", "雪国", "thevalleycourier1948-k7m2qa"),
        ("The Valley Staff", "no date", "", "thevalleystaff-k7m2qa"),
    ],
)
def test_a_key_is_author_year_word_and_a_mark(
    byline: str | None, published: str | None, title: str, key: str
) -> None:
    about = page(title, page_id="k7m2qaaaaaaaaaaa", byline=byline, published=published)
    assert citation_key(about) == key


def test_a_page_of_which_nothing_is_known_has_a_key() -> None:
    assert citation_key(replace(page("", byline=None, published=None), site=None)) == "page-pageaa"


def test_pages_alike_have_keys_of_their_own() -> None:
    one, other = (page(page_id=name) for name in ("k7m2qaaaaaaaaaaa", "zzzzzzaaaaaaaaaa"))
    assert citation_key(one) != citation_key(other)


@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_a_page_says_its_key_is_letters_and_digits(
    title: str, byline: str, published: str, page_id: str
) -> None:
    key = citation_key(page(title, page_id=page_id, byline=byline, published=published))
    assert re.fullmatch(r"[a-z][a-z0-9]*-[a-z0-9]{6}|[0-9][a-z0-9]*-[a-z0-9]{6}", key)
