"""The whole program on a virtual screen: a person's evening with the keyboard alone.

Skipped, visibly, where the tools of the virtual screen are not installed.
"""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_shelf
from tests.e2e.desk import MISSING, Desk, until

from postil.cli.main import run
from postil.paths import program, resource

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

MANUAL = "Reading with Postil"


def test_files_of_the_command_line_a_search_a_note_and_the_end(tmp_path: Path, desk: Desk) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    desk.sit_down(shelf / "ledger.html", shelf / "walls.html")
    pages = until(lambda: desk.pages() if len(desk.pages()) == 2 else None, wanted="two pages")
    assert {page["title"] for page in pages} == {"The Keeper’s Ledger", "Warm Walls"}
    desk.press("Escape")
    # Find a page by a word of it, open it at the hit.
    time.sleep(1)
    desk.press("slash")
    desk.type("clockwork")
    time.sleep(1)
    desk.press("Return")
    time.sleep(1)
    # While hits are marked, n walks them; Escape takes the marks away. Then highlight the paragraph
    # under the reading cursor, and write a note.
    desk.press("Escape", "n")
    time.sleep(0.5)
    desk.type("wound by hand")
    desk.press("ctrl+Return")
    (noted,) = until(lambda: [each for each in desk.annotations() if each["note"]], wanted="a note")
    assert noted["note"] == "wound by hand"
    assert noted["quote"] in LIGHTHOUSE + GARDEN
    # Take everything back, and do it again.
    desk.press("ctrl+z", "ctrl+z")
    until(lambda: not desk.annotations(), wanted="no highlight")
    desk.press("ctrl+shift+z", "ctrl+shift+z")
    (again,) = until(desk.annotations, wanted="the highlight again")
    assert again["note"] == "wound by hand"
    # A second start hands over and ends.
    second = subprocess.run(
        [*program(), "--library", str(desk.library)], env=desk.environment, timeout=30, check=False
    )
    assert second.returncode == 0
    assert desk.stand_up() == 0
    assert run(["--library", str(desk.library), "export", "--to", str(tmp_path / "notes")]) == 0
    (note,) = (tmp_path / "notes").glob("*.md")
    assert "wound by hand" in note.read_text(encoding="utf-8")
    assert run(["--library", str(desk.library), "check"]) == 0


def test_a_whole_evening_of_reading_without_a_mouse(tmp_path: Path, desk: Desk) -> None:
    desk.sit_down(resource("samples/welcome.html"), resource("samples/keeping.html"))
    until(lambda: len(desk.pages()) == 2, wanted="two pages")
    time.sleep(1)
    desk.press("Escape")
    _open_the_manual(desk)
    _highlight_a_sentence_in_three_keys(desk)
    _select_words_and_underline_them(desk)
    _write_a_note_with_a_tag_in_it(desk)
    _make_the_highlight_longer_and_take_that_back(desk)
    _go_about_in_the_page(desk)
    _change_how_it_looks(desk)
    _file_the_page(desk)
    _trash_and_bring_back(desk)
    assert desk.stand_up() == 0
    assert run(["--library", str(desk.library), "check"]) == 0
    assert run(["--library", str(desk.library), "export", "--to", str(tmp_path / "notes")]) == 0
    exported = "\n".join(file.read_text(encoding="utf-8") for file in (tmp_path / "notes").glob("*.md"))
    assert "worth *keeping*" in exported


def _open_the_manual(desk: Desk) -> None:
    """By its name, in the palette."""
    desk.press("ctrl+k")
    desk.type("pencil in hand")
    time.sleep(1)
    desk.press("Return")
    until(lambda: _opened(desk), wanted="the manual open")
    time.sleep(1)


def _opened(desk: Desk) -> bool:
    """The reader answers keys once its page is there: a step of the cursor and a star show it."""
    desk.press("s")
    return bool(desk.page(MANUAL)["starred"])


