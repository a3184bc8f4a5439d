"""Which records of a web archive are pages, and a page with what it shows.

Where the archive lists its pages, those are they. Else every document is one that was not loaded for
another page: no frame, no answer to a program in a page, no piece of markup.
"""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from postil.dom.decode import decode
from postil.errors import ImportFailed
from postil.importers.files import LARGEST, file_name
from postil.importers.pages.html import web_address
from postil.importers.pages.warc_index import Kind, charset_of, distance, key_of
from postil.importers.pages.warc_records import Damaged
from postil.model.addresses import address_key
from postil.model.capture import Capture, Resource
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from postil.importers.pages.warc_index import Entry, ListedPage, WarcIndex
    from postil.importers.pages.warc_records import Record

_MOST_SHOWN = 5000
"""Resources of a page."""
_DEEPEST = 2
"""Frames in frames whose images are looked for."""
_LOADING = re.compile(
    r"<(?:img|source|video|amp-img|i?frame|embed|object|input|link|image|meta|picture|div|figure|a|span|td|table|body)"
    r"\b([^<>]{1,20000})",
    re.IGNORECASE,
)
_VALUE = re.compile(r"""([^\s"'/>=]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++))""")
_STYLED = re.compile(r"""url\(\s*["']?([^"')]{1,2000})""")
_ONLY_IMAGES_OF = re.compile(r"<(?:a|link|div|span|figure|td|table|body|meta)\b", re.IGNORECASE)
_BASE = re.compile(r"""<base\b[^>]{0,500}?\shref\s*=\s*["']?([^\s>"']{1,2000})""", re.IGNORECASE)
_MOST_ALIASES = 20
"""Addresses that led to a page, which it is known by, too."""
_MOST_LEFT_OUT = 20
"""Pages without a record that are named."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The pages of an archive, and what the person should know of the choice."""

    pages: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()


def choose_pages(index: WarcIndex, listed: Sequence[ListedPage] = ()) -> Choice:
    """The documents that are pages. ``listed`` are those of a list beside the records."""
    missing = _resolve_revisits(index)
    warnings = list(dict.fromkeys(index.warnings))
    if missing:
        warnings.append(
            counted(
                "{count} page was kept in an earlier web archive, which is not part of this file.",
                "{count} pages were kept in an earlier web archive, which is not part of this file.",
                missing,
            )
        )
    listed = (*listed, *index.listed)
    pages, without = _of_list(index, listed)
    warnings += [
        _("{address} is in the list of pages, but no page of it was captured.").format(address=address)
        for address in without[:_MOST_LEFT_OUT]
    ]
    return Choice(tuple(pages or _by_rule(index)), tuple(warnings))


def read_pages(
    choice: Choice, index: WarcIndex, opened: Callable[[int], Record], *, path: Path, importer: str
) -> Iterator[Capture]:
    """The pages as captures, each with its own resources only. Raises ImportFailed where there is none.

    ``opened`` gives the record at a place; ``importer`` is the name of what reads the file.
    """
    warnings = list(choice.warnings)
    aliases = index.aliases()
    seen: set[tuple[str, str]] = set()
    parts: set[str] = set()
    for entry in choice.pages:
        try:
            capture = _read_page(entry, index, opened)
        except Damaged as reason:
            warnings.append(_left_out(entry, str(reason)))
            continue
        same = key_of(entry.address), hashlib.sha256(capture.markup).hexdigest()
        if same in seen:
            continue
        seen.add(same)
        part = _part_of(entry, parts)
        parts.add(part)
        yield replace(
            capture,
            format=importer,
            name=file_name(path),
            container=path,
            part=part,
            aliases=tuple(aliases.get(key_of(entry.address), ())[:_MOST_ALIASES]),
            warnings=(*warnings, *capture.warnings),
        )
        warnings.clear()
    if not parts:
        told = " ".join(warnings)
        raise ImportFailed(_("There is no page in this web archive. {more}").format(more=told).strip())


def _resolve_revisits(index: WarcIndex) -> int:
    """Enter what revisits found again under their own addresses; how many pages are kept elsewhere."""
    if not index.revisits:
        return 0
    entries = [entry for entries in index.shown.values() for entry in entries]
    by_id = {entry.of_record: entry for entry in entries if entry.of_record}
    by_digest = {entry.digest: entry for entry in reversed(entries) if entry.digest}
    missing = 0
    for revisit in index.revisits:
        found = by_id.get(revisit.refers_to) or by_digest.get(revisit.digest)
        if found is None and web_address(revisit.refers_to_address):
            found = index.nearest(revisit.refers_to_address, revisit.date)
        if found is None:
            missing += revisit.media_type in ("text/html", "application/xhtml+xml")
        elif key_of(found.address) != key_of(revisit.address):
            entry = replace(found, address=revisit.address, date=revisit.date)
            index.shown.setdefault(key_of(entry.address), []).append(entry)
            if entry.kind is Kind.DOCUMENT:
                index.documents.append(entry)
    return missing


