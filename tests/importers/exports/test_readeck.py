from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract
from tests.importers.exports.zips import make_zip
from tests.importers.pages.orchard import png

from postil.importers import registry
from postil.importers.exports.readeck import Readeck
from postil.model.annotation import Color
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture


def annotation(**said: object) -> dict[str, object]:
    return {
        "id": "Hq7",
        "href": "https://deck.example/api/bookmarks/B1/annotations/Hq7",
        "text": "a kettle of hawks",
        "created": "2024-06-02T22:16:46.80538957+02:00",
        "color": "blue",
        "note": "collective *nouns*",
        "bookmark_id": "B1",
        "bookmark_href": "https://deck.example/api/bookmarks/B1",
        "bookmark_url": "https://hawk.example/kettle",
        "bookmark_title": "Kettles",
        "bookmark_site_name": "Hawk Watch",
        **said,
    }


BOOKMARK = {
    "id": "B1",
    "href": "https://deck.example/api/bookmarks/B1",
    "created": "2024-06-01T10:00:00Z",
    "updated": "2024-06-01T10:00:00Z",
    "url": "https://hawk.example/kettle",
    "title": "Kettles",
    "site_name": "Hawk Watch",
    "site": "hawk.example",
    "published": "2024-05-05T00:00:00Z",
    "authors": ["Ray Falk"],
    "lang": "en",
    "description": "Of hawks.",
    "is_marked": True,
    "is_archived": False,
    "read_progress": 45,
    "reading_time": 3,
    "labels": ["birds", "words"],
}
MARKDOWN = """---
title: Kettles
saved: 2024-06-01
published: 2024-05-05
website: hawk.example
source: https://hawk.example/kettle
authors:
  - Ray Falk
labels:
  - birds
---

# Kettles

A group of hawks is ==a kettle== in flight.

![Hawks](hawks.png)
"""


def read(folder: Path, content: object, name: str = "annotations.json") -> list[Capture]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return list(registry.read(path))


def archive() -> bytes:
    folder = "2024-07-01-readeck-bookmarks/2024-06-01-hawk-example-B1"
    return make_zip(
        [
            (f"{folder}/index.md", MARKDOWN),
            (f"{folder}/hawks.png", png(40)),
            ("2024-07-01-readeck-bookmarks/2024-06-02-hawk-example-B2/index.md", "No front matter.\n"),
        ]
    )


def backup() -> bytes:
    info = {
        "ID": 5,
        "UID": "B1",
        "Created": "2024-06-01T10:00:00.123456789Z",
        "IsMarked": True,
        "IsArchived": True,
        "URL": "https://hawk.example/kettle",
        "Title": "Kettles",
        "SiteName": "Hawk Watch",
        "Published": None,
        "Authors": ["Ray Falk"],
        "Labels": ["birds"],
        "ReadProgress": 100,
        "Annotations": [{"id": "Hq7", "text": "a kettle", "color": "red", "note": "n", "created": None}],
    }
    page = '<section><h1>Kettles</h1><p>A group is a kettle.</p><img src="./_resources/h.png"></section>'
    return make_zip(
        [
            ("bookmarks/B1/info.json", json.dumps(info)),
            ("bookmarks/B1/container/index.html", page),
            ("bookmarks/B1/container/_resources/h.png", png(40)),
            ("bookmarks/B1/container/props.json", "{}"),
            ("bookmarks/B2/info.json", json.dumps({**info, "UID": "B2", "URL": "https://hawk.example/b"})),
            ("bookmarks/B3/info.json", "{broken"),
            ("data.json", json.dumps({"Users": [], "Bookmarks": []})),
        ]
    )


class TestReadeck(ImporterContract):
    importer = Readeck()
    good = (
        ("annotations.json", json.dumps([annotation(), annotation(id="Hq8", text="a cast")]).encode()),
        ("bookmarks.json", json.dumps([BOOKMARK]).encode()),
        ("readeck.zip", archive()),
        ("readeck-data.zip", backup()),
    )


