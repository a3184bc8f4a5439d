"""Which of the files that were saved with a page are ever shown: its images, and the pages in its frames.

Of an archive that is kept whole, nothing else needs a place of its own in the library.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath

from postil.dom.decode import decode

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})

_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".css": "text/css",
    ".eot": "application/vnd.ms-fontobject",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rdf": "application/rdf+xml",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
}
_WEB_OR_ID = re.compile(r"(?:https?|cid):", re.IGNORECASE)
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/unknown"})


def media_type_of(name: str, declared: str = "") -> str:
    """The media type of a file as it is declared; else by its name; empty where neither tells."""
    plain = declared.partition(";")[0].strip().lower()
    if plain not in _UNTOLD:
        return plain
    return _MEDIA_TYPES.get(PurePosixPath(name.partition("?")[0]).suffix.lower(), "")


def as_written(location: str, page: str) -> str:
    """A place as the page writes it: of files that were saved from a disk, relative to the page."""
    if _WEB_OR_ID.match(location):
        return location
    folder = posixpath.dirname(page) + "/"
    return location.removeprefix(folder) if len(folder) > 1 else location


def is_shown(media_type: str) -> bool:
    """Whether a file of that type may be an image or a frame; files of no known type may."""
    return not media_type or media_type in PAGE_TYPES or media_type.startswith("image/")


def frame_content(content: bytes, charset: str | None) -> bytes:
    """The bytes of a frame in UTF-8: a resource carries no character set, so a declared one is used here."""
    if not charset:
        return content
    return decode(content, declared=charset).text.encode("utf-8", "replace")
