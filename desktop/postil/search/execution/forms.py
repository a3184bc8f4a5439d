"""The words of the library as they are written: those near a word, and those that begin like one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from postil.search.execution.fuzzy import near
from postil.search.ranking import Form
from postil.search.segments.schema import WORDS
from postil.search.words.analysis import FOLDED
from postil.search.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.search.segments.segment import Segment

_EDITS = 2
_FOR_ONE_EDIT = 4
"""A word of so few letters is another word with two edits."""


def near_forms(segments: Sequence[Segment], word: str, limit: int) -> tuple[Form, ...]:
    """The words one edit from a word, or where there is none two; the word itself is not among them.

    The most frequent come first. One that is near only without its accents is told without them. What was
    deleted counts until segments are brought together.
    """
    asked = word.casefold()
    folded = FOLDED + fold(word)
    for edits in range(1, (1 if len(asked) <= _FOR_ONE_EDIT else _EDITS) + 1):
        found: Counter[str] = Counter()
        for segment in segments:
            terms = segment.terms(WORDS)
            written, _ = near(terms, asked, edits)
            bare, away = near(terms, folded, edits, prefix=len(FOLDED))
            for at in (*written.tolist(), *bare[away > 0].tolist()):
                found[terms[at].decode().removeprefix(FOLDED)] += int(terms.documents(at, at + 1)[0])
        del found[asked]
        accented = {fold(form) for form in found if fold(form) != form}
        forms = _most(Counter({form: found[form] for form in found.keys() - accented}), limit)
        if forms:
            return forms
    return ()


def begun_forms(segments: Sequence[Segment], prefix: str, limit: int) -> tuple[Form, ...]:
    """The words that begin so, the most frequent first. What was deleted counts as in ``near_forms``."""
    found: Counter[str] = Counter()
    for segment in segments:
        terms = segment.terms(WORDS)
        first, last = terms.span(prefix.casefold().encode("utf-8", "replace"))
        documents = terms.documents(first, last)
        for at in documents.argsort(kind="stable")[::-1][: _AHEAD * limit].tolist():
            found[terms[first + at].decode()] += int(documents[at])
    return _most(found, limit)


_AHEAD = 8
"""So many times more words are looked at in each segment than are told: they add up across segments."""


def _most(found: Counter[str], limit: int) -> tuple[Form, ...]:
    written = [(word, documents) for word, documents in found.items() if not word.startswith(FOLDED)]
    written.sort(key=lambda entry: (-entry[1], entry[0]))
    return tuple(Form(word, documents) for word, documents in written[:limit])
