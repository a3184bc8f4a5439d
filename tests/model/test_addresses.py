"""One spelling for all addresses of a page, and another one for another page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model.addresses import address_key, address_keys

PAGE = "https://harbour.example/notes/the-ledger"
_PIECES = st.text(alphabet="ab%/?#&=.:[]@é漢2F5~!+ \x00", max_size=30)


@pytest.mark.parametrize(
    "other",
    [
        "http://harbour.example/notes/the-ledger",
        "https://www.harbour.example/notes/the-ledger/",
        "HTTPS://Harbour.Example:443/notes/the-ledger",
        "http://harbour.example:80/notes/the-ledger?",
        "https://harbour.example/notes/the-ledger#the-oil",
        "https://harbour.example/notes/the-ledger?utm_source=letter&utm_medium=mail",
        "https://harbour.example/notes/the-ledger?fbclid=IwAR0&gclid=1",
        "https://harbour.example/notes/the-ledger/amp/",
        "https://harbour.example/notes/the-ledger?amp=1",
        "https://harbour.example/notes/the-ledger/?print=true",
        "https://harbour.example/notes/the-ledger/index.html",
        "https://harbour.example/notes/%74he%2Dledger",
    ],
)
def test_spellings_of_one_address_have_one_key(other: str) -> None:
    assert address_key(other) == address_key(PAGE) == PAGE


@pytest.mark.parametrize(
    "other",
    [
        "https://harbour.example/notes/the-ledger?page=2",
        "https://harbour.example/notes/The-Ledger",
        "https://harbour.example/notes",
        "https://harbour.example:8080/notes/the-ledger",
        "https://m.harbour.example/notes/the-ledger",
        "https://harbour.example/notes/the-ledger#!/oil",
        "https://harbour.example/notes/the-ledger%2Foil",
    ],
)
def test_what_may_be_another_page_has_another_key(other: str) -> None:
    assert address_key(other) not in (None, PAGE)


def test_the_order_of_parameters_does_not_matter() -> None:
    assert address_key("https://a.example/?b=2&a=1") == address_key("https://a.example/?a=1&utm_id=9&b=2")
    assert address_key("https://a.example/?a=1&a=2") != address_key("https://a.example/?a=1")


@pytest.mark.parametrize(
    "other", [None, "", "a note", "file:///home/x.html", "mailto:a@b.example", "http://["]
)
def test_what_is_no_address_of_the_web_has_none(other: str | None) -> None:
    assert address_key(other) is None


def test_a_name_in_other_letters_is_escaped_once() -> None:
    escaped = "https://uk.example/%D0%BC%D0%B0%D1%8F%D0%BA"
    assert address_key("https://uk.example/маяк") == address_key(escaped.lower()) == escaped


def test_keys_are_those_of_the_addresses_there_are() -> None:
    assert address_keys((None, PAGE, PAGE + "#top", "urn:x")) == {PAGE}


@given(_PIECES)
def test_the_key_of_a_key_is_the_key(rest: str) -> None:
    key = address_key("http://www.harbour.example/" + rest)
    assert key is None or address_key(key) == key
