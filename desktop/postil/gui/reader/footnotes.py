"""The notes of an article: which marks in its text lead to which notes.

A link within the page is the mark of a note where it says little (a number, a sign, some letters), and
leads to a paragraph or an item further down. Links to headings and whole sections are none, and neither
are the links that lead from a note back to its mark.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.dom.serialise import serialise

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat

_LABEL = re.compile(
    r"[\[(]?\s*(?:\w{1,4}|[*†‡§¶#※]{1,4}|(?:note|n|fn)\.?\s*\d{1,4})\s*[\])]?\.?", re.IGNORECASE
)
_BACK = re.compile(r"[\s↩︎↑^⤴⏎←⬆↵]+|back|return|jump up", re.IGNORECASE)
_NOTE_TAGS = frozenset({"li", "p", "dd", "td", "aside", "div", "section"})
_LONGEST = 6000
"""Code points; what is longer is a part of the article and not a note."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A mark and its note, in canonical offsets; ends are exclusive."""

    mark: tuple[int, int]
    note: tuple[int, int]
    label: str
    """What the mark says: ``1``."""
    html: str
    """The note as an article of its own, without the links that lead back."""


def footnotes_of(root: _Element, flat: Flat) -> tuple[Footnote, ...]:
    """The notes of an article, in the order of their marks."""
    places = {element.get("id", ""): element for element in root.iter("*") if element.get("id")}
    found: list[Footnote] = []
    notes: set[_Element] = set()
    later: list[tuple[_Element, _Element]] = []
    for link in root.iter("a"):
        target = (
            places.get((link.get("href") or "")[1:]) if (link.get("href") or "").startswith("#") else None
        )
        note = _note_around(target, flat) if target is not None and _is_mark(link, flat) else None
        if note is None:
            continue
        if flat.span(note)[0] > flat.span(link)[0]:
            notes.add(note)
            found.append(_footnote(link, note, flat))
        else:
            later.append((link, note))
    # A mark may also stand below the note that it leads to, where another mark led to it before.
    found += [
        _footnote(link, note, flat)
        for link, note in later
        if note in notes and not any(link_holder in notes for link_holder in link.iterancestors())
    ]
    return tuple(sorted(found, key=lambda footnote: footnote.mark))


def _is_mark(link: _Element, flat: Flat) -> bool:
    start, end = flat.span(link)
    text = flat.text[start:end].strip()
    return bool(text) and not _BACK.fullmatch(text) and _LABEL.fullmatch(text) is not None


def _note_around(target: _Element, flat: Flat) -> _Element | None:
    """The paragraph or item that a mark's target is or begins; None where it is no note."""
    note: _Element | None = target
    while note is not None and note.tag not in _NOTE_TAGS:
        if note.tag in HEADINGS:
            return None
        note = note.getparent()
    if note is None or note.getparent() is None or next(note.iter(*HEADINGS), None) is not None:
        return None
    start, end = flat.span(note)
    return note if 0 < end - start <= _LONGEST else None


def _footnote(link: _Element, note: _Element, flat: Flat) -> Footnote:
    mark, span = flat.span(link), flat.span(note)
    label = flat.text[slice(*mark)].strip(" \u00a0[]().")
    return Footnote(mark, span, label, _markup(note))


def _markup(note: _Element) -> str:
    copy = deepcopy(note)
    copy.tail = None
    copy.tag = "div"
    for attribute in ("id", "value"):
        copy.attrib.pop(attribute, "")
    for link in list(copy.iter("a")):
        if (link.get("href") or "").startswith("#") and _BACK.fullmatch("".join(map(str, link.itertext()))):
            _drop(link)
    for element in copy.iter("*"):
        element.attrib.pop("id", "")
    return serialise(copy)


def _drop(element: _Element) -> None:
    """Take an element out, with what it says; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
