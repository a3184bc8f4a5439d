"""What the palette asks for lines to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from postil.gui.palette.fuzzy import best

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.palette.entry import Entry


class Offers(Protocol):
    """Answers to what is typed, in two parts."""

    def at_once(self, typed: str) -> tuple[Entry, ...]:
        """The lines that can be told without waiting, the best first."""

    def later(self, typed: str, answer: Callable[[tuple[Entry, ...]], object]) -> bool:
        """Find the lines that come below these, and ``answer`` with them. False where there are none."""


class Choice:
    """One of a few things: nobody else is asked."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries

    def at_once(self, typed: str) -> tuple[Entry, ...]:
        """Those that were meant."""
        return best(typed, self._entries, lambda entry: entry.title, limit=len(self._entries))

    def later(self, _typed: str, _answer: Callable[[tuple[Entry, ...]], object]) -> bool:
        """There is nothing else."""
        return False
