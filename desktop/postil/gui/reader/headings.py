"""Headings: their sizes, and lines of even length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextLayout, QTextOption

from postil.gui import fonts
from postil.gui.reader.formats import BlockStyle, CharStyle

if TYPE_CHECKING:
    from postil.gui.reader.metrics import Metrics
    from postil.gui.theme import Theme

TITLE = 0
"""The level of the page's title, above all headings of the article."""

# Level: size to that of the text, weight, space above and below in lines.
_LOOKS = {
    TITLE: (1.85, 700, 0.0, 0.42),
    1: (1.6, 700, 1.05, 0.34),
    2: (1.4, 700, 1.0, 0.28),
    3: (1.15, 600, 0.86, 0.2),
    4: (1.0, 600, 0.8, 0.12),
    5: (0.9, 600, 0.75, 0.1),
    6: (0.9, 600, 0.75, 0.1),
}
_SLACK = 3
"""Pixels by which a measured line may be off."""


def heading_chars(level: int, metrics: Metrics, theme: Theme) -> CharStyle:
    """The letters of a heading."""
    scale, weight, _above, _below = _LOOKS[level]
    return CharStyle(
        color=theme.page.heading if level <= 4 else theme.page.muted,
        size=metrics.size * scale,
        family=metrics.font,
        weight=weight,
        tracking=98.5 if level <= 1 else 100,
    )


def heading_block(level: int, text: str, *, metrics: Metrics, width: int, base: BlockStyle) -> BlockStyle:
    """The block of a heading in a column of ``width`` pixels, set in ``base``'s place."""
    scale, weight, above, below = _LOOKS[level]
    size = metrics.size * scale
    end = base.end
    if level <= 3:
        font = fonts.font(metrics.font, size=size, weight=QFont.Weight(weight))
        end += unneeded_width(text, font, width - base.start - base.end)
    return BlockStyle(
        line=round(size * (1.24 if level <= 1 else 1.28)),
        top=round(metrics.line_height * above),
        bottom=round(metrics.line_height * below),
        start=base.start,
        end=end,
        rtl=base.rtl,
        heading=max(level, 1),
        quotes=base.quotes,
        box=base.box,
    )


def unneeded_width(text: str, font: QFont, width: float) -> int:
    """By how many pixels lines may be shorter without there being more of them: so they come out even."""
    lines = _line_count(text, font, width)
    if lines < 2:
        return 0
    narrow, wide = width / lines * 0.8, width
    while wide - narrow > 4:
        middle = (narrow + wide) / 2
        if _line_count(text, font, middle) > lines:
            narrow = middle
        else:
            wide = middle
    return max(0, int(width - wide) - _SLACK)


def _line_count(text: str, font: QFont, width: float) -> int:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        count += 1
    layout.endLayout()
    return count
