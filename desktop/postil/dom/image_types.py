"""What kind of picture some bytes are, told by the bytes themselves."""

from __future__ import annotations


def sniff_image(content: bytes) -> str | None:
    """The media type of a raster image by its own bytes; None if it is none that is known."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in (b"avif", b"avis"):
        return "image/avif"
    if content[:2] == b"BM" and len(content) > 26:
        return "image/bmp"
    return None
