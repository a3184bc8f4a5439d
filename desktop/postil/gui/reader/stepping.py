"""The unit of the reading cursor, and steps by a unit that a key names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.reader.cursor import Unit
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.reader.navigation import Navigation
    from postil.gui.reader.sheet import Sheet

_WORDS = {
    Unit.PARAGRAPH: marked("By paragraph"),
    Unit.SENTENCE: marked("By sentence"),
    Unit.WORD: marked("By word"),
}


class Stepping(QObject):
    """Tab and Shift+Tab, and the keys that go by one unit and no other."""

    changed = Signal(str)
    """The unit is another one: how it is called in the table of units."""

    def __init__(self, sheet: Sheet, navigation: Navigation) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._navigation = navigation

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (
            ("reader.unit", self.smaller),
            ("reader.larger-unit", self.larger),
            *(
                (f"reader.{way}-{unit.name.lower()}", partial(self._go, unit, forward=way == "next"))
                for unit in Unit
                for way in ("next", "previous")
            ),
            ("reader.half-down", partial(self._half, down=True)),
            ("reader.half-up", partial(self._half, down=False)),
        )

    @property
    def status(self) -> str:
        """By what the reading cursor steps, in words."""
        return _(_WORDS[self._sheet.cursor.unit])

    def smaller(self) -> None:
        """Go by sentences instead of paragraphs, by words instead of sentences."""
        self._sheet.cursor.next_unit()
        self._show()

    def larger(self) -> None:
        """Go by sentences instead of words, by paragraphs instead of sentences."""
        self._sheet.cursor.previous_unit()
        self._show()

    def stand_on(self, unit: Unit, offset: int) -> None:
        """Stand on the unit of that kind at ``offset``."""
        self._sheet.cursor.place(offset)
        self._sheet.cursor.choose(unit)
        self._show()

    def _go(self, unit: Unit, *, forward: bool) -> None:
        if self._sheet.cursor.unit is not unit:
            self._sheet.cursor.choose(unit)
            self.changed.emit(unit.value)
        (self._navigation.down if forward else self._navigation.up)()

    def _half(self, *, down: bool) -> None:
        view = self._sheet.view
        half = view.viewport().height() / 2
        view.scroll_to(view.verticalScrollBar().value() + (half if down else -half))
        self._sheet.take_cursor_along()
        self._navigation.stepped.emit()

    def _show(self) -> None:
        span = self._sheet.cursor.span
        self._sheet.show_unit()
        if span is not None:
            self._sheet.reveal(*span)
        self._navigation.stepped.emit()
        self.changed.emit(self._sheet.cursor.unit.value)
