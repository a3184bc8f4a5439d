"""Web annotations, held to what the model says must be there (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from tests.export.formats.sources import MILL, highlight, lost, source, written

from postil.export.formats.web_annotation import write_web_annotations
from postil.model.annotation import Color, Style

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_IRI = re.compile(r"(?:https?|urn|postil):\S+")
_MOTIVATIONS = {"commenting", "highlighting", "bookmarking", "tagging"}


def read(*sources: Any) -> dict[str, Any]:
    found = json.loads(written(write_web_annotations, *sources))
    assert isinstance(found, dict)
    return found


def assert_follows_the_model(collection: dict[str, Any]) -> None:
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    page = collection["first"]
    assert page["type"] == "AnnotationPage"
    assert page["partOf"] == collection["id"]
    assert collection["total"] == len(page["items"])
    names = [collection["id"], page["id"], *(each["id"] for each in page["items"])]
    assert len(set(names)) == len(names)
    assert all(_IRI.fullmatch(name) for name in names)
    for each in page["items"]:
        assert each["type"] == "Annotation"
        assert "@context" not in each, "that of the whole file holds"
        assert each["motivation"] in _MOTIVATIONS
        assert _TIME.fullmatch(each["created"])
        assert _TIME.fullmatch(each.get("modified", each["created"]))
        target = each["target"]
        assert target["type"] == "SpecificResource"
        assert _IRI.fullmatch(target["source"]["id"])
        for body in each.get("body", ()):
            assert body["type"] == "TextualBody"
            assert body["purpose"] in ("commenting", "tagging")
        for selector in target.get("selector", ()):
            if selector["type"] == "TextQuoteSelector":
                assert isinstance(selector["exact"], str)
            else:
                assert selector["type"] == "TextPositionSelector"
                assert 0 <= selector["start"] < selector["end"]


def test_a_highlight_has_quote_and_place_in_code_points() -> None:
    placed = highlight("all night", note="Really?", tags=("water",), color=Color.BLUE)
    collection = read(source(MILL, [placed]))
    assert_follows_the_model(collection)
    _of_page, one = collection["first"]["items"]
    quote, position = one["target"]["selector"]
    text = source().text
    assert text[position["start"] : position["end"]] == quote["exact"] == "all night"
    assert quote["prefix"].endswith("turned 🎡 ")
    assert quote["suffix"].startswith(".\nopen")
    assert one["id"] == "postil://page/k7m2qaaaaaaaaaaa#hl-hlaaaaaaaaaaaaaa"
    assert one["motivation"] == "commenting"
    assert (one["created"], one["modified"]) == ("2026-11-21T09:30:00Z", "2026-11-22T09:30:00Z")
    assert one["body"] == [
        {"type": "TextualBody", "value": "Really?", "format": "text/markdown", "purpose": "commenting"},
        {"type": "TextualBody", "value": "water", "purpose": "tagging"},
    ]
    assert one["target"]["styleClass"] == ["blue"]
    assert one["stylesheet"]["type"] == "CssStylesheet"
    assert one["stylesheet"]["value"].startswith(".blue { background-color: #")
    assert one["target"]["state"] == {"type": "TimeState", "sourceDate": "2026-11-21T09:30:00Z"}
    assert one["target"]["source"]["id"] == MILL.address


def test_an_underlined_one_says_so() -> None:
    collection = read(source(MILL, [highlight("turned", style=Style.UNDERLINE)]))
    one = collection["first"]["items"][1]
    assert one["target"]["styleClass"] == ["yellow", "underline"]
    assert one["motivation"] == "highlighting"


def test_one_that_was_not_found_keeps_what_it_knows() -> None:
    collection = read(source(MILL, [lost("It was here", note="Where?")]))
    assert_follows_the_model(collection)
    one = collection["first"]["items"][1]
    (quote,) = one["target"]["selector"]
    assert (quote["exact"], quote["prefix"], quote["suffix"]) == ("It was here", "before it ", " after it")


def test_one_whose_words_changed_does_not_name_the_place_of_others() -> None:
    placed = highlight("turned")
    moved = replace(placed, end=(placed.end or 0) + 2)
    (selector,) = read(source(MILL, [moved]))["first"]["items"][1]["target"]["selector"]
    assert selector["exact"] == "turned"


def test_a_page_without_an_address_is_named_by_a_urn() -> None:
    collection = read(source(replace(MILL, address=None), [highlight("turned")]))
    assert_follows_the_model(collection)
    assert collection["first"]["items"][0]["target"]["source"]["id"] == "urn:x-postil:page:k7m2qaaaaaaaaaaa"
