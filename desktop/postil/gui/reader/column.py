"""Where the column of text stands in the view, and what is left of the room for notes beside it."""

from __future__ import annotations

from dataclasses import dataclass

from postil.gui.reader.margin import NARROWEST as NARROWEST_MARGIN
from postil.gui.reader.margin import WIDEST as WIDEST_MARGIN
from postil.gui.reader.writer import PADDING

_NARROWEST = 200
_LEAST_SHARE = 0.93
"""The share of its width that the column keeps when it makes room for notes."""
_MARGIN_GAP = 10


@dataclass(frozen=True, slots=True)
class Room:
    """The width there is, in pixels."""

    width: int
    """Of the view without its scroll bar."""
    taken: int = 0
    """What something else takes at its left: the contents."""
    with_notes: bool = False
    """Whether there are notes that want to stand beside the column."""

    @property
    def free(self) -> int:
        """What the column and the notes may share."""
        return self.width - self.taken

    def column_width(self, wanted: int) -> int:
        """The width of the column: a little less than wanted where notes come to fit beside it then."""
        room = self.free - 2 * PADDING
        beside_notes = room - NARROWEST_MARGIN
        if self.with_notes and wanted * _LEAST_SHARE <= beside_notes < wanted:
            return beside_notes
        return max(_NARROWEST, min(wanted, room))

    def column_left(self, width: int) -> int:
        """Where a column of that width begins: in the middle, or further left where notes need the room."""
        rest = max(0, self.free - width - 2 * PADDING)
        if self.with_notes and rest >= NARROWEST_MARGIN:
            return self.taken + min(rest // 2, max(0, rest - WIDEST_MARGIN))
        return self.taken + rest // 2

    def bleed(self, width: int) -> int:
        """What is free at the right of the column, for wide tables."""
        return max(0, self.width - self.column_left(width) - width - 2 * PADDING)

    def margin(self, width: int) -> tuple[int, int]:
        """Where notes begin beside a column of that width, and how wide they are; two zeros for no room."""
        left = self.column_left(width)
        rest = self.width - left - width - 2 * PADDING
        if not self.with_notes or rest < NARROWEST_MARGIN:
            return 0, 0
        return left + width + PADDING + _MARGIN_GAP, min(WIDEST_MARGIN, rest + PADDING - _MARGIN_GAP)