def _highlight_a_sentence_in_three_keys(desk: Desk) -> None:
    desk.press("f")
    time.sleep(0.5)
    desk.press("a", "h")
    made = until(desk.annotations, wanted="a highlight by hint letters")
    assert len(made) == 1
    text = desk.page(MANUAL)["text"]
    assert made[0]["quote"] in text


def _select_words_and_underline_them(desk: Desk) -> None:
    """Three words, in visual mode."""
    desk.press("Home", "j", "j", "v", "3", "w", "4")
    made = until(
        lambda: [each for each in desk.annotations() if each["color"] == "blue"], wanted="a blue highlight"
    )
    assert 1 < len(made[0]["quote"].split()) < 5
    desk.press("underscore")
    until(
        lambda: [each for each in desk.annotations() if each["style"] == "underline"], wanted="an underline"
    )


def _write_a_note_with_a_tag_in_it(desk: Desk) -> None:
    desk.press("n")
    time.sleep(0.5)
    desk.type("worth *keeping* #margins/own")
    time.sleep(0.5)
    desk.press("ctrl+Return")
    (noted,) = until(lambda: [each for each in desk.annotations() if each["note"]], wanted="a note")
    assert noted["note"] == "worth *keeping* #margins/own"
    assert noted["tags"] == ["margins/own"]


def _make_the_highlight_longer_and_take_that_back(desk: Desk) -> None:
    def underlined() -> str:
        (one,) = [each for each in desk.annotations() if each["style"] == "underline"]
        return str(one["quote"])

    before = underlined()
    desk.press("shift+Right")
    until(lambda: len(underlined()) > len(before), wanted="a longer quote")
    desk.press("z")
    until(lambda: underlined() == before, wanted="the quote as before")


def _go_about_in_the_page(desk: Desk) -> None:
    """Find, contents, headings, footnote, highlights: whatever is done, nothing is changed by it."""
    before = desk.annotations()
    desk.press("ctrl+f")
    desk.type("margin")
    desk.press("Return", "Return", "Escape")
    desk.press("c")
    time.sleep(0.5)
    desk.press("Down", "Down", "Return")
    desk.press("braceright", "braceleft", "parenright", "parenleft", "bracketright", "bracketright")
    desk.press("Tab", "j", "k", "Tab", "Tab", "space", "shift+space", "alt+Left", "alt+Right", "question")
    desk.press("Escape")
    assert desk.annotations() == before


def _change_how_it_looks(desk: Desk) -> None:
    desk.press("plus", "plus", "greater", "ctrl+t")
    settings = desk.environment["XDG_CONFIG_HOME"]
    kept = subprocess.run(
        ["cat", f"{settings}/postil/settings.toml"], capture_output=True, text=True, check=True
    ).stdout
    assert "text_size = 22" in kept


def _file_the_page(desk: Desk) -> None:
    """Tags by their field, a note on the page, the archive."""
    desk.press("l")
    until(lambda: desk.title().startswith("Tags"), wanted="the field for tags")
    desk.type("reading/tools")
    desk.press("Return", "ctrl+Return")
    until(lambda: "reading/tools" in desk.page(MANUAL)["tags"], wanted="a tag of the page")
    desk.press("Escape")
    desk.press("shift+n")
    time.sleep(0.5)
    desk.type("read twice")
    desk.press("ctrl+Return")
    until(lambda: desk.page(MANUAL)["note"] == "read twice", wanted="a note on the page")
    desk.press("e")
    until(lambda: desk.page(MANUAL)["status"] == "archive", wanted="the page archived")


def _trash_and_bring_back(desk: Desk) -> None:
    desk.press("u", "g", "l")
    time.sleep(1)
    desk.press("numbersign")
    until(lambda: len(desk.pages()) == 1, wanted="a page in the trash")
    desk.press("z")
    until(lambda: len(desk.pages()) == 2, wanted="both pages")
