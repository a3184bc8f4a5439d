"""A command: one deed of the window, with its words, its keys and where they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from postil.translation import _

Where = Literal[
    "window",
    "places",
    "list",
    "highlights",
    "results",
    "reader",
    "hits",
    "visual",
    "repair",
    "question",
    "overlap",
    "check",
    "speech",
]
"""The part of the window in which a command's keys hold; ``window`` is everywhere. ``hits`` is the
reader while it shows the hits of a search: its keys come before the reader's own. ``repair`` is the
reader in repair: its keys come before those of the window. While it asks, ``question``'s keys alone hold,
and those of ``overlap`` while the reader asks about a highlight that was made over another.
``check`` is the reader while it asks about a highlight in doubt: its keys come before the reader's own.
``speech`` is the reader while it reads aloud: its keys come before the reader's own, too.
``visual`` is the reader while text is selected with the keyboard, a mode (see ``MODES``)."""

MODES: frozenset[Where] = frozenset({"visual"})
"""Scopes in which bare letters and signs of a wider scope do nothing, but for commands that say so."""


@dataclass(frozen=True, slots=True)
class Command:
    """One deed of the window."""

    id: str
    title: str
    keys: tuple[str, ...] = ()
    where: Where = "window"
    menu: str | None = None
    """The menu that shows it; None keeps it to keys and palette."""
    in_modes: bool = False
    """Whether its bare keys hold in a mode, too."""

    @property
    def label(self) -> str:
        """Its title in the language of the person."""
        return _(self.title)

    @property
    def moves(self) -> bool:
        """Whether it only moves focus or cursor inside its part: no use in the palette."""
        return self.menu is None and self.where != "window"

    @property
    def repeats(self) -> bool:
        """Whether it is done again and again while its key is held down: steps are, and sizes."""
        return (self.moves or self.id in _HELD) and not _STEPS.isdisjoint(self._deed.split("-"))

    @property
    def counts(self) -> bool:
        """Whether a number typed before it says how often."""
        return self.where == "visual" and (self.repeats or self._deed in _UNITS)

    @property
    def _deed(self) -> str:
        return self.id.rpartition(".")[2]


_HELD = frozenset({
    "annotation.next", "annotation.previous",
    "text.larger", "text.smaller", "text.wider", "text.narrower",
})  # fmt: skip
"""Commands of a menu that a held key repeats."""

_STEPS = frozenset({
    "next", "previous", "left", "right", "up", "down", "later", "sooner", "end",
    "larger", "smaller", "wider", "narrower",
})  # fmt: skip
"""Words in the id of a command that goes a step further each time."""

_UNITS = frozenset({"paragraph", "sentence", "word"})