def test_highlights_of_a_page_are_one_page(tmp_path: Path) -> None:
    other = annotation(id="Hq9", text="two", bookmark_id="B2", bookmark_url="https://hawk.example/two")
    kettles, two = read(tmp_path, [annotation(), other, annotation(id="Hq8", text="a cast", color="none")])
    assert (kettles.address, kettles.waiting) == ("https://hawk.example/kettle", True)
    assert (kettles.record.title, kettles.record.site) == ("Kettles", "Hawk Watch")
    first, second = kettles.record.annotations
    assert (first.quote.exact, first.note, first.color) == (
        "a kettle of hawks",
        "collective *nouns*",
        Color.BLUE,
    )
    assert first.created == datetime(2024, 6, 2, 20, 16, 46, 805389, tzinfo=UTC)
    assert (first.id, second.id) == ("readeck:Hq7", "readeck:Hq8")
    assert second.color is None
    assert [each.quote.exact for each in two.record.annotations] == ["two"]


def test_highlights_that_say_nothing_of_their_page(tmp_path: Path) -> None:
    alone = [
        {
            "id": name,
            "start_selector": "section[1]/p[2]",
            "start_offset": 3,
            "end_selector": "section[1]/p[2]",
            "end_offset": 8,
            "text": f"words {name}",
            "note": "",
        }
        for name in ("a", "b")
    ]
    (page,) = read(tmp_path, alone, "Kettles.json")
    assert (page.record.title, page.address, page.waiting) == ("Kettles", None, True)
    assert [each.quote.exact for each in page.record.annotations] == ["words a", "words b"]


def test_bookmarks(tmp_path: Path) -> None:
    (kettles,) = read(tmp_path, [BOOKMARK])
    record = kettles.record
    assert (record.title, record.byline, record.site) == ("Kettles", "Ray Falk", "Hawk Watch")
    assert (record.status, record.starred, record.progress) == (Status.READING, True, 0.45)
    assert (record.tags, record.published) == (("birds", "words"), "2024-05-05")
    assert record.added == datetime(2024, 6, 1, 10, tzinfo=UTC)


def test_markdown(tmp_path: Path) -> None:
    kettles, bare = read(tmp_path, archive(), "readeck.zip")
    assert (kettles.address, kettles.clean) == ("https://hawk.example/kettle", True)
    assert kettles.page is not None
    assert b"A group of hawks" in kettles.page
    assert [resource.source for resource in kettles.resources] == ["hawks.png"]
    record = kettles.record
    assert (record.title, record.byline, record.tags) == ("Kettles", "Ray Falk", ("birds",))
    assert [each.quote.exact for each in record.annotations] == ["a kettle"]
    assert record.added == datetime(2024, 6, 1, tzinfo=UTC)
    assert bare.page is not None
    assert b"No front matter." in bare.page


def test_odd_fields(tmp_path: Path) -> None:
    (only,) = read(
        tmp_path,
        [annotation(note=None, color=7, created="soon"), {"id": 3}, None, annotation(text=" ", note="n")],
    )
    (kept,) = only.record.annotations
    assert (kept.note, kept.color, kept.created) == ("", None, None)
    assert only.record.note == "n"


def test_the_export_of_all_data(tmp_path: Path) -> None:
    kettles, waiting = read(tmp_path, backup(), "readeck.zip")
    assert (kettles.part, kettles.address) == ("B1", "https://hawk.example/kettle")
    assert kettles.page is not None
    assert b"A group is a kettle." in kettles.page
    assert kettles.clean
    assert [resource.source for resource in kettles.resources] == ["./_resources/h.png"]
    record = kettles.record
    assert (record.title, record.byline, record.site) == ("Kettles", "Ray Falk", "Hawk Watch")
    assert (record.status, record.starred, record.progress) == (Status.ARCHIVE, True, 1)
    (kettle,) = record.annotations
    assert (kettle.quote.exact, kettle.note, kettle.color, kettle.id) == (
        "a kettle",
        "n",
        Color.RED,
        "readeck:Hq7",
    )
    assert (waiting.part, waiting.waiting) == ("B2", True)
    assert "bookmarks/B3/info.json" in waiting.warnings[0]


def test_highlights_without_ids(tmp_path: Path) -> None:
    unnamed = annotation()
    del unnamed["id"]
    (only,) = read(tmp_path, [unnamed])
    (kept,) = only.record.annotations
    assert (only.format, kept.id) == ("Readeck", "")
