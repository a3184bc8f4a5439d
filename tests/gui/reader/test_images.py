"""Images come from the library's bytes alone, in sizes that fit; everything else is a quiet box."""

from __future__ import annotations

import builtins
import io
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument
from tests.gui.reader.articles import page, png
from tests.gui.reader.readers import LIGHT, open_article

from postil.gui.reader.images import (
    DecodedImages,
    PageObject,
    PixelImage,
    Placeholder,
    VectorImage,
    page_image,
)
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.reader.view import ReaderView
from postil.gui.theme import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui

COLORS = theme("light").page
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 160">'
    b'<rect width="800" height="160" fill="#ff0000"/></svg>'
)


def made(content: bytes | None, *, asked: tuple[int, int] | None = None, room: int = 672) -> PageObject:
    return page_image(content, asked=asked, room=room, alt="Words", colors=COLORS)


def drawn(item: PageObject, scale: float = 1.0) -> QImage:
    image = QImage(
        round(item.size.width() * scale), round(item.size.height() * scale), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(scale)
    image.fill(QColor("white"))
    painter = QPainter(image)
    item.draw(painter, QRectF(0, 0, item.size.width(), item.size.height()), DecodedImages(), 0)
    painter.end()
    return image


def size(item: PageObject) -> tuple[float, float]:
    return item.size.width(), item.size.height()


def test_sizes_fit_the_column_and_keep_their_shape() -> None:
    assert size(made(png(160, 80))) == (160, 80)
    assert size(made(png(1600, 800))) == (672, 336)
    assert size(made(png(1600, 800), asked=(400, 200))) == (400, 200)
    assert size(made(png(160, 80), asked=(1600, 800))) == (160, 80)
    assert size(made(SVG)) == (672, 672 * 160 / 800)


def test_images_are_drawn_in_the_pixels_of_the_screen() -> None:
    item = made(png(160, 80, (10, 200, 30)))
    assert isinstance(item, PixelImage)
    for scale in (1.0, 2.0):
        seen = drawn(item, scale).pixelColor(40, 40)
        assert (seen.red(), seen.green(), seen.blue()) == (10, 200, 30)


def test_drawings_are_drawn() -> None:
    item = made(SVG)
    assert isinstance(item, VectorImage)
    assert drawn(item).pixelColor(300, 60) == QColor("#ff0000")


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"no image at all",
        b"\x89PNG\r\n\x1a\n broken",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"%PDF-1.4",
        b"%!PS-Adobe",
        png(9000, 9000)[:60],
    ],
)
def test_what_cannot_be_shown_is_a_box_with_its_words(content: bytes | None) -> None:
    item = made(content)
    assert isinstance(item, Placeholder)
    assert drawn(item).pixelColor(8, 22) == QColor(COLORS.placeholder)


def test_images_of_too_many_pixels_are_not_decoded() -> None:
    assert isinstance(made(png(9000, 8000)[:4000]), Placeholder)


def test_a_placeholder_is_a_band_of_one_line_and_a_small_one_keeps_its_place() -> None:
    assert size(made(None, asked=(600, 400))) == (672, 44)
    assert size(made(None, asked=(2000, 100))) == (672, 44)
    assert size(made(None)) == (672, 44)
    assert size(made(None, asked=(24, 24))) == (24, 24)
    assert size(made(None, room=60)) == (30, 30)


def test_a_broken_body_behind_a_good_head_draws_nothing_and_harms_nothing() -> None:
    item = made(png(160, 80)[:60])
    drawn(item)


def test_decoded_images_are_let_go_of_when_they_are_many() -> None:
    cache = DecodedImages()
    for number in range(6):
        cache.put(number, QImage(3000, 2000, QImage.Format.Format_RGB32))
    assert cache.get(0, QSize(3000, 2000)) is None
    assert cache.get(5, QSize(3000, 2000)) is not None
    assert cache.get(5, QSize(10, 10)) is None


