"""Whole sentences: which of their words must match, and what is asked where few documents have all of them.

Two or three words must all match: who types so few means each. A sentence, or a question as one would put
it to a person, is mostly in no document with all its words. So a query of at least ``LEAST`` words without
operators is asked in two passes: strictly, for documents that have all words but the small ones (*what*,
*is*, *the*); and then, where these are too few, for those that have any, of which the ones with the most
and the rarest words rank first, and those where they stand side by side as they were typed. Phrases and
filters of the query must match in both. Where that, too, is too little of a sentence that quotes something,
what has any of its words follows, those of the quotation among them. A question
mark makes a sentence of fewer words, too.

Where nothing at all has two or three words, what has some of them is asked for: better than an empty page,
and told apart. What was asked for with other operators stays as it is.

Letters of scripts without spaces are counted in pairs: a Japanese question is one long run, and not one
phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from postil.search.queries.query import And, Filter, Or, Phrase, Query, Word
from postil.search.words.analysis import WORD
from postil.search.words.languages import UNKNOWN, language_of
from postil.search.words.letters import UNSPACED, fold
from postil.search.words.small_words import small_words

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 4
"""From so many words on, not all must match."""

GOOD = 0.9
"""A document with all words comes first if these are worth, in it, so much of the best one's: what has them
all scattered over a long text is no better than what has most of them and is about them.
"""

PAIR = 0.13
"""How much two words side by side count beside a phrase that was typed."""

PAIRS = 8
"""So many neighbours are looked for."""

LEAST_SHARE = 0.05
"""A document of which the words are worth less than this share of the best one's is left out."""

_FEW = 2
"""From so many words on, some can be left out."""

MOST = 64
"""So many different words are looked for: more tell nothing, and a pasted page has thousands."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A sentence as it is asked."""

    strict: Query
    """All words must match, but the small ones."""
    loose: Query
    """Any word may match."""


def relaxed(query: Query, typed: int = -1) -> Relaxed | None:
    """How to ask a sentence; None where the query is none, and has to match as it stands.

    The word that ends at ``typed`` may go on: it is no small word yet.
    """
    words, others = _parts(query)
    units = _all_units(words, typed)
    asks = any(word.text.endswith(_QUESTION_MARKS) for word in words)
    if len(units) < (_FEW if asks else LEAST):
        return None
    whole = _telling(words, words, typed)
    return Relaxed(_all((*whole, *others)), _all((_any_of(words, typed), *others)))


def any_of(query: Query, typed: int = -1) -> Query | None:
    """What is asked where a few words find nothing, or a sentence with quotations little; else None.

    It has two words at least. Who asks for a phrase and not much else means it.
    """
    words, others = _parts(query)
    phrases = tuple(child for child in others if isinstance(child, Phrase))
    filters = tuple(child for child in others if isinstance(child, Filter))
    if not phrases:
        few = len(words) >= _FEW and len(_all_units(words, typed)) < LEAST
        return _all((_any_of(words, typed), *filters)) if few else None
    quoted = tuple(Word(text) for phrase in phrases for text in phrase.text.split())
    said = (*words, *quoted)
    if len(_all_units(words, typed)) < _FEW or len(_all_units(said, typed)) < LEAST:
        return None
    return _all((_any_of(said, typed), *filters))


_QUESTION_MARKS = ("?", "\uff1f", "\u061f")


def _parts(query: Query) -> tuple[tuple[Word, ...], tuple[Phrase | Filter, ...]]:
    """The words of a query, and its phrases and filters; nothing where it has operators."""
    children = tuple(_flat(query))
    words = tuple(child for child in children if isinstance(child, Word))
    others = tuple(child for child in children if isinstance(child, Phrase | Filter))
    if len(words) + len(others) < len(children) or any(word.prefix or word.fuzzy for word in words):
        return (), ()
    return words, others


def _all_units(words: tuple[Word, ...], typed: int) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(unit for word in words for unit in _units(word, typed)))


def _telling(asked: tuple[Word, ...], words: tuple[Word, ...], typed: int) -> tuple[Word, ...]:
    """Those of some words that are not small ones of the sentence's language; all where all are small."""
    small = _small(words)
    return tuple(word for word in asked if not _is_small(word, small, typed)) or asked


def _any_of(words: tuple[Word, ...], typed: int) -> Query:
    """Any of the words that tell something, and better those that stand side by side."""
    telling = _telling(_all_units(words, typed), words, typed)[:MOST]
    return _any((*telling, *_pairs(_telling(words, words, typed), typed)))


_RUN = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_ONLY_HIRAGANA = re.compile("[\u3041-\u309f]+")
"""Pairs of these are endings and particles: what a Japanese sentence is about has other letters."""


def _flat(query: Query) -> Iterator[Query]:
    """What must all match, out of its parentheses."""
    if isinstance(query, And):
        for child in query.children:
            yield from _flat(child)
    else:
        yield query


def _units(word: Word, typed: int) -> Iterator[Word]:
    """What of a word can match alone: itself, or the pairs of letters of its unspaced runs."""
    if not _UNSPACED.search(word.text):
        yield word
        return
    for piece in WORD.findall(word.text):
        for run in _RUN.findall(piece):
            if not _UNSPACED.match(run):
                yield Word(run)
            for at in range(len(run) - 1 if _UNSPACED.match(run) else 0):
                yield Word(run[at : at + 2])
            if len(run) == 1 and word.end == typed:
                yield Word(run, end=typed)


def _pairs(words: tuple[Word, ...], typed: int) -> Iterator[Phrase]:
    """The neighbours of the sentence; those of unspaced scripts are pairs already."""
    for one, next_ in pairwise(words[: PAIRS + 1]):
        if next_.end != typed and not _UNSPACED.search(one.text + next_.text):
            yield Phrase(f"{one.text} {next_.text}", weight=PAIR)


def _small(words: tuple[Word, ...]) -> frozenset[str]:
    """The small words of the language that the sentence is in, as it seems."""
    language = language_of(None, " ".join(word.text for word in words))
    return small_words("en" if language == UNKNOWN else language)


def _is_small(word: Word, small: frozenset[str], typed: int) -> bool:
    if word.end == typed:
        return len(word.text) == 1 and word.text.isascii()  # a word that was just begun
    pieces = WORD.findall(word.text.lower())
    if not pieces:
        return True
    bare = "".join(pieces).replace("'", "").replace("\u2019", "")
    return bare in small or fold(bare) in small or _ONLY_HIRAGANA.fullmatch(bare) is not None


def _any(words: tuple[Word | Phrase, ...]) -> Query:
    return words[0] if len(words) == 1 else Or(words)


def _all(children: tuple[Query, ...]) -> Query:
    return children[0] if len(children) == 1 else And(children)
