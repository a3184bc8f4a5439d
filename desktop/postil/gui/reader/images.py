"""What stands in the text as an object: images, vector drawings, formulas, and where an image is missing.

Qt is never given a name out of a page. An object has a number; its bytes came from the library; its
size is read first, it is decoded when it is first drawn, and what was decoded is forgotten again when
too much of it is held.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QImageReader,
    QPainter,
    QPen,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from postil.gui import fonts
from postil.gui.reader.formats import OBJECT_ID
from postil.gui.reader.geometry import baseline
from postil.gui.reader.svg import harmless_svg, looks_like_svg
from postil.translation import _

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.gui.reader.formulas import Formula
    from postil.gui.theme import PageColors

_FORMATS = frozenset({b"png", b"jpeg", b"jpg", b"gif", b"webp", b"bmp", b"ico", b"tiff", b"wbmp", b"avif"})
_LEAST_FOR_WORDS = 160
"""The width below which a placeholder has no words; pixels."""
_BAND = 44
"""The height of a placeholder; pixels."""
_MOST_PIXELS = 64_000_000
_MOST_HELD = 96_000_000
"""Bytes of decoded images that are kept for drawing again."""


class PageObject(Protocol):
    """Something that is drawn in a line of text."""

    size: QSizeF

    def draw(self, painter: QPainter, rect: QRectF, cache: DecodedImages, number: int) -> None:
        """Draw it into ``rect``, which has its size."""


class PageObjects(QPyTextObject):
    """Qt's door to the objects of one document: they are found by number."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._objects: list[PageObject] = []
        self._cache = DecodedImages()

    def add(self, item: PageObject) -> int:
        """Take an object in; its number is returned."""
        self._objects.append(item)
        return len(self._objects) - 1

    def fit_height(self, most: float) -> None:
        """Make objects smaller that are higher than ``most`` pixels: a page of paper must hold them."""
        for item in self._objects:
            if item.size.height() > most:
                item.size = item.size * (most / item.size.height())

    def intrinsicSize(self, _document: QTextDocument, _position: int, text_format: QTextFormat) -> QSizeF:
        """The size of the object that the format names."""
        return self._objects[text_format.intProperty(OBJECT_ID)].size

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        document: QTextDocument,
        position: int,
        text_format: QTextFormat,
    ) -> None:
        """Draw the object that the format names."""
        number = text_format.intProperty(OBJECT_ID)
        item, place = self._objects[number], QRectF(rect)
        if isinstance(item, FormulaObject):
            # Qt lays it out around the baseline, but draws it in the middle of the line.
            place.moveTop(baseline(document.findBlock(position), position) - item.above)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        item.draw(painter, place, self._cache, number)
        painter.restore()


class DecodedImages:
    """Images as they are drawn, the last used kept up to a sum of bytes."""

    def __init__(self) -> None:
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._held = 0

    def get(self, number: int, size: QSize) -> QImage | None:
        """The image of that number if it is held in that size."""
        image = self._images.get(number)
        if image is None or image.size() != size:
            return None
        self._images.move_to_end(number)
        return image

    def put(self, number: int, image: QImage) -> None:
        """Hold an image, and let go of what was not used for longest."""
        previous = self._images.pop(number, None)
        self._held += image.sizeInBytes() - (previous.sizeInBytes() if previous else 0)
        self._images[number] = image
        while self._held > _MOST_HELD and len(self._images) > 1:
            _number, oldest = self._images.popitem(last=False)
            self._held -= oldest.sizeInBytes()


def page_image(
    content: bytes | None, *, asked: tuple[int, int] | None, room: int, alt: str, colors: PageColors
) -> PageObject:
    """The object for the bytes of an image, or a quiet placeholder where it cannot be shown.

    ``asked`` is the width and height that the page gives it, ``room`` the widest it may be; pixels.
    """
    if content:
        found = (
            _vector_image(content, asked, room)
            if looks_like_svg(content)
            else _pixel_image(content, asked, room, colors)
        )
        if found is not None:
            return found
    return Placeholder(_placeholder_size(asked, room), alt, colors)


def asked_size(element: _Element) -> tuple[int, int] | None:
    """The width and height that an ``img`` says, in pixels; None where it does not say both."""
    width, height = element.get("width") or "", element.get("height") or ""
    if not (width.isdecimal() and height.isdecimal()) or len(width) > 5 or len(height) > 5:
        return None
    return int(width), int(height)


