"""Readwise's highlights as the Markdown that it writes for Obsidian and others, in its usual shape.

``# Title``, a cover, ``## Metadata`` with a list of fields, and ``## Highlights`` with a list item for each,
which ends in ``([View Highlight](…))`` or ``([Location 12](…))`` and may have ``- Note:`` and ``- Tags:``
below it. What is highlighted later follows under ``## New highlights added June 1, 2024 at 5:11 PM``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.dom.note_text import note_html
from postil.dom.plain import plain_text
from postil.importers.exports.gathering import distinct
from postil.importers.files import file_name, read_file
from postil.importers.pages.front_matter import FrontMatter, read_front_matter
from postil.importers.pages.html import web_address
from postil.importers.times import read_time
from postil.model.capture import Capture
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_SIGNS = (
    "![rw-book-cover](",
    "([View Highlight](https://read.readwise.io/",
    "([View Highlight](https://readwise.io/",
    "([View Tweet](",
    "([Location ",
)
_HIGHLIGHTS = re.compile(r"#{1,3}\s+(?:New highlights added (?P<added>.*)|Highlights)\s*", re.IGNORECASE)
_HEADING = re.compile(r"#{1,3}\s+(.*)")
_FIELD = re.compile(r"[-*]\s+([A-Z][\w ]{1,30}?):+\s*(.*)")
_ITEM = re.compile(r"[-*]\s+(.*)")
_BELOW = re.compile(r"\s+[-*]\s+(?:\*\*)?(Notes?|Tags?):?(?:\*\*)?:?\s*(.*)", re.IGNORECASE)
_LINK = re.compile(r"\s*\(\[(?:View (?:Highlight|Tweet)|(?:Location|Page|Time) [^\]]*)\]\(([^)\s]*)\)\)\s*$")
_PLACE = re.compile(r"\s*\((?:Location|Page) \d+[\d-]*\)\s*$")
_OF_READER = re.compile(r"https://read\.readwise\.io/read/(\w+)")
_OPENED = re.compile(r"https://readwise\.io/open/(\d+)")
_TAG = re.compile(r"\[\[([^\]|]+)(?:\|[^\]]*)?\]\]|#([^\s#,\]]+)")
_WIKI = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_AT = re.compile(r"\s+at\s+", re.IGNORECASE)


class ReadwiseNotes:
    """A note of one book or article, as Readwise writes it."""

    name = "Readwise notes"
    suffixes: tuple[str, ...] = (".md",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells, not the name
        """By two of the things that only Readwise writes."""
        if b"ighlights" not in head:
            return 0
        text = decode(head).text
        signs = sum(sign in text for sign in _SIGNS)
        has_list = any(_HIGHLIGHTS.fullmatch(line) for line in text.splitlines())
        return 0.95 if has_list and (signs >= 2 or (signs and "## Metadata" in text)) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page that the note is about; it waits for it."""
        content = read_file(path)
        text = decode(content).text.replace("\r\n", "\n").replace("\r", "\n")
        front = read_front_matter(text) or FrontMatter(body=text)
        note = _Note(front)
        for line in front.body.split("\n"):
            note.take(line)
        yield Capture(
            content=content,
            media_type="text/html",
            format=self.name,
            name=file_name(path),
            page=b"",
            address=note.address(),
            waiting=True,
            record=note.record(),
        )


@dataclass(slots=True)
class _Highlight:
    """A list item with what stands below it."""

    lines: list[str]
    added: datetime | None
    note: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    into: str = ""
    """What the following lines belong to: "", the quote; ``note``."""


class _Note:
    """A note that is read line by line."""

    def __init__(self, front: FrontMatter) -> None:
        self._front = front
        self._title = ""
        self._fields: dict[str, str] = {}
        self._highlights: list[_Highlight] = []
        self._others: list[str] = []
        self._is_list = False
        self._added: datetime | None = None

    def take(self, line: str) -> None:
        """Take the next line."""
        begins = _HIGHLIGHTS.fullmatch(line)
        heading = _HEADING.fullmatch(line)
        if begins:
            self._is_list = True
            self._added = read_time(_AT.sub(" ", begins["added"] or ""))
        elif heading and not self._highlights and not self._is_list:
            self._title = self._title or heading[1].strip()
        elif heading:
            self._is_list = False
            self._others.append(line)
        elif self._is_list:
            self._take_of_highlight(line)
        elif (said := _FIELD.fullmatch(line)) and not self._highlights:
            self._fields.setdefault(said[1].casefold(), said[2].strip())
        elif line.strip() and not line.startswith("![rw-book-cover]"):
            self._others.append(line)

    def address(self) -> str | None:
        """The page's; not that of Readwise's own copy."""
        found = web_address(self._fields.get("url", "").strip("<>")) or self._front.address
        return None if found and _OF_READER.match(found) else found

    def record(self) -> Record:
        """All that the note says."""
        front, fields = self._front.record, self._fields
        tags = (*front.tags, *_tags(fields.get("document tags", "")), *_tags(fields.get("tags", "")))
        return Record(
            title=_plain(fields.get("full title", "")) or front.title or self._title or None,
            byline=_plain(fields.get("author", "")) or front.byline,
            published=front.published,
            excerpt=_plain(fields.get("summary", "")) or front.excerpt,
            tags=distinct(tags),
            note="\n\n".join(
                filter(None, (_plain(fields.get("document note", "")), "\n".join(self._others).strip()))
            ),
            added=front.added,
            annotations=tuple(annotation for each in self._highlights if (annotation := _annotation(each))),
        )

    def _take_of_highlight(self, line: str) -> None:
        item, below = _ITEM.fullmatch(line), _BELOW.fullmatch(line)
        last = self._highlights[-1] if self._highlights else None
        if item:
            self._highlights.append(_Highlight([item[1]], self._added))
        elif last is None:
            return
        elif below and below[1].casefold().startswith("tag"):
            last.tags += _tags(below[2])
        elif below:
            last.into = "note"
            last.note.append(below[2])
        else:
            (last.note if last.into else last.lines).append(line.strip())


def _annotation(highlight: _Highlight) -> ImportedAnnotation | None:
    text = "\n".join(highlight.lines).rstrip()
    link = _LINK.search(text)
    words = plain_text(note_html(_PLACE.sub("", _LINK.sub("", text))))
    if not words:
        return None
    address = link[1] if link else ""
    name = _OF_READER.match(address) or _OPENED.match(address)
    return ImportedAnnotation(
        quote=TextQuoteSelector(words),
        note="\n".join(highlight.note).strip(),
        tags=distinct(highlight.tags),
        created=highlight.added,
        id=f"readwise:{name[1]}" if name else "",
    )


def _tags(text: str) -> tuple[str, ...]:
    return tuple(found[1] or found[2] for found in _TAG.finditer(text))


def _plain(text: str) -> str:
    """The words of a field without the links around them."""
    return _WIKI.sub(r"\1", text).strip()