HOSTILE = [
    "/etc/hostname",
    "file:///etc/hostname",
    "../../../../etc/hostname",
    "https://example.org/tracker.png",
    "//example.org/tracker.png",
    "data:image/png;base64,iVBORw0KGgo=",
    "asset:../../etc/hostname",
    "asset:/etc/hostname",
    "qrc:/x.png",
    "",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_no_name_out_of_a_page_is_ever_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    asked: list[str] = []
    opened: list[object] = []
    loaded: list[object] = []

    def store(name: str) -> bytes | None:
        asked.append(name)
        return None

    def watched_open(file: object, *_rest: object, **_more: object) -> io.BytesIO:
        opened.append(file)
        return io.BytesIO()

    def watched_load(_view: ReaderView, _kind: int, name: object) -> None:
        loaded.append(name)

    pane = ReaderPane(store)
    qtbot.addWidget(pane)
    html = (
        f'<div><p>Before <img src="{source}" alt="x"/> after.</p>'
        f'<figure><img src="{source}" alt="y"/></figure>'
        f'<p><a href="{source}">link</a></p></div>'
    )
    article = open_article(html, of=page(title="Hostile"))
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "open", watched_open)
        patch.setattr(QTextDocument, "loadResource", watched_load)
        patch.setattr(ReaderView, "loadResource", watched_load)
        pane.show_article(article, Metrics(), LIGHT)
        pane.show()
        pane.grab()
    assert opened == []
    assert loaded == []
    assert asked == ([source.removeprefix("asset:")] * 2 if source.startswith("asset:") else [])


def test_a_picture_of_a_file_of_this_computer_does_not_show(qtbot: QtBot, tmp_path: object) -> None:
    red = png(200, 200, (255, 0, 0))
    file = f"{tmp_path}/red.png"
    with open(file, "wb") as handle:  # noqa: PTH123 - as plain as the attack
        handle.write(red)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" '
        f'height="200"><rect width="200" height="200" fill="#0000ff"/>'
        f'<image xlink:href="{file}" width="200" height="200"/></svg>'
    ).encode()
    pane = ReaderPane(lambda _name: svg)
    qtbot.addWidget(pane)
    pane.resize(900, 900)
    sources = (file, f"file://{file}", "asset:drawing")
    html = "<div>" + "".join(f'<p><img src="{source}" alt="x"/></p>' for source in sources) + "</div>"
    pane.show_article(open_article(html), Metrics(), LIGHT)
    pane.show()
    seen = pane.grab().toImage()
    colors = {seen.pixelColor(x, y).name() for x in range(0, 900, 7) for y in range(0, 900, 7)}
    assert "#0000ff" in colors
    assert "#ff0000" not in colors


def stripes(width: int, height: int) -> bytes:
    """A PNG of black and white columns, each one pixel wide."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for x in range(width):
        for y in range(height):
            image.setPixel(x, y, 0xFF000000 if x % 2 else 0xFFFFFFFF)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # its stubs want bytes here, Qt takes both
    return bytes(buffer.data().data())


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("left", [0.0, 0.3, 7.5])
def test_an_image_has_the_pixels_of_the_screen_at_every_scale(scale: float, left: float) -> None:
    """An image that has just as many pixels as the screen gives it is shown pixel for pixel."""
    width, height = round(80 * scale), round(8 * scale)
    item = made(stripes(width, height), asked=(80, 8))
    item.size = QSizeF(80, 8)
    canvas = QImage(round(100 * scale), round(20 * scale), QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(scale)
    canvas.fill(0xFFFFFFFF)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    cache = DecodedImages()
    item.draw(painter, QRectF(left, 4, 80, 8), cache, 0)
    painter.end()
    assert cache.get(0, QSize(width, height)) is not None, "what was decoded has the screen's pixels"
    row = [canvas.pixelColor(x, round(8 * scale)).lightness() for x in range(canvas.width())]
    start = round(left * scale)
    assert row[start : start + width] == [0 if x % 2 else 255 for x in range(width)]


@pytest.mark.parametrize("formula", ["<mi>H</mi>", "<mfrac><mi>H</mi><mi>H</mi></mfrac><mi>H</mi>"])
def test_a_formula_stands_on_the_line_of_its_words(qtbot: QtBot, formula: str) -> None:
    pane = ReaderPane(lambda _name: None)
    qtbot.addWidget(pane)
    pane.resize(900, 500)
    html = f"<div><p>HHHH <math>{formula}</math></p></div>"
    pane.show_article(open_article(html), Metrics(), LIGHT)
    pane.show()
    qtbot.waitExposed(pane)
    view = pane._sheet.view
    block = view.document().lastBlock()
    picture = view.viewport().grab().toImage()
    words = view.span_at(block.position(), block.position() + 4)
    drawn = view.span_at(block.position() + 5, block.position() + 6)
    foot_of_words = _lowest_ink(picture, words)
    last_letter = QRectF(drawn.right() - 11, drawn.top(), 10, drawn.height())
    assert abs(_lowest_ink(picture, last_letter) - foot_of_words) <= 1


def _lowest_ink(picture: QImage, place: QRectF) -> int:
    """The lowest row of ``place`` that has something dark in it."""
    rows = range(round(place.top()), round(place.bottom()))
    columns = range(round(place.left()), round(place.right()))
    dark = [row for row in rows if any(picture.pixelColor(x, row).lightness() < 110 for x in columns)]
    return dark[-1]
