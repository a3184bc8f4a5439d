"""The first line in sight: remembered while the person scrolls, brought back where the text is set anew."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.reader.arriving import Arrival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postil.gui.reader.sheet import Sheet
    from postil.gui.reader.view import ReaderView


class FirstLine(QObject):
    """Keeps the line that the person put at the top of the page, by its offset."""

    scrolled = Signal()
    """The person scrolled, not the window."""
    arrived = Signal()
    """A place deep in the text has been laid out and is in sight."""

    def __init__(self, sheet: Sheet, view: ReaderView) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._view = view
        self._held = False
        self._scrolled_to = 0
        self._arrival = Arrival(view, self)
        self.offset = 0
        """What begins the line, in the canonical text; 0 where the header is in sight."""
        view.shown.connect(self._shown)
        view.moved.connect(self._moved)

    def position(self) -> tuple[int, float]:
        """The first visible offset, and the share of the text that has been in sight."""
        length = len(self._sheet.text)
        if not length:
            return 0, 0.0
        if self._arrival.offset is not None:
            return self._arrival.offset, self._arrival.offset / length
        bar = self._view.verticalScrollBar()
        first = self._sheet.to_canonical(self._view.first_position()) if bar.value() > 0 else 0
        if bar.value() >= bar.maximum() and self._view.knows_its_height:
            return first, 1.0
        return first, min(1.0, self._sheet.to_canonical(self._view.last_position()) / length)

    def restore(self, offset: int) -> None:
        """Scroll so that the line of ``offset`` is the first; offset 0 shows the header too."""
        if self._sheet.document is None:
            return
        self.offset = offset
        self.reach(offset, lambda: self._bring(offset))

    def reach(self, offset: int, then: Callable[[], object]) -> None:
        """Call ``then`` once all is laid out down to ``offset``: at once, unless that is far below."""
        self._arrival.stop()
        position = self._sheet.to_document(offset)
        if not self._arrival.is_far(position):
            then()
            return

        def arrive() -> None:
            then()
            self.arrived.emit()

        self._arrival.start(offset, position, arrive)

    def stop(self) -> None:
        """Be on the way to no line any longer."""
        self._arrival.stop()

    @property
    def is_arriving(self) -> bool:
        """Whether a line deep in the text is being brought here."""
        return self._arrival.offset is not None

    @contextmanager
    def held(self) -> Iterator[None]:
        """While something else than the person moves the text, the line that is remembered stays."""
        was_held = self._held
        self._held = True
        try:
            yield
        finally:
            self._held = was_held

    # Parts.

    def _bring(self, offset: int) -> None:
        top = self._view.line_top(self._sheet.to_document(offset)) if offset > 0 else 0
        with self.held():
            self._view.scroll_to(top)

    def _shown(self) -> None:
        if self._sheet.document is not None and self.position()[0] != self.offset:
            self.restore(self.offset)

    def _moved(self) -> None:
        """Remember the first line whenever the person scrolls; not where the text itself grew or shrank."""
        bar = self._view.verticalScrollBar()
        value, before = bar.value(), self._scrolled_to
        self._scrolled_to = value
        cut_short = value < before and value == bar.maximum()
        by_itself = self._held or self._view.is_settling or self.is_arriving
        if value != before and not cut_short and not by_itself and self._sheet.document is not None:
            self.offset = self.position()[0]
            self.scrolled.emit()
