"""Where the column of text stands in the view, and what is left of the room for notes beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.gui.reader.margin import NARROWEST as NARROWEST_MARGIN
from postil.gui.reader.margin import WIDEST as WIDEST_MARGIN
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.setting import AssetReader, Look
from postil.gui.reader.writer import PADDING

if TYPE_CHECKING:
    from postil.gui.reader.view import ReaderView
    from postil.gui.theme import Theme

_WIDE_WINDOW = 1800
"""From this width of the window on, the usual letters are a pixel larger."""
_NARROWEST = 200
_LEAST_SHARE = 0.93
"""The share of its width that the column keeps when it makes room for notes."""
_MARGIN_GAP = 10


class Column:
    """The column of one view: the measures and colours that are wanted, set in the room that there is."""

    def __init__(self, view: ReaderView, asset: AssetReader) -> None:
        self._view = view
        self._asset = asset
        self.metrics = Metrics()
        self.theme: Theme | None = None
        self.margin_shown = True
        """Whether notes may stand beside it."""
        self.has_notes = False
        """Whether there are any."""
        self.taken = 0
        """Pixels at the left of the view that something else takes."""
        self.margin_left = 0
        """Where notes may begin beside the column, 0 where there is no room for them."""
        self.margin_width = 0

    def wanted_look(self) -> Look | None:
        """What the text is to be set with now; None before there is a theme."""
        return None if self.theme is None else self.look(self.metrics, self.theme, with_notes=self.has_notes)

    def look(self, metrics: Metrics, theme: Theme, *, with_notes: bool) -> Look:
        """What a text is set with here in these measures and colours."""
        if metrics.size == Metrics().size and self._view.window().width() >= _WIDE_WINDOW:
            metrics = replace(metrics, size=metrics.size + 1)
        room = replace(self._room(), with_notes=self.margin_shown and with_notes)
        width = room.column_width(metrics.column)
        return Look(metrics=metrics, theme=theme, asset=self._asset, width=width, bleed=room.bleed(width))

    def place(self, look: Look) -> None:
        """Let what was set so stand where it belongs."""
        room = self._room()
        left = room.column_left(look.width)
        self._view.place_column(left)
        margin, self.margin_width = room.margin(look.width)
        # In a mirrored window the scroll bar stands before the column.
        self.margin_left = margin + self._view.viewport().x() - left if margin else 0

    def _room(self) -> Room:
        width = self._view.width() - self._view.verticalScrollBar().sizeHint().width()
        return Room(width, taken=self.taken, with_notes=self.margin_shown and self.has_notes)


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
