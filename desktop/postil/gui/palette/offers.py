"""What the palette asks for lines to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from postil.gui.palette.fuzzy import best

if TYPE_CHECKING:
    from postil.gui.palette.entry import Entry


class Answer(Protocol):
    """How lines are told that were looked for."""

    def __call__(self, entries: tuple[Entry, ...], *, last: bool) -> object:
        """These come below the others; ``last`` where no more will come."""


class Offers(Protocol):
    """Answers to what is typed, in two parts."""

    def at_once(self, typed: str) -> tuple[Entry, ...]:
        """The lines that can be told without waiting, the best first."""

    def later(self, typed: str, answer: Answer) -> bool:
        """Look for the lines that come below these; ``answer`` is called with them. False: there are none."""


class Choice:
    """One of a few things: nobody else is asked."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries

    def at_once(self, typed: str) -> tuple[Entry, ...]:
        """Those that were meant."""
        return best(typed, self._entries, lambda entry: entry.title, limit=len(self._entries))

    def later(self, _typed: str, _answer: Answer) -> bool:
        """There is nothing else."""
        return False
