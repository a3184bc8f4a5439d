from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.koreader import KOReader
from postil.model.annotation import Color, Style

if TYPE_CHECKING:
    from pathlib import Path

BOOK = {
    "title": "Letters from the Weir",
    "author": "Nell Avery\nTom Ruck",
    "entries": [
        {
            "sort": "highlight",
            "page": 7,
            "time": 1_700_000_000,
            "text": "The weir was built twice.",
            "note": "by whom?",
            "chapter": "One",
            "drawer": "underscore",
            "color": "olive",
        },
        {"sort": "highlight", "page": 9, "time": 1_700_000_100, "text": "Water keeps no record."},
        {"sort": "bookmark", "page": 10, "time": 1_700_000_200, "note": "go on from here"},
    ],
    "file": "/mnt/books/weir.epub",
    "number_of_pages": 120,
    "created_on": 1_700_000_300,
    "version": "json/1.0.0",
}


class TestKOReader(ImporterContract):
    importer = KOReader()
    good = (
        ("weir.json", json.dumps(BOOK).encode()),
        ("all.json", json.dumps({"created_on": 1, "documents": [BOOK, {**BOOK, "title": "B"}]}).encode()),
    )


def test_what_was_highlighted_in_a_book(tmp_path: Path) -> None:
    path = tmp_path / "weir.json"
    path.write_text(json.dumps(BOOK), encoding="utf-8")
    (book,) = registry.read(path)
    assert book.waiting
    assert (book.record.title, book.record.byline) == ("Letters from the Weir", "Nell Avery, Tom Ruck")
    first, second = book.record.annotations
    assert (first.quote.exact, first.note) == ("The weir was built twice.", "by whom?")
    assert (first.color, first.style) == (Color.GREEN, Style.UNDERLINE)
    assert first.created == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert (second.quote.exact, second.color) == ("Water keeps no record.", None)
    assert book.record.note == "go on from here"
