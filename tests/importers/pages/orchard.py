"""A page about an orchard, and what belongs to it, for the tests of formats that pack pages."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

TEXT = (
    "The press in the long barn was last turned in the autumn of 1931, when the orchard still paid its way.",
    "Old Tamsin kept the count of the barrels on the door in chalk, and nobody was allowed to wipe it off.",
    "The chalk is still there, under the whitewash, and shows through again whenever the weather turns wet.",
)
ADDRESS = "https://orchard.example/press/door"


def png(side: int = 8, colour: bytes = b"\x40\x80\x20") -> bytes:
    """A square image."""
    rows = b"".join(b"\0" + colour * side for _ in range(side))

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    )


def page(amid: str = "", *, head: str = "<title>The door</title>", html: str = "<html lang=en>") -> str:
    """The page; ``amid`` stands between its paragraphs."""
    first, *others = (f"<p>{paragraph}</p>" for paragraph in TEXT)
    body = f"<body><article>{first}{amid}{''.join(others)}</article></body>"
    return f"<!DOCTYPE html>{html}<head>{head}</head>{body}</html>"


def zipped(*entries: tuple[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 5, 10, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
