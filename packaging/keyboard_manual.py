"""Writes the keyboard's page of the manual from the table of commands and that of settings.

``python packaging/keyboard_manual.py`` writes ``resources/manual/keyboard.md``; a test holds it true.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from postil.commands import COMMANDS, in_rows
from postil.presets import Preset, keys_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.command import Command

PAGE = Path(__file__).resolve().parents[1] / "resources" / "manual" / "keyboard.md"
PARTS = {
    "window": "Everywhere",
    "places": "In the places",
    "list": "In the list of pages",
    "highlights": "In the list of highlights",
    "results": "In the results of a search",
    "reader": "In the article",
    "visual": "In the article, while text is selected with the keyboard",
    "hits": "In the article, while the hits of a search are marked",
    "repair": "While the text of a page is repaired",
    "question": "While the repair asks",
    "overlap": "While a highlight is made over another",
    "check": "While a highlight in doubt is checked",
    "speech": "While the article is read aloud",
}

INTRODUCTION = """\
`?` shows the keys that you have in the place where you are. Bare letters do nothing while you type.

`Ctrl+K` finds anything by a few letters of its name, of its words or of their beginnings: commands with
their keys, settings, places, saved searches, tags, sites and pages. A sign before the letters says what
you want: `>` commands, `#` tags, `@` sites, `?` settings. `Enter` does it or goes there; a setting that is
on or off, or one of a few things, is changed at once, others are shown among the settings. `Alt+Enter`
opens a page and stays. Before you type, the pages come first that you had open last, then what you used
last; so `Ctrl+K` and `Enter` go back to the page before.

There are three sets of keys. *Reader* is what you have at first. *Vim* is for hands that know that
editor. *Modifiers only* leaves all bare letters, digits and signs to a screen reader. Choose one in the
settings. “Change keys…” in the menu gives any command other keys; a key that means something else
already is refused, and you are told what. The changes are the table `[keys]` of the settings file.

Keys that are written with a space between them are pressed one after the other; after a moment the
window shows what may follow. On a keyboard without Latin letters, the place of a key counts.

`F` in the article puts letters on all sentences, links and images that you see. Type the letters of a
sentence to go there, and `H` to highlight it; those of a link follow it, those of an image show it
large. `Backspace` takes a letter back, `Esc` ends it. In *Modifiers only*, `Ctrl+Alt+F` shows the letters
and they may be typed with `Ctrl` held down: no screen reader takes those for itself, as it would bare
letters and digits. Where an image or a table is shown by itself, its letters and signs may have `Ctrl`
held down, too; `Ctrl+Shift+C` copies the whole table.

`V` selects: motions move one end, and a number before a motion says how often (`3 W`). A digit by
itself is a colour, after a moment or at once with `Enter`. `Esc` ends it."""


def manual() -> str:
    """The page, as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# The keyboard"
    yield ""
    yield INTRODUCTION
    for where, title in PARTS.items():
        yield ""
        yield f"## {title}"
        yield ""
        yield "| command | Reader | Vim | Modifiers only |"
        yield "|---|---|---|---|"
        for same in zip(*map(_rows, Preset), strict=True):
            if same[0].where == where:
                shown = " | ".join(_keys(command.keys) for command in same)
                yield f"| {same[0].title.rstrip('…')} | {shown} |"
    yield ""


def _rows(preset: Preset) -> tuple[Command, ...]:
    return in_rows(tuple(replace(command, keys=keys_in(preset, command)) for command in COMMANDS))


def _keys(keys: tuple[str, ...]) -> str:
    """Keys as code; a dash for a command that is in menu and palette only."""
    shown = (f"`{key.replace(', ', ' ')}`" for key in keys)
    return " ".join(shown).replace("|", "\\|") or "–"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(manual(), encoding="utf-8")
