"""An image in all its pixels, for looking at it by itself: from bytes of the library, never by a name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from postil.gui.reader.images import image_reader, is_readable
from postil.gui.reader.svg import harmless_svg, looks_like_svg


@dataclass(frozen=True, slots=True)
class WholeImage:
    """Pixels, or a harmless drawing; neither where nothing could be read."""

    pixels: QImage | None = None
    drawing: bytes | None = None


def whole_image(content: bytes | None) -> WholeImage:
    """What the bytes of an image show; of one that moves, its first picture. Takes a while: for a lane."""
    if not content:
        return WholeImage()
    if looks_like_svg(content):
        return WholeImage(drawing=harmless_svg(content))
    buffer, reader = image_reader(content)
    pixels = reader.read() if is_readable(reader) else QImage()
    buffer.close()
    return WholeImage(pixels=None if pixels.isNull() else pixels)


def scaled_pixels(pixels: QImage, size: QSize) -> QImage:
    """The pixels smaller, smoothly: each of the new ones is what was under it. For a lane."""
    return pixels.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
