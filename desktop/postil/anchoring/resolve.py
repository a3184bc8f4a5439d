"""Selectors back to a span of the text that is read now, from the surest step to the last.

1. The position, where the text is the same one, or the same as far as the context reaches.
2. The quote between its context, letter by letter.
3. Where the old text is kept: what became of the letters around the highlight (see ``revision``).
4. Places that share most runs of letters with quote and context (see ``candidates``).

Steps 3 and 4 work on folded text (see ``folding``) and claim a place only on evidence (see
``evidence``): so many letters must agree that another text would not have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import partial_ratio_alignment

from postil.anchoring.alignment import slid
from postil.anchoring.candidates import Letters
from postil.anchoring.evidence import Place, best_of, between, in_proportion, judge
from postil.anchoring.folding import Folded, fold, letters_of
from postil.anchoring.quote import find_all
from postil.anchoring.revision import Revision
from postil.anchoring.whole_words import on_whole_words
from postil.model.annotation import AnchorState
from postil.model.selectors import CONTEXT

if TYPE_CHECKING:
    from postil.anchoring.alignment import Run
    from postil.model.ids import ContentHash
    from postil.model.selectors import Selectors, TextPositionSelector

_LONG_ENOUGH = 44
"""Code points of quote and context that, found letter by letter, need no further proof."""
_LONG_TEXT = 1_000_000
_AROUND = 128
"""Folded letters of the old text on each side of a highlight that are looked at."""
_LIKELY, _LIKELY_LETTERS = 0.5, 0.65
"""The share of a quote's letters that a guess needs, in runs of letters and in any order of edits."""
_FAR_AROUND = 2000
"""Folded letters on each side in which a guess looks for surviving neighbours."""
_SEARCHED = 500_000
"""A text with more letters is not searched for a guess letter by letter."""
_INTACT = 0.6
"""Where so much of quote and context stayed in order, no other place is asked for."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a highlight stands now. Start and end are None where it was not found."""

    start: int | None
    end: int | None
    state: AnchorState
    score: float
    """The share of the quote's letters that stand there, 0 to 1."""
    guess: tuple[int, int] | None = None
    """The likeliest place of a highlight that was not found, where it was asked for."""


_NOT_FOUND = Resolution(None, None, AnchorState.NOT_FOUND, 0.0)


def resolve(
    selectors: Selectors,
    text: str,
    *,
    text_hash: ContentHash | None = None,
    old_text: str | None = None,
) -> Resolution:
    """Where the highlight of ``selectors`` stands in ``text``.

    ``text_hash`` names ``text``; ``old_text`` is the text that the position of the selectors counts
    in, if it is kept. For several highlights of one text make one Resolver: it reads the text once.
    """
    return Resolver(text, text_hash=text_hash).resolve(selectors, old_text=old_text)


