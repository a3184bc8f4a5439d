"""An image by itself, as large as the window or larger: zoom, pan, the next one, its words.

``+`` and ``-`` zoom, 0 fits it in, 1 shows each of its pixels as one of the screen's, arrows pan where it
is larger than the window and else go on, J and K always go on, Esc closes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from postil.gui.reader.whole_image import WholeImage, scaled_pixels, whole_image
from postil.gui.widgets.overlay import Overlay
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from postil.gui.appearance import Appearance
    from postil.gui.reader.enlargeable import EnlargeableImage
    from postil.jobs import Jobs

_WHOLE_WINDOW = 100_000
_STEP = 1.25
_LEAST, _MOST = 0.02, 16.0
_PAN = 0.12
"""The share of the window that an arrow moves."""


class Lightbox(Overlay):
    """Shows one image of several. Bytes are decoded on a lane, and forgotten when it closes."""

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget,
        *,
        asset: Callable[[str], bytes | None],
        jobs: Jobs,
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(appearance, parent, width=_WHOLE_WINDOW, height=_WHOLE_WINDOW)
        self._asset = asset
        self._jobs = jobs
        self._failed = failed
        self._images: tuple[EnlargeableImage, ...] = ()
        self._at = 0
        self._asked = 0
        self.canvas = Canvas(appearance)
        self.canvas.zoomed.connect(self._tell)
        self.canvas.smoothing_wanted.connect(self._smooth)
        self._caption = PlainLabel(wordWrap=True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._facts = PlainLabel()
        self._facts.setProperty("role", "muted")
        keys = PlainLabel(_("+ −  zoom   0  fit   1  pixel by pixel   ← →  next   Esc  close"))
        keys.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 2)
        foot.addWidget(self._facts, 1)
        foot.addWidget(keys)
        self.rows.addWidget(self.canvas, 1)
        self.rows.addWidget(self._caption)
        self.rows.addLayout(foot)
        self.closed.connect(self._forget)

    def open_image(self, images: tuple[EnlargeableImage, ...], at: int) -> None:
        """Show the image number ``at`` of ``images``."""
        self._images = images
        self.open_over(self.canvas)
        self._show(at)

    @property
    def shown(self) -> EnlargeableImage:
        """The image that is looked at."""
        return self._images[self._at]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of looking; no other key goes anywhere."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_N: 1, Qt.Key.Key_K: -1, Qt.Key.Key_P: -1}.get(key, 0)
        if step or (step := self._step_of_arrow(key)):
            self._show(self._at + step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._show(0 if key == Qt.Key.Key_Home else len(self._images) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Q):
            self.close_over()
        elif not self.canvas.take_key(key):
            super().keyPressEvent(event)
        event.accept()

    # Parts.

    def _step_of_arrow(self, key: Qt.Key) -> int:
        """An arrow goes on where there is nothing to pan."""
        if self.canvas.is_larger:
            return 0
        return {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(key, 0)

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._images):
            return
        self._at = at
        image = self.shown
        words = image.caption or image.alt
        if image.alt and image.caption and image.alt not in image.caption:
            words = f"{image.caption}\n{image.alt}"
        self._caption.setText(words)
        self._caption.setVisible(bool(words))
        self.canvas.setAccessibleName(words or _("Image"))
        self.canvas.wait()
        self._tell()
        self._asked += 1
        self._jobs.run(
            lambda _progress: whole_image(self._asset(image.asset) if image.asset else None),
            lane="read",
            done=partial(self._take, self._asked),
            failed=self._failed,
        )

    def _take(self, asked: int, image: WholeImage) -> None:
        if asked == self._asked and self.isVisible():
            self.canvas.show_image(image)
            self._tell()

    def _smooth(self, pixels: QImage, size: QSize) -> None:
        asked = self._asked
        self._jobs.run(
            lambda _progress: scaled_pixels(pixels, size),
            lane="read",
            done=lambda smaller: self.canvas.take_smooth(smaller) if asked == self._asked else None,
            failed=self._failed,
        )

    def _tell(self) -> None:
        facts = []
        if len(self._images) > 1:
            facts.append(_("{number} of {count}").format(number=self._at + 1, count=len(self._images)))
        size = self.canvas.natural
        if not size.isEmpty():
            facts.append(f"{round(size.width())} × {round(size.height())}")
            facts.append(f"{round(self.canvas.zoom * 100)} %")
        self._facts.setText("   ".join(facts))

    def _forget(self) -> None:
        self._asked += 1
        self.canvas.wait()


class Canvas(QWidget):
    """Paints one image at some zoom. At zoom 1, a pixel of the image is a pixel of the screen."""

    zoomed = Signal()
    smoothing_wanted = Signal(object, QSize)
    """Pixels, and the size in pixels of the screen in which they are wanted smoothly."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._image = WholeImage()
        self._renderer: QSvgRenderer | None = None
        self._smooth: QImage | None = None
        self._words = ""
        self._zoom: float | None = None
        self._middle = QPointF(0.5, 0.5)
        self._dragged_from: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(40, 40)

    # What is shown.

    def wait(self) -> None:
        """Show nothing yet."""
        self._image, self._renderer, self._smooth, self._words = WholeImage(), None, None, ""
        self._zoom, self._middle = None, QPointF(0.5, 0.5)
        self.update()

    def show_image(self, image: WholeImage) -> None:
        """Show an image, fitted in."""
        self.wait()
        self._image = image
        if image.drawing is not None:
            self._renderer = QSvgRenderer(QByteArray(image.drawing))
            self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        if self.natural.isEmpty():
            self._words = _("This image was not saved with the page.")
        self._moved()

    def take_smooth(self, smaller: QImage) -> None:
        """Paint with these pixels while they have the size that is painted."""
        self._smooth = smaller
        self.update()

    @property
    def natural(self) -> QSizeF:
        """The size of the image in its own pixels; empty where nothing is shown."""
        if self._image.pixels is not None:
            return QSizeF(self._image.pixels.size())
        return QSizeF(self._renderer.defaultSize()) if self._renderer is not None else QSizeF()

    @property
    def zoom(self) -> float:
        """Pixels of the screen for one of the image."""
        return self._fitting() if self._zoom is None else self._zoom

    @property
    def is_larger(self) -> bool:
        """Whether some of the image is outside the window."""
        size = self._shown_size()
        return size.width() > self.width() + 1 or size.height() > self.height() + 1

    def take_key(self, key: Qt.Key) -> bool:
        """Zoom or pan; False where the key does neither."""
        arrows = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_to(self.zoom * _STEP)
        elif key == Qt.Key.Key_Minus:
            self._zoom_to(self.zoom / _STEP)
        elif key == Qt.Key.Key_0:
            self._zoom_to(None)
        elif key == Qt.Key.Key_1:
            self._zoom_to(1.0)
        elif key == Qt.Key.Key_Space:
            self._zoom_to(None if self._zoom is not None else 1.0)
        elif key in arrows:
            x, y = arrows[key]
            self._pan(QPointF(x * self.width() * _PAN, y * self.height() * _PAN))
        else:
            return False
        return True

    # Qt's own.

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the image, or why there is none."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = self._target()
        if self._image.pixels is not None:
            pixels = self._image.pixels
            if self._smooth is not None and self._smooth.size() == self._device_size():
                pixels = self._smooth
            painter.drawImage(target, pixels)
        elif self._renderer is not None and not target.isEmpty():
            painter.fillRect(target, QColor("#ffffff"))  # drawings are made for paper
            self._renderer.render(painter, target)
        elif self._words:
            painter.setPen(QColor(self._appearance.theme.window.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fitted, fits again."""
        super().resizeEvent(event)
        self._moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms."""
        self._zoom_to(self.zoom * (_STEP if event.angleDelta().y() > 0 else 1 / _STEP))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the image."""
        self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._dragged_from is not None:
            self._pan(self._dragged_from - event.position())
            self._dragged_from = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of it."""
        self._dragged_from = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Between fitted in and pixel by pixel."""
        self._zoom_to(None if self._zoom is not None else 1.0)

    # Parts.

    def _fitting(self) -> float:
        """The zoom at which all is seen; small pixel images are not made larger than they are."""
        size, scale = self.natural, self.devicePixelRatioF()
        if size.isEmpty():
            return 1.0
        fits = min(self.width() * scale / size.width(), self.height() * scale / size.height())
        return fits if self._renderer is not None else min(fits, max(1.0, scale))

    def _shown_size(self) -> QSizeF:
        """The size in logical pixels."""
        return self.natural * (self.zoom / self.devicePixelRatioF())

    def _device_size(self) -> QSize:
        size = self.natural * self.zoom
        return QSize(max(1, round(size.width())), max(1, round(size.height())))

    def _target(self) -> QRectF:
        size = self._shown_size()
        left = self.width() / 2 - size.width() * self._middle.x()
        top = self.height() / 2 - size.height() * self._middle.y()
        scale = self.devicePixelRatioF()  # on whole pixels of the screen: else all of them are blurred
        return QRectF(QPointF(round(left * scale) / scale, round(top * scale) / scale), size)

    def _zoom_to(self, zoom: float | None) -> None:
        if self.natural.isEmpty():
            return
        self._zoom = None if zoom is None else min(_MOST, max(_LEAST, zoom))
        self._moved()

    def _pan(self, by: QPointF) -> None:
        size = self._shown_size()
        if not size.isEmpty():
            self._middle += QPointF(by.x() / size.width(), by.y() / size.height())
            self._moved()

    def _moved(self) -> None:
        size = self._shown_size()
        self._middle = QPointF(
            _within(self._middle.x(), self.width(), size.width()),
            _within(self._middle.y(), self.height(), size.height()),
        )
        wanted = self._device_size()
        pixels = self._image.pixels
        if pixels is not None and self.zoom < 1 and (self._smooth is None or self._smooth.size() != wanted):
            self.smoothing_wanted.emit(pixels, wanted)
        self.update()
        self.zoomed.emit()


def _within(middle: float, room: float, size: float) -> float:
    """The middle of what is seen so that nothing beside the image is; all of it is centred."""
    if size <= room:
        return 0.5
    half = room / size / 2
    return min(1 - half, max(half, middle))
