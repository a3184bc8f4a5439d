"""Where a person is in an article, exactly, so that they can be there again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.gui.reader.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """What is in sight, and where the reading cursor stands. Offsets are canonical."""

    offset: int
    """The first offset in sight."""
    shift: float | None
    """How far its line is above the upper edge, in pixels; None where the whole header is in sight."""
    cursor: int


def place_on(sheet: Sheet) -> ReadingPlace:
    """Where the person is now."""
    cursor = sheet.cursor.span
    value = sheet.view.verticalScrollBar().value()
    offset = sheet.position()[0]
    shift = value - sheet.view.line_top(sheet.to_document(offset)) if value > 0 else None
    return ReadingPlace(offset, shift, cursor[0] if cursor is not None else 0)


def return_to(sheet: Sheet, place: ReadingPlace) -> None:
    """Be where the person was."""
    sheet.restore(place.offset)
    line = sheet.view.line_top(sheet.to_document(place.offset))
    sheet.view.scroll_to(0.0 if place.shift is None else line + place.shift)
    sheet.cursor.place(place.cursor)
    sheet.show_unit()
