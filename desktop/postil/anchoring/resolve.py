"""Selectors back to a span of the text that is read now, in order from the surest step to the last.

1. The position, where the text is the same one, or the same as far as the context reaches.
2. The quote between its context, letter by letter.
3. The same in folded text (see ``folding``), judged by the letters that agree around it.

A place is claimed only on evidence: so many letters must agree that another text would not have them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.anchoring import quote
from postil.anchoring.candidates import Grams
from postil.anchoring.evidence import CHANCE, Place, judge
from postil.anchoring.folding import Folded, fold, letters_of
from postil.anchoring.revision import Revision
from postil.model.annotation import AnchorState
from postil.model.selectors import CONTEXT

if TYPE_CHECKING:
    from postil.model.ids import ContentHash
    from postil.model.selectors import Selectors, TextPositionSelector

FLOOR = 22
"""Letters that must agree before a place is claimed; half of them for "moved: check me"."""
LEAD = 5
"""Letters by which a place must be ahead of the next one."""
IN_ORDER = 12
"""What it is worth, in letters, to stand between the same neighbours as before."""
LEAST_ALIVE = 0.4
"""The share of the quote's letters that must still be there."""
AROUND = 128
"""Folded letters of the old text on each side of the highlight that are looked at."""


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
        self._grams: Grams | None = None
        self._revisions: dict[str, tuple[Folded, Revision]] = {}

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
        if not self.folded.letters:
            return NOT_FOUND
        if old_text is not None and selectors.position is not None:
            return self._from_old_text(selectors.position, old_text)
        return self._from_quote(selectors)

    def _from_old_text(self, position: TextPositionSelector, old_text: str) -> Resolution:
        """Where the highlight of the old text is now, from what became of the text around it."""
        old, revision = self._revision(old_text)
        start, end = old.position(position.start), old.position(position.end)
        if start == end:
            return NOT_FOUND
        first, last = max(0, start - AROUND), min(len(old.letters), end + AROUND)
        stayed = judge(revision.stayed(first, last), start, end)
        if stayed and stayed.alive == 1.0 and stayed.end - stayed.start == end - start:
            return self._claim([stayed], last - first)
        known = old.letters[first:last]
        moved = [
            place
            for place in self._places(known, start - first, end - first)
            if not revision.is_other_text(place.start, place.end, start, end)
        ]
        if stayed:
            stayed = replace(stayed, evidence=stayed.evidence + IN_ORDER)
            moved.append(stayed)
        return self._claim(moved, last - first)

    def _from_quote(self, selectors: Selectors) -> Resolution:
        prefix = letters_of(selectors.quote.prefix)
        quote = letters_of(selectors.quote.exact)
        known = prefix + quote + letters_of(selectors.quote.suffix)
        if not quote:
            return NOT_FOUND
        places = self._places(known, len(prefix), len(prefix) + len(quote))
        return self._claim(places, len(known))

    def _places(self, known: str, start: int, end: int) -> list[Place]:
        """Where ``known[start:end]`` may stand, judged by all of ``known``."""
        if self._grams is None:
            self._grams = Grams(self.folded.letters)
        judged = (judge(runs, start, end) for runs in self._grams.alignments(known))
        return [place for place in judged if place]

    def _revision(self, old_text: str) -> tuple[Folded, Revision]:
        if old_text not in self._revisions:
            old = fold(old_text)
            self._revisions[old_text] = (old, Revision(old.letters, self.folded.letters))
        return self._revisions[old_text]

    def _claim(self, places: list[Place], letters: int) -> Resolution:
        """The best of ``places`` if enough speaks for it."""
        places = sorted(places, key=lambda place: -place.evidence)
        if not places:
            return NOT_FOUND
        best = places[0]
        others = [place for place in places[1:] if abs(place.start - best.start) > 3]
        floor = min(FLOOR, letters - CHANCE)
        lead = best.evidence - others[0].evidence if others else LEAD
        if best.evidence < (floor + 1) // 2 or best.alive < LEAST_ALIVE:
            return NOT_FOUND
        sure = best.evidence >= floor and lead >= LEAD
        start, end = self.folded.span(best.start, min(best.end, len(self.folded.letters)))
        state = AnchorState.ANCHORED if sure else AnchorState.MOVED
        return Resolution(start, end, state, best.alive)
