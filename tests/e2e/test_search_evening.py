"""The search on a virtual screen, with the keyboard alone: typed, narrowed, opened, walked and had again.

Skipped, visibly, where the tools of the virtual screen are not installed.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_shelf
from tests.e2e.desk import MISSING, Desk, until

from postil.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

LEDGER, WALLS = "The Keeper’s Ledger", "Warm Walls"


def test_an_evening_of_searching_without_a_mouse(tmp_path: Path, desk: Desk) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    desk.sit_down(shelf / "ledger.html", shelf / "walls.html")
    until(lambda: _total(desk, "nobody") == 2, wanted="both pages found")
    desk.press("Escape")
    _tag_a_page(desk)
    _narrow_a_half_typed_word_and_open_at_the_hit(desk)
    _walk_the_hits_of_another_page(desk)
    _go_back_to_the_page_before(desk)
    _search_again_for_what_was_searched_before(desk)
    _mistype_a_word_and_take_what_is_proposed(desk)
    assert desk.stand_up() == 0
    assert run(["--library", str(desk.library), "check"]) == 0


def _total(desk: Desk, *query: str) -> int:
    found = desk.ask("search", *query)
    return int(found["total"]) if found else 0


def _search(desk: Desk, query: str) -> None:
    desk.press("slash")
    desk.type(query)
    time.sleep(1)


def _quotes(desk: Desk) -> list[str]:
    return [each["quote"] for each in desk.annotations()]


def _highlight(desk: Desk, paragraph: str) -> None:
    """The reading cursor stands in that paragraph."""
    desk.press("h")
    until(lambda: paragraph in _quotes(desk), wanted=f"“{paragraph[:30]}…” highlighted")


def _tag_a_page(desk: Desk) -> None:
    """Found by its title, in the palette."""
    desk.press("ctrl+k")
    desk.type("warm wal")
    time.sleep(1)
    desk.press("Return")
    time.sleep(1)
    desk.press("l")
    time.sleep(0.5)
    desk.type("bricks")
    desk.press("Return", "ctrl+Return")
    until(lambda: desk.page(WALLS)["tags"] == ["bricks"], wanted="a tag")
    until(lambda: _total(desk, "tag:bricks") == 1, wanted="the tag found")


def _narrow_a_half_typed_word_and_open_at_the_hit(desk: Desk) -> None:
    """Both pages have the word, one the tag; what is opened is seen by what is highlighted there."""
    _search(desk, "nobod")
    desk.press("alt+t")
    time.sleep(0.5)
    desk.press("1")
    time.sleep(1)
    desk.press("Return")
    time.sleep(1)
    (paragraph,) = (each for each in GARDEN if "Nobody" in each)
    _highlight(desk, paragraph)


def _walk_the_hits_of_another_page(desk: Desk) -> None:
    _search(desk, "quill ledger")
    desk.press("Return")
    time.sleep(1)
    first, second, *_rest = (each for each in LIGHTHOUSE if "ledger" in each)
    desk.press("n", "n", "N")
    _highlight(desk, second)
    desk.press("N")
    _highlight(desk, first)


def _go_back_to_the_page_before(desk: Desk) -> None:
    """Over the hits that were looked at, one by one."""

    def back() -> bool:
        desk.press("alt+Left")
        return desk.title().startswith(WALLS)

    assert desk.title().startswith(LEDGER)
    desk.press("Escape")
    until(back, wanted="the page before")
    desk.press("s")
    until(lambda: desk.page(WALLS)["starred"], wanted="the page before starred")


def _search_again_for_what_was_searched_before(desk: Desk) -> None:
    """The query before the last one, with its filter: it finds one page."""
    desk.press("slash")
    desk.press("BackSpace", "alt+Up", "alt+Up")
    time.sleep(1)
    desk.press("Return")
    time.sleep(1)
    desk.press("e")
    until(lambda: desk.page(WALLS)["status"] == "archive", wanted="that page archived")
    assert desk.page(LEDGER)["status"] != "archive"


def _mistype_a_word_and_take_what_is_proposed(desk: Desk) -> None:
    """Enter takes the proposal, and once more opens what it found."""
    assert _total(desk, "clokwork") == 0
    _search(desk, "clokwork")
    desk.press("Return")
    time.sleep(1)
    desk.press("Return")
    time.sleep(1)
    (paragraph,) = (each for each in LIGHTHOUSE if "clockwork" in each)
    _highlight(desk, paragraph)
