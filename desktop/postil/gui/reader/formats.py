"""How blocks and letters are set: plain values, and the Qt formats made of them.

What Qt cannot draw (bars of quotations, boxes, list markers, key caps) is carried in properties of
the formats and painted under the text by ``painting.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextFormat

from postil.gui import fonts

_FIRST = int(QTextFormat.Property.UserProperty)
DECORATION = _FIRST + 1
"""Of a block: a Decoration."""
MARKER = _FIRST + 2
"""Of a block: the marker of a list item, a word of Bullet or the number as it is shown."""
QUOTES = _FIRST + 3
"""Of a block: for each quotation around it, the bar's distance from the edge and the quotation's number."""
BOX = _FIRST + 4
"""Of a block: kind (BoxKind), number and distance from the edge of the box that it stands in, and by how
many pixels the box is wider than the column."""
CHIP = _FIRST + 5
"""Of letters: a Chip."""
OBJECT_ID = _FIRST + 6
"""Of an object: its number among the objects of the document."""
CODE_LINE = _FIRST + 7
"""Of a block: the number of the line of code that it is, where lines are numbered."""
CODE_LANGUAGE = _FIRST + 8
"""Of the first block of a box of code: the name of its language."""
OBJECT_TYPE = int(QTextFormat.ObjectTypes.UserObject) + 1
"""The type of all our objects."""

OBJECT_CHARACTER = "\ufffc"
LINE_SEPARATOR = "\u2028"
_PARAGRAPH_SEPARATOR = "\u2029"
SOFT_HYPHEN = "\u00ad"
CHIP_SPACE = "\u202f"
"""Room for the edge of a chip; it is not the article's."""


class Decoration(IntEnum):
    """What is painted with a block."""

    RULE = 1
    SUMMARY = 2


class Bullet:
    """The markers of lists without numbers, by depth."""

    DISC = "disc"
    RING = "ring"
    DASH = "dash"

    @classmethod
    def at_depth(cls, depth: int) -> str:
        """The bullet of a list that is ``depth`` deep, from 1."""
        return (cls.DISC, cls.RING, cls.DASH)[min(depth, 3) - 1]


class BoxKind(IntEnum):
    """What a box around blocks holds."""

    CODE = 1
    CALLOUT = 2
    EMBED = 3


class Chip(IntEnum):
    """What is painted under letters in a line."""

    CODE = 1
    KEY = 2
    MARK = 3


class Baseline(IntEnum):
    """Where letters stand in their line."""

    NORMAL = 0
    RAISED = 1
    LOWERED = 2


@dataclass(frozen=True, slots=True)
class CharStyle:
    """How letters are set."""

    color: str
    size: float
    family: str = fonts.READING
    weight: int = 400
    italic: bool = False
    underline: bool = False
    strike: bool = False
    baseline: Baseline = Baseline.NORMAL
    tracking: float = 100
    """The width of letters with their spaces, in percent."""
    href: str = ""
    chip: Chip | None = None
    hyphenation: str = ""
    """The rules by which long words are broken, empty for none."""


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How a block is set. Distances are pixels; ``start`` is the left, or the right in right-to-left text."""

    line: int
    top: int = 0
    bottom: int = 0
    start: int = 0
    end: int = 0
    hang: int = 0
    """How far the first line begins before the others."""
    even: bool = True
    """Whether every line is exactly ``line`` high; False where an object may be higher."""
    centred: bool = False
    justified: bool = False
    far: bool = False
    """Whether it stands at the end of the line: numbers in tables."""
    rtl: bool | None = None
    """True or False where the page says so, None to go by the letters."""
    heading: int = 0
    unbroken: bool = False
    decoration: Decoration | None = None
    marker: str = ""
    quotes: tuple[int, ...] = ()
    box: tuple[int, ...] = ()
    code_line: int = 0
    code_language: str = ""


def block_format(style: BlockStyle) -> QTextBlockFormat:
    """The Qt format of a block."""
    made = QTextBlockFormat()
    made.setTopMargin(style.top)
    made.setBottomMargin(style.bottom)
    left, right = (style.end, style.start) if style.rtl else (style.start, style.end)
    made.setLeftMargin(left)
    made.setRightMargin(right)
    made.setTextIndent(-style.hang)
    heights = QTextBlockFormat.LineHeightTypes
    made.setLineHeight(style.line, (heights.FixedHeight if style.even else heights.MinimumHeight).value)
    made.setAlignment(_alignment(style))
    if style.rtl is not None:
        direction = Qt.LayoutDirection
        made.setLayoutDirection(direction.RightToLeft if style.rtl else direction.LeftToRight)
    if style.heading:
        made.setHeadingLevel(style.heading)
    made.setNonBreakableLines(style.unbroken)
    for name, value in (
        (DECORATION, style.decoration),
        (MARKER, style.marker),
        (QUOTES, list(style.quotes)),
        (BOX, list(style.box)),
        (CODE_LINE, style.code_line),
        (CODE_LANGUAGE, style.code_language),
    ):
        if value:
            made.setProperty(name, value)
    return made


def char_format(style: CharStyle) -> QTextCharFormat:
    """The Qt format of letters."""
    made = QTextCharFormat()
    made.setFontFamilies(fonts.families(style.family))
    made.setProperty(QTextFormat.Property.FontPixelSize, round(style.size))
    made.setFontWeight(style.weight)
    made.setFontItalic(style.italic)
    made.setFontStrikeOut(style.strike)
    made.setFontHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFontKerning(True)
    made.setForeground(QColor(style.color))
    if style.baseline is Baseline.RAISED:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    elif style.baseline is Baseline.LOWERED:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    if style.tracking != 100:
        made.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
        made.setFontLetterSpacing(style.tracking)
    if style.href:
        made.setAnchor(True)
        made.setAnchorHref(style.href)
    if style.underline:
        made.setFontUnderline(True)
        faint = QColor(style.color)
        faint.setAlpha(120)
        made.setUnderlineColor(faint)
    if style.chip is not None:
        made.setProperty(CHIP, int(style.chip))
    return made


def clean_text(selected: str) -> str:
    """The text of a selection as people paste it: one blank line between paragraphs."""
    return (
        selected.replace(SOFT_HYPHEN, "")
        .replace(CHIP_SPACE, "")
        .replace(OBJECT_CHARACTER, "")
        .replace(_PARAGRAPH_SEPARATOR, "\n\n")
        .replace(LINE_SEPARATOR, "\n")
    )


def _alignment(style: BlockStyle) -> Qt.AlignmentFlag:
    if style.centred:
        return Qt.AlignmentFlag.AlignHCenter
    if style.far:
        return Qt.AlignmentFlag.AlignRight
    if style.justified:
        return Qt.AlignmentFlag.AlignJustify
    return Qt.AlignmentFlag.AlignLeft