@dataclass(slots=True)
class PixelImage:
    """A photograph or a drawing of pixels."""

    size: QSizeF
    content: bytes
    colors: PageColors

    def draw(self, painter: QPainter, rect: QRectF, cache: DecodedImages, number: int) -> None:
        """Draw it in the pixels of the screen; a flat ground where its bytes break off."""
        # On paper the painter itself is scaled; on a screen its device is.
        scale = painter.device().devicePixelRatioF() * max(1.0, painter.worldTransform().m11())
        wanted = QSize(max(1, round(rect.width() * scale)), max(1, round(rect.height() * scale)))
        image = cache.get(number, wanted)
        if image is None:
            image = self._decoded(wanted)
            cache.put(number, image)
        if image.isNull():
            painter.fillRect(rect, QColor(self.colors.placeholder))
            return
        painter.setOpacity(self.colors.image_opacity)
        # On whole pixels of the screen: half a pixel beside them, all of them would be blurred.
        place = painter.deviceTransform().map(rect.topLeft())
        beside = QPointF(round(place.x()), round(place.y())) - place
        painter.drawImage(QRectF(rect.topLeft() + beside / scale, QSizeF(wanted) / scale), image)

    def _decoded(self, size: QSize) -> QImage:
        buffer, reader = image_reader(self.content)
        natural = reader.size()
        if natural.width() > 2 * size.width():
            # Formats that can (JPEG) decode to a smaller size at once; turned ones are measured after.
            reader.setScaledSize(natural.scaled(size * 2, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        image = reader.read()
        buffer.close()
        if image.isNull():
            return image
        return image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )


@dataclass(slots=True)
class VectorImage:
    """A drawing that was made harmless."""

    size: QSizeF
    renderer: QSvgRenderer

    def draw(self, painter: QPainter, rect: QRectF, _cache: DecodedImages, _number: int) -> None:
        """Draw it at any scale."""
        self.renderer.render(painter, rect)


class FormulaObject:
    """Mathematics, with its baseline on the line's.

    Qt centres an object of height H on half the height of small letters (AlignMiddle): H is chosen
    so that the formula's own baseline comes to lie on that of the text.
    """

    def __init__(self, formula: Formula, *, x_height: float) -> None:
        half = x_height / 2
        height = max(2 * formula.descent + half, 2 * formula.ascent - half)
        self.size = QSizeF(formula.width, height)
        self.above = (height + half) / 2
        """How much of the height is above the baseline."""
        self._inner = QRectF(0, self.above - formula.ascent, formula.width, formula.ascent + formula.descent)
        self._svg = formula.svg
        self._renderer: QSvgRenderer | None = None

    def draw(self, painter: QPainter, rect: QRectF, _cache: DecodedImages, _number: int) -> None:
        """Draw it."""
        if self._renderer is None:
            self._renderer = QSvgRenderer(QByteArray(self._svg))
        self._renderer.render(painter, self._inner.translated(rect.topLeft()))


@dataclass(slots=True)
class Placeholder:
    """An image that is not there: its words, quietly."""

    size: QSizeF
    alt: str
    colors: PageColors

    def draw(self, painter: QPainter, rect: QRectF, _cache: DecodedImages, _number: int) -> None:
        """Draw a flat ground with the alternative text on it."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colors.placeholder))
        painter.drawRoundedRect(rect, 7, 7)
        if rect.width() < _LEAST_FOR_WORDS or rect.height() < 24:
            return
        font = fonts.font(fonts.INTERFACE, size=14)
        painter.setFont(font)
        painter.setPen(QPen(QColor(self.colors.muted)))
        inner = rect.adjusted(20, 8, -20, -8)
        words = self.alt.strip() or _("An image that was not saved with the page")
        lines = max(1, int(inner.height() // 20))
        shown = QFontMetricsF(font).elidedText(
            words, Qt.TextElideMode.ElideRight, inner.width() * lines * (0.9 if lines > 1 else 1)
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), shown)


def image_reader(content: bytes) -> tuple[QBuffer, QImageReader]:
    """A reader over the bytes; the buffer must live as long as it is read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    return buffer, reader


def is_readable(reader: QImageReader) -> bool:
    """Whether this is an image of a format that is shown, and not larger than memory should hold."""
    if bytes(reader.format().data()) not in _FORMATS:
        return False
    natural = reader.size()
    return natural.isValid() and not natural.isEmpty() and natural.width() * natural.height() <= _MOST_PIXELS


def _pixel_image(
    content: bytes, asked: tuple[int, int] | None, room: int, colors: PageColors
) -> PixelImage | None:
    _buffer, reader = image_reader(content)
    if not is_readable(reader):
        return None
    natural = reader.size()
    if reader.transformation().value & 4:  # turned by a quarter
        natural = natural.transposed()
    return PixelImage(_fitted(natural.width(), natural.height(), asked, room), content, colors)


def _vector_image(content: bytes, asked: tuple[int, int] | None, room: int) -> VectorImage | None:
    harmless = harmless_svg(content)
    if harmless is None:
        return None
    renderer = QSvgRenderer(QByteArray(harmless))
    natural = renderer.defaultSize()
    if not renderer.isValid() or natural.isEmpty():
        return None
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    width = natural.width() if asked or natural.width() <= 300 else room
    height = natural.height() * width / natural.width()
    return VectorImage(_fitted(width, height, asked, room), renderer)


def _fitted(width: float, height: float, asked: tuple[int, int] | None, room: int) -> QSizeF:
    """The size in pixels: as the page asks but not larger than the image, and never wider than the room."""
    if asked is not None and 0 < asked[0] < width:
        width, height = asked[0], height * asked[0] / width
    if width > room:
        width, height = room, height * room / width
    return QSizeF(max(1.0, width), max(1.0, height))


def _placeholder_size(asked: tuple[int, int] | None, room: int) -> QSizeF:
    """A small one keeps its place in the line; a large one is a band of one line, not a hole in the page."""
    if asked is not None and 0 < asked[0] < _LEAST_FOR_WORDS:
        return QSizeF(min(room, asked[0]), min(_BAND, max(16, asked[1])))
    return QSizeF(room, _BAND) if room >= _LEAST_FOR_WORDS else QSizeF(min(room, 30), 30)
