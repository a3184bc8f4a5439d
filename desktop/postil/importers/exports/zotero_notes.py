"""Annotations that Zotero quoted in a note: marked words with what is known of them as JSON in an attribute.

A note that was made of annotations has a paragraph for each: ``span.highlight`` with the words in quotation
marks, ``span.citation`` with their source, and the comment.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postil.importers.annotations.note_markdown import note_markdown
from postil.importers.colors import read_color
from postil.importers.json_items import Item
from postil.model.annotation import Style
from postil.model.record import ImportedAnnotation
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_QUOTATION_MARKS = (("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"), ("「", "」"), ("‘", "’"))
_LARGEST = 20_000


def take_quotations(note: _Element) -> Iterator[ImportedAnnotation]:
    """The annotations quoted in a note; their paragraphs are taken out of it."""
    for mark in list(note.iter("span")):
        written = mark.get("data-annotation")
        if not written or len(written) > _LARGEST:
            continue
        paragraph = next((each for each in mark.iterancestors("p")), None)
        words = _unquoted(" ".join("".join(map(str, mark.itertext())).split()))
        parent = mark.getparent()
        if not words or parent is None:
            continue
        _take_out(mark)
        yield _annotation(_facts(written), words, mark, paragraph)


def _annotation(facts: Item, words: str, mark: _Element, paragraph: _Element | None) -> ImportedAnnotation:
    comment = ""
    if paragraph is not None and not any(each.get("data-annotation") for each in paragraph.iter("span")):
        for citation in list(paragraph.iter("span")):
            if citation.get("data-citation") or citation.get("class") == "citation":
                _take_out(citation)
        comment = note_markdown(paragraph)
        _take_out(paragraph)
    key = facts.text("annotationKey")
    is_underlined = "underline" in (mark.get("class") or "")
    return ImportedAnnotation(
        TextQuoteSelector(words),
        note=comment,
        color=read_color(facts.text("color")),
        style=Style.UNDERLINE if is_underlined else Style.HIGHLIGHT,
        id=f"zotero:{key}" if key else "",
    )


def _take_out(element: _Element) -> None:
    """Remove an element, and not the words after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail, element.tail = element.tail or "", None
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _facts(written: str) -> Item:
    try:
        return Item(json.loads(unquote(written)))
    except (ValueError, RecursionError):
        return Item()


def _unquoted(words: str) -> str:
    for opening, closing in _QUOTATION_MARKS:
        if len(words) > 2 and words.startswith(opening) and words.endswith(closing):
            return words[1:-1].strip()
    return words
