"""Selectors back to a span of the text that is read now, in order from the surest step to the last.

1. The position, where the text is the same one, or the same as far as the context reaches.
2. The quote between its context, letter by letter.
3. The same in folded text (see ``folding``), judged by the letters that agree around it.

A place is claimed only on evidence: so many letters must agree that another text would not have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.anchoring import quote
from postil.anchoring.evidence import Known
from postil.anchoring.folding import Folded, fold, letters_of
from postil.model.annotation import AnchorState
from postil.model.selectors import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.anchoring.quote import Candidate
    from postil.model.ids import ContentHash
    from postil.model.selectors import Selectors

FLOOR = 22
"""Letters that must agree before a place is claimed; half of them for "moved: check me"."""
LEAD = 5
"""Letters by which a place must be ahead of the next one."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a highlight stands now. Start and end are None where it was not found."""

    start: int | None
    end: int | None
    state: AnchorState
    score: float
    """The share of the known letters (quote and context) that stand there, 0 to 1."""


NOT_FOUND = Resolution(None, None, AnchorState.NOT_FOUND, 0.0)


def resolve(
    selectors: Selectors,
    text: str,
    *,
    text_hash: ContentHash | None = None,
    old_text: str | None = None,
) -> Resolution:
    """Where the highlight of ``selectors`` stands in ``text``.

    ``text_hash`` names ``text``; ``old_text`` is the text that the position of the selectors counts
    in, if it is kept. For several highlights of one text make one Resolver: it folds the text once.
    """
    return Resolver(text, text_hash=text_hash).resolve(selectors, old_text=old_text)


class Resolver:
    """Finds highlights in one text."""

    def __init__(self, text: str, *, text_hash: ContentHash | None = None) -> None:
        self._text = text
        self._hash = text_hash
        self._folded: Folded | None = None

    def resolve(self, selectors: Selectors, *, old_text: str | None = None) -> Resolution:
        """Where the highlight of ``selectors`` stands; see ``resolve``."""
        return (
            self._by_position(selectors)
            or self._by_quote_in_context(selectors)
            or self._by_letters(selectors, old_text)
        )

    @property
    def folded(self) -> Folded:
        """The letters of the text."""
        if self._folded is None:
            self._folded = fold(self._text)
        return self._folded

    def _by_position(self, selectors: Selectors) -> Resolution | None:
        position = selectors.position
        known = selectors.quote
        if position is None or not known.exact:
            return None
        start, end = position.start, position.end
        if self._text[start:end] != known.exact:
            return None
        same_text = selectors.text_hash is not None and selectors.text_hash == self._hash
        same_surroundings = (
            self._text[max(0, start - CONTEXT) : start] == known.prefix
            and self._text[end : end + CONTEXT] == known.suffix
        )
        if not (same_text or same_surroundings):
            return None
        return Resolution(start, end, AnchorState.ANCHORED, 1.0)

    def _by_quote_in_context(self, selectors: Selectors) -> Resolution | None:
        known = selectors.quote
        if len(known.prefix) + len(known.exact) + len(known.suffix) < 2 * FLOOR or not known.exact:
            return None
        whole = known.prefix + known.exact + known.suffix
        starts = quote.find_all(whole, self._text)
        if not starts:
            return None
        position = selectors.position
        at = min(starts, key=lambda start: 0 if position is None else abs(start - position.start))
        start = at + len(known.prefix)
        state = AnchorState.ANCHORED if len(starts) == 1 or position is not None else AnchorState.MOVED
        return Resolution(start, start + len(known.exact), state, 1.0)

    def _by_letters(self, selectors: Selectors, old_text: str | None) -> Resolution:
        known = Known(
            letters_of(selectors.quote.prefix),
            letters_of(selectors.quote.exact),
            letters_of(selectors.quote.suffix),
        )
        if not known.quote or not self.folded.letters:
            return NOT_FOUND
        expected = self._expected(selectors, old_text)
        return self._claim(known, quote.occurrences(known, self.folded.letters, expected))

    def _expected(self, selectors: Selectors, old_text: str | None) -> int | None:
        """The folded offset where the highlight would stand if nothing had changed before it."""
        if selectors.position is None:
            return None
        if old_text is not None:
            return len(letters_of(old_text[: selectors.position.start]))
        return self.folded.position(selectors.position.start)

    def _claim(self, known: Known, places: Sequence[Candidate]) -> Resolution:
        """The first of ``places`` (best first) if enough letters speak for it."""
        if not places:
            return NOT_FOUND
        best = places[0]
        floor = min(FLOOR, known.letters)
        lead = best.evidence - places[1].evidence if len(places) > 1 else LEAD
        if best.evidence < (floor + 1) // 2:
            return NOT_FOUND
        sure = best.evidence >= floor and lead >= LEAD
        start, end = self.folded.span(best.start, best.end)
        state = AnchorState.ANCHORED if sure else AnchorState.MOVED
        return Resolution(start, end, state, best.evidence / known.letters)
