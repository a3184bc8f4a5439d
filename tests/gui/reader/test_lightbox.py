"""Images by themselves: sharp at every scale, zoomed and panned by keys, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.reader.articles import png
from tests.gui.reader.readers import LIGHT, bind_keys, open_article

from postil.gui.enlarging import Enlarging
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.reader.whole_image import whole_image

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.gui.reader.lightbox import Canvas, Lightbox
    from postil.jobs import Jobs

pytestmark = pytest.mark.gui

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
)
GIF = (
    b"GIF89a\x02\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\xff!\xf9\x04\x00\x0a\x00\x00\x00"
    b",\x00\x00\x00\x00\x02\x00\x01\x00\x00\x02\x02\x04\x0a\x00"
    b"!\xf9\x04\x00\x0a\x00\x00\x00,\x00\x00\x00\x00\x02\x00\x01\x00\x00\x02\x02\x4c\x01\x00;"
)
HTML = (
    '<div><p>Before.</p><figure><img src="asset:large" alt="A field"/><figcaption>Figure 1.</figcaption>'
    '</figure><p>Between, a <a href="https://example.org/">link</a> and <img src="asset:small" alt="x"/>.</p>'
    '<p><a href="https://example.org/full.png"><img src="asset:drawing" alt="A drawing"/></a></p>'
    '<p><img src="asset:lost" alt="Gone"/></p></div>'
)
IMAGES = {"large": png(3000, 1500), "small": png(30, 20), "drawing": DRAWING}


@pytest.fixture
def pane(host: QWidget, jobs: Jobs, appearance: Appearance) -> ReaderPane:
    made = ReaderPane(IMAGES.get, host)
    made.resize(1000, 700)
    made.show_article(open_article(HTML), Metrics(), LIGHT)
    made.show()
    bind_keys(made)
    made.setFocus()

    def failed(error: Exception) -> None:
        raise error

    made.enlarging = Enlarging(  # type: ignore[attr-defined] # for the tests only
        made, IMAGES.get, jobs, appearance=appearance, failed=failed, window=host
    )
    return made


def lightbox_of(pane: ReaderPane) -> Lightbox:
    box: Lightbox | None = pane.enlarging.lightbox  # type: ignore[attr-defined] # made by the fixture
    assert box is not None
    return box


def opened(pane: ReaderPane, qtbot: QtBot, offset: int) -> Lightbox:
    pane.go_to(offset)
    assert pane.open()
    return loaded(pane, qtbot)


def loaded(pane: ReaderPane, qtbot: QtBot) -> Lightbox:
    box = lightbox_of(pane)
    qtbot.waitUntil(lambda: not box.canvas.natural.isEmpty())
    return box


def image_offset(pane: ReaderPane, number: int) -> int:
    document = pane._sheet.document
    assert document is not None
    return document.images[number].start


def test_enter_on_an_image_opens_it_and_escape_comes_back(pane: ReaderPane, qtbot: QtBot) -> None:
    pane.go_to(image_offset(pane, 0))
    before = pane.place()
    QTest.keyClick(pane._sheet.view, Qt.Key.Key_Return)
    box = loaded(pane, qtbot)
    assert box.isVisible()
    assert box.shown.caption == "Figure 1."
    assert box.shown.alt == "A field"
    assert (box.canvas.natural.width(), box.canvas.natural.height()) == (3000, 1500)
    assert not box.canvas.is_larger, "all of it is seen at first"
    QTest.keyClick(box.canvas, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert QApplication.focusWidget() is pane._sheet.view
    assert pane.place() == before


def test_zoom_is_by_keys_and_pixel_by_pixel_at_one(pane: ReaderPane, qtbot: QtBot) -> None:
    box = opened(pane, qtbot, image_offset(pane, 0))
    canvas, fitting = box.canvas, box.canvas.zoom
    QTest.keyClicks(canvas, "1")
    assert canvas.zoom == 1
    assert canvas.is_larger
    QTest.keyClicks(canvas, "+")
    assert canvas.zoom == pytest.approx(1.25)
    QTest.keyClicks(canvas, "-")
    QTest.keyClicks(canvas, "0")
    assert canvas.zoom == pytest.approx(fitting)
    for _ in range(60):
        QTest.keyClicks(canvas, "+")
    assert canvas.zoom == 16


def test_arrows_pan_where_it_is_larger_and_stop_at_its_edges(pane: ReaderPane, qtbot: QtBot) -> None:
    box = opened(pane, qtbot, image_offset(pane, 0))
    QTest.keyClicks(box.canvas, "1")
    middle = box.canvas._target()
    QTest.keyClick(box.canvas, Qt.Key.Key_Right)
    assert box.canvas._target().left() < middle.left()
    assert box.shown.alt == "A field", "an arrow pans while there is something to see"
    for _ in range(40):
        QTest.keyClick(box.canvas, Qt.Key.Key_Right)
    assert box.canvas._target().right() == pytest.approx(box.canvas.width(), abs=1)


def test_the_next_image_comes_by_j_and_by_an_arrow_that_pans_nothing(pane: ReaderPane, qtbot: QtBot) -> None:
    box = opened(pane, qtbot, image_offset(pane, 0))
    QTest.keyClicks(box.canvas, "j")
    qtbot.waitUntil(lambda: box.canvas.natural.width() == 30)
    assert box.canvas.zoom == 1, "a small image is not blown up"
    QTest.keyClick(box.canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: box.canvas.natural.width() == 40)
    QTest.keyClicks(box.canvas, "k")
    QTest.keyClick(box.canvas, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: box.canvas.natural.width() == 3000)
    QTest.keyClicks(box.canvas, "k")
    assert box.shown.alt == "A field"


def test_an_image_that_was_not_saved_says_so(pane: ReaderPane, qtbot: QtBot) -> None:
    box = opened(pane, qtbot, image_offset(pane, 0))
    QTest.keyClick(box.canvas, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: bool(box.canvas._words))
    assert box.canvas.accessibleName() == "Gone"
    assert box.canvas.natural.isEmpty()


def test_enter_on_words_with_an_image_follows_their_link(pane: ReaderPane) -> None:
    pane.go_to(pane._sheet.text.index("Between"))
    assert pane.open()
    assert pane.enlarging.lightbox is None  # type: ignore[attr-defined]


def test_a_click_on_an_image_opens_it_also_where_it_is_a_link(pane: ReaderPane, qtbot: QtBot) -> None:
    sheet = pane._sheet
    offset = image_offset(pane, 2)
    pane.go_to(offset)
    place = sheet.view.span_at(sheet.to_document(offset), sheet.to_document(offset) + 1).center()
    place.setY(place.y() - sheet.view.verticalScrollBar().value())
    QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert loaded(pane, qtbot).shown.alt == "A drawing"


def test_of_an_image_that_moves_the_first_picture_is_shown() -> None:
    shown = whole_image(GIF)
    assert shown.pixels is not None
    assert (shown.pixels.width(), shown.pixels.height()) == (2, 1)
    assert shown.pixels.pixelColor(0, 0).red() == 255


def test_a_drawing_is_made_harmless_and_nonsense_is_nothing() -> None:
    harmful = DRAWING.replace(b"<rect", b'<image href="/etc/hostname"/><rect')
    shown = whole_image(harmful)
    assert shown.drawing is not None
    assert b"hostname" not in shown.drawing
    for nothing in (None, b"", b"no image at all", DRAWING[:20]):
        assert whole_image(nothing) == whole_image(None)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_the_painted_pixels_are_those_of_the_screen(
    pane: ReaderPane, qtbot: QtBot, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas: Canvas = opened(pane, qtbot, image_offset(pane, 0)).canvas
    monkeypatch.setattr(type(canvas), "devicePixelRatioF", lambda _self: scale)
    wanted: list[tuple[int, int]] = []
    canvas.smoothing_wanted.connect(lambda _pixels, size: wanted.append((size.width(), size.height())))
    canvas.take_key(Qt.Key.Key_0)
    canvas._smooth = None
    canvas._moved()
    shown = canvas._shown_size()
    assert wanted[-1] == (round(shown.width() * scale), round(shown.height() * scale))
    canvas.take_key(Qt.Key.Key_1)
    assert canvas._shown_size().width() * scale == pytest.approx(3000)


def test_smooth_pixels_replace_the_quick_ones(pane: ReaderPane, qtbot: QtBot) -> None:
    canvas = opened(pane, qtbot, image_offset(pane, 0)).canvas
    qtbot.waitUntil(
        lambda: isinstance(canvas._smooth, QImage) and canvas._smooth.size() == canvas._device_size()
    )
