"""A note about a weir as templates make it, of which each test of merging changes a little."""

from __future__ import annotations

from postil.export.notes.document import Block, Document

FRONT = '---\ntitle: "The weir"\nauthor: "Ann Miller"\ntags: ["water", "trades"]\npostil: "pageaaaa"\n---'


def quote(number: int, words: str, *, color: str = "Yellow", note: str = "") -> Block:
    """A highlight as the plain template writes it."""
    text = f"> {words}\n\n^hl-{number}\n\n{color}"
    if not note:
        return Block(f"hl-{number}", text, f"^hl-{number}")
    whole = f"{text}\n\n- {note}"
    return Block(f"hl-{number}", whole, f"^hl-{number}", (len(text) + 2, len(whole)))


def linked(number: int, words: str, *, note: str = "Ask.", color: str = "Yellow") -> Block:
    """A highlight with a link to its place, as most templates write it."""
    link = f"{color} · [open](postil://page/5gzed47rg6utswcq#hl-{number})"
    text = f"> {words}\n\n^hl-{number}\n\n{link}"
    return Block(
        f"hl-{number}", f"{text}\n\n- {note}", f"^hl-{number}", (len(text) + 2, len(text) + 4 + len(note))
    )


def note(*blocks: Block, front: str = FRONT) -> Document:
    return Document(front, (Block("title", "# The weir"), Block("highlights", "## Highlights"), *blocks))


ONE = quote(1, "The weir broke in spring.", note="Ask the owner.")
TWO = quote(2, "It was built again of stone.")
LAST = note(ONE, TWO)
"""What was last written."""
