"""Readwise's Markdown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.readwise_notes import ReadwiseNotes

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_NOTE = """\
# Dry Stone Walls

![rw-book-cover](https://covers.example/wall.png)

## Metadata
- Author: [[Ewan Pike]]
- Full Title: Dry Stone Walls, and How They Stand
- Category: #articles
- Summary: Walls without mortar.
- Document Tags: [[craft]] [[two words]]
- URL: https://walls.example/dry

## Highlights
- Two faces, and *hearting* between.
  Through-stones tie them. ([View Highlight](https://read.readwise.io/read/01abc))
    - Note: as at home
      in the field
    - Tags: [[stone]] #wall
- Cope stones lock the top. ([View Highlight](https://read.readwise.io/read/01abd))
## New highlights added May 20, 2025 at 5:11 PM
- Rain runs out. ([Location 31](https://readwise.io/to_kindle?action=open&asin=B0&location=31))
"""


class TestReadwiseNotes(ImporterContract):
    importer = ReadwiseNotes()
    good = (
        ("Dry Stone Walls.md", _NOTE.encode()),
        ("crlf.md", _NOTE.replace("\n", "\r\n").encode("utf-8-sig")),
    )


def _read(tmp_path: Path, note: str) -> Capture:
    path = tmp_path / "note.md"
    path.write_text(note, encoding="utf-8")
    (capture,) = registry.read(path)
    return capture


def test_all_that_the_note_says_is_kept(tmp_path: Path) -> None:
    capture = _read(tmp_path, _NOTE)
    record = capture.record
    assert (capture.address, capture.waiting) == ("https://walls.example/dry", True)
    assert (record.title, record.byline) == ("Dry Stone Walls, and How They Stand", "Ewan Pike")
    assert (record.excerpt, record.tags, record.note) == ("Walls without mortar.", ("craft", "two words"), "")
    faces, cope, rain = record.annotations
    assert faces.quote.exact.split() == [
        "Two",
        "faces,",
        "and",
        "hearting",
        "between.",
        "Through-stones",
        "tie",
        "them.",
    ]
    assert (faces.note, faces.tags) == ("as at home\nin the field", ("stone", "wall"))
    assert (faces.id, faces.created) == ("readwise:01abc", None)
    assert (cope.quote.exact, cope.note) == ("Cope stones lock the top.", "")
    assert (rain.quote.exact, rain.id) == ("Rain runs out.", "")
    assert rain.created == datetime(2025, 5, 20, 17, 11, tzinfo=UTC)


def test_front_matter_and_own_words_are_kept(tmp_path: Path) -> None:
    front = '---\ntitle: "Walls"\ntags: ["dry"]\n---\n'
    note = _NOTE.replace("- Full Title: Dry Stone Walls, and How They Stand\n", "").replace(
        "## Highlights", "My own words.\n\n## Highlights"
    )
    record = _read(tmp_path, front + note).record
    assert (record.title, record.tags) == ("Walls", ("dry", "craft", "two words"))
    assert record.note == "My own words."


def test_other_notes_with_highlights_are_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    note = b"# Mine\n\n## Highlights\n- one\n- two\n"
    path.write_bytes(note)
    assert ReadwiseNotes().confidence(note, path) == 0
