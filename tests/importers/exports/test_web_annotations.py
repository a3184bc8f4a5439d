"""Web annotations of the W3C, in all the shapes that their model allows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.web_annotations import WebAnnotations
from postil.importers.exports.web_selectors import read_text_fragment
from postil.model.annotation import Color, Style
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PAGE = "https://bees.example/swarm"
_QUOTE = {"type": "TextQuoteSelector", "exact": "a swarm in May", "prefix": "say ", "suffix": " is worth"}
_ONE: dict[str, Any] = {
    "@context": _CONTEXT,
    "id": "urn:uuid:1",
    "type": "Annotation",
    "motivation": "commenting",
    "created": "2022-05-05T12:00:00Z",
    "modified": "2022-05-06T12:00:00Z",
    "creator": {"id": "https://people.example/ida", "type": "Person", "name": "Ida"},
    "body": [
        {
            "type": "TextualBody",
            "value": "An **old** rhyme",
            "format": "text/markdown",
            "purpose": "commenting",
        },
        {"type": "TextualBody", "value": "bees", "purpose": "tagging"},
        {"type": "TextualBody", "value": "green", "purpose": "highlighting"},
    ],
    "target": {
        "source": {"id": _PAGE, "title": "Swarms"},
        "selector": [{"type": "TextPositionSelector", "start": 40, "end": 54}, _QUOTE],
        "styleClass": "underline",
    },
}
_PAGE_OF_TWO = {"@context": _CONTEXT, "type": "AnnotationPage", "items": [_ONE, {**_ONE, "id": "urn:uuid:2"}]}
_OLD = {
    "@context": "http://www.w3.org/ns/oa.jsonld",
    "@id": "http://notes.example/1",
    "@type": "oa:Annotation",
    "motivatedBy": "oa:tagging",
    "hasBody": [{"@type": ["oa:Tag", "cnt:ContentAsText"], "chars": "bees"}],
    "hasTarget": {
        "hasSource": {"@id": _PAGE},
        "hasSelector": {"@type": "oa:TextQuoteSelector", "exact": "in May"},
    },
}


class TestWebAnnotations(ImporterContract):
    importer = WebAnnotations()
    good = (
        ("one.jsonld", json.dumps(_ONE).encode()),
        ("page.json", json.dumps(_PAGE_OF_TWO).encode()),
        ("list.json", json.dumps([_ONE], indent=2).encode("utf-8-sig")),
        ("old.jsonld", json.dumps(_OLD).encode()),
        (
            "collection.jsonld",
            json.dumps({
                "@context": _CONTEXT, "type": "AnnotationCollection", "label": "Mine", "total": 2,
                "first": {**_PAGE_OF_TWO, "next": "https://notes.example/page2"},
            }).encode(),
        ),
    )  # fmt: skip


def _read(tmp_path: Path, value: Any) -> tuple[Capture, ...]:
    path = tmp_path / "data.jsonld"
    path.write_text(json.dumps(value), encoding="utf-8")
    return tuple(registry.read(path))


def test_all_that_an_annotation_says_is_kept(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, _ONE)
    assert (page.address, page.waiting, page.record.title) == (_PAGE, True, "Swarms")
    (swarm,) = page.record.annotations
    assert swarm.quote == TextQuoteSelector("a swarm in May", "say ", " is worth")
    assert (swarm.note, swarm.tags) == ("An **old** rhyme", ("bees",))
    assert (swarm.color, swarm.style) == (Color.GREEN, Style.UNDERLINE)
    assert swarm.created == datetime(2022, 5, 5, 12, tzinfo=UTC)
    assert swarm.modified == datetime(2022, 5, 6, 12, tzinfo=UTC)
    assert swarm.id == "annotation:urn:uuid:1"


def test_a_page_a_collection_and_a_list_have_several(tmp_path: Path) -> None:
    second = {**_ONE, "id": "urn:uuid:2", "target": {"source": _PAGE, "selector": _QUOTE}}
    two = {"type": "AnnotationPage", "items": [_ONE, second]}
    collection = {"@context": _CONTEXT, "type": "AnnotationCollection", "first": {**two, "next": _PAGE}}
    for value in ([_ONE, second], {"@context": _CONTEXT, **two}, collection):
        (page,) = _read(tmp_path, value)
        assert [each.id for each in page.record.annotations] == [
            "annotation:urn:uuid:1",
            "annotation:urn:uuid:2",
        ]


def test_open_annotation_is_read(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, _OLD)
    (may,) = page.record.annotations
    assert (may.quote.exact, may.tags, may.note) == ("in May", ("bees",), "")


def test_a_body_may_be_text_an_address_or_html(tmp_path: Path) -> None:
    bodies = {"type": "TextualBody", "value": "<p>one <b>two</b></p>", "format": "text/html"}
    for body, note in (("plain", "plain"), ({"id": _PAGE}, f"<{_PAGE}>"), (bodies, "one two")):
        (page,) = _read(tmp_path, {**_ONE, "body": body})
        assert page.record.annotations[0].note == note
    (page,) = _read(tmp_path, {**_ONE, "body": [], "bodyValue": "short"})
    assert page.record.annotations[0].note == "short"


def test_what_selects_nothing_is_about_the_page(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, {**_ONE, "target": _PAGE})
    assert (page.record.note, page.record.tags) == ("An **old** rhyme", ("bees",))
    assert not page.warnings


def test_a_place_without_words_is_said(tmp_path: Path) -> None:
    selector = {"type": "XPathSelector", "value": "/p[1]"}
    (page,) = _read(tmp_path, {**_ONE, "target": {"source": _PAGE, "selector": selector}})
    assert page.record.note == "An **old** rhyme"
    assert "which words" in page.warnings[0]


def test_what_refines_says_more(tmp_path: Path) -> None:
    refined = {
        "type": "CssSelector",
        "value": "p",
        "refinedBy": {**_QUOTE, "refinedBy": {**_QUOTE, "exact": "May"}},
    }
    (page,) = _read(tmp_path, {**_ONE, "target": {"source": _PAGE, "selector": refined}})
    assert page.record.annotations[0].quote.exact == "May"


def test_a_range_has_its_two_ends(tmp_path: Path) -> None:
    ends = {"startSelector": {**_QUOTE, "exact": "a swarm"}, "endSelector": {**_QUOTE, "exact": "of hay"}}
    selector = {"type": "RangeSelector", **ends}
    (page,) = _read(tmp_path, {**_ONE, "target": {"source": _PAGE, "selector": selector}})
    assert page.record.annotations[0].quote == TextQuoteSelector("a swarm … of hay", "say ", " is worth")


def test_answers_are_joined_to_what_the_talk_is_about(tmp_path: Path) -> None:
    answer = {
        **_ONE, "id": "r1", "motivation": "replying", "target": "urn:uuid:1", "body": "In June?",
        "creator": "Otto",
    }  # fmt: skip
    other = {**answer, "id": "r2", "target": "r1", "body": "Silver.", "created": "2022-05-07T12:00:00Z"}
    (page,) = _read(tmp_path, [other, answer, _ONE])
    (swarm,) = page.record.annotations
    assert swarm.note == (
        "**Ida**: An **old** rhyme\n\n**Otto**, 2022-05-05 12:00: In June?\n\n"
        "**Otto**, 2022-05-07 12:00: Silver."
    )


def test_each_target_is_a_highlight(tmp_path: Path) -> None:
    targets = [
        {"source": _PAGE, "selector": _QUOTE},
        {"source": "https://bees.example/b", "selector": _QUOTE},
    ]
    first, second = _read(tmp_path, {**_ONE, "target": targets})
    assert (first.record.annotations[0].id, second.record.annotations[0].id) == (
        "annotation:urn:uuid:1",
        "annotation:urn:uuid:1#1",
    )


@pytest.mark.parametrize(
    ("fragment", "quote"),
    [
        ("#:~:text=in%20May", TextQuoteSelector("in May")),
        ("#x:~:text=say-,a%20swarm,in%20May,-is", TextQuoteSelector("a swarm … in May", "say", "is")),
        ("#:~:text=one&text=two", TextQuoteSelector("one")),
        ("#part", None),
        ("#:~:text=%20", None),
    ],
)
def test_a_fragment_may_quote(fragment: str, quote: TextQuoteSelector | None) -> None:
    assert read_text_fragment(_PAGE + fragment) == quote


def test_broken_annotations_are_said_and_the_others_come(tmp_path: Path) -> None:
    broken = [5, {}, {"target": {}}, {"target": None, "body": 1}, {**_ONE, "body": {"items": [[], None]}}]
    (page,) = _read(tmp_path, {"@context": _CONTEXT, "type": "AnnotationPage", "items": broken})
    assert len(page.record.annotations) == 1
    assert len(page.warnings) >= 3
