"""The documents in a page's frames: in ``srcdoc``, or in files that were saved with the page.

The frames of a frameset come out of ``dom.guard`` as ``embed``, which may show a page as well.
Nothing is read but what the importer handed over. A frame's document is parsed with the same guards as a
page; frames in frames are followed a few levels.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.extraction.links import addresses_of
from postil.extraction.overlays import clear_overlays
from postil.extraction.patterns import HIDDEN_STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from postil.extraction.links import Addresses
    from postil.model.capture import Resource

_MOST = 20
"""Frames of a page that are read."""
_DEEPEST = 3
_LARGEST = 4_000_000
"""A frame's document is not larger (bytes, or characters of ``srcdoc``)."""
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = 1_000
_ADDRESSES = ("src", "href")


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of a page, and the ``html`` element of the document in it."""

    element: _Element
    document: _Element
    depth: int
    """How many frames are around the document: 1 where the page itself holds it."""


def frame_documents(
    html: _Element, resources: Sequence[Resource], address: str | None = None
) -> tuple[Frame, ...]:
    """The frames of a page whose documents are at hand, outer ones before those within them.

    ``address`` is where the page was saved from: frames may be named relative to it.
    """
    addresses = addresses_of(html, address)
    documents: dict[str, Resource] = {}
    for resource in filter(_is_page, resources):
        for name in (*_names(resource.source), addresses.web(resource.source)):
            if name:
                documents.setdefault(name, resource)
    names = frozenset(name for resource in resources for name in _names(resource.source))
    found: list[Frame] = []
    pending = [(html, 1)]
    while pending and len(found) < _MOST:
        outer, depth = pending.pop(0)
        for element in outer.iter("iframe", "embed", "object"):
            document = None if _is_hidden(element) else _document(element, documents, names, addresses)
            if document is None:
                continue
            found.append(Frame(element, document, depth))
            if depth < _DEEPEST:
                pending.append((document, depth + 1))
            if len(found) >= _MOST:
                break
    return tuple(found)


def _document(
    element: _Element, documents: Mapping[str, Resource], names: frozenset[str], addresses: Addresses
) -> _Element | None:
    inline = element.get("srcdoc")
    source = "" if inline else element.get("src") or element.get("data") or ""
    ways = (*_names(source), addresses.web(source) or "") if source else ()
    resource = next((documents[way] for way in ways if way in documents), None)
    try:
        if inline and len(inline) <= _LARGEST:
            return _parsed(inline)
        if resource is not None and len(resource.content) <= _LARGEST:
            document = _parsed(decode(resource.content).text)
            _make_relative_to_page(document, resource.source, names)
            return document
    except ImportFailed:  # a frame that cannot be read: the page is read without it
        return None
    return None


def _parsed(markup: str) -> _Element:
    document = parse_page(markup)
    clear_overlays(document, markup)
    return document


def _is_hidden(element: _Element) -> bool:
    """Whether a frame is not to be seen: such frames count visitors and hold consent."""
    if element.get("hidden") is not None or HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    return any((element.get(side) or "").strip() in ("0", "1", "0px", "1px") for side in ("width", "height"))


def _is_page(resource: Resource) -> bool:
    if resource.media_type:
        return resource.media_type.lower() in _PAGE_TYPES
    head = resource.content[:_HEAD].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html", b"\xef\xbb\xbf<!doctype html", b"\xef\xbb\xbf<html"))


def _names(source: str) -> tuple[str, ...]:
    """The ways to write the name of a resource: as it stands, and decoded."""
    plain = source.strip().removeprefix("./")
    return plain, unquote(plain), unquote(plain.split("#", 1)[0].split("?", 1)[0])


def _make_relative_to_page(document: _Element, source: str, names: frozenset[str]) -> None:
    """Write the addresses in a frame as the outer page would: the web's whole, files by name."""
    web = urlsplit(source).scheme in ("http", "https")
    folder = posixpath.dirname(source)
    for element in document.iter():
        for attribute in _ADDRESSES:
            written = element.get(attribute)
            if not written or written.startswith(("#", "data:")):
                continue
            try:
                if web:
                    element.set(attribute, urljoin(source, written))
                elif not urlsplit(written).scheme:
                    saved = posixpath.normpath(posixpath.join(folder, written.split("?", 1)[0]))
                    if not names.isdisjoint(_names(saved)):
                        element.set(attribute, saved)
            except ValueError:  # an address that is none
                continue
