"""What a screen reader is told of the article: where the reading cursor is, and what is highlighted there.

The text and its caret are those of Qt's text view. The caret follows the reading cursor, so that a screen
reader's own commands begin where the person reads. Highlights are painted by us and are no formats of the
document: they are announced when the cursor enters and leaves them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui import highlight_words
from postil.gui.announcing import announce
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.reader.sheet import Sheet
    from postil.model.annotation import Placed
    from postil.model.ids import AnnotationId


class Spoken(QObject):
    """Follows the reading cursor of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._placed: tuple[Placed, ...] = ()
        self._inside: frozenset[AnnotationId] = frozenset()
        self._last: tuple[int, int] | None = None
        self.names = ColorNames()
        """The person's names of the colours."""
        sheet.cursor_shown.connect(self._follow)
        sheet.first_line.arrived.connect(self._put_caret)

    def set_placed(self, placed: tuple[Placed, ...]) -> None:
        """The page has these annotations."""
        self._placed = placed
        span = self._sheet.cursor.span
        self._inside = frozenset() if span is None else self._ids_at(span)

    def reset(self) -> None:
        """Another article is shown: what comes first is not announced."""
        self._inside = frozenset()
        self._last = None

    def told_of(self, span: tuple[int, int]) -> str:
        """What is said when the cursor comes to ``span``: highlights left and entered, then the text."""
        here = [item for item in self._placed if _overlaps(item, span)]
        ids = frozenset(item.annotation.id for item in here)
        parts = [_("End of highlight")] if self._inside - ids else []
        parts += [
            highlight_words.facts(item.annotation, self.names)
            for item in here
            if item.annotation.id not in self._inside
        ]
        self._inside = ids
        return ". ".join((*parts, self._sheet.text[span[0] : span[1]]))

    def _follow(self) -> None:
        span = self._sheet.cursor.span
        if span is None or span == self._last:
            return
        is_first = self._last is None
        self._last = span
        if not self._sheet.first_line.is_arriving:
            self._put_caret()
        told = self.told_of(span)
        if not is_first:
            announce(self._sheet.view, told, at_once=True)

    def _put_caret(self) -> None:
        """Where it stands, everything above is laid out by Qt: deep in a text that waits until it is done."""
        span = self._sheet.cursor.span
        if span is not None:
            self._sheet.view.put_caret(self._sheet.to_document(span[0]))

    def _ids_at(self, span: tuple[int, int]) -> frozenset[AnnotationId]:
        return frozenset(item.annotation.id for item in self._placed if _overlaps(item, span))


def _overlaps(item: Placed, span: tuple[int, int]) -> bool:
    return item.start is not None and item.end is not None and item.start < span[1] and span[0] < item.end
