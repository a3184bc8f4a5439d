"""The hits on the page: of the find bar, or of a search of the library; one set at a time."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui import words
from postil.gui.reader.find import FoldedText
from postil.gui.reader.reading_place import place_on
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.gui.reader.find_bar import FindBar
    from postil.gui.reader.quiet_bar import QuietBar
    from postil.gui.reader.reading_place import ReadingPlace
    from postil.gui.reader.sentences import Span
    from postil.gui.reader.sheet import Sheet


class Finder(QObject):
    """Marks hits and goes from one to the next."""

    jumped = Signal(object)
    """Somebody went to a hit, from the ``ReadingPlace``; on to the next hit is no further jump."""

    def __init__(self, sheet: Sheet, bar: FindBar, told: QuietBar) -> None:
        """``told`` says which hit of a search is looked at, and the keys that lead on."""
        super().__init__(sheet)
        self._sheet = sheet
        self._bar = bar
        self._told = told
        self._hits: tuple[Span, ...] = ()
        self._current = -1
        self._searched: tuple[Span, ...] = ()
        self._origin = 0
        self._text = ""
        self._folded: FoldedText | None = None
        self._jump_from: ReadingPlace | None = None
        self._walked_to: ReadingPlace | None = None
        bar.changed.connect(self._find)
        bar.next_wanted.connect(self.next)
        bar.previous_wanted.connect(self.previous)
        bar.closed.connect(self._closed)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (
            ("reader.find", self.open),
            ("reader.find-next", self.next),
            ("reader.find-previous", self.previous),
        )

    def open(self) -> None:
        """Show the find bar, with the selected words in it."""
        span = self._sheet.selection()
        selected = self._sheet.text[slice(*span)] if span is not None else ""
        self._origin = span[0] if span is not None else self._sheet.position()[0]
        self._jump_from = place_on(self._sheet)
        self._bar.open(selected if "\n" not in selected and len(selected) < 100 else "")
        self._tell()

    def show_hits(self, spans: Sequence[Span]) -> None:
        """Mark the hits of a search; none takes them away."""
        self._searched = tuple(sorted(spans))
        if not self._bar.isVisible():
            self._take(self._searched)

    def next(self) -> None:
        """Go to the next hit, from the last to the first."""
        self._go(1)

    def previous(self) -> None:
        """Go to the hit before, from the first to the last."""
        self._go(-1)

    def unwind(self) -> bool:
        """Close the bar; False where it is closed."""
        if self._bar.isVisible():
            self._bar.close_bar()
            return True
        return False

    def show_again(self) -> None:
        """The document is another one: mark the same hits in it."""
        self._sheet.set_hits(self._hits, self._current)

    def reset(self) -> None:
        """Another article came."""
        self._searched = ()
        self._walked_to = None
        self._bar.hide()
        self._take(())

    def _find(self, sought: str) -> None:
        self._take(self._found(sought))
        if self._hits:
            self._current = self._first_ahead(self._origin)
            self._show_current()
        self._bar.tell(self._current, len(self._hits))

    def _found(self, sought: str) -> tuple[Span, ...]:
        """The hits of the field. The text is made ready once: it is long, and letters come one by one."""
        if self._folded is None or self._text is not self._sheet.text:
            self._text = self._sheet.text
            self._folded = FoldedText(self._text)
        return self._folded.find(sought, whole_words=self._bar.whole_words)

    def _take(self, hits: tuple[Span, ...]) -> None:
        self._hits = hits
        self._current = -1
        self.show_again()
        self._tell()

    def _tell(self, wrapped: str = "") -> None:
        """While the hits of a search are marked, N walks them: that is always in sight."""
        if not self._searched or self._bar.isVisible():
            self._told.hide()
            return
        total = words.number(len(self._hits))
        if self._current >= 0:
            where = _("Hit {current} of {total}").format(current=words.number(self._current + 1), total=total)
        else:
            where = words.counted("{count} hit", "{count} hits", len(self._hits))
        where = f"{where}  ·  {wrapped}" if wrapped else where
        self._told.say(
            where + "  ·  " + _("{hits.next} next  ·  {hits.previous} previous  ·  {go.unwind} ends")
        )

    def _first_ahead(self, offset: int) -> int:
        at = bisect_left(self._hits, (offset, 0))
        return at if at < len(self._hits) else 0

    def _go(self, by: int) -> None:
        if not self._hits and self._bar.field.text():
            self._take(self._found(self._bar.field.text()))
        if not self._hits:
            return
        if self._current < 0:
            span = self._sheet.cursor.span or (0, 0)
            self._current = self._first_ahead(span[0]) - (1 if by > 0 else 0)
        beyond = self._current + by
        self._current = beyond % len(self._hits)
        if self._bar.isVisible():
            self._show_current()
        else:
            before = place_on(self._sheet)
            self._show_current()
            if before != self._walked_to:
                self.jumped.emit(before)
            self._walked_to = place_on(self._sheet)
        wrapped = self._wrapped(beyond)
        self._bar.tell(self._current, len(self._hits), wrapped=wrapped)
        self._tell(wrapped)

    def _wrapped(self, beyond: int) -> str:
        if beyond >= len(self._hits):
            return _("on from the top")
        return _("on from the end") if beyond < 0 else ""

    def _show_current(self) -> None:
        self.show_again()
        start, end = self._hits[self._current]
        self._sheet.go_to(start, end)

    def _closed(self) -> None:
        before, self._jump_from = self._jump_from, None
        if before is not None and self._current >= 0 and before != place_on(self._sheet):
            self.jumped.emit(before)
        self._take(self._searched)
        self._sheet.view.setFocus()
