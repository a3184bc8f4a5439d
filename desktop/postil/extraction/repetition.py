"""What other pages of the site say too is less likely the article's: menus, appeals, lists of headlines.

Only a library knows it. The likelihood that the model gave is lowered, not set: what several pages of a
manual or a shop say may still be part of each of them.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, log
from typing import TYPE_CHECKING

from postil.extraction.selection import choose_kept
from postil.extraction.verdicts import Reason
from postil.model.repetition import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.blocks import Page
    from postil.extraction.classify import Judged
    from postil.extraction.hints import Hints
    from postil.extraction.kept import Kept

_ODDS = ((4, 3.0), (0, 1.0))
"""From how many words on, how much lower the log-odds of a repeated block are.

Of 1,236 repeated lines of four words or more, on articles and forums of 124 sites that the judging model had
not seen, 13 were the article's; of 42 that it kept, 4. On pages of shops a third to a half of them are.
"""
_GREATER_PART = 0.5
_LEAST, _MOST = 1e-6, 1 - 1e-6


def choose_unrepeated(
    page: Page, judged: Judged, hints: Hints, repeated: frozenset[int]
) -> tuple[Judged, Kept]:
    """The verdicts on a page and what is kept of it, where other pages of its site say what is ``repeated``.

    If the greater part of the article would go, all of it stays: then the others are not other articles.
    """
    chosen = choose_kept(page, judged, hints)
    if not repeated or judged.plain:
        return judged, chosen
    texts = [block.text for block in page.blocks]
    lowered = replace(judged, likelihoods=lower_repeated(judged.likelihoods, texts, judged.words, repeated))
    fewer = choose_kept(page, lowered, hints)
    if is_lessened(judged.words, chosen.blocks, fewer.blocks):
        return judged, chosen
    return lowered, fewer.following(chosen, Reason.REPEATED)


def lower_repeated(
    likelihoods: Sequence[float], texts: Sequence[str], words: Sequence[float], repeated: frozenset[int]
) -> tuple[float, ...]:
    """The likelihoods of a page's blocks, lower for those whose fingerprint is among the ``repeated``."""
    if not repeated:
        return tuple(likelihoods)
    return tuple(
        _lowered(likelihood, count) if fingerprint(text) in repeated else likelihood
        for likelihood, text, count in zip(likelihoods, texts, words, strict=True)
    )


def is_lessened(words: Sequence[float], before: Sequence[bool], after: Sequence[bool]) -> bool:
    """Whether less than half of the words that were kept still are."""

    def count(kept: Sequence[bool]) -> float:
        return sum(number for number, keep in zip(words, kept, strict=True) if keep)

    return count(after) < _GREATER_PART * count(before)


def _lowered(likelihood: float, words: float) -> float:
    certain = min(_MOST, max(_LEAST, likelihood))
    odds = log(certain / (1 - certain)) - next(each for least, each in _ODDS if words >= least)
    return 1 / (1 + exp(-odds))
