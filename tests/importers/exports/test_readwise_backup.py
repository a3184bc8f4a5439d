"""Readwise's highlights as its API gives them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.readwise_backup import ReadwiseBackup
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pathlib import Path

_BOOK: dict[str, Any] = {
    "user_book_id": 5,
    "title": "hedges-and-edges",
    "readable_title": "Hedges and Edges",
    "author": "Una Kerr",
    "source_url": "https://hedge.example/edges",
    "book_tags": [{"id": 1, "name": "field"}],
    "document_note": "for spring",
    "summary": "On laying",
    "readwise_url": "https://readwise.io/bookreview/5",
    "highlights": [
        {"id": 11, "text": "Lay it uphill.", "note": "", "location": 90, "highlighted_at": "2024-01-02"},
        {
            "id": 12, "text": "Hazel bends.", "note": "when green", "color": "pink", "location": 20,
            "tags": [{"id": 2, "name": "wood"}], "is_favorite": True, "highlighted_at": None,
        },
        {"id": 13, "text": "", "note": "all in all good"},
    ],
}  # fmt: skip


class TestReadwiseBackup(ImporterContract):
    importer = ReadwiseBackup()
    good = (
        ("export.json", json.dumps({"count": 1, "nextPageCursor": None, "results": [_BOOK]}).encode()),
        ("books.json", json.dumps([_BOOK], indent=1).encode("utf-8-sig")),
    )


def test_a_book_is_a_page_with_its_highlights_in_order(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text(json.dumps([_BOOK, 3]), encoding="utf-8")
    (page,) = registry.read(path)
    record = page.record
    assert (page.address, record.title, record.byline) == (
        "https://hedge.example/edges",
        "Hedges and Edges",
        "Una Kerr",
    )
    assert (record.tags, record.excerpt) == (("field",), "On laying")
    assert record.note == "for spring\n\nall in all good"
    hazel, uphill = record.annotations
    assert (hazel.quote.exact, hazel.note, hazel.color) == ("Hazel bends.", "when green", Color.MAGENTA)
    assert (hazel.tags, hazel.id, hazel.created) == (("wood", "favorite"), "readwise:12", None)
    assert uphill.created == datetime(2024, 1, 2, tzinfo=UTC)
    assert len(page.warnings) == 1
