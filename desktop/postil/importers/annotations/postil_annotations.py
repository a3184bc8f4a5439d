"""Highlights and notes in what Postil itself exported: chapters of its books, pages as HTML.

A highlight is one ``mark`` or more of one ``data-highlight``; the first, whose ``id`` begins with ``hl-``,
has all that is known of it in ``data-`` attributes. One that was not found in its page is a ``blockquote`` of
the same kind. The note on the whole page is in ``data-note`` of an ``aside``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postil.dom.taking_out import take_out
from postil.importers.annotations.marks import Left, Mark, Sticker
from postil.importers.colors import read_color
from postil.importers.times import read_time
from postil.model.annotation import Style

if TYPE_CHECKING:
    from lxml.etree import _Element

SIGNS = (b'data-highlight="', b'class="page-note" data-note="')
"""A page without these bytes has nothing of it."""

HIGHLIGHT = "data-highlight"
ADDED = frozenset({"margin", "note-sign", "notes", "page-note"})
"""Classes of what an export puts into an article."""
_STYLES = {style.value: style for style in Style}


def read_left(root: _Element) -> Left:
    """What Postil left in a page. The notes, and their numbers, are taken out of the tree."""
    note = page_note(root)
    take_out_added(root)
    return Left(tuple(map(read_mark, marked(root))), (Sticker(note),) if note else ())


def page_note(root: _Element) -> str:
    """The note on the whole page, in Markdown."""
    found = (each.get("data-note") for each in root.iter("aside") if each.get("class") == "page-note")
    return next(filter(None, found), "")


def take_out_added(root: _Element) -> None:
    """Take notes and their numbers out of an article."""
    for element in tuple(root.iter()):
        classes = (element.get("class") or "").split() if isinstance(element.tag, str) else []
        if ADDED.intersection(classes) or (element.tag == "aside" and classes[:1] == ["note"]):
            take_out(element)


def marked(root: _Element) -> tuple[tuple[_Element, ...], ...]:
    """The elements of each highlight, the one first that says what is known of it."""
    found: dict[str, list[_Element]] = {}
    for element in root.iter("mark", "blockquote"):
        name = element.get(HIGHLIGHT)
        if name:
            found.setdefault(name, []).append(element)
    return tuple(tuple(each) for each in found.values() if (each[0].get("id") or "").startswith("hl-"))


def read_mark(elements: tuple[_Element, ...]) -> Mark:
    """A highlight, with what its first element says of it."""
    first = elements[0]
    return Mark(
        elements,
        note=first.get("data-note") or "",
        color=read_color(first.get("data-color")),
        style=_STYLES.get(first.get("data-style") or "", Style.HIGHLIGHT),
        created=read_time(first.get("data-created") or ""),
        modified=read_time(first.get("data-modified") or ""),
        tags=strings(first.get("data-tags")),
        id=f"postil:{first.get(HIGHLIGHT)}",
    )


def strings(text: str | None) -> tuple[str, ...]:
    """The strings in a list that is written as JSON, each once."""
    try:
        read = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    named = [each for each in read if isinstance(each, str)] if isinstance(read, list) else []
    return tuple(dict.fromkeys(named))
