"""The labels of hints as they are drawn: over the page, never over each other, beside the words they mean.

A label of a sentence stands where the space before it is, or in the edge of the page at the start of a
line; one of a link on its lower edge; one of an image in its upper corner. Where another stands already,
the next of a few places is taken, and at last the nearest free one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from postil.gui import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPaintEvent

    from postil.gui.theme import Theme

HEIGHT = 16
_SIZE = 11
_INSIDE = 4
_APART = 1
_RAISED = 4
_NEAR = 3
_STEPS = 40
_IMAGE_INSET = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """One label, and what it stands on."""

    label: str
    typed: str
    """What of it was typed."""
    rects: tuple[QRectF, ...]
    """What it means, line by line, in the coordinates of the viewport."""
    is_link: bool = False
    is_image: bool = False
    backwards: bool = False
    """Whether its words are read from the right to the left: they begin at the right."""


class HintChips(QWidget):
    """Lies over the viewport of the page; takes neither clicks nor focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._placed: tuple[tuple[Chip, QRectF], ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def placed(self) -> tuple[tuple[Chip, QRectF], ...]:
        """The labels and where they are drawn."""
        return self._placed

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        self._theme = theme
        self.update()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these labels; those that were shown before stay where they are."""
        before = {chip.label: rect for chip, rect in self._placed} if self.isVisible() else {}
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        if all(chip.label in before for chip in chips):
            self._placed = tuple((chip, before[chip.label]) for chip in chips)
        else:
            self._placed = place_chips(chips, QRectF(self.rect()))
        self.setAccessibleName(", ".join(chip.label for chip in chips))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the labels; what was typed of them is faint."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font())
        page, window = self._theme.page, self._theme.window
        for chip, rect in self._placed:
            ground, ink = (page.ground, page.link) if chip.is_link else (window.accent, window.accent_ink)
            painter.setPen(QPen(QColor(page.link if chip.is_link else page.ground), 1))
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            left = rect.left() + _INSIDE
            for number, letter in enumerate(chip.label.upper()):
                color = QColor(ink)
                color.setAlphaF(0.45 if number < len(chip.typed) else 1.0)
                painter.setPen(color)
                width = QFontMetricsF(painter.font()).horizontalAdvance(letter)
                place = QRectF(left, rect.top(), width + 1, rect.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, letter)
                left += width


def place_chips(chips: Sequence[Chip], room: QRectF) -> tuple[tuple[Chip, QRectF], ...]:
    """A rectangle inside ``room`` for each label, in their order; no two of them meet."""
    metrics = QFontMetricsF(_font())
    column = _column(chips)
    taken: list[QRectF] = []
    placed: list[tuple[Chip, QRectF]] = []
    for chip in chips:
        width = max(float(HEIGHT), metrics.horizontalAdvance(chip.label.upper()) + 2 * _INSIDE)
        rect = next(
            (
                inside
                for place in _places(chip, width, column)
                if _free(inside := _kept_in(place, room), taken)
            ),
            None,
        )
        if rect is not None:
            taken.append(rect)
            placed.append((chip, rect))
        else:
            placed.append((chip, _kept_in(next(_places(chip, width, column)), room)))
    return tuple(placed)


def _column(chips: Sequence[Chip]) -> tuple[float, float]:
    """Where the lines of sentences begin and end: beside them there is room."""
    words = [rect for chip in chips if not (chip.is_link or chip.is_image) for rect in chip.rects]
    return min((rect.left() for rect in words), default=0.0), max(
        (rect.right() for rect in words), default=0.0
    )


def _places(chip: Chip, width: float, column: tuple[float, float]) -> Iterator[QRectF]:
    """Where a label may stand, best first."""
    first, last = chip.rects[0], chip.rects[-1]
    middle = first.center().y() - HEIGHT / 2
    if chip.is_image:
        best = QPointF(first.left() + _IMAGE_INSET, first.top() + _IMAGE_INSET)
        yield QRectF(best.x(), best.y(), width, HEIGHT)
    elif chip.is_link:
        yield QRectF(first.left() - width / 2, first.bottom() - HEIGHT * 0.62, width, HEIGHT)
        yield QRectF(first.center().x() - width / 2, first.bottom() - HEIGHT * 0.62, width, HEIGHT)
        yield QRectF(last.right() - width / 2, last.bottom() - HEIGHT * 0.62, width, HEIGHT)
        yield QRectF(first.center().x() - width / 2, first.top() - HEIGHT * 0.38, width, HEIGHT)
        best = QPointF(first.left(), first.bottom() - HEIGHT * 0.62)
    else:
        edge = first.right() + _APART if chip.backwards else first.left() - width - _APART
        at_edge = (
            abs(first.right() - column[1]) < _NEAR if chip.backwards else first.left() - column[0] < _NEAR
        )
        # Within a line it is raised into the room between lines: the word before stays readable.
        best = QPointF(edge, middle - 3 if at_edge else first.top() - _RAISED)
        yield QRectF(best.x(), best.y(), width, HEIGHT)
        yield QRectF(best.x() + width / 2, first.top() - HEIGHT * 0.6, width, HEIGHT)
    for step in range(1, _STEPS):
        for across, down in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            yield QRectF(best.x() + across * step * 9, best.y() + down * step * 9, width, HEIGHT)


def _kept_in(rect: QRectF, room: QRectF) -> QRectF:
    left = min(max(rect.left(), room.left()), max(room.left(), room.right() - rect.width()))
    top = min(max(rect.top(), room.top()), max(room.top(), room.bottom() - rect.height()))
    return QRectF(left, top, rect.width(), rect.height())


def _free(rect: QRectF, taken: Sequence[QRectF]) -> bool:
    return not any(rect.intersects(other) for other in taken)


def _font() -> QFont:
    return fonts.font(fonts.INTERFACE, size=_SIZE, weight=QFont.Weight.Bold)
