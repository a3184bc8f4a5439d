"""Puts blocks, letters and objects into a ``QTextDocument`` and remembers where the text came to stand.

Blocks are begun lazily, by the first text after a boundary, as ``dom.flatten`` begins lines: so the
document has a block exactly where the canonical text has a line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import pyphen
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument, QTextOption

from postil.gui.reader.formats import (
    LINE_SEPARATOR,
    OBJECT_CHARACTER,
    OBJECT_ID,
    OBJECT_TYPE,
    SOFT_HYPHEN,
    BlockStyle,
    CharStyle,
    block_format,
    char_format,
)
from postil.gui.reader.positions import Positions

if TYPE_CHECKING:
    from PySide6.QtGui import QTextTable, QTextTableCell, QTextTableFormat

    from postil.gui.reader.metrics import Metrics

PADDING = 28
"""The room beside the column inside the document, for markers, boxes and the reading cursor's bar."""
BOX_ABOVE = 10
"""The space between the edge of a box and its first block, above what parts blocks."""
BOX_LABEL = 12
"""What the name of a language takes above its code."""
TOP_SPACE = 44
BOTTOM_SPACE = 160

# Qt begins a block at these, or takes them for its own marks: each is shown as one other unit.
_TRANSLATED = str.maketrans({
    "\r": " ", "\n": LINE_SEPARATOR, "\v": " ", "\f": " ", "\x85": " ", "\u2029": LINE_SEPARATOR,
    "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", OBJECT_CHARACTER: "\ufffd",
})  # fmt: skip
# Lines that end where they like need few hyphens, and none in names; even ones need them all.
_LONG_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZА-ЯЄІЇҐ][^\W\d_]{8,}")
_WORD = re.compile(r"[^\W\d_]{6,}")


class _Boundary(IntEnum):
    NONE = 0
    LINE = 1
    BLOCK = 2


