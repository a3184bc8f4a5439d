"""Letters (RFC 5322) as pages: which part of one is its text, who wrote it, where it can be read on the web.

HTML is preferred to plain text. Letters inside a letter, as it is forwarded, come below it; a letter that
is hardly more than another one is that one.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from postil.dom.decode import decode
from postil.dom.plain import plain_text
from postil.errors import NotAPage
from postil.importers import mime
from postil.importers.files import begins_as_markup
from postil.importers.pages.html import web_address
from postil.importers.pages.preheaders import without_preheader
from postil.importers.pages.shown_files import PAGE_TYPES, is_shown, media_type_of
from postil.importers.pages.told_head import with_head
from postil.model.addresses import is_tracking
from postil.model.capture import Capture, Resource
from postil.model.reading_time import count_words
from postil.model.record import Record
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from email.message import Message

_HARDLY_MORE = 30
"""Words that are put above a letter when it is forwarded."""
_MOST_LETTERS = 50
_OUTLOOK = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_ID = re.compile(r"<?([^<>\s]+)>?")
_LIST_ID = re.compile(r"^\s*(.*?)\s*<([^<>\s]+)>\s*$")
_SENDING = re.compile(
    r"^(?:(?:e?mail|e|em|news(?:letters?)?|mg|send|mailer|info|m|bounces?|reply|notify|post|list|lists|www)\d*\.)+(?=[\w-]+\.)",
    re.IGNORECASE,
)
"""What names a machine for sending before the domain of a house."""
_LINK = re.compile(
    r"""<a\b(?>[^<>]*?\shref\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)'))[^<>]*+>(.{1,400}?)</a\s*>""",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")
_READ_ONLINE = re.compile(
    r"(?:(?:view|read|open|see)\b.{0,40}\b(?:online|browser|web)|(?:view|read) (?:on|in) (?:the )?web"
    r"|web version|online[- ]?version"
    r"|.{0,20}\bim (?:web)?browser\b.{0,20}|.{0,20}\b(?:dans|sur) (?:le|votre) navigateur"
    r"|version en ligne|.{0,20}\ben (?:el|tu|su) navegador|.{0,20}\bno (?:seu )?navegador"
    r"|.{0,20}\bnel (?:tuo )?browser"
    r"|bekijk.{0,20}\b(?:online|browser)|.{0,20}\bw przeglądarce|.{0,20}\b[ув] браузер[іе])\W*",
    re.IGNORECASE,
)
_REDIRECTS = re.compile(
    r"/(?:ls/)?(?:click|track|redirect|r|c|ss|l|e|t|cl0|app-link|wf)(?:/|$|\?)", re.IGNORECASE
)
"""Paths of links that only count who follows them."""
_OPAQUE = re.compile(r"(?=[^/]*\d)(?=[^/]*[A-Za-z])[A-Za-z0-9_=+.-]{24,}")
_SHORT = 16
"""Characters of a parameter that may name a page and hardly a reader."""
_READERS = frozenset({"e", "m", "uuid", "key", "token", "email", "subscriber", "sid", "uid", "r", "ref"})
"""Parameters that name a reader."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as a page."""

    page: bytes
    """In UTF-8."""
    media_type: str
    address: str | None
    sent: datetime | None
    resources: tuple[Resource, ...]
    record: Record
    id: str
    """What the one who sent it calls it; "" where it has no name."""

    def capture(self, content: bytes, *, format_name: str, name: str) -> Capture:
        """The letter as it arrives: ``content`` is the original, ``name`` the file's."""
        return Capture(
            content=content,
            media_type=self.media_type,
            format=format_name,
            name=name,
            page=self.page,
            address=self.address,
            saved=self.sent,
            charset="utf-8",
            resources=self.resources,
            record=self.record,
        )


@dataclass(slots=True)
class _Parts:
    """What a letter is made of, without the letters in it."""

    texts: list[tuple[Message, str]] = field(default_factory=list)
    """Parts that are its text, and their media types."""
    files: list[Message] = field(default_factory=list)
    letters: list[Message] = field(default_factory=list)
    is_outlook: bool = False


