from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.karakeep import Karakeep
from postil.model.annotation import Color
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

LISTS = [
    {
        "id": "l1",
        "name": "Loom",
        "description": None,
        "icon": "x",
        "type": "manual",
        "query": None,
        "parentId": None,
    },
    {
        "id": "l2",
        "name": "Knots",
        "description": "",
        "icon": "x",
        "type": "manual",
        "query": None,
        "parentId": "l1",
    },
    {"id": "l3", "name": "All new", "icon": "x", "type": "smart", "query": "age:<1d", "parentId": None},
]


def bookmark(**said: object) -> dict[str, object]:
    return {
        "createdAt": 1625421909,
        "title": "Weaving a border",
        "tags": ["wool", "by hand"],
        "lists": ["l2", "l3"],
        "content": {"type": "link", "url": "https://loom.example/border"},
        "note": "Try with *linen*.",
        "archived": True,
        **said,
    }


def export(*bookmarks: object) -> dict[str, object]:
    return {"bookmarks": list(bookmarks), "lists": LISTS}


def read(folder: Path, content: object) -> list[Capture]:
    path = folder / "karakeep-export.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return list(registry.read(path))


class TestKarakeep(ImporterContract):
    importer = Karakeep()
    good = (
        ("karakeep-export.json", json.dumps(export(bookmark(), bookmark(title=None))).encode()),
        ("hoarder.json", json.dumps({"bookmarks": [bookmark(lists=None)]}, indent=2).encode()),
        ("printed.json", json.dumps([bookmark(id="b1")]).encode()),
    )


def test_a_link(tmp_path: Path) -> None:
    (border,) = read(tmp_path, export(bookmark()))
    assert (border.address, border.waiting) == ("https://loom.example/border", True)
    record = border.record
    assert (record.title, record.note) == ("Weaving a border", "Try with *linen*.")
    assert record.status is Status.ARCHIVE
    assert record.tags == ("wool", "by hand", "Loom/Knots")
    assert record.added == datetime(2021, 7, 4, 18, 5, 9, tzinfo=UTC)


def test_a_note_is_a_page_of_its_words(tmp_path: Path) -> None:
    said = bookmark(title=None, content={"type": "text", "text": "Warp\n\nand weft — ¶"}, archived=False)
    (note,) = read(tmp_path, export(said))
    assert (note.page, note.media_type, note.clean) == ("Warp\n\nand weft — ¶".encode(), "text/plain", True)
    assert note.record.title == "Warp"
    assert (note.address, note.record.status, note.record.note) == (None, Status.INBOX, "Try with *linen*.")
    (again,) = read(tmp_path, export(said))
    assert again.part == note.part


def test_a_file_is_told_and_what_was_written_on_it_kept(tmp_path: Path) -> None:
    empty = bookmark(title=None, note=None, content=None)
    named, link = read(tmp_path, export(bookmark(content=None), empty, bookmark()))
    assert named.waiting
    assert named.record.note == "Try with *linen*."
    assert "does not export" in named.warnings[0]
    assert any("Item 2 is a file" in each for each in (*named.warnings, *link.warnings))


def test_older_exports_without_lists(tmp_path: Path) -> None:
    (border,) = read(
        tmp_path,
        {
            "bookmarks": [
                {"createdAt": 1625421909, "content": {"type": "link", "url": "https://loom.example/a"}}
            ]
        },
    )
    assert border.address == "https://loom.example/a"
    assert (border.record.status, border.record.tags) == (Status.INBOX, ())


def test_what_the_command_line_prints(tmp_path: Path) -> None:
    printed = bookmark(
        id="b7",
        createdAt="2021-07-04T18:05:09.000Z",
        favourited=True,
        archived=False,
        title=None,
        summary="In short.",
        tags=[{"id": "t", "name": "wool", "attachedBy": "human"}],
        customMetadata={"Shelf": "3", "Lent": None},
        content={
            "type": "link",
            "url": "https://loom.example/border",
            "title": "Border",
            "author": "Nan",
            "publisher": "Loom & Co",
            "datePublished": "2020-02-03T00:00:00.000Z",
            "htmlContent": "<p>Words.</p>",
        },
        highlights=[
            {"id": "h2", "text": "second", "startOffset": 40, "color": "green"},
            {
                "id": "h1",
                "text": "first",
                "note": "n",
                "startOffset": 4,
                "color": "red",
                "createdAt": 1625421909,
            },
            {"text": ""},
        ],
    )
    (border,) = read(tmp_path, [printed])
    record = border.record
    assert (border.part, border.page, border.clean) == ("b7", b"<p>Words.</p>", True)
    assert (record.title, record.byline, record.site) == ("Border", "Nan", "Loom & Co")
    assert (record.excerpt, record.published, record.starred) == ("In short.", "2020-02-03", True)
    assert record.note == "Try with *linen*.\n\n- Shelf: 3"
    assert record.tags == ("wool",)
    assert [(each.quote.exact, each.note, each.color, each.id) for each in record.annotations] == [
        ("first", "n", Color.RED, "karakeep:h1"),
        ("second", "", Color.GREEN, "karakeep:h2"),
    ]
    assert record.annotations[0].created == datetime(2021, 7, 4, 18, 5, 9, tzinfo=UTC)


def test_highlights_apart_from_their_bookmarks(tmp_path: Path) -> None:
    highlights = [
        {"id": "h1", "bookmarkId": "b7", "text": "one", "startOffset": 1},
        {"id": "h2", "bookmarkId": "b8", "text": "two", "startOffset": 1},
    ]
    border, other = read(tmp_path, {"bookmarks": [bookmark(id="b7")], "highlights": highlights})
    assert [each.quote.exact for each in border.record.annotations] == ["one"]
    assert [each.quote.exact for each in other.record.annotations] == ["two"]
    (first, second) = read(tmp_path, {"highlights": highlights, "nextCursor": None})
    assert first.part != second.part


def test_one_bad_item_costs_only_itself(tmp_path: Path) -> None:
    text = json.dumps(export(bookmark(), bookmark(), bookmark()))
    second = text.index('"Weaving', text.index('"Weaving') + 1)
    captures = read(tmp_path, text[:second] + "oops" + text[second + 18 :])
    assert len(captures) == 2
    assert any("Item 2 is broken" in warning for each in captures for warning in each.warnings)
    assert all(each.record.tags[-1] == "Loom/Knots" for each in captures)


def test_bookmarks_without_dates(tmp_path: Path) -> None:
    undated = bookmark()
    del undated["createdAt"]
    (border,) = read(tmp_path, export(undated))
    assert (border.format, border.record.added) == ("Karakeep", None)


def test_the_note_of_a_highlight_without_words_is_the_pages(tmp_path: Path) -> None:
    (border,) = read(tmp_path, [bookmark(highlights=[{"id": "h", "text": None, "note": "Ask Ida."}])])
    assert border.record.annotations == ()
    assert border.record.note == "Try with *linen*.\n\nAsk Ida."
