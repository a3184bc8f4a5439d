"""Articles of our own words for the tests of the reader, and pages to hold them."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

from postil.model.ids import ContentHash, PageId, VersionId
from postil.model.page import Page, Status

RICH = (Path(__file__).parent / "rich.html").read_text(encoding="utf-8").strip()
"""One of everything that an article may have."""


def page(**fields: object) -> Page:
    """A page of the library with the fields that matter to the reader."""
    values: dict[str, object] = {
        "id": PageId("p"),
        "title": "On Reading Slowly, and Writing in the Margin",
        "added": datetime(2026, 3, 14, tzinfo=UTC),
        "status": Status.READING,
        "original": ContentHash("0" * 64),
        "original_name": "slowly.html",
        "format": "HTML",
        "media_type": "text/html",
        "version": VersionId("v"),
        "address": "https://example.org/slowly",
        "byline": "Marta Havrylenko",
        "site": "The Margin",
        "language": "en",
        "published": "2026-03-12",
        "words": 3200,
    }
    return Page(**(values | fields))  # type: ignore[arg-type]


def png(width: int, height: int, rgb: tuple[int, int, int] = (59, 110, 165)) -> bytes:
    """An image of one colour, written by hand."""
    row = b"\0" + bytes(rgb) * width
    body = zlib.compress(row * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def asset(name: str) -> bytes | None:
    """The store of the tests: one image."""
    return png(160, 80) if name == "figure" else None


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