def read_letter(content: bytes) -> Letter:
    """The letter in ``content``. Raises ImportFailed, NotAPage where it has no text."""
    message = mime.parse_mime(content)
    letters = list(_letters(message, []))
    outer, parts = letters[0]
    if len(letters) > 1 and _words(parts) <= _HARDLY_MORE:
        letters = letters[1:]
        outer, parts = letters[0]
    page, media_type = _page(letters)
    if not page.strip():
        raise NotAPage(
            _("This message is in Outlook's own form (winmail.dat); save it from Outlook as a web page.")
            if parts.is_outlook
            else _("There is no text in this message.")
        )
    record = _record(outer)
    is_html = media_type == "text/html"
    return Letter(
        page=(with_head(page, record) if is_html else _with_masthead(page, outer)).encode("utf-8", "replace"),
        media_type=media_type,
        address=_address(outer, page if is_html else ""),
        sent=mime.header_time(outer),
        resources=tuple(_resources(part for _letter, each in letters for part in each.files)),
        record=record,
        id=_ID.sub(r"\1", mime.header_text(outer, "Message-ID")).strip(),
    )


def _letters(message: Message, above: list[Message]) -> Iterator[tuple[Message, _Parts]]:
    """A letter and those in it, each with its parts."""
    parts = _Parts()
    _sort(message, parts)
    yield message, parts
    above.append(message)
    for inner in parts.letters:
        if len(above) < _MOST_LETTERS:
            yield from _letters(inner, above)


def _sort(part: Message, parts: _Parts) -> None:
    """Tell the parts of a letter apart: its text, its files, the letters in it."""
    media_type = mime.part_type(part) or "text/plain"
    payload = part.get_payload()
    inner: list[Message] | None = None
    if isinstance(payload, list):
        inner = [each for each in payload if not isinstance(each, str)]
    if inner is not None and media_type.startswith("message/"):
        parts.letters += inner
    elif inner is not None and media_type == "multipart/alternative":
        _sort_alternatives(inner, parts)
    elif inner is not None:
        for each in inner:
            _sort(each, parts)
    elif media_type in _OUTLOOK:
        parts.is_outlook = True
    elif _is_text(part, media_type):
        parts.texts.append((part, media_type))
    elif media_type == "message/rfc822" or media_type.startswith("multipart/"):
        parts.texts.append((part, "text/plain"))  # its parts could not be told apart
    else:
        parts.files.append(part)


def _sort_alternatives(ways: list[Message], parts: _Parts) -> None:
    """Of several ways to say the same, take the last with HTML, or else the last with text."""
    sorted_ways = []
    for way in ways:
        own = _Parts()
        _sort(way, own)
        sorted_ways.append(own)
        parts.letters += own.letters
        parts.files += own.files
    with_html = [own for own in sorted_ways if any(kind in PAGE_TYPES for _part, kind in own.texts)]
    with_words = [own for own in (with_html or sorted_ways) if _words(own)]
    chosen = (with_words or with_html or sorted_ways)[-1:]
    parts.texts += [text for own in chosen for text in own.texts]


def _is_text(part: Message, media_type: str) -> bool:
    """Whether a part is text to be read, and no file that is sent along."""
    if media_type not in PAGE_TYPES and media_type != "text/plain":
        return False
    disposition = mime.header_text(part, "Content-Disposition").lower()
    return not disposition.startswith("attachment")


def _words(parts: _Parts) -> int:
    return sum(count_words(_plain(part, kind)) for part, kind in parts.texts)


def _plain(part: Message, media_type: str) -> str:
    text = _decoded(part)
    return plain_text(text) if media_type in PAGE_TYPES else text


def _decoded(part: Message) -> str:
    return decode(mime.part_bytes(part), declared=mime.part_charset(part)).text


def _page(letters: list[tuple[Message, _Parts]]) -> tuple[str, str]:
    """The text of letters as one page, and its media type."""
    texts = [text for _letter, parts in letters for text in parts.texts]
    if len(texts) == 1:
        part, kind = texts[0]
        if kind in PAGE_TYPES or begins_as_markup(mime.part_bytes(part)[:4000]):
            return without_preheader(_decoded(part)), "text/html"
        return _flowing(part), "text/plain"
    if all(kind == "text/plain" for _part, kind in texts) and len(letters) == 1:
        return "\n\n".join(_flowing(part).strip("\n") for part, _kind in texts), "text/plain"
    pieces = []
    for number, (letter, parts) in enumerate(letters):
        if number and parts.texts:
            pieces.append(f"<hr><h2>{html.escape(mime.header_text(letter, 'Subject'))}</h2>")
        has_html = any(kind in PAGE_TYPES for _part, kind in parts.texts)
        pieces += [_markup(part, kind) for part, kind in parts.texts if kind in PAGE_TYPES or not has_html]
    return "\n".join(pieces), "text/html"


