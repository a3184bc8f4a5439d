"""Highlights and notes of SingleFile's annotation editor, as it writes them into the pages that it saves.

A highlight is one element or more of one ``data-singlefile-highlight-id``, mostly ``span``, with the classes
``single-file-highlight`` and ``single-file-highlight-yellow`` (or pink, blue, green). Its ids count from 1 in
each page, so they name nothing for ever. A note is a ``single-file-note`` with its words in a ``textarea`` of
its shadow root; what it was put on names it in ``data-single-file-note-refs``, among others, parted by spaces
(once by commas). One that was put on nothing is named by ``html``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.taking_out import take_out
from postil.importers.annotations.marks import Left, Mark, Sticker
from postil.importers.colors import read_color

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.model.annotation import Color

SIGNS = (b"single-file-highlight", b"single-file-note")
"""A page without these bytes has nothing of it."""

_HIGHLIGHT = "single-file-highlight"
_REFERENCES = "data-single-file-note-refs"
_PARTED = re.compile(r"[\s,]+")
_OF_PAGE = frozenset({"html", "body"})


def read_left(root: _Element) -> Left:
    """What SingleFile's editor left in a page. The notes are taken out of the tree."""
    return Left(tuple(_marks(root)), tuple(_stickers(root)))


def _marks(root: _Element) -> list[Mark]:
    parts: dict[str, list[_Element]] = {}
    for element in root.iter():
        classes = (element.get("class") or "").split()
        if _HIGHLIGHT in classes and element.tag not in _OF_PAGE:
            parts.setdefault(element.get("data-singlefile-highlight-id") or f" {len(parts)}", []).append(
                element
            )
    return [Mark(tuple(elements), color=_color(elements[0].get("class"))) for elements in parts.values()]


def _stickers(root: _Element) -> list[Sticker]:
    targets: dict[str, _Element] = {}
    for element in root.iter():
        references = element.get(_REFERENCES)
        if references and element.tag not in _OF_PAGE:
            for name in _PARTED.split(references):
                targets.setdefault(name, element)
    stickers = []
    for note in list(root.iter("single-file-note")):
        words = "\n".join(each.text or "" for each in note.iter("textarea")).strip()
        color = next((each.get("data-color") for each in note.iter() if each.get("data-color")), None)
        if words:
            target = targets.get(note.get("data-note-id") or "")
            stickers.append(Sticker(words, target, color=_color(color)))
        take_out(note)
    return stickers


def _color(names: str | None) -> Color | None:
    return read_color((names or "").replace("-", " "))
