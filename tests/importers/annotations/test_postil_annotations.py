"""Books that Postil exported come back with the highlights in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.export.formats.sources import LATER, MILL, WHEN, highlight, lost, source, written

from postil.export.formats.epub import write_epub
from postil.importers import registry
from postil.model.annotation import Color, Style

if TYPE_CHECKING:
    from pathlib import Path


def test_a_chapter_has_its_highlights_and_its_note(tmp_path: Path) -> None:
    placed = (
        highlight("Before all", name="one", note="Why **so**?", tags=("a, b", "c/d"), color=Color.BLUE),
        highlight("turned 🎡 all", name="two", style=Style.UNDERLINE),
        highlight("night.\nopen the", name="three", note="Over two blocks."),
        lost("was there", name="four", note="Gone."),
    )
    path = tmp_path / "mill.epub"
    path.write_bytes(written(write_epub, source(MILL, placed)))
    record = next(capture.record for capture in registry.read(path) if capture.record.annotations)
    one, two, three, four = record.annotations
    assert (one.quote.exact, one.note, one.tags) == ("Before all", "Why **so**?", ("a, b", "c/d"))
    assert (one.color, one.created, one.modified, one.id) == (Color.BLUE, WHEN, LATER, "postil:one")
    assert (two.quote.exact, two.style) == ("turned 🎡 all", Style.UNDERLINE)
    assert (three.quote.exact, three.note) == ("night.\nopen the", "Over two blocks.")
    assert (four.quote.exact, four.note) == ("was there", "Gone.")
    assert record.note == MILL.note
