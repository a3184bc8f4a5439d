"""Writes the keyboard's page of the manual from the table of commands and that of settings.

``python packaging/keyboard_manual.py`` writes ``resources/manual/keyboard.md``; a test holds it true.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postil.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.commands import Command

PAGE = Path(__file__).resolve().parents[1] / "resources" / "manual" / "keyboard.md"
PARTS = {
    "window": "Everywhere",
    "places": "In the places",
    "list": "In the list of pages",
    "highlights": "In the list of highlights",
    "results": "In the results of a search",
    "reader": "In the article",
    "hits": "In the article, while the hits of a search are marked",
    "repair": "While the text of a page is repaired",
    "question": "While the repair asks",
    "overlap": "While a highlight is made over another",
    "check": "While a highlight in doubt is checked",
}


def manual() -> str:
    """The page, as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# The keyboard"
    yield ""
    yield (
        "`?` shows this page for the place where you are, `Ctrl+K` finds every command by its name. "
        "Bare letters do nothing while you type."
    )
    for where, title in PARTS.items():
        yield ""
        yield f"## {title}"
        yield ""
        yield "| command | keys |"
        yield "|---|---|"
        for command in COMMANDS:
            if command.where == where:
                yield f"| {command.title.rstrip('…')} | {_keys(command)} |"
    yield ""


def _keys(command: Command) -> str:
    """The keys of a command as code; one in the palette only has a dash."""
    shown = (f"`{keys.replace(', ', ' ')}`" for keys in command.keys)
    return " ".join(shown).replace("|", "\\|") or "–"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(manual(), encoding="utf-8")
