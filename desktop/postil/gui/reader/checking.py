"""Highlights in doubt, one after the other: does it stand here? One key says yes, another no.

In doubt is what was found on weak evidence (*moved*), and what was not found where some place is likely.
A likely place is shown selected; other words may be selected instead before Enter.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from postil.gui import words
from postil.model.annotation import AnchorState
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.reader.annotating import Annotating
    from postil.gui.reader.quiet_bar import QuietBar
    from postil.gui.reader.sheet import Sheet
    from postil.model.annotation import Placed

_QUOTED = 32
"""Letters of a quote in the question."""


class Checking(QObject):
    """Asks about highlights in doubt. What is answered goes out by signals."""

    confirmed = Signal(str, int, int)
    """annotation id, start, end: it stands there."""
    refused = Signal(str)
    """annotation id: it does not stand in this text."""
    told = Signal(str)

    def __init__(self, sheet: Sheet, annotating: Annotating, bar: QuietBar) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._annotating = annotating
        self._bar = bar
        self._placed: tuple[Placed, ...] = ()
        self._asked: Placed | None = None
        self._at = 0
        bar.accepted.connect(self._accepted)
        annotating.activated.connect(self._came_to)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (
            ("annotation.check", self.check),
            ("check.yes", self.yes),
            ("check.no", self.no),
            ("check.next", partial(self._walk, 1)),
            ("check.previous", partial(self._walk, -1)),
            ("visual.anchor", self.yes),
        )

    @property
    def asks(self) -> bool:
        """Whether a question stands: see the scope ``check``."""
        return self._asked is not None

    # What is shown.

    def article_shown(self, placed: tuple[Placed, ...]) -> None:
        """Another article: say quietly how many of its highlights are in doubt."""
        self._asked = None
        self._placed = placed
        self._offer()

    def set_placed(self, placed: tuple[Placed, ...]) -> None:
        """The annotations are others, or stand elsewhere; what was answered is asked no more."""
        self._placed = placed
        doubtful = self._doubtful()
        if self._asked is None:
            if not doubtful:
                self._bar.hide()
            return
        now = self._item()
        if now is not None and _where(now) == _where(self._asked):
            return
        if doubtful:
            self._ask(doubtful[min(self._at, len(doubtful) - 1)])
        else:
            self._asked = None
            self._bar.hide()
            self.told.emit(_("No highlight of this page is in doubt any more."))

    def unwind(self) -> bool:
        """Ask no longer; False where nothing was asked or offered."""
        shown, asked = self._bar.isVisible(), self._asked is not None
        self._asked = None
        self._bar.hide()
        if asked:
            self._sheet.deselect()
        return shown or asked

    # What the keys ask for.

    def check(self) -> None:
        """Ask about the highlight that is meant, if it is in doubt, else about the first that is."""
        current = self._annotating.current()
        meant = [
            item for item in self._placed if current and item.annotation.id == current.id and _is_open(item)
        ]
        doubtful = meant or self._doubtful()
        if doubtful:
            self._ask(doubtful[0])
        else:
            self.told.emit(_("No highlight of this page is in doubt."))

    def yes(self) -> None:
        """It stands on the words that are selected, or else where it is shown."""
        item = self._item()
        if item is None:
            return
        span = self._sheet.selection()
        if span is None and item.start is not None and item.end is not None:
            span = item.start, item.end
        if span is None:
            self.told.emit(_("Select the words on which the highlight stands, then press {check.yes}."))
            return
        self._sheet.deselect()
        self.confirmed.emit(item.annotation.id, *span)

    def no(self) -> None:
        """It does not stand here."""
        item = self._item()
        if item is not None:
            self._sheet.deselect()
            self.refused.emit(item.annotation.id)

    # Parts.

    def _accepted(self) -> None:
        if self._asked is None:
            self.check()
        else:
            self.yes()

    def _came_to(self, annotation: str) -> None:
        """The person walks over highlights: one in doubt says so."""
        if self._asked is None and any(
            item.annotation.id == annotation and item.annotation.state is AnchorState.MOVED
            for item in self._placed
        ):
            self._bar.say(_("The text has changed since: please check this highlight."), _("Check   !"))

    def _walk(self, by: int) -> None:
        doubtful = self._doubtful()
        if doubtful:
            now = self._item()
            at = doubtful.index(now) + by if now in doubtful else 0
            self._ask(doubtful[at % len(doubtful)])

    def _ask(self, item: Placed) -> None:
        self._asked = item
        doubtful = self._doubtful()
        self._at = doubtful.index(item) if item in doubtful else 0
        quote = " ".join(item.annotation.selectors.quote.exact.split())
        quote = quote if len(quote) <= _QUOTED else quote[: _QUOTED - 1].rstrip() + "…"
        if item.start is not None:
            self._annotating.come_to(item.annotation.id)
            question = _("Was “{quote}”. Does it stand here?")
        elif item.guess is not None:
            self._sheet.go_to(item.guess[0], item.guess[1])
            self._select(*item.guess)
            question = _("Not found: “{quote}”. Is it here?")
        else:
            question = _("Not found: “{quote}”. Select where it stands.")
        place = _("{at} of {count}").format(at=self._at + 1, count=max(1, len(doubtful)))
        answers = _("X not here, ) next")
        self._bar.say(f"{place}   {question.format(quote=quote)}   {answers}", _("Yes, here   ⏎"))

    def _select(self, start: int, end: int) -> None:
        view = self._sheet.view
        cursor = view.textCursor()
        cursor.setPosition(self._sheet.to_document(start))
        cursor.setPosition(self._sheet.to_document(end), QTextCursor.MoveMode.KeepAnchor)
        view.setTextCursor(cursor)

    def _offer(self) -> None:
        doubtful = self._doubtful()
        if not doubtful:
            self._bar.hide()
            return
        moved = sum(item.start is not None for item in doubtful)
        parts = []
        if moved:
            parts.append(words.counted("{count} highlight moved", "{count} highlights moved", moved))
        if len(doubtful) > moved:
            lost = len(doubtful) - moved
            parts.append(words.counted("{count} highlight not found", "{count} highlights not found", lost))
        self._bar.say(", ".join(parts), _("Check   !"))

    def _doubtful(self) -> list[Placed]:
        """What is asked about, in the order of the text; what is not found stands where it is likely."""
        doubtful = [item for item in self._placed if _is_doubtful(item)]
        return sorted(doubtful, key=lambda item: item.start if item.start is not None else _guessed(item))

    def _item(self) -> Placed | None:
        """What is asked about, as it is now."""
        asked = self._asked.annotation.id if self._asked is not None else None
        return next((item for item in self._placed if item.annotation.id == asked), None)


def _is_doubtful(item: Placed) -> bool:
    return _is_open(item) and (item.start is not None or item.guess is not None)


def _is_open(item: Placed) -> bool:
    """Whether an answer is wanted: also where nothing is likely, if the person comes to it."""
    return item.annotation.state is not AnchorState.ANCHORED


def _where(item: Placed) -> tuple[object, ...]:
    """What an answer changes."""
    return item.annotation.state, item.start, item.end, item.guess


def _guessed(item: Placed) -> int:
    return item.guess[0] if item.guess is not None else 0
