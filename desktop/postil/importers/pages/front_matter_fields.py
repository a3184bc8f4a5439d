"""The fields of front matter, as the many programs call them, and what they say of a page.

Names are compared without case, and ``date_saved``, ``date-saved`` and ``dateSaved`` are one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from postil.importers.pages.html import web_address
from postil.importers.times import read_time
from postil.model.page import Status
from postil.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

_TITLE = ("title", "headline", "full title")
_ADDRESS = (
    "source url", "original url", "article url", "page url", "url", "source", "link", "links",
    "canonical url", "canonical", "clipped from", "original", "permalink", "uri", "href", "website", "site",
)  # fmt: skip
_AUTHOR = ("author", "authors", "creator", "creators", "byline", "by", "writer", "writers")
_SITE = ("site name", "site", "website", "publisher", "publication", "domain", "container title", "source")
_LANGUAGE = ("lang", "language", "locale")
_PUBLISHED = (
    "published", "date published", "published date", "publish date", "published at", "published time",
    "publication date", "publishdate", "pubdate", "pub date", "issued", "date",
)  # fmt: skip
_ADDED = (
    "saved", "date saved", "saved at", "saved date", "added", "date added", "added at", "clipped",
    "clipped at", "date clipped", "captured", "created", "created at", "date created", "creation date",
    "imported", "accessed", "date accessed", "access date", "retrieved",
)  # fmt: skip
_FINISHED = (
    "date read",
    "read at",
    "read date",
    "date finished",
    "finished",
    "completed at",
    "date archived",
)
_OPENED = ("last read", "last opened", "opened")
_EXCERPT = ("description", "summary", "excerpt", "abstract", "tldr")
_NOTE = ("note", "notes", "comment", "my note", "my notes")
_TAGS = (
    "tags", "tag", "labels", "label", "keywords", "keyword", "categories", "category", "topics", "topic",
    "folder", "folders", "collection", "collections", "notebook",
)  # fmt: skip
_SPACED = frozenset({"tags", "categories"})
"""Of these a text without commas is several words: so Obsidian and Jekyll read it."""
_STARRED = (
    "favorite", "favourite", "favorited", "favourited", "starred", "is starred", "is favorite", "is marked",
    "important", "liked",
)  # fmt: skip
_STATUS = ("status", "state", "reading status", "read status")
_ARCHIVED = ("archived", "is archived", "read", "is read", "completed", "finished", "done")
_PROGRESS = ("progress", "reading progress", "read progress")
FIELD_NAMES = frozenset({
    *_TITLE, *_ADDRESS, *_AUTHOR, *_SITE, *_LANGUAGE, *_PUBLISHED, *_ADDED, *_EXCERPT, *_TAGS, *_STARRED,
})  # fmt: skip
"""Names of fields by which a text is known to be of a page."""

_STATUS_WORDS = {
    Status.ARCHIVE: ("archive", "archived", "read", "done", "finished", "completed"),
    Status.READING: ("reading", "in progress", "started", "continue"),
    Status.INBOX: ("inbox", "unread", "new", "later", "to read", "toread", "todo", "active", "queued"),
}
_STATUS_OF_WORD = {word: status for status, words in _STATUS_WORDS.items() for word in words}
_TRUE = frozenset({"true", "yes", "y", "1", "on", "x"})
_WORD_END = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTING = re.compile(r"[\s_\-.:?]+")
_WIKILINK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)>?[^()]*\)")
_ZONE_IN_WORDS = re.compile(r"\s*\((?:UTC|GMT)\s*([+-]\d\d:?\d\d)?\)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_MOST_TAGS = 500
_LONGEST_TAG = 200


def fold_name(name: str) -> str:
    """The name of a field as names are compared."""
    return _PARTING.sub(" ", _WORD_END.sub(" ", name)).strip().casefold()


def read_fields(fields: Mapping[str, Any]) -> tuple[Record, str | None]:
    """What the fields say of the page, and its address. Scalars in ``fields`` are text."""
    known = _Known(fields)
    return (
        Record(
            title=known.line(_TITLE),
            byline=known.names(_AUTHOR),
            site=known.site(),
            language=known.line(_LANGUAGE),
            published=known.published(),
            excerpt=known.line(_EXCERPT),
            status=known.status(),
            starred=known.is_true(_STARRED),
            tags=known.tags(),
            note="\n\n".join(known.texts(_NOTE)),
            added=known.time(_ADDED),
            opened=known.time(_OPENED),
            finished=known.time(_FINISHED),
            progress=known.progress(),
        ),
        known.address(),
    )


class _Known:
    """The fields, to be asked by any of their names."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields: dict[str, Any] = {}
        for name, value in fields.items():
            self._fields.setdefault(fold_name(name), value)
            if isinstance(value, dict):
                for inner, one in value.items():
                    self._fields.setdefault(f"{fold_name(name)} {fold_name(inner)}", one)

    def texts(self, names: tuple[str, ...]) -> list[str]:
        """What the first of these fields that says anything says, a text for each of a list."""
        return next((found for name in names if (found := list(_texts(self._fields.get(name))))), [])

    def line(self, names: tuple[str, ...]) -> str | None:
        """The same on one line, links as their words."""
        words = ", ".join(_words(text) for text in self.texts(names))
        return words or None

    def names(self, names: tuple[str, ...]) -> str | None:
        """Who it is by, each once."""
        people = dict.fromkeys(_words(text) for name in names for text in _texts(self._fields.get(name)))
        return ", ".join(filter(None, people)) or None

    def address(self) -> str | None:
        """The first of the addresses that is one of the web."""
        for name in _ADDRESS:
            for text in _texts(self._fields.get(name)):
                link = _MARKDOWN_LINK.fullmatch(text.strip())
                address = web_address(link[2] if link else text.strip().strip("<>"))
                if address is not None:
                    return address
        return None

    def site(self) -> str | None:
        """The first of the names of a site that is no address."""
        for name in _SITE:
            for text in _texts(self._fields.get(name)):
                if "://" not in text and (words := _words(text)):
                    return words
        return None

    def published(self) -> str | None:
        """The first date that can be read, as precisely as it is written."""
        for name in _PUBLISHED:
            for text in _texts(self._fields.get(name)):
                plain = _with_zone(text)
                if _DAY.fullmatch(plain) and read_time(plain):
                    return plain[:10] + plain[10:].replace(" ", "T", 1).replace(" ", "")
                moment = read_time(plain)
                if moment is not None:
                    return moment.date().isoformat()
        return None

    def time(self, names: tuple[str, ...]) -> datetime | None:
        """The first of these fields that is a time."""
        texts = (text for name in names for text in _texts(self._fields.get(name)))
        return next((moment for text in texts if (moment := read_time(_with_zone(text)))), None)

    def is_true(self, names: tuple[str, ...]) -> bool:
        """Whether any of these fields says yes."""
        return any(
            text.strip().casefold() in _TRUE for name in names for text in _texts(self._fields.get(name))
        )

    def status(self) -> Status | None:
        """Where the page stands in the reading, if that is said in any known way."""
        for name in _STATUS:
            for text in _texts(self._fields.get(name)):
                status = _STATUS_OF_WORD.get(_PARTING.sub(" ", _words(text)).strip().casefold())
                if status is not None:
                    return status
        is_done = self.is_true(_ARCHIVED) or any(
            self._is_time(name) for name in ("read", "archived", "finished")
        )
        return Status.ARCHIVE if is_done else None

    def _is_time(self, name: str) -> bool:
        return any(read_time(text) for text in _texts(self._fields.get(name)))

    def progress(self) -> float | None:
        """The share that was read, of a share or a percentage."""
        for text in self.texts(_PROGRESS)[:1]:
            try:
                number = float(text.strip().removesuffix("%"))
            except ValueError:
                return None
            share = number / 100 if number > 1 or text.strip().endswith("%") else number
            return share if 0 <= share <= 1 else None
        return None

    def tags(self) -> tuple[str, ...]:
        """The tags of all fields that hold some, each once."""
        found: dict[str, str] = {}
        for name in _TAGS:
            value = self._fields.get(name)
            parts = re.split(r"[,;\n]", value) if isinstance(value, str) else list(_texts(value))
            if isinstance(value, str) and len(parts) == 1 and name in _SPACED and "[[" not in value:
                parts = value.split()
            for part in parts:
                tag = _words(part).strip("#/ ")
                if tag and len(tag) <= _LONGEST_TAG:
                    found.setdefault(tag.casefold(), tag)
        return tuple(found.values())[:_MOST_TAGS]


def _texts(value: Any) -> Iterator[str]:
    """The texts in a field: its own, those of a list, the names in a list of people."""
    if isinstance(value, str):
        if value.strip() and value.strip().casefold() not in ("null", "~"):
            yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, dict):
        for name in ("name", "title", "text", "value", "url"):
            if isinstance(value.get(name), str):
                yield value[name]
                return


def _words(text: str) -> str:
    """A text on one line, with links as the words that stand for them."""
    text = _WIKILINK.sub(lambda link: link[2] or link[1].rsplit("/", 1)[-1], text)
    return " ".join(_MARKDOWN_LINK.sub(lambda link: link[1], text).split())


def _with_zone(text: str) -> str:
    """A time whose zone is in words, as MarkDownload writes it: ``2024-03-05T08:30:00 (UTC +01:00)``."""
    return _ZONE_IN_WORDS.sub(lambda zone: zone[1] or "Z", text).strip()
