from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import NotAPage
from postil.importers import registry
from postil.importers.exports.link_list import LinkList
from postil.model.annotation import Color
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

READABILITY = {
    "bookmarks": [
        {
            "article__excerpt": "On lichens.",
            "favorite": True,
            "date_archived": "2016-09-01T00:00:00",
            "article__url": "https://lichen.example/a",
            "date_added": "2016-08-25T12:05:00",
            "article__title": "Lichens",
            "archive": True,
        },
        {"article__url": "https://lichen.example/b", "archive": False, "article__title": "More"},
    ],
    "recommendations": [],
}


def read(folder: Path, content: object, name: str = "links.json") -> list[Capture]:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return list(registry.read(path))


class TestLinkList(ImporterContract):
    importer = LinkList()
    good = (
        ("readability.json", json.dumps(READABILITY).encode()),
        ("links.json", json.dumps([{"url": "https://lichen.example/a", "title": "Lichens"}]).encode()),
    )


def test_readability(tmp_path: Path) -> None:
    lichens, more = read(tmp_path, READABILITY)
    record = lichens.record
    assert (lichens.address, record.title, record.excerpt) == (
        "https://lichen.example/a",
        "Lichens",
        "On lichens.",
    )
    assert (record.status, record.starred) == (Status.ARCHIVE, True)
    assert record.added == datetime(2016, 8, 25, 12, 5, tzinfo=UTC)
    assert record.finished == datetime(2016, 9, 1, tzinfo=UTC)
    assert (more.record.status, more.record.starred) == (Status.INBOX, False)


def test_items_as_pockets_api_had_them(tmp_path: Path) -> None:
    item = {
        "item_id": "1",
        "resolved_url": "https://lichen.example/a",
        "resolved_title": "Lichens",
        "time_added": "1625421909",
        "status": "1",
        "favorite": "1",
        "tags": {"wet": {"item_id": "1", "tag": "wet"}, "old": {"item_id": "1", "tag": "old growth"}},
    }
    (lichens,) = read(tmp_path, [item])
    record = lichens.record
    assert (record.title, record.status, record.starred) == ("Lichens", Status.ARCHIVE, True)
    assert record.tags == ("wet", "old growth")


def test_highlights(tmp_path: Path) -> None:
    highlights = [
        {"text": "slow", "note": "very", "color": "green", "tags": ["pace"], "created_at": 1625421909},
        "grey",
        {"text": None},
    ]
    said = {"url": "https://lichen.example/a", "title": "L", "highlights": highlights, "note": "of the page"}
    (lichens,) = read(tmp_path, {"items": [said]})
    slow, grey = lichens.record.annotations
    assert (slow.quote.exact, slow.note, slow.color, slow.tags) == ("slow", "very", Color.GREEN, ("pace",))
    assert slow.created == datetime(2021, 7, 4, 18, 5, 9, tzinfo=UTC)
    assert grey.quote.exact == "grey"
    assert lichens.record.note == "of the page"


def test_one_bad_item_costs_only_itself(tmp_path: Path) -> None:
    captures = read(tmp_path, [{"url": "https://lichen.example/a", "title": "L"}, 7, {"title": ""}])
    assert [capture.record.title for capture in captures] == ["L"]
    assert [warning[:6] for warning in captures[0].warnings] == ["Item 2", "Item 3"]


def test_json_of_something_else_is_nobodys(tmp_path: Path) -> None:
    for content in (
        {"name": "x", "repository": {"url": "https://x.example", "title": 1}},
        [{"url": "x"}],
        [1],
        {},
    ):
        with pytest.raises(NotAPage):
            read(tmp_path, content, "package.json")


def test_several_notes_on_a_highlight(tmp_path: Path) -> None:
    marked = {"text": "grey", "timestamp": "2021-07-04T18:05:09Z", "notes": ["wet", "after rain"]}
    page = {
        "url": "https://lichen.example/a",
        "title": "L",
        "highlights": [marked, {"text": "x", "notes": []}],
    }
    (lichens,) = read(tmp_path, [page])
    grey, plain = lichens.record.annotations
    assert (grey.note, grey.created) == ("wet\n\nafter rain", datetime(2021, 7, 4, 18, 5, 9, tzinfo=UTC))
    assert plain.note == ""


def test_a_page_that_the_list_holds_is_the_page_and_what_is_said_beside_a_quote_its_note(
    tmp_path: Path,
) -> None:
    kept = {
        "url": "https://lichen.example/a",
        "title": "Lichens",
        "content": "<p>Lichens grow a hand in a hundred years.</p>",
        "annotations": [{"quote": "a hundred years", "text": "And the oldest?"}],
    }
    words = {"url": "https://lichen.example/b", "title": "Moss", "content": "Moss is soft. " * 20}
    link = {"url": "https://lichen.example/c", "title": "Fern", "content": "article"}
    page, text, waits = read(tmp_path, [kept, words, link])
    assert (page.markup.decode(), page.media_type, page.clean) == (kept["content"], "text/html", True)
    (highlight,) = page.record.annotations
    assert (highlight.quote.exact, highlight.note) == ("a hundred years", "And the oldest?")
    assert (text.markup.decode().strip(), text.media_type) == (words["content"].strip(), "text/plain")
    assert (waits.waiting, waits.address) == (True, "https://lichen.example/c")
    assert not page.waiting
    assert not text.waiting
