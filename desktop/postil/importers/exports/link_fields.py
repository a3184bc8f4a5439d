"""What a row or an item of an unknown tool says of a page, by the names that such fields usually have.

Names are folded (``csv_rows.column_name``): ``Date Added``, ``date_added`` and ``dateAdded`` are one.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from postil.errors import ImportFailed
from postil.importers.colors import read_color
from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.exports.item_captures import Problem, item_capture, with_problems
from postil.importers.json_items import read_item
from postil.importers.pages.html import web_address
from postil.importers.times import published_on, read_time
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from postil.model.capture import Capture

ADDRESS = (
    "url", "link", "href", "uri", "address", "web address", "page url", "source url", "original url",
    "article url", "bookmark url", "document url", "resolved url", "given url", "link url", "permalink",
    "links", "urls", "website", "source", "adresse", "lien", "enlace", "odkaz", "adres", "адреса",
    "посилання", "ссылка", "адрес", "网址", "链接", "リンク",
)  # fmt: skip
TITLE = (
    "title", "name", "article title", "page title", "document title", "bookmark title", "resolved title",
    "given title", "full title", "heading", "headline", "titel", "titre", "título", "titolo", "tytuł",
    "назва", "заголовок", "название", "标题", "タイトル",
)  # fmt: skip
_TAGS = (
    "tags", "tag", "labels", "label", "keywords", "tag names", "categories", "category", "topics",
    "tag list", "document tags", "schlagwörter", "étiquettes", "etiquetas", "теги", "мітки", "метки", "标签",
)  # fmt: skip
_FOLDERS = (
    "folder",
    "folders",
    "collection",
    "collections",
    "list",
    "lists",
    "group",
    "folder path",
    "ordner",
)
_ADDED = (
    "time added", "date added", "added", "added at", "saved", "saved at", "date saved", "saved date",
    "add date", "created", "created at", "date created", "creation date", "created time", "creation time",
    "timestamp", "date", "time", "datum", "fecha", "дата",
)  # fmt: skip
_PUBLISHED = (
    "published",
    "published at",
    "date published",
    "published date",
    "publication date",
    "published on",
)
_FINISHED = ("archived at", "date archived", "read at", "date read", "time read", "finished", "finished at")
_STATUS = ("status", "state", "location", "reading status", "folder")
_ARCHIVED = ("archived", "is archived", "archive", "read", "is read", "done")
_UNREAD = ("unread", "is unread", "to read", "toread")
_STARRED = (
    "favorite", "favourite", "favorited", "favourited", "is favorite", "is favourite", "starred",
    "is starred", "important", "liked", "is marked", "fav", "is fav", "pinned",
)  # fmt: skip
_NOTE = ("note", "notes", "comment", "comments", "my note", "my notes", "annotation", "remarks")
_EXCERPT = ("description", "excerpt", "summary", "article excerpt", "abstract", "extended")
_BYLINE = ("author", "authors", "byline", "creator", "written by")
_SITE = ("site name", "site", "publisher", "publication", "source name", "site title")
_LANGUAGE = ("language", "lang")
_QUOTE = (
    "highlight",
    "highlights",
    "quote",
    "quotes",
    "selection",
    "selected text",
    "highlighted text",
    "clip",
)
_QUOTE_NOTE = ("highlight note", "annotation", "note", "notes", "comment", "comments")
_COLOR = ("color", "colour", "highlight color")
_QUOTED = ("highlighted at", "highlight date", "highlight created at")
_CONTENT = ("content", "html", "content html", "article content", "body", "full text", "text content")
_LEAST_PAGE = 200
"""Code points of a field without markup that is taken for the page; a shorter one may be its kind."""
_MARKUP = re.compile(r"<(?:p|div|article|section|h[1-6]|ul|ol|table|blockquote|br)\b", re.IGNORECASE)
_PROGRESS = ("progress", "reading progress", "read progress", "percent read")

_STATUS_OF = {
    Status.ARCHIVE: ("archive", "archived", "read", "done", "finished", "completed", "1"),
    Status.READING: ("reading", "in progress", "started"),
    Status.INBOX: (
        "inbox",
        "unread",
        "new",
        "later",
        "active",
        "succeeded",
        "to read",
        "toread",
        "0",
        "home",
    ),
}
_STATUS_WORDS = {word: status for status, words in _STATUS_OF.items() for word in words}
_NO_FOLDERS = frozenset({*_STATUS_WORDS, "starred", "liked", "favorites", "favourites", "unsorted", "none"})
_STARRED_FOLDERS = frozenset({"starred", "liked", "favorites", "favourites"})
_TRUE = frozenset({"1", "true", "yes", "y", "x", "on", "t", "✓"})


class Fields(Protocol):
    """A row or an item."""

    def text(self, *names: str) -> str:
        """The first field of these folded names that says something; empty where none does."""

    def texts(self, *names: str) -> tuple[str, ...]:
        """All that the first of these fields holds that is a list with anything in it; else its text."""

    def annotations(self) -> tuple[ImportedAnnotation, ...]:
        """Highlights that say of themselves more than their words."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page, as an unknown tool tells of it."""

    address: str
    """Empty where only the title is known."""
    record: Record
    page: str = ""
    """The page itself, where the tool kept it: markup or words."""
    warning: str = ""


