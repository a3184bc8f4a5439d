"""Raindrop.io's table."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.raindrop import Raindrop
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_HEADER = "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
_ROW = (
    '7,Clay,my *own* words,About pots,https://kiln.example/clay,Craft / Pots/pans,"slip, glaze",'
    '2024-03-01T10:00:00.000Z,,"Wedge it first.\n\nThen wait.",true\n'
)


_ITEM: dict[str, Any] = {
    "_id": 7,
    "link": "https://kiln.example/clay",
    "title": "Clay",
    "excerpt": "About pots",
    "note": "mine",
    "tags": ["slip"],
    "important": True,
    "created": "2024-03-01T10:00:00.000Z",
    "collection": {"$id": 3},
    "highlights": [
        {
            "_id": "h1",
            "text": "Wedge it.",
            "note": "twice",
            "color": "green",
            "created": "2024-03-02T10:00:00.000Z",
        }
    ],
}
_HIGHLIGHT = {
    "_id": "h2",
    "raindropRef": 7,
    "link": _ITEM["link"],
    "text": "Then wait.",
    "created": "2024-03-03",
    "title": "C",
}


class TestRaindrop(ImporterContract):
    importer = Raindrop()
    good = (
        ("raindrop.csv", (_HEADER + _ROW).encode()),
        ("raindrops.json", json.dumps({"result": True, "items": [_ITEM], "count": 1}).encode()),
        ("highlights.json", json.dumps({"result": True, "items": [_HIGHLIGHT]}).encode()),
        ("backup.json", json.dumps([_ITEM]).encode()),
    )


def _read(tmp_path: Path, text: str) -> tuple[Capture, ...]:
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8")
    return tuple(registry.read(path))


def test_all_that_a_bookmark_has_is_kept(tmp_path: Path) -> None:
    (clay,) = _read(tmp_path, _HEADER + _ROW)
    record = clay.record
    assert (record.title, record.note, record.excerpt) == ("Clay", "my *own* words", "About pots")
    assert record.tags == ("Craft/Pots-pans", "slip", "glaze")
    assert record.starred
    assert record.added == datetime(2024, 3, 1, 10, tzinfo=UTC)
    assert [each.quote.exact for each in record.annotations] == ["Wedge it first.", "Then wait."]


def test_highlights_may_say_their_notes_and_colours(tmp_path: Path) -> None:
    cell = "Highlight:Wedge it\nfirst.\nNote: twice\nColor:green\nHighlight: Then wait.\n"
    (clay,) = _read(tmp_path, _HEADER + f'7,Clay,,,https://kiln.example/,,,,,"{cell}",\n')
    first, second = clay.record.annotations
    assert (first.quote.exact, first.note, first.color) == ("Wedge it\nfirst.", "twice", Color.GREEN)
    assert (second.quote.exact, second.note, second.color) == ("Then wait.", "", None)


@pytest.mark.parametrize(
    ("folder", "tags"), [("Unsorted", ()), ("", ()), ("Craft/Clay", ("Craft/Clay",)), ("Craft", ("Craft",))]
)
def test_folders_are_tags(tmp_path: Path, folder: str, tags: tuple[str, ...]) -> None:
    (clay,) = _read(tmp_path, _HEADER + f"7,Clay,,,https://kiln.example/,{folder},,,,,\n")
    assert clay.record.tags == tags


def test_a_row_without_anything_to_find_it_by_is_said(tmp_path: Path) -> None:
    (clay,) = _read(tmp_path, _HEADER + _ROW + "8,,a note,,,,,,,,\n")
    assert clay.warnings[0].startswith("Line 5")


def test_what_the_api_gives_is_read(tmp_path: Path) -> None:
    (clay,) = _read(tmp_path, json.dumps([_ITEM, _HIGHLIGHT, {"link": None}, 5]))
    record = clay.record
    assert (record.title, record.note, record.tags, record.starred) == ("Clay", "mine", ("slip",), True)
    wedge, wait = record.annotations
    assert (wedge.quote.exact, wedge.note, wedge.color) == ("Wedge it.", "twice", Color.GREEN)
    assert (wedge.id, wedge.created) == ("raindrop:h1", datetime(2024, 3, 2, 10, tzinfo=UTC))
    assert (wait.quote.exact, wait.id) == ("Then wait.", "raindrop:h2")
    assert len(clay.warnings) == 2


def test_the_table_for_taking_in_is_read(tmp_path: Path) -> None:
    (clay,) = _read(
        tmp_path,
        "folder,url,title,note,tags,created\nCraft/Clay,https://kiln.example/,Clay,mine,slip,1629979200\n",
    )
    assert (clay.format, clay.record.tags, clay.record.note) == (
        "Raindrop.io",
        ("Craft/Clay", "slip"),
        "mine",
    )
    assert clay.record.added == datetime(2021, 8, 26, 12, tzinfo=UTC)


def test_a_table_without_folders_keeps_bookmarks_without_highlights(tmp_path: Path) -> None:
    header = "title,excerpt,url,cover,highlights,favorite\n"
    glaze, ash = _read(
        tmp_path,
        f"{header}Glaze,,https://kiln.example/glaze,,Thin it.,false\nAsh,,https://kiln.example/ash,,,true\n",
    )
    assert (glaze.format, len(glaze.record.annotations)) == ("Raindrop.io", 1)
    assert (ash.address, ash.record.starred) == ("https://kiln.example/ash", True)


def test_the_note_of_a_highlight_without_words_is_the_pages(tmp_path: Path) -> None:
    table = tmp_path / "export.csv"
    row = '7,Clay,mine,,https://kiln.example/clay,Craft,,,,"Highlight:\nNote: wedge twice",false\n'
    table.write_text(_HEADER + row, encoding="utf-8")
    items = tmp_path / "items.json"
    items.write_text(
        json.dumps({"items": [{**_ITEM, "highlights": [{"_id": "h1", "text": "", "note": "wedge twice"}]}]})
    )
    for path in (table, items):
        (clay,) = registry.read(path)
        assert (clay.record.annotations, clay.record.note) == ((), "mine\n\nwedge twice")
