"""MHTML: a page and what it shows as the parts of a MIME message (RFC 2557), as browsers and Word save it.

Chromium names the page in ``Snapshot-Content-Location`` and gives the root no character set; its frames
are parts with a ``Content-ID``, which the page asks for as ``cid:``. Internet Explorer, Word, Opera and
extensions of Firefox declare character sets in the parts, and name parts by ``Content-Location``, whole or
relative. A page without images may be a message of one part.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postil.dom.decode import decode
from postil.errors import ImportFailed, NotAPage
from postil.importers import mime
from postil.importers.files import begins_as_markup, file_name, read_file
from postil.importers.pages.html import web_address
from postil.importers.pages.shown_files import PAGE_TYPES, as_written, frame_content, is_shown, media_type_of
from postil.importers.pages.spare_title import spare_title
from postil.model.capture import Capture, Resource
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from email.message import Message
    from pathlib import Path

_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n|\r)(?:[ \t][^\r\n]*(?:\r?\n|\r))*)+")
_MIME = re.compile(rb"^(?:mime-version|content-type):", re.IGNORECASE | re.MULTILINE)
_SNAPSHOT = re.compile(rb"^snapshot-content-location:", re.IGNORECASE | re.MULTILINE)
_LETTER = re.compile(
    rb"^(?:(?:from|to|cc|sender|reply-to):[^\r\n]*@|(?:received|return-path|delivered-to):)",
    re.IGNORECASE | re.MULTILINE,
)
_SAVED_PAGE = re.compile(
    rb"^(?:from:\s*\W*saved\s+by\b|content-type:\s*multipart/related\b|content-location:)",
    re.IGNORECASE | re.MULTILINE,
)
_CONTENT_ID = re.compile(r"<([^<>]+)>")
_ASKED = re.compile(r"""\bcid:([^\s"'<>)]{1,500})""", re.IGNORECASE)


class Mhtml:
    """A page and what it shows in one MIME message."""

    name = "MHTML"
    suffixes: tuple[str, ...] = (".mhtml", ".mht")

    def confidence(self, head: bytes, path: Path) -> float:
        """Sure where a browser's headers are, or where it is no letter and has the parts of a page."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
        found = _HEADERS.match(start)
        headers = found[0] if found else b""
        if _SNAPSHOT.search(headers):
            return 1
        if _MIME.search(headers) and _SAVED_PAGE.search(headers) and not _LETTER.search(headers):
            return 0.95
        return 0.9 if headers and path.suffix.lower() in self.suffixes else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page with its images and frames."""
        content = read_file(path)
        message = mime.parse_mime(content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t "))
        parts = tuple(mime.leaves(message))
        root = _root(message, parts)
        page = mime.part_bytes(root)
        if not page.strip():
            raise ImportFailed(_("The file is cut short: the page in it is empty."))
        charset = mime.part_charset(root)
        markup = decode(page, declared=charset).text
        location = _location(root) or _location(message)
        yield Capture(
            content=content,
            media_type="text/plain" if mime.part_type(root) == "text/plain" else "text/html",
            format=self.name,
            name=file_name(path),
            page=page,
            address=web_address(mime.header_address(message, "Snapshot-Content-Location"))
            or web_address(location),
            saved=mime.header_time(message),
            charset=charset,
            resources=_resources([part for part in parts if part is not root], markup, location),
            record=spare_title(markup, mime.header_text(message, "Subject")),
        )


def _root(message: Message, parts: Sequence[Message]) -> Message:
    """The part that is the page: the one that is said to be, or else the first that is a page at all."""
    pages = [part for part in parts if _is_page(part)]
    start = _bare_id(mime.header_parameter(message, "Content-Type", "start") or "")
    address = mime.header_address(message, "Snapshot-Content-Location")
    for part in pages:
        if start and _bare_id(mime.header_text(part, "Content-ID")) == start:
            return part
    for part in pages:
        if address and _location(part) == address:
            return part
    texts = [part for part in parts if mime.part_type(part) == "text/plain"]
    chosen = next(iter([*pages, *texts]), None)
    if chosen is None:
        raise NotAPage(_("There is no page in this file, only what was saved with one."))
    return chosen


def _is_page(part: Message) -> bool:
    media_type = media_type_of(_location(part), mime.part_type(part))
    return media_type in PAGE_TYPES or (not media_type and begins_as_markup(mime.part_bytes(part)[:4000]))


def _resources(parts: Sequence[Message], markup: str, page: str) -> tuple[Resource, ...]:
    """What the page and its frames show, under the names by which they ask for it."""
    read: list[tuple[Message, bytes, str]] = []
    for part in parts:
        media_type = media_type_of(_location(part), mime.part_type(part))
        content = mime.part_bytes(part) if is_shown(media_type) else b""
        if media_type in PAGE_TYPES:
            content = frame_content(content, mime.part_charset(part))
        if content:
            read.append((part, content, media_type))
    framed = [content.decode("utf-8", "replace") for _part, content, kind in read if kind in PAGE_TYPES]
    asked = {
        unquote(written): written
        for text in (markup, *framed)
        for written in map(html.unescape, _ASKED.findall(text))
    }
    return tuple(
        Resource(source, content, media_type)
        for part, content, media_type in read
        for source in _sources(part, media_type, page=page, asked=asked)
    )


def _sources(part: Message, media_type: str, *, page: str, asked: Mapping[str, str]) -> tuple[str, ...]:
    """How the page may name a part: by its id where anything asks for that, by its place, or both."""
    bare = _bare_id(mime.header_text(part, "Content-ID"))
    location = as_written(_location(part), page)
    by_id = f"cid:{asked[unquote(bare)]}" if unquote(bare) in asked else ""
    if by_id and media_type in PAGE_TYPES:
        return (by_id,)
    return tuple(source for source in (by_id, location) if source)


def _location(part: Message) -> str:
    return mime.header_address(part, "Content-Location").replace("\\", "/")


def _bare_id(written: str) -> str:
    found = _CONTENT_ID.search(written)
    return found[1].strip() if found else written.strip()
