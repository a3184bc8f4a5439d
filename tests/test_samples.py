"""The sample pages: read as a person's own pages would be, whole, and true to the program."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml import html

from postil.commands import COMMANDS
from postil.dom.serialise import parse_article
from postil.extraction.extract import extract
from postil.importers.registry import read
from postil.paths import resource

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.model.article import Article
    from postil.model.capture import Capture

SAMPLES = ("welcome.html", "keeping.html")
FRAMES = {
    "welcome.html": (
        "Home", "Subscribe", "cookies to remember", "Only the necessary", "Related stories", "Eleven inks",
        "dog-ears", "Sunday letter", "Sign me up", "Share by mail", "Imprint", "All pencils reserved",
    ),
    "keeping.html": (
        "Kitchen", "Garden", "Archive", "Most read this week", "long whisk", "no opinions", "3 comments",
        "squeaked", "Send", "Imprint", "Feed",
    ),
}  # fmt: skip
TYPED = {"↓": "Down", "↑": "Up", "Enter": "Return"}
"""Keys that the pages name by their sign, or as people call them."""
IN_NOTES = {"Ctrl+Return"}
"""Keys of the field that a note is written in."""


@cache
def capture(name: str) -> Capture:
    (only,) = read(resource("samples") / name)
    return only


@cache
def article(name: str) -> Article:
    return extract(capture(name))


def tree(name: str) -> _Element:
    return parse_article(article(name).html)


@cache
def written(name: str) -> _Element:
    """The article as its page has it."""
    (only,) = html.document_fromstring(capture(name).markup, parser=html.HTMLParser(encoding="utf-8")).iter(
        "article"
    )
    return only


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", SAMPLES)
def test_the_article_is_whole(name: str) -> None:
    text = squeezed(article(name).text)
    for block in written(name).iter("p", "li", "h2", "tr", "dt", "dd", "figcaption", "pre", "summary"):
        if block.find(".//math") is None and "byline" not in (block.get("class") or ""):
            words = squeezed("".join(str(words) for words in block.itertext()))
            assert words in text, words


@pytest.mark.parametrize("name", SAMPLES)
def test_the_frame_is_gone(name: str) -> None:
    text = article(name).text
    assert not [words for words in FRAMES[name] if re.search(rf"\b{re.escape(words)}\b", text)]
    assert not article(name).plain
    assert not article(name).warnings


def test_what_the_pages_say_of_themselves() -> None:
    welcome, keeping = article("welcome.html").metadata, article("keeping.html").metadata
    assert welcome.title == "Reading with Postil, pencil in hand"
    assert (welcome.byline, welcome.site, welcome.language) == ("Hanna Osei", "Margins", "en")
    assert (welcome.published or "").startswith("2026-11-14")
    assert keeping.title == "Keeping what you keep"
    assert (keeping.byline, keeping.site) == ("Tomas Birk", "Almanac of Small Tools")
    assert keeping.published == "2026-11-16"


def test_where_they_come_from() -> None:
    assert capture("welcome.html").address == "https://example.org/margins/reading-with-postil"
    keeping = capture("keeping.html")
    assert keeping.format == "SingleFile"
    assert keeping.address == "http://example.org/almanac/keeping/"
    assert keeping.saved is not None


@pytest.mark.parametrize("name", SAMPLES)
def test_the_drawing_comes_along_with_its_caption(name: str) -> None:
    (figure,) = tree(name).iter("figure")
    (image,) = figure.iter("img")
    (asset,) = article(name).assets
    assert image.get("src") == f"asset:{asset.hash}"
    assert image.get("alt")
    assert asset.media_type == "image/png"
    assert figure.findtext("figcaption")


def test_the_forms_of_the_welcome() -> None:
    root = tree("welcome.html")
    assert [each.text for each in root.iter("h2")] == [
        each.text for each in written("welcome.html").iter("h2")
    ]
    assert len(root.findall(".//table//tr")) == 17
    assert len(root.findall(".//ul/li/ul/li")) == 3
    assert [each.get("class") for each in root.iter("code")] == [None, "language-python"]
    assert [each.get("alttext") for each in root.iter("math")][:2] == ["R = e^{-t/S}", "R"]
    assert len(list(root.iter("blockquote"))) == len(list(root.iter("details"))) == 1


def test_footnotes_lead_there_and_back() -> None:
    root = tree("welcome.html")
    names = {each.get("id"): each for each in root.iter() if each.get("id")}
    there = [each for each in root.iter("a") if each.get("role") == "doc-noteref"]
    back = [each for each in root.iter("a") if each.get("role") == "doc-backlink"]
    assert len(there) == len(back) == 2
    for reference in there:
        note = names[(reference.get("href") or "")[1:]]
        assert note.tag == "li"
        (way_back,) = [each for each in note.iter("a") if each.get("role") == "doc-backlink"]
        assert reference in list(names[(way_back.get("href") or "")[1:]].iter())


def test_the_table_of_keys_is_true() -> None:
    rows = [row.findall("td") for row in written("welcome.html").iter("tr") if row.find("td") is not None]
    assert rows
    for keys, title, where in rows:
        sequence = ", ".join(each.text or "" for each in keys.iter("kbd"))
        place = {"everywhere": "window"}.get(where.text or "", where.text)
        held = [
            each
            for each in COMMANDS
            if sequence in each.keys and each.title == title.text and each.where == place
        ]
        assert held, (sequence, title.text, place)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_key_named_is_a_key_of_the_program(name: str) -> None:
    known = {key for command in COMMANDS for key in command.keys} | IN_NOTES
    text = html.tostring(written(name), encoding="unicode")
    for combination in re.findall(
        r"<kbd>[^<]*</kbd>(?:\s*\+\s*<kbd>[^<]*</kbd>)*(?:\s*<kbd>[^<]*</kbd>)?", text
    ):
        keys = [
            TYPED.get(key, key)
            for key in html.fragment_fromstring(f"<p>{combination}</p>").xpath("kbd/text()")
        ]
        joined = "+".join(keys) if re.search(r"</kbd>\s*\+\s*<kbd>", combination) else ", ".join(keys)
        assert joined in known, joined
