"""What is copied of the page: its words as they were written, without what only the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from postil.gui.reader.boxes import numbers_of
from postil.gui.reader.formats import BOX, MARKER, BoxKind, clean_text

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument


def copied_text(document: QTextDocument, start: int, end: int) -> str:
    """The text between two positions: no soft hyphens, no numbers of lines; what is folded away, too.

    Paragraphs stand apart by an empty line, lines of code and items of a list do not; the cells of a row
    of a table are parted by tabs.
    """
    pieces: list[str] = []
    before: QTextBlock | None = None
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        first = max(start - block.position(), 0)
        last = min(end - block.position(), block.length() - 1)
        if before is not None:
            pieces.append(_between(before, block))
        pieces.append(clean_text(_utf16(block.text(), first, last)))
        before = block
        block = block.next()
    return "".join(pieces)


def _utf16(text: str, start: int, end: int) -> str:
    """A stretch of a block's text by Qt's positions, which count UTF-16 units."""
    if text.isascii() or max(text, default="") < "\U00010000":
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "ignore")


def _between(before: QTextBlock, after: QTextBlock) -> str:
    one, other = QTextCursor(before), QTextCursor(after)
    table = one.currentTable()
    if table is not None and table == other.currentTable():
        cell, next_cell = table.cellAt(one), table.cellAt(other)
        if cell.row() != next_cell.row():
            return "\n"
        return "\n" if cell.column() == next_cell.column() else "\t"
    box, next_box = numbers_of(before, BOX), numbers_of(after, BOX)
    if box and next_box and box[:2] == next_box[:2] and box[0] == BoxKind.CODE:
        return "\n"
    if after.blockFormat().property(MARKER) and before.blockFormat().leftMargin() > 0:
        return "\n"
    return "\n\n"
