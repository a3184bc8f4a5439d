"""Web archives of Safari: a property list that holds the page, what it shows, and its frames as archives.

Objects of a binary property list may be shared, and hold themselves: frames are followed a few levels, each
archive once, and nothing but the known keys is looked at.
"""

from __future__ import annotations

import plistlib
import struct
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from postil.errors import ImportFailed, NotAPage
from postil.importers.files import LARGEST, begins_as_markup, file_name, read_file
from postil.importers.pages.html import web_address
from postil.importers.pages.shown_files import PAGE_TYPES, as_written, frame_content, is_shown, media_type_of
from postil.model.capture import Capture, Resource
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DEEPEST = 20
_MOST_RESOURCES = 5000
_BROKEN = (
    ArithmeticError, AttributeError, EOFError, ExpatError, LookupError, RecursionError, TypeError, ValueError,
    struct.error, plistlib.InvalidFileException,
)  # fmt: skip
"""What ``plistlib`` raises on damaged files."""


class Webarchive:
    """A page as Safari saves it, with all that belongs to it."""

    name = "Web archive"
    suffixes: tuple[str, ...] = (".webarchive",)

    def confidence(self, head: bytes, path: Path) -> float:
        """Sure where the list says that it holds a page; by the name where it may say so later."""
        if b"WebMainResource" in head and _is_list(head):
            return 1
        return 0.6 if path.suffix.lower() in self.suffixes and _is_list(head) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page with its images and frames."""
        content = read_file(path)
        try:
            archive = plistlib.loads(content)
        except _BROKEN as error:
            raise ImportFailed(_("The archive is damaged or cut short.")) from error
        main = _part(archive, "WebMainResource")
        page = _bytes(main, "WebResourceData")
        media_type = _text(main, "WebResourceMIMEType").lower()
        if not page.strip():
            raise ImportFailed(_("The archive is damaged: the page in it is empty."))
        if media_type not in PAGE_TYPES and media_type != "text/plain" and not begins_as_markup(page[:4000]):
            raise NotAPage(_("There is no page in this archive, only a file that browsers show by itself."))
        charset = _text(main, "WebResourceTextEncodingName") or None
        yield Capture(
            content=content,
            media_type="text/plain" if media_type == "text/plain" else "text/html",
            format=self.name,
            name=file_name(path),
            page=page,
            address=web_address(_text(main, "WebResourceURL")),
            charset=charset,
            resources=_resources(archive),
        )


def _resources(archive: object) -> tuple[Resource, ...]:
    """What the page and its frames show, and the pages in its frames, each address once.

    Data may be shared, too: what comes of it is not more than a file may have.
    """
    found: dict[str, Resource] = {}
    left = LARGEST
    page = _text(_part(archive, "WebMainResource"), "WebResourceURL")
    for part in _parts(archive):
        resource = _resource(part, page)
        if resource is None or resource.source in found:
            continue
        left -= len(resource.content)
        if left < 0 or len(found) >= _MOST_RESOURCES:
            break
        found[resource.source] = resource
    return tuple(found.values())


def _parts(archive: object) -> Iterator[object]:
    for each in _archives(archive):
        if each is not archive:
            yield _part(each, "WebMainResource")
        yield from _list(each, "WebSubresources")


def _archives(archive: object) -> Iterator[object]:
    """The archive, and those of the frames in it."""
    seen: set[int] = set()
    pending = [(archive, 0)]
    while pending:
        each, depth = pending.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if depth < _DEEPEST:
            pending += [(frame, depth + 1) for frame in _list(each, "WebSubframeArchives")]


def _resource(part: object, page: str) -> Resource | None:
    source = _text(part, "WebResourceURL")
    media_type = media_type_of(source, _text(part, "WebResourceMIMEType"))
    content = _bytes(part, "WebResourceData")
    if not content or not source or not is_shown(media_type):
        return None
    if media_type in PAGE_TYPES:
        content = frame_content(content, _text(part, "WebResourceTextEncodingName"))
    return Resource(as_written(source, page), content, media_type)


def _is_list(head: bytes) -> bool:
    return head.startswith(b"bplist0") or b"<plist" in head[:1000]


def _part(holder: object, key: str) -> Any:
    return holder.get(key) if isinstance(holder, dict) else None


def _list(holder: object, key: str) -> list[object]:
    value = _part(holder, key)
    return value if isinstance(value, list) else []


def _text(holder: object, key: str) -> str:
    value = _part(holder, key)
    return value.strip() if isinstance(value, str) else ""


def _bytes(holder: object, key: str) -> bytes:
    value = _part(holder, key)
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else b""
