"""Images: from the way a page names one to bytes in the library's own store, or to nothing.

Only real raster images by their own bytes become assets, and SVG drawings that were rebuilt from a
short list of harmless shapes. Dots that only count visitors are dropped. An image whose bytes were not
saved keeps its address as data that nothing loads.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes

from postil.dom.image_types import sniff_image
from postil.extraction.drawings import clean_drawing
from postil.model.article import Asset
from postil.model.ids import ContentHash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.extraction.links import Addresses
    from postil.model.capture import Resource

_DRAWING = "image/svg+xml"
_DOT = 2
_LARGEST = 64 * 1024 * 1024
_DATA = re.compile(r"data:([a-z0-9.+/-]*)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Images:
    """The images that were saved with a page, and those of them that its article uses."""

    addresses: Addresses
    resources: tuple[Resource, ...]
    used: dict[ContentHash, Asset] = field(default_factory=dict)
    """What was asked for so far, in order."""
    _by_name: dict[str, Resource] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for resource in self.resources:
            for name in self._names(resource.source):
                self._by_name.setdefault(name, resource)

    def find(self, sources: Iterable[str]) -> Asset | None:
        """The first of the sources whose bytes are at hand, as an asset."""
        for source in sources:
            content = decode_data(source) if source[:5].lower() == "data:" else self._saved(source)
            if content is None:
                continue
            asset = _asset(content, source)
            if asset is not None:
                return self.used.setdefault(asset.hash, asset)
        return None

    def add_drawing(self, content: bytes) -> ContentHash:
        """The hash of a clean drawing that stands in the page's own markup."""
        asset = Asset(_hash_of(content), content, _DRAWING, "")
        return self.used.setdefault(asset.hash, asset).hash

    def _saved(self, source: str) -> bytes | None:
        for name in self._names(source):
            resource = self._by_name.get(name)
            if resource is not None:
                return resource.content
        return None

    def _names(self, source: str) -> list[str]:
        """The ways to write a source: as it stands, decoded, without query, and absolute."""
        plain = source.strip().removeprefix("./")
        ways = [source, plain, unquote(plain), unquote(plain.split("?", 1)[0].split("#", 1)[0])]
        absolute = self.addresses.web(source)
        if absolute is not None:
            ways += [absolute, unquote(absolute)]
        return ways


def image_size(content: bytes, media_type: str) -> tuple[int, int] | None:
    """Width and height in pixels as the header states them, for PNG, GIF and BMP; None if not stated."""
    try:
        if media_type == "image/png":
            return struct.unpack(">II", content[16:24])
        if media_type == "image/gif":
            return struct.unpack("<HH", content[6:10])
        if media_type == "image/bmp":
            width, height = struct.unpack("<ii", content[18:26])
            return width, abs(height)
        if media_type == "image/webp" and content[12:16] == b"VP8X":
            return (
                int.from_bytes(content[24:27], "little") + 1,
                int.from_bytes(content[27:30], "little") + 1,
            )
    except struct.error:
        return None
    return None


def decode_data(source: str) -> bytes | None:
    """The bytes in a ``data:`` address; None where it is none, or cannot be read."""
    match = _DATA.match(source.strip())
    if match is None:
        return None
    payload = match.group(3)
    if "base64" not in match.group(2).lower():
        return unquote_to_bytes(payload)
    try:
        return base64.b64decode(re.sub(r"\s+", "", unquote(payload)) + "==")
    except (binascii.Error, ValueError):
        return None


def _asset(content: bytes, source: str) -> Asset | None:
    if not content or len(content) > _LARGEST:
        return None
    media_type = sniff_image(content)
    if media_type is None:
        drawing = clean_drawing(content)
        if drawing is None:
            return None
        content, media_type = drawing, _DRAWING
    else:
        size = image_size(content, media_type)
        if size is not None and max(size) <= _DOT:
            return None
    named = source if source[:5].lower() != "data:" else ""
    return Asset(_hash_of(content), content, media_type, named)


def _hash_of(content: bytes) -> ContentHash:
    return ContentHash(hashlib.sha256(content).hexdigest())
