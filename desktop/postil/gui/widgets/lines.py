"""A few lines of text in a rectangle, the last one cut with an ellipsis, with parts marked if wished."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout, QTextOption

from postil.gui.widgets.mirroring import is_mirrored, unmirrored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPainter

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Marks:
    """Parts of a text that stand out, as (start, end) in code points, and the colour under them."""

    spans: tuple[tuple[int, int], ...]
    color: str


class Lines:
    """A text laid out once: ask its height, then draw it."""

    def __init__(
        self,
        text: str,
        font: QFont,
        *,
        width: float,
        most: int,
        line_height: float,
        marks: Marks | None = None,
    ) -> None:
        """At most ``most`` lines of ``width`` pixels, ``line_height`` pixels apart."""
        self._line_height = line_height
        self._width = width
        clean = " ".join(text[: most * _LONGEST_LINE].split()) if marks is None else text.replace("\n", " ")
        self._layout, shown = _laid_out(clean, font, width, line_height, marks)
        if self._layout.lineCount() > most:
            last = self._layout.lineAt(most - 1)
            end = _code_points(shown, last.textStart() + last.textLength())
            while True:
                cut = shown[:end].rstrip(" ,.;:—–-") + _ELLIPSIS
                self._layout, _ = _laid_out(cut, font, width, line_height, marks)
                if self._layout.lineCount() <= most or not end:
                    break
                end -= 1
        self.count = self._layout.lineCount() if clean else 0

    @property
    def height(self) -> float:
        """In pixels."""
        return self.count * self._line_height

    def draw(self, painter: QPainter, left: float, top: float, color: str) -> None:
        """Draw from the upper left corner."""
        painter.setPen(QColor(color))
        place = QRectF(left, top, self._width, self.height)
        if is_mirrored(painter) and not is_rtl(self._layout.text()):
            self._move_right()  # words that go to the right stand at the right edge there, too
        with unmirrored(painter, place):
            self._layout.draw(painter, place.topLeft())

    def _move_right(self) -> None:
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            line.setPosition(QPointF(self._width - line.naturalTextWidth(), line.y()))


_LONGEST_LINE = 400  # no line of a list is longer, so no more of a text needs to be laid out


def elided(text: str, font_width: float, painter: QPainter) -> str:
    """One line of ``text``, cut to ``font_width`` pixels in the painter's font."""
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(font_width))


def draw_line(painter: QPainter, place: QRectF, text: str, *, right: bool = False) -> float:
    """Draw one elided line in the middle of ``place``; the pixels that it took."""
    shown = elided(text, place.width(), painter)
    at_right = right is not is_mirrored(painter)
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    how = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    with unmirrored(painter, place):
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text has its own
        painter.drawText(place, how | Qt.TextFlag.TextSingleLine, shown)
    return painter.fontMetrics().horizontalAdvance(shown)


def _laid_out(
    text: str, font: QFont, width: float, line_height: float, marks: Marks | None
) -> tuple[QTextLayout, str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if marks is not None:
        layout.setFormats(_formats(text, marks))
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top + (line_height - line.height()) / 2))
        top += line_height
    layout.endLayout()
    return layout, text


def _formats(text: str, marks: Marks) -> Sequence[QTextLayout.FormatRange]:
    made = []
    for start, end in marks.spans:
        if start >= len(text):
            break
        part = QTextLayout.FormatRange()
        part.start = _units(text[:start])
        part.length = _units(text[start:end])
        look = QTextCharFormat()
        look.setBackground(QColor(marks.color))
        part.format = look
        made.append(part)
    return made


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction goes to the left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _units(text: str) -> int:
    """The length that Qt counts: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _code_points(text: str, units: int) -> int:
    """Where in ``text`` the unit ``units`` stands, in code points."""
    return len(text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "ignore"))
