"""Where a highlight of another tool stands in a text, claimed only where it is sure.

A tool tells the words, sometimes what stood beside them, seldom where about in the text they were. A quote
that stands there once, letter by letter, is there, however short: it was made on this page. One that stands
there several times is told by what is beside it, then by where about it was, if one place is much nearer
than all others. The rest is what ``anchoring.resolve`` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.anchoring.describe import describe
from postil.anchoring.folding import letters_of
from postil.anchoring.quote import find_all
from postil.anchoring.resolve import Resolver
from postil.model.annotation import AnchorState
from postil.model.selectors import CONTEXT, Selectors, TextPositionSelector

if TYPE_CHECKING:
    from postil.model.ids import ContentHash
    from postil.model.selectors import TextQuoteSelector

_MOST_PLACES = 50
"""A quote that stands there so many times is not told by where about it was."""
_SEEN = 24
"""Letters beside a quote that are compared."""
_NEAR = 0.02
"""The part of the text within which the nearest of several places must be to where it is said to be."""
_FARTHER = 3
"""So many times as far all others must be."""
_BEYOND = "\u0590"
"""The first character after those of Latin, Greek, Cyrillic and Armenian."""


class Anchoring:
    """Finds highlights of other tools in one text."""

    def __init__(self, text: str, text_hash: ContentHash) -> None:
        self._text = text
        self._hash = text_hash
        self._resolver = Resolver(text, text_hash=text_hash)

    def anchored(self, quote: TextQuoteSelector, share: float | None = None) -> tuple[Selectors, AnchorState]:
        """The selectors of a highlight, and whether it stands surely in the text.

        Where it does, they name its place; else they are no more than what the tool said. ``share`` is
        where about in the text it is, 0 to 1.
        """
        span = self._letter_by_letter(quote, share)
        if span is None:
            found = self._resolver.resolve(self._hinted(quote, share))
            if found.state is not AnchorState.ANCHORED or found.start is None or found.end is None:
                return Selectors(quote), found.state
            span = found.start, found.end
        return describe(self._text, *span, text_hash=self._hash), AnchorState.ANCHORED

    def _hinted(self, quote: TextQuoteSelector, share: float | None) -> Selectors:
        """With a place that is only about right: the resolver takes it to order equals, never as proof."""
        if share is None:
            return Selectors(quote)
        start = round(share * len(self._text))
        return Selectors(quote, TextPositionSelector(start, start + len(quote.exact)))

    def _letter_by_letter(self, quote: TextQuoteSelector, share: float | None) -> tuple[int, int] | None:
        exact = quote.exact.strip()
        starts = [
            start
            for start in find_all(exact, self._text, most=_MOST_PLACES)
            if self._is_whole(start, start + len(exact))
        ]
        if quote.prefix.strip() or quote.suffix.strip():
            starts = [start for start in starts if self._is_beside(quote, start, start + len(exact))]
        if len(starts) > 1 and share is not None and len(starts) < _MOST_PLACES:
            starts = self._nearest(starts, share)
        return (starts[0], starts[0] + len(exact)) if len(starts) == 1 else None

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word is cut at its ends."""
        text = self._text
        before = text[start - 1 : start + 1] if start else ""
        return not _is_within_word(before) and not _is_within_word(text[end - 1 : end + 1])

    def _is_beside(self, quote: TextQuoteSelector, start: int, end: int) -> bool:
        """Whether what the tool says stands beside it does."""
        before = letters_of(self._text[max(0, start - CONTEXT) : start])
        after = letters_of(self._text[end : end + CONTEXT])
        return before.endswith(letters_of(quote.prefix)[-_SEEN:]) and after.startswith(
            letters_of(quote.suffix)[:_SEEN]
        )

    def _nearest(self, starts: list[int], share: float) -> list[int]:
        """The one place that is much nearer to where it is said to be than all others; else all."""
        near, next_near, *_rest = sorted(starts, key=lambda start: abs(start - share * len(self._text)))
        far = abs(near - share * len(self._text)) / len(self._text)
        next_far = abs(next_near - share * len(self._text)) / len(self._text)
        return [near] if far <= _NEAR and next_far >= _FARTHER * max(far, _NEAR / 2) else starts


def _is_within_word(pair: str) -> bool:
    """Whether two letters are of one word, in a script that parts words: Latin, Greek, Cyrillic, Armenian."""
    return len(pair) == 2 and pair.isalnum() and max(pair) < _BEYOND
