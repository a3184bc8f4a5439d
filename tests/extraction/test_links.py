from __future__ import annotations

import pytest

from postil.extraction.links import Addresses, is_web_address

HERE = Addresses("https://example.org/notes/ferry.html", "https://example.org/notes/ferry.html")
NOWHERE = Addresses(None, None)


@pytest.mark.parametrize(
    ("written", "resolved"),
    [
        ("quay.html", "https://example.org/notes/quay.html"),
        ("/", "https://example.org/"),
        ("//other.example/x", "https://other.example/x"),
        ("?page=2", "https://example.org/notes/ferry.html?page=2"),
        ("HTTPS://Example.org/A b", "https://Example.org/A%20b"),
        (" https://example.org/x\n", "https://example.org/x"),
        ("https://exa\nmple.org/", "https://example.org/"),
        ('https://example.org/"onclick="x', "https://example.org/%22onclick=%22x"),
        ("mailto:Ada@example.org", "mailto:Ada@example.org"),
        ("mailto:nobody", None),
        ("javascript:x", None),
        ("java\nscript:x", None),
        ("data:text/html,x", None),
        ("ftp://example.org/", None),
        ("file:///etc/passwd", None),
        ("", None),
        (None, None),
    ],
)
def test_a_link_is_of_the_web_or_mail_or_none(written: str | None, resolved: str | None) -> None:
    assert HERE.link(written) == resolved


def test_without_a_page_only_absolute_addresses_are_links() -> None:
    assert NOWHERE.link("quay.html") is None
    assert NOWHERE.link("https://example.org/") == "https://example.org/"


def test_an_address_that_only_lacks_its_scheme_needs_no_page() -> None:
    assert NOWHERE.web("//files.example.org/a.png") == "https://files.example.org/a.png"
    assert NOWHERE.web("//") is None
    assert NOWHERE.web("#top") is None


@pytest.mark.parametrize(
    ("written", "fragment"),
    [
        ("#note", "note"),
        ("#", None),
        ("ferry.html#note", "note"),
        ("https://example.org/notes/ferry.html#note", "note"),
        ("quay.html#note", None),
        ("quay.html", None),
    ],
)
def test_a_fragment_is_of_this_page_only(written: str, fragment: str | None) -> None:
    assert HERE.fragment(written) == fragment


@pytest.mark.parametrize("address", ["https:///x", "http://", "https://[::1", "//x.org", "ws://x.org"])
def test_what_names_no_host_is_no_address(address: str) -> None:
    assert not is_web_address(address)