class Resolver:
    """Finds highlights in one text."""

    def __init__(self, text: str, *, text_hash: ContentHash | None = None) -> None:
        self._text = text
        self._hash = text_hash
        self._revisions: dict[str, tuple[Folded, Revision]] = {}

    def resolve(self, selectors: Selectors, *, old_text: str | None = None) -> Resolution:
        """Where the highlight of ``selectors`` stands; ``old_text`` as for the function ``resolve``."""
        if not selectors.quote.exact or not self._text:
            return _NOT_FOUND
        found = self._by_position(selectors) or self._by_whole_context(selectors, old_text)
        if found:
            return found
        position = selectors.position
        if old_text and position and old_text[position.start : position.end] == selectors.quote.exact:
            return self._by_old_text(position, old_text)
        return self._by_quote(selectors)

    def guess(self, selectors: Selectors, *, old_text: str | None = None) -> tuple[int, int] | None:
        """The likeliest place of a highlight, however weak: to be shown to the person, never to be claimed.

        First the place with most evidence, then the partial alignment of the quote's letters (rapidfuzz)
        in texts that are not too long for it; where the old text is known, at last what stands between
        the passages that survived around it. It covers whole words. None where nothing is likely.
        """
        found = self.resolve(selectors, old_text=old_text)
        if found.start is not None and found.end is not None:
            return found.start, found.end
        likely = self._likeliest(selectors, old_text)
        return None if likely is None else on_whole_words(self._text, *likely)

    def _likeliest(self, selectors: Selectors, old_text: str | None) -> tuple[int, int] | None:
        quote = letters_of(selectors.quote.exact)
        letters = self._folded.letters
        if not quote or not letters:
            return None
        before = letters_of(selectors.quote.prefix)
        known = before + quote + letters_of(selectors.quote.suffix)
        places = self._places(known, len(before), len(before) + len(quote))
        place = max(places, key=lambda each: each.evidence, default=None)
        if place is not None and place.alive >= _LIKELY:
            return self._folded.span(place.start, min(place.end, len(letters)))
        if len(quote) <= len(letters) <= _SEARCHED:
            aligned = partial_ratio_alignment(quote, letters, score_cutoff=100 * _LIKELY_LETTERS)
            if aligned is not None and aligned.dest_start < aligned.dest_end:
                return self._folded.span(aligned.dest_start, aligned.dest_end)
        return self._guess_between(selectors, old_text)

    def _guess_between(self, selectors: Selectors, old_text: str | None) -> tuple[int, int] | None:
        position = selectors.position
        if not old_text or position is None:
            return None
        old, revision = self._revision(old_text)
        start, end = old.position(position.start), old.position(position.end)
        runs = revision.stayed(max(0, start - _FAR_AROUND), min(len(old.letters), end + _FAR_AROUND))
        span = in_proportion(runs, start, end) if start < end else None
        return None if span is None else self._folded.span(span[0], min(span[1], len(self._folded.letters)))

    @cached_property
    def _folded(self) -> Folded:
        return fold(self._text)

    @cached_property
    def _letters(self) -> Letters:
        return Letters(self._folded.letters)

    def _by_position(self, selectors: Selectors) -> Resolution | None:
        position = selectors.position
        known = selectors.quote
        if position is None:
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

    def _by_whole_context(self, selectors: Selectors, old_text: str | None) -> Resolution | None:
        """The one place where prefix, quote and suffix stand exactly."""
        known = selectors.quote
        whole = known.prefix + known.exact + known.suffix
        if len(whole) < _LONG_ENOUGH or (old_text is not None and len(self._text) > _LONG_TEXT):
            return None  # of a long text the one diff of all is sooner done than a search for each
        starts = find_all(whole, self._text, most=2)
        if len(starts) != 1 or (old_text is not None and len(find_all(whole, old_text, most=2)) > 1):
            return None
        start = starts[0] + len(known.prefix)
        return Resolution(start, start + len(known.exact), AnchorState.ANCHORED, 1.0)

    def _by_old_text(self, position: TextPositionSelector, old_text: str) -> Resolution:
        """Where the highlight of the old text is now, from what became of the letters around it."""
        old, revision = self._revision(old_text)
        start, end = old.position(position.start), old.position(position.end)
        if start == end:
            return _NOT_FOUND
        first, last = max(0, start - _AROUND), min(len(old.letters), end + _AROUND)
        runs = revision.stayed(first, last)
        stayed = self._judge(runs, old.letters, (start, end), in_order=True)
        if stayed and stayed.alive >= _INTACT and stayed.evidence >= _INTACT * (last - first):
            return self._claim([stayed], last - first, diffed=True)
        places = [
            place
            for place in self._places(old.letters[first:last], start - first, end - first)
            if not revision.is_taken(place.start, place.end, start, end)
        ]
        found = self._claim([stayed, *places] if stayed else places, last - first, diffed=True)
        if found.state is AnchorState.NOT_FOUND:
            gap = between(runs, start, end)
            return found if gap is None else self._resolution(gap, AnchorState.MOVED)
        return found

    def _by_quote(self, selectors: Selectors) -> Resolution:
        prefix = letters_of(selectors.quote.prefix)
        quote = letters_of(selectors.quote.exact)
        known = prefix + quote + letters_of(selectors.quote.suffix)
        if not quote:
            return _NOT_FOUND
        places = self._places(known, len(prefix), len(prefix) + len(quote))
        position = selectors.position
        expected = None if position is None else self._folded.position(position.start)
        return self._claim(places, len(known), expected=expected)

    def _places(self, known: str, start: int, end: int) -> list[Place]:
        """Where ``known[start:end]`` may stand, judged by all of ``known``."""
        alignments = self._letters.alignments(known, start, end)
        judged = (self._judge(runs, known, (start, end)) for runs in alignments)
        return [place for place in judged if place]

    def _judge(
        self, runs: list[Run], known: str, quote: tuple[int, int], *, in_order: bool = False
    ) -> Place | None:
        for edge in quote:
            runs = slid(runs, known, self._folded.letters, edge)
        return judge(runs, *quote, letters=len(known), in_order=in_order)

    def _revision(self, old_text: str) -> tuple[Folded, Revision]:
        if old_text not in self._revisions:
            old = fold(old_text)
            self._revisions[old_text] = (old, Revision(old.letters, self._folded.letters))
        return self._revisions[old_text]

    def _claim(
        self, places: list[Place], letters: int, *, expected: int | None = None, diffed: bool = False
    ) -> Resolution:
        claimed = best_of(places, letters, expected=expected, diffed=diffed)
        if claimed is None:
            return _NOT_FOUND
        return self._resolution(*claimed)

    def _resolution(self, place: Place, state: AnchorState) -> Resolution:
        start, end = self._folded.span(place.start, min(place.end, len(self._folded.letters)))
        return Resolution(start, end, state, place.alive)
