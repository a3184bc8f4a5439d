"""Carrying over: what another text of a page does to what the person has on it.

Highlights are not rewritten: each keeps the words and the text it was made on, and ``placing`` finds
where it stands in the other text. Here it is told before a text is taken, and where the reader was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.anchoring.describe import describe
from postil.anchoring.folding import letters_of
from postil.anchoring.resolve import resolve
from postil.model.annotation import AnchorState

if TYPE_CHECKING:
    from postil.model.annotation import Annotation, Placed

_LINE = 160
"""Code points by which the place of the reader is known again."""
_RUN = 12
"""Letters in a row that say the same in both texts: by chance they do not."""
_GREATER_PART = 0.5
_STEP = 5
"""Every so many letters of the old text a run is looked for."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How many highlights another text has, and how surely."""

    sure: int
    doubtful: int
    """Found, on evidence that a person should check."""
    lost: int
    newly_lost: int
    """Those that stand in the text that was read until now, and of which the other one has less than half."""

    @property
    def total(self) -> int:
        """All highlights of the page."""
        return self.sure + self.doubtful + self.lost


def carried(before: tuple[Annotation, ...], placed: tuple[Placed, ...], text: str) -> Carried:
    """What became of highlights: as they were known before, and as they are placed in the other ``text``."""
    known = {annotation.id: annotation.state for annotation in before}
    states = [each.annotation.state for each in placed]
    return Carried(
        sure=states.count(AnchorState.ANCHORED),
        doubtful=states.count(AnchorState.MOVED),
        lost=states.count(AnchorState.NOT_FOUND),
        newly_lost=sum(
            _has_lost_words(each, text) and known.get(each.annotation.id) is not AnchorState.NOT_FOUND
            for each in placed
        ),
    )


def carry_position(position: int, old_text: str, text: str) -> int:
    """Where a reader of ``old_text`` at the code point ``position`` is in ``text``, as nearly as can be."""
    if position <= 0 or old_text == text or not old_text[position:].strip():
        return min(position, len(text))
    here = describe(old_text, position, position + _line_length(old_text, position))
    found = resolve(here, text, old_text=old_text)
    if found.start is not None:
        return found.start
    return round(position / len(old_text) * len(text))


def share_kept(old_text: str, text: str) -> float:
    """The share of the old text's letters that the other one has, 0 to 1, in whatever order."""
    old, new = letters_of(old_text), letters_of(text)
    if len(old) <= _RUN:
        return float(old in new)
    runs = {new[start : start + _RUN] for start in range(len(new) - _RUN + 1)}
    looked_for = range(0, len(old) - _RUN + 1, _STEP)
    return sum(old[start : start + _RUN] in runs for start in looked_for) / len(looked_for)


def _has_lost_words(placed: Placed, text: str) -> bool:
    """Whether less than half of a highlight's letters stand at its place in the text."""
    if placed.start is None or placed.end is None:
        return True
    there, quoted = text[placed.start : placed.end], placed.annotation.selectors.quote.exact
    return len(letters_of(there)) < _GREATER_PART * len(letters_of(quoted))


def _line_length(text: str, position: int) -> int:
    """As much of the text as has words: a page may have long stretches without any."""
    length = _LINE
    while not text[position : position + length].strip():
        length *= 2
    return length