def _with_masthead(text: str, message: Message) -> str:
    """Plain text below what people read above a letter: its subject, who wrote it and when."""
    record = _record(message)
    if not record.title:
        return text
    sent = mime.header_time(message)
    lines = (
        record.title.rstrip("."),  # a title is no sentence
        f"By {record.byline}" if record.byline else None,
        f"{sent:%Y-%m-%d}" if sent else None,
    )
    return "\n\n".join((*filter(None, lines), text))


def _markup(part: Message, media_type: str) -> str:
    if media_type in PAGE_TYPES:
        return without_preheader(_decoded(part))
    paragraphs = re.split(r"\n[ \t]*\n", _flowing(part).replace("\r\n", "\n"))
    return "".join(f"<p>{html.escape(each.strip())}</p>" for each in paragraphs if each.strip())


def _flowing(part: Message) -> str:
    """Plain text, its paragraphs in one line each where the letter says where they go on (RFC 3676)."""
    text = _decoded(part)
    if (mime.header_parameter(part, "Content-Type", "format") or "").lower() != "flowed":
        return text
    joins = "" if (mime.header_parameter(part, "Content-Type", "delsp") or "").lower() == "yes" else " "
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        own = line.removeprefix(" ")
        if goes_on and own and not own.startswith(">"):
            lines[-1] = lines[-1].removesuffix(" ") + joins + own
        else:
            lines.append(own)
        goes_on = own.endswith(" ") and own != "-- " and not own.startswith(">")
    return "\n".join(lines)


def _resources(files: Iterable[Message]) -> Iterator[Resource]:
    """Images that were sent along, by the names that the text may give them."""
    for part in files:
        name = mime.header_parameter(part, "Content-Disposition", "filename") or ""
        media_type = media_type_of(name, mime.part_type(part))
        if not is_shown(media_type) or media_type in PAGE_TYPES:
            continue
        content_id = _ID.match(mime.header_text(part, "Content-ID"))
        sources = (
            f"cid:{content_id[1]}" if content_id else "",
            mime.header_address(part, "Content-Location"),
        )
        content = mime.part_bytes(part) if any(sources) else b""
        if content:
            yield from (Resource(source, content, media_type) for source in sources if source)


def _record(message: Message) -> Record:
    """What the head of a letter says: title, author, house, day."""
    name, sender = parseaddr(mime.header_text(message, "From"))
    domain = sender.rpartition("@")[2].strip(" >").lower()
    listed = _LIST_ID.match(mime.header_text(message, "List-Id"))
    site = (listed[1].strip("\"' ") or None) if listed else None
    written = mime.header_text(message, "Date")
    try:
        published = parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        published = None
    return Record(
        title=mime.header_text(message, "Subject") or None,
        byline=" ".join(name.strip("\"' ").split()) or None,
        site=site or _SENDING.sub("", domain) or None,
        published=published,
    )


def _address(message: Message, markup: str) -> str | None:
    """Where the letter can be read on the web, if that is sure: its own address, and no reader's."""
    posted = re.search(r"<(https?://[^<>\s]+)>", mime.header_text(message, "List-Post"))
    candidates = [posted[1]] if posted else []
    for double, single, words in _LINK.findall(markup):
        said = " ".join(html.unescape(_TAG.sub(" ", words)).split())
        if _READ_ONLINE.fullmatch(said):
            candidates.append(html.unescape(double or single))
    return next((address for each in candidates if (address := _impersonal(each))), None)


def _impersonal(written: str) -> str | None:
    """An address without what names a reader; None where it may only lead to one."""
    address = web_address(written)
    if address is None:
        return None
    parts = urlsplit(address)
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query)
        if name.lower() not in _READERS and not is_tracking(name)
    ]
    names_a_page = parts.path.strip("/") or query
    opaque = any(map(_OPAQUE.fullmatch, parts.path.split("/"))) or any(
        len(value) > _SHORT for _n, value in query
    )
    if not names_a_page or opaque or _REDIRECTS.search(parts.path):
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))