def link_of(fields: Fields, *, warning: str = "") -> Link | None:
    """What the fields say of a page; None where they have neither its address nor its title."""
    address = next((web for name in ADDRESS if (web := web_address(fields.text(name)))), "")
    title = " ".join(fields.text(*TITLE).split())
    if not address and not title:
        return None
    page = fields.text(*_CONTENT)
    kept = len(page) >= _LEAST_PAGE or _MARKUP.search(page)
    return Link(address, _record(fields, address, title), page if kept else "", warning)


def link_captures(path: Path, format_name: str, links: Iterable[Link | Problem]) -> Iterator[Capture]:
    """A capture of each page that the tool kept, then one for each address of the others.

    Raises ImportFailed where there is neither.
    """
    yield from with_problems(_captures(path, format_name, links))


def _captures(path: Path, format_name: str, links: Iterable[Link | Problem]) -> Iterator[Capture | Problem]:
    gathering = Gathering(path, format_name)
    for link in links:
        if isinstance(link, Problem):
            yield link
        elif link.page:
            yield item_capture(
                path,
                format_name,
                link.record,
                part=link.address or link.record.title or "",
                address=link.address,
                page=link.page.encode("utf-8", "replace"),
                media_type="text/html" if _MARKUP.search(link.page) else "text/plain",
                charset="utf-8",
                warnings=tuple(filter(None, (link.warning,))),
            )
        else:
            gathering.add(link.record, address=link.address, warning=link.warning)
    if len(gathering):
        yield from gathering.captures()


def _record(fields: Fields, address: str, title: str) -> Record:
    folder = fields.text("folder").casefold()
    own = fields.annotations()
    quotes = () if own else tuple(_annotations(fields))
    status = _status(fields)
    return Record(
        title=(title if title != address else "") or None,
        byline=", ".join(fields.texts(*_BYLINE)) or None,
        site=next((text for name in _SITE if "://" not in (text := fields.text(name)) and text), None),
        language=fields.text(*_LANGUAGE) or None,
        published=published_on(_time(fields, _PUBLISHED)),
        excerpt=fields.text(*_EXCERPT) or None,
        status=status,
        starred=folder in _STARRED_FOLDERS or any(_is_true(fields.text(name)) for name in _STARRED),
        tags=distinct((*_folders(fields), *_tags(fields))),
        note="" if quotes else fields.text(*_NOTE),
        added=_time(fields, _ADDED),
        finished=_time(fields, _FINISHED) if status is Status.ARCHIVE else None,
        progress=_progress(fields.text(*_PROGRESS)),
        annotations=own or quotes,
    )


def _annotations(fields: Fields) -> Iterable[ImportedAnnotation]:
    quotes = [quote for quote in fields.texts(*_QUOTE) if quote.strip()]
    for quote in quotes:
        yield ImportedAnnotation(
            quote=TextQuoteSelector(quote.strip()),
            note=fields.text(*_QUOTE_NOTE) if quote is quotes[0] else "",
            color=read_color(fields.text(*_COLOR)),
            created=_time(fields, (*_QUOTED, *_ADDED)),
        )


def _status(fields: Fields) -> Status | None:
    for name in _STATUS:
        known = _STATUS_WORDS.get(" ".join(fields.text(name).casefold().replace("_", " ").split()))
        if known is not None:
            return known
    if any(_is_true(fields.text(name)) for name in _ARCHIVED):
        return Status.ARCHIVE
    said = any(fields.text(name) for name in (*_ARCHIVED, *_UNREAD))
    return Status.INBOX if said else None


def _is_true(text: str) -> bool:
    return text.casefold() in _TRUE


def _time(fields: Fields, names: tuple[str, ...]) -> datetime | None:
    return next((moment for name in names if (moment := read_time(fields.text(name)))), None)


def _folders(fields: Fields) -> Iterable[str]:
    """Folders; their names are parted by slashes or ``>``."""
    for name in fields.texts(*_FOLDERS):
        parts = [part.strip() for part in re.split(r"\s*(?:/|>|\\)\s*", name) if part.strip()]
        if parts and " ".join(parts).casefold() not in _NO_FOLDERS:
            yield "/".join(parts)


def _tags(fields: Fields) -> Iterable[str]:
    found = fields.texts(*_TAGS)
    texts = found if len(found) > 1 else names_in(found[0]) if found else ()
    return (text.strip().removeprefix("#") for text in texts)


def names_in(text: str) -> tuple[str, ...]:
    """The names in one text: a list as JSON or Python write it, or names with bars, semicolons, line breaks
    or commas between.
    """
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        try:
            return read_item(text.encode("utf-8", "replace")).names()
        except ImportFailed:
            return _python_names(text) or tuple(name.strip(" \"'") for name in text[1:-1].split(","))
    mark = next((mark for mark in ("|", ";", "\n", ",") if mark in text), None)
    return tuple(text.split(mark)) if mark else (text,)


def _python_names(text: str) -> tuple[str, ...]:
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return ()
    return tuple(map(str, found)) if isinstance(found, list) else ()


def _progress(text: str) -> float | None:
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        return None
    share = number / 100 if number > 1 or text.endswith("%") else number
    return share if 0 <= share <= 1 else None
