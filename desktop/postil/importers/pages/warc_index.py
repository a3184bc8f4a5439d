"""What a WARC file holds: found in one pass over its records, so that pages can be read one by one after it.

Kept are the places of documents and of what a page may show, where addresses lead to, and everything that
tells a page from what was loaded for a page: the questions of the browser, what crawlers wrote down, the
lists of pages that archivists keep. Of a record hardly more is kept than its address and its time.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from postil.importers.files import begins_as_markup
from postil.importers.pages.html import web_address
from postil.importers.pages.warc_records import Damaged
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.importers.pages.warc_records import Record, RecordFile

MOST_ENTRIES = 500_000
"""Records of a file whose places are kept."""

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)", re.ASCII)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 20
_FRAME = re.compile(
    rb"""<(?:i?frame|embed|object)\b[^>]{0,2000}?\s(?:src|data)\s*=\s*(?:"([^">]{1,2000})|'([^'>]{1,2000})|([^\s>"']{1,2000}))""",
    re.IGNORECASE,
)
_BASE = re.compile(rb"""<base\b[^>]{0,500}?\shref\s*=\s*["']?([^\s>"']{1,2000})""", re.IGNORECASE)
_LOOKED_AT = 8 * 1024 * 1024
"""Bytes of a document in which frames are looked for."""
_DOCUMENT = re.compile(rb"<(?:!doctype|html|head|body|title|meta)\b", re.IGNORECASE)
_UNSEEN = re.compile(
    rb"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*+>", re.IGNORECASE | re.DOTALL
)
_LETTER = re.compile(rb"[A-Za-z0-9\x80-\xff]")
_NOT_PAGES = frozenset({"/robots.txt", "/favicon.ico"})
_LOADED_FOR_A_PAGE = frozenset({
    "audio", "embed", "empty", "fencedframe", "frame", "iframe", "image", "object", "script", "style",
    "track", "video", "worker",
})  # fmt: skip
"""Values of ``Sec-Fetch-Dest`` (W3C Fetch Metadata) of what is no page."""
_RESOURCE_TYPES = frozenset({"document", ""})
"""Values of ``WARC-Resource-Type``, which Browsertrix writes, of what may be a page."""
_NOTE_LIMIT = 16 * 1024 * 1024
"""Bytes of a list of pages, or of a crawler's note, that are read."""
_PAGE_INFO = "urn:pageinfo:"


class Kind(Enum):
    """What a record is to us."""

    DOCUMENT = "document"
    SHOWN = "shown"
    """An image, or another thing that a page shows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that is worth reading again."""

    place: int
    address: str
    date: datetime | None
    kind: Kind
    media_type: str
    of_record: str
    """The id of the record."""
    digest: str
    """The hash of what was answered, as the archivist wrote it; "" where it is not told."""


@dataclass(frozen=True, slots=True)
class Revisit:
    """A record that says: what was answered is what is kept already."""

    address: str
    date: datetime | None
    media_type: str
    refers_to: str
    """The id of the record; "" where it is not told, as the following."""
    refers_to_address: str
    digest: str


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page that the archive itself calls one."""

    address: str
    date: datetime | None


@dataclass(slots=True)
class WarcIndex:
    """The index of one WARC file, or of the several of one archive."""

    documents: list[Entry] = field(default_factory=list)
    """Answers that may be pages, in the order of the file."""
    shown: dict[str, list[Entry]] = field(default_factory=dict)
    """What may stand in a page (images, frames) by its key, with the documents."""
    redirects: dict[str, str] = field(default_factory=dict)
    """Where an address leads to, by its key."""
    revisits: list[Revisit] = field(default_factory=list)
    listed: list[ListedPage] = field(default_factory=list)
    apart: set[str] = field(default_factory=set)
    """The ids of records, and of the questions to them, that were loaded for a page."""
    framed: set[str] = field(default_factory=set)
    """Keys of what stands in a frame of a document."""
    pieces: set[int] = field(default_factory=set)
    """Places of documents without words, or that are a piece of markup and no document."""
    questions: dict[int, str] = field(default_factory=dict)
    """By the place of a document: the id of the question that it answers."""
    warnings: list[str] = field(default_factory=list)

    def lead(self, address: str) -> str:
        """The address where one leads to by redirects; itself where there is none."""
        for _step in range(_MOST_REDIRECTS):
            further = self.redirects.get(key_of(address))
            if further is None or key_of(further) == key_of(address):
                break
            address = further
        return address

    def aliases(self) -> dict[str, list[str]]:
        """The addresses that led elsewhere by redirects, by the key of where they led to.

        The front page of a site is no other name of where it sent somebody on to.
        """
        leading: dict[str, list[str]] = {}
        for address in self.redirects:
            if urlsplit(address).path.strip("/"):
                leading.setdefault(key_of(self.lead(address)), []).append(address)
        return leading

    def nearest(self, address: str, date: datetime | None) -> Entry | None:
        """The record of an address that is nearest in time."""
        entries = self.shown.get(key_of(address)) or self.shown.get(key_of(self.lead(address)))
        return min(entries, key=lambda entry: distance(entry.date, date)) if entries else None


def key_of(address: str) -> str:
    """An address as it was asked for: without its fragment, escaped where it must be, the host small."""
    try:
        parts = urlsplit(urldefrag(address.strip())[0])
        host = parts.netloc.lower()
    except ValueError:
        return address
    if parts.scheme == "http":
        host = host.removesuffix(":80")
    elif parts.scheme == "https":
        host = host.removesuffix(":443")
    path = quote(parts.path or "/", safe="!$&'()*+,;=:@/%-._~")
    query = "?" + quote(parts.query, safe="!$&'()*+,;=:@/?%-._~") if parts.query else ""
    return f"{parts.scheme}://{host}{path}{query}"


def distance(one: datetime | None, other: datetime | None) -> float:
    """Seconds between two times; many where one is not known."""
    return abs((one - other).total_seconds()) if one and other else 1e12


def read_moment(text: Any) -> datetime | None:
    """A time as web archives write it: ISO 8601, or fourteen digits; None where it is none. Aware UTC."""
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        text = str(int(text)) if abs(text) < 1e18 else ""
    if not isinstance(text, str):
        return None
    try:
        if text.isascii() and text.isdigit():
            if len(text) == 14:
                return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            return datetime.fromtimestamp(int(text) / (1000 if len(text) > 11 else 1), UTC)
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def add_records(index: WarcIndex, file: RecordFile, *, first: int = 0) -> None:
    """Enter the records of a file into an index. Places are counted on from ``first``."""
    count = sum(map(len, index.shown.values()))
    for place, record in file.records():
        if count >= MOST_ENTRIES:
            index.warnings.append(
                _("The web archive has more than {count} records; the others were left out.").format(
                    count=MOST_ENTRIES
                )
            )
            break
        count += _enter(index, first + place, record)
    if file.damaged:
        index.warnings.append(_("Parts of the web archive are damaged or cut short, and were left out."))


def charset_of(content_type: str) -> str | None:
    """The character set that a header declares."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def media_type_of(content_type: str) -> str:
    """The media type in a header, in small letters; "" where there is none."""
    found = _MEDIA_TYPE.match(content_type)
    return found[1].lower() if found else ""


def pages_of_list(lines: Iterable[bytes]) -> Iterator[ListedPage]:
    """The pages in a list of pages (WACZ): a JSON object on each line, the first may be a head."""
    for line in lines:
        item = _parsed(line)
        if isinstance(item, dict):
            yield from _listed([item])


def _enter(index: WarcIndex, place: int, record: Record) -> int:
    """Enter one record; 1 if its place is kept."""
    address = record.header("WARC-Target-URI")
    if record.type == "warcinfo":
        index.listed += _pages_of_recording(record)
    elif record.type == "request":
        if _is_for_a_page(record):
            index.apart |= _ids(record)
    elif record.type == "metadata":
        if re.search(r"^hopsFromSeed:[^\r\n]*E\s*$", _text(record), re.MULTILINE):
            index.apart |= _ids(record) | {record.header("WARC-Refers-To")} - {""}
    elif address.startswith(_PAGE_INFO):
        told = _parsed(_text(record))
        index.listed += _listed([told] if isinstance(told, dict) else [])
    elif web_address(address) and record.type in ("response", "resource", "conversion", "revisit"):
        return _enter_answer(index, place, record, address)
    return 0


def _enter_answer(index: WarcIndex, place: int, record: Record, address: str) -> int:
    date = read_moment(record.header("WARC-Date"))
    if record.status in _REDIRECTS:
        target = _joined(address, record.http("Location"))
        if target:
            index.redirects[key_of(address)] = target
        return 0
    if record.is_http and not 200 <= record.status < 300:
        return 0
    media_type = media_type_of(record.content_type)
    digest = record.header("WARC-Payload-Digest")
    if record.type == "revisit":
        media_type = media_type if record.is_http else ""
        refers_to = record.header("WARC-Refers-To"), record.header("WARC-Refers-To-Target-URI")
        index.revisits.append(Revisit(address, date, media_type, *refers_to, digest))
        return 0
    is_page = not media_type or media_type in _PAGE_TYPES
    if not is_page and not media_type.startswith("image/") and media_type != "application/octet-stream":
        return 0
    kind = Kind.DOCUMENT if is_page else Kind.SHOWN
    entry = Entry(place, address, date, kind, media_type, record.header("WARC-Record-ID"), digest)
    if is_page and not _look_into(index, entry, record):
        return 0
    index.shown.setdefault(key_of(address), []).append(entry)
    return 1


def _look_into(index: WarcIndex, entry: Entry, record: Record) -> bool:
    """Enter a document, and what its markup says of itself and others; False where it is none."""
    loaded = record.header("WARC-Resource-Type").lower() not in _RESOURCE_TYPES
    refers_to = record.header("WARC-Refers-To") if record.type == "conversion" else ""
    try:
        content = record.read().data
    except Damaged as reason:
        index.documents.append(entry)  # so that reading it says why it is left out
        return bool(str(reason))
    if not entry.media_type and not begins_as_markup(content[:_LOOKED_AT]):
        return False
    if urlsplit(entry.address).path.lower() in _NOT_PAGES:
        return False
    index.documents.append(entry)
    head = content[:_LOOKED_AT]
    if loaded:
        index.apart.add(entry.of_record)
    if not _DOCUMENT.search(head) or not _says_something(head):
        index.pieces.add(entry.place)
    if refers_to:
        index.questions[entry.place] = refers_to
    elif record.header("WARC-Concurrent-To"):
        index.questions[entry.place] = record.header("WARC-Concurrent-To")
    base = _BASE.search(head)
    outer = _joined(entry.address, _plain(base[1])) if base else entry.address
    for double, single, bare in _FRAME.findall(head):
        framed = _joined(outer or entry.address, _plain(double or single or bare))
        if framed and key_of(framed) != key_of(entry.address):
            index.framed.add(key_of(framed))
    return True


def _says_something(head: bytes) -> bool:
    """Whether any word of a document is to be seen."""
    return _LETTER.search(_UNSEEN.sub(b" ", head[: _LOOKED_AT // 8])) is not None


def _is_for_a_page(question: Record) -> bool:
    """Whether a browser asked for something that a page needs, and not for a page."""
    return (
        question.http("Sec-Fetch-Dest").lower() in _LOADED_FOR_A_PAGE
        or question.http("X-Requested-With").lower() == "xmlhttprequest"
    )


def _ids(record: Record) -> set[str]:
    return {record.header("WARC-Record-ID"), record.header("WARC-Concurrent-To")} - {""}


def _pages_of_recording(record: Record) -> Iterator[ListedPage]:
    """The pages that Webrecorder wrote into the head of what it recorded."""
    for line in _text(record).splitlines():
        name, _colon, value = line.partition(":")
        told = _parsed(value) if name.strip().lower() == "json-metadata" else None
        if isinstance(told, dict) and isinstance(told.get("pages"), list):
            yield from _listed(told["pages"])


def _listed(items: Iterable[Any]) -> Iterator[ListedPage]:
    for item in items:
        written = item.get("url") if isinstance(item, dict) else None
        address = web_address(written) if isinstance(written, str) else None
        if address:
            yield ListedPage(address, read_moment(item.get("ts") or item.get("timestamp")))


def _parsed(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _text(record: Record) -> str:
    try:
        return record.read(_NOTE_LIMIT).data.decode("utf-8", "replace")
    except Damaged:
        return ""


def _plain(written: bytes) -> str:
    return written.decode("utf-8", "replace").replace("&amp;", "&").strip()


def _joined(base: str, written: str) -> str | None:
    try:
        return web_address(urljoin(base, written)) if written else None
    except ValueError:
        return None
