from __future__ import annotations

from pathlib import Path

from tests.app.arrivals import FOG, GLASS, OIL, WICK, Harbour, all_pages

from postil.app.arriving import Arriving
from postil.app.library import Library
from postil.model.annotation import Color


def test_the_chapters_of_a_book_stand_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "spool").mkdir()
    with Library.open(tmp_path / "library") as library:
        harbour = Harbour(library, tmp_path / "spool")
        arriving = Arriving(library.reading._holdings, color=Color.YELLOW)
        chapters = [
            arriving.take_in(Path("book"), harbour.item(str(number), words, address=None), number).row.page
            for number, words in enumerate((WICK, OIL, GLASS, FOG))
        ]
        assert list(all_pages(library)) == chapters