class Writer:
    """Writes one document, from its first block to its last."""

    def __init__(self, metrics: Metrics, default_font: QFont) -> None:
        self.positions = Positions()
        self.units: list[tuple[int, int]] = []
        """The spans that the reading cursor takes for paragraphs, in order."""
        self.document = _empty_document(metrics, default_font)
        self.cursor = QTextCursor(self.document)
        self._breakable = _WORD if metrics.justify else _LONG_WORD
        self._boundary = _Boundary.BLOCK
        self._fresh = True
        self._space_before = 0
        self._space_above = 0
        self._marker = ""
        self._formats: dict[CharStyle, QTextCharFormat] = {}
        self._unit_start: int | None = None
        self._unit_end = 0
        self._units_joined = False
        self.cursor.beginEditBlock()

    def finish(self) -> QTextDocument:
        """The document; nothing may be written any more."""
        self._end_unit()
        self.cursor.endEditBlock()
        return self.document

    # Structure.

    def end_block(self, *, space: int = 0) -> None:
        """The next text begins a block, at least ``space`` below what was written."""
        self._boundary = _Boundary.BLOCK
        self._space_before = max(self._space_before, space)
        if not self._units_joined:
            self._end_unit()

    def begin_box(self, *, labelled: bool = False) -> None:
        """The next block is the first of a box, whose edge is above it, with a line of small print or not."""
        self._space_above += BOX_ABOVE + (BOX_LABEL if labelled else 0)

    def end_line(self) -> None:
        """The next text begins a line; two in a row begin a block."""
        if self._boundary is _Boundary.LINE:
            self.end_block()
        elif self._boundary is _Boundary.NONE:
            self._boundary = _Boundary.LINE

    def mark_item(self, marker: str) -> None:
        """The next block is the first of a list item."""
        self._marker = marker

    def join_units(self, *, joined: bool) -> bool:
        """Whether the blocks that follow are one paragraph to the reading cursor (code, a row of a table).

        What held before is returned. Within a joined unit nothing ends it but its own end.
        """
        before = self._units_joined
        self._end_unit()
        self._units_joined = joined
        return before

    def begin_table(self, rows: int, frame: QTextTableFormat) -> QTextTable:
        """Insert a table where the next block would be; it has the columns that ``frame`` measures."""
        self.end_block()
        return self.cursor.insertTable(rows, len(frame.columnWidthConstraints()), frame)

    def enter_cell(self, cell: QTextTableCell, block: BlockStyle) -> None:
        """Write on in the cell of a table; a cell without text keeps the format ``block``."""
        self.cursor = cell.firstCursorPosition()
        self.cursor.setBlockFormat(block_format(block))
        self._boundary = _Boundary.BLOCK
        self._fresh = True
        self._space_before = 0

    def leave_table(self, table: QTextTable) -> None:
        """Write on below the table, in the empty block that Qt keeps there."""
        self.cursor = table.lastCursorPosition()
        self.cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self.cursor.setBlockFormat(block_format(BlockStyle(line=1)))
        self._fresh = True
        self._space_before = 0
        self.end_block()

    # Text of the article.

    def text(self, start: int, text: str, chars: CharStyle, block: BlockStyle) -> None:
        """Write canonical text that stands at ``start``, in letters ``chars``."""
        self._begin(start, block)
        self._unit_end = start + len(text)
        shown = text.translate(_TRANSLATED)
        if chars.hyphenation:
            self._hyphenated(start, shown, chars)
            return
        position = self.cursor.position()
        self.positions.add(start, shown, position)
        self.cursor.insertText(shown, self.format(chars))

    def object(self, start: int, text: str, number: int, chars: QTextCharFormat, block: BlockStyle) -> None:
        """Put object ``number`` where the canonical text has ``text`` at ``start``."""
        self._begin(start, block)
        self._unit_end = start + len(text)
        made = QTextCharFormat(chars)
        made.setObjectType(OBJECT_TYPE)
        made.setProperty(OBJECT_ID, number)
        self.positions.add_uneven(start, len(text), self.cursor.position(), 1)
        self.cursor.insertText(OBJECT_CHARACTER, made)
        if block.even:
            grown = self.cursor.blockFormat()
            heights = type(grown).LineHeightTypes
            grown.setLineHeight(block.line, heights.MinimumHeight.value)
            self.cursor.setBlockFormat(grown)

    def words_for(self, start: int, text: str, shown: str, chars: CharStyle, block: BlockStyle) -> None:
        """Write ``shown`` where the canonical text has ``text``: they are entered and left as a whole."""
        if shown == text:
            self.text(start, text, chars, block)
            return
        self._begin(start, block)
        self._unit_end = start + len(text)
        units = len(shown.encode("utf-16-le")) // 2
        self.positions.add_uneven(start, len(text), self.cursor.position(), units)
        self.cursor.insertText(shown.translate(_TRANSLATED), self.format(chars))

    def line_feed(self, start: int, block: BlockStyle) -> None:
        """A line feed of preformatted text that stands at ``start``: the next line is a block of its own."""
        self.positions.add(start, " ", self.cursor.position())
        self._unit_end = start + 1
        self.cursor.insertBlock(block_format(block), QTextCharFormat())

    # What is no text of the article.

    def ornament(self, text: str, chars: CharStyle, block: BlockStyle) -> None:
        """Write letters that are drawn but are not the article's: the header, quotation marks of ``q``."""
        self._begin(None, block)
        self.cursor.insertText(text.translate(_TRANSLATED), self.format(chars))

    def empty_block(self, block: BlockStyle) -> None:
        """A block without text: a rule."""
        self.end_block()
        self._begin(None, block)
        self.end_block()

    def format(self, chars: CharStyle) -> QTextCharFormat:
        """The Qt format of ``chars``, made once."""
        made = self._formats.get(chars)
        if made is None:
            made = self._formats[chars] = char_format(chars)
        return made

    def _begin(self, start: int | None, block: BlockStyle) -> None:
        if self._boundary is _Boundary.BLOCK:
            self._begin_block(block)
        elif self._boundary is _Boundary.LINE:
            self.cursor.insertText(LINE_SEPARATOR)
        self._boundary = _Boundary.NONE
        if start is not None and self._unit_start is None:
            self._unit_start = start

    def _begin_block(self, block: BlockStyle) -> None:
        space = max(self._space_before, block.top) + self._space_above
        if space > block.top:
            block = replace(block, top=space)
        self._space_above = 0
        if self._marker:
            block = replace(block, marker=self._marker)
        self._space_before = 0
        self._marker = ""
        if self._fresh:
            self.cursor.setBlockFormat(block_format(block))
            self._fresh = False
        else:
            self.cursor.insertBlock(block_format(block), QTextCharFormat())

    def _end_unit(self) -> None:
        if self._unit_start is not None:
            self.units.append((self._unit_start, self._unit_end))
        self._unit_start = None

    def _hyphenated(self, start: int, text: str, chars: CharStyle) -> None:
        """Insert with soft hyphens, each a position that no offset has."""
        breaks = [
            word.start() + at
            for word in self._breakable.finditer(text)
            for at in _breaks(word.group(), chars.hyphenation)
        ]
        self.positions.add_broken(start, text, breaks, self.cursor.position())
        pieces = [text[one:other] for one, other in zip([0, *breaks], [*breaks, len(text)], strict=True)]
        self.cursor.insertText(SOFT_HYPHEN.join(pieces), self.format(chars))


@lru_cache(maxsize=64)
def hyphenation_of(language: str | None) -> str:
    """The name of the word-breaking rules of a BCP 47 language, empty where there are none."""
    if not language:
        return ""
    return pyphen.language_fallback(language.replace("-", "_")) or ""


def _empty_document(metrics: Metrics, default_font: QFont) -> QTextDocument:
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setLayoutEnabled(False)
    made.setDefaultFont(default_font)
    made.setDocumentMargin(0)
    made.setUseDesignMetrics(True)
    made.setSuperScriptBaseline(38)
    made.setSubScriptBaseline(14)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(metrics.size * 1.68)
    made.setDefaultTextOption(option)
    frame = made.rootFrame().frameFormat()
    frame.setLeftMargin(PADDING)
    frame.setRightMargin(PADDING)
    frame.setTopMargin(TOP_SPACE)
    frame.setBottomMargin(BOTTOM_SPACE)
    made.rootFrame().setFrameFormat(frame)
    return made


@lru_cache(maxsize=8)
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=3, right=3)


@lru_cache(maxsize=60_000)
def _breaks(word: str, language: str) -> tuple[int, ...]:
    return tuple(_dictionary(language).positions(word))