def _of_list(index: WarcIndex, listed: Sequence[ListedPage]) -> tuple[list[Entry], list[str]]:
    """The documents that a list names, in its order, and what it names without a document."""
    by_key: dict[str, list[Entry]] = {}
    for entry in index.documents:
        by_key.setdefault(key_of(entry.address), []).append(entry)
        folded = address_key(entry.address)
        if folded and folded != key_of(entry.address):
            by_key.setdefault(f"folded {folded}", []).append(entry)
    pages: dict[Entry, None] = {}
    without: dict[str, None] = {}
    for each in listed:
        final = index.lead(each.address)
        found = by_key.get(key_of(final)) or by_key.get(key_of(each.address))
        found = found or by_key.get(f"folded {address_key(final)}")
        if found:
            pages[min(found, key=lambda entry: distance(entry.date, each.date))] = None
        else:
            without[each.address] = None
    return list(pages), list(without)


def _by_rule(index: WarcIndex) -> list[Entry]:
    """The documents that nothing says were loaded for a page; all where that would leave none."""
    ids = {entry.of_record for entry in index.documents}
    pages = [
        entry
        for entry in index.documents
        if entry.of_record not in index.apart
        and (question := index.questions.get(entry.place, "")) not in index.apart
        and question not in ids  # the conversion of a page that is here itself
        and key_of(entry.address) not in index.framed
        and entry.place not in index.pieces
    ]
    return pages or index.documents


def _read_page(entry: Entry, index: WarcIndex, opened: Callable[[int], Record]) -> Capture:
    """A page with its resources. Raises Damaged where the page itself cannot be read."""
    record = opened(entry.place)
    content = record.read()
    if not content.data.strip():
        raise Damaged(_("it is empty"))
    charset = charset_of(record.content_type)
    shown = _Shown(index, opened)
    shown.add(decode(content.data, declared=charset).text, entry)
    warnings = shown.warnings
    if not content.whole:
        warnings = (_("The page is damaged or cut short in the web archive."), *warnings)
    return Capture(
        content=b"",
        page=content.data,
        media_type="text/html",
        format="",
        name="",
        address=entry.address,
        saved=entry.date,
        charset=charset,
        resources=tuple(shown.resources),
        warnings=warnings,
    )


class _Shown:
    """What a page shows, out of the same archive, by absolute addresses."""

    def __init__(self, index: WarcIndex, opened: Callable[[int], Record]) -> None:
        self.resources: list[Resource] = []
        self._index = index
        self._opened = opened
        self._seen: set[str] = set()
        self._left = LARGEST
        self._left_out = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """What became of resources that are not there."""
        if not self._left_out:
            return ()
        return (
            counted(
                "{count} image of the page could not be read from the web archive.",
                "{count} images of the page could not be read from the web archive.",
                self._left_out,
            ),
        )

    def add(self, markup: str, page: Entry, depth: int = 0) -> None:
        """Add what a document names and the archive has, and what its frames show."""
        base = _BASE.search(markup)
        outer = _joined(page.address, html.unescape(base[1])) if base else page.address
        for reference, may_be_frame in _references(markup):
            address = _joined(outer or page.address, reference)
            key = key_of(address) if address else ""
            if not address or key in self._seen or key == key_of(page.address):
                continue
            entry = self._index.nearest(address, page.date)
            if entry is None or (entry.kind is Kind.DOCUMENT and (not may_be_frame or depth >= _DEEPEST)):
                continue
            self._seen.add(key)
            if len(self._seen) > _MOST_SHOWN:
                return
            self._add(address, entry, depth)

    def _add(self, address: str, entry: Entry, depth: int) -> None:
        try:
            record = self._opened(entry.place)
            content = record.read(max(self._left, 0))
        except Damaged:
            self._left_out += 1
            return
        if not content.data or not content.whole:
            self._left_out += 1
        if not content.data:
            return
        self._left -= len(content.data)
        if entry.kind is not Kind.DOCUMENT:
            self.resources.append(Resource(address, content.data, entry.media_type))
            return
        # A resource carries no character set: what the header of HTTP says is used here.
        markup = decode(content.data, declared=charset_of(record.http("Content-Type"))).text
        self.resources.append(Resource(address, markup.encode("utf-8", "replace"), "text/html"))
        self.add(markup, replace(entry, address=address), depth + 1)


def _references(markup: str) -> Iterator[tuple[str, bool]]:
    """Every value of the tags that may show something, as an address, and whether it may be a frame's."""
    for tag in _LOADING.finditer(markup):
        only_images = _ONLY_IMAGES_OF.match(tag[0]) is not None
        for name, *values in _VALUE.findall(tag[1]):
            value = html.unescape(next(filter(None, values), "")).strip()
            if not value or value.startswith(("data:", "#", "javascript:")):
                continue
            if "srcset" in name.lower():
                yield from ((part.split()[0], False) for part in re.split(r",\s+|,$", value) if part.split())
            elif name.lower() == "style":
                yield from ((address, False) for address in _STYLED.findall(value))
            elif len(value) <= 2000:
                yield value, not only_images


def _joined(base: str, written: str) -> str | None:
    try:
        return web_address(urljoin(base, written))
    except ValueError:
        return None


def _part_of(entry: Entry, taken: set[str]) -> str:
    """Which part of the archive a page is: its address, when it was captured, and a number if need be."""
    part = f"{entry.address} {entry.date.isoformat() if entry.date else ''}".strip()
    number = 1
    wanted = part
    while wanted in taken:
        number += 1
        wanted = f"{part} {number}"
    return wanted


def _left_out(entry: Entry, reason: str) -> str:
    if reason:
        return _("{address} was left out: {reason}.").format(address=entry.address, reason=reason)
    return _("{address} was left out: it is damaged.").format(address=entry.address)
