"""“Did you mean”: what was typed, with the words that nothing has written as the library has them.

Words that nothing has are replaced by near ones, the most frequent first; where there are none, a word is
taken apart (``thequick``), or two that stand side by side are made one (``every body``). Words of scripts
without spaces can only be parted and joined: nobody knows where they begin. All else stays as it was typed:
quotation marks, fields, operators, white space. Nothing is proposed that finds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

from postil.search.queries.parsing import parse
from postil.search.queries.query import WORDS, And, Field, Filter, Nothing, Phrase, Word
from postil.search.queries.tokens import Kind, tokens
from postil.search.words.analysis import APOSTROPHES
from postil.search.words.letters import UNSPACED, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Protocol

    from postil.search.queries.query import Query
    from postil.search.queries.tokens import Token
    from postil.search.ranking import Form, Ranking

    class Library(Protocol):
        """What is asked of the index."""

        def search(self, query: Query, *, limit: int, today: date) -> Ranking:
            """As ``Index.search``."""

        def near(self, word: str, *, limit: int) -> tuple[Form, ...]:
            """As ``Index.near``."""


def suggestion(text: str, index: Library, *, today: date) -> str | None:
    """A query that finds something in place of one that finds nothing; None where there is none."""
    if len(text) > _LONGEST:
        return None
    speller = _Speller(index, today)
    return next(filter(speller.finds_text, speller.proposals(text)), None)


_LONGEST = 200
"""A longer query was pasted, not typed."""

_MOST_WRONG = 4
"""Words that are corrected at once."""

_NEAR = 12
"""Near words that are tried for each."""

_SHORTEST = 3
"""A word of fewer letters has too many near it."""

_MOST_TRIED = 24
"""Ways to correct all wrong words together that are tried."""

_WORD = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}](?:[^\W{UNSPACED}]|[{marks()}{APOSTROPHES}](?=\w))*")
_RUN = re.compile(f"[{UNSPACED}]")
_CORRECTED = WORDS | {Field.TAG, Field.SITE}
"""The fields whose values are corrected."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A word that was typed, and where."""

    text: str
    start: int
    end: int
    asked: Query
    """What has to find something if the word is right."""
    loose: bool = False
    """True for a word that stands by itself: it may be parted, or made one with its neighbour."""


@dataclass(frozen=True, slots=True)
class _Speller:
    index: Library
    today: date

    def proposals(self, text: str) -> Iterator[str]:
        """Queries that may have been meant, the likeliest first."""
        places = tuple(_places(text))
        wrong = [place for place in places if not self._finds(place.asked)]
        if 0 < len(wrong) <= _MOST_WRONG:
            ways = [tuple(self._corrections(place)) or (place.text,) for place in wrong]
            for chosen in islice(product(*ways), _MOST_TRIED):
                yield _with(text, zip(wrong, chosen, strict=True))
        for one, other in pairwise(places):
            if one.loose and other.loose and text[one.end : other.start].isspace():
                joined = _said(one.text + other.text, one.start, other.end)
                if self._finds(joined.asked):
                    yield _with(text, [(joined, joined.text)])

    def finds_text(self, text: str) -> bool:
        """Whether a query finds anything."""
        return self._finds(parse(text, typing=False).query)

    def _corrections(self, place: _Place) -> Iterator[str]:
        if isinstance(place.asked, Filter) and self._finds(Word(place.text)):
            yield place.text  # one of several words of a value: another one may be wrong
        if len(place.text) >= _SHORTEST:
            yield from (form.word for form in self.index.near(place.text.lower(), limit=_NEAR))
        if place.loose:
            yield from self._parted(place.text)

    def _parted(self, text: str) -> Iterator[str]:
        """The word as two; one after the other, unless they are written without spaces in any case."""
        for at in range(1, len(text)):
            one, other = text[:at], text[at:]
            run = _RUN.match(text) is not None
            if self._finds(And((Word(one), Word(other))) if run else Phrase(f"{one} {other}")):
                yield f"{one} {other}"

    def _finds(self, query: Query) -> bool:
        if isinstance(query, Nothing):
            return False
        return self.index.search(query, limit=1, today=self.today).total > 0


def _places(text: str) -> Iterator[_Place]:
    """The words of a query that could be written wrongly, in order."""
    for token in tokens(text):
        words = [match for match in _WORD.finditer(text, token.first, token.last) if _has_letter(match)]
        match token.kind:
            case Kind.WORD if not _SPECIAL.search(token.text):
                for word in words:
                    whole = word.span() == (token.first, token.last)
                    yield _said(word.group(), *word.span(), loose=whole)
            case Kind.PHRASE:
                yield from (_said(word.group(), *word.span()) for word in words)
            case Kind.FILTER if token.field in _CORRECTED:
                yield from _of_value(token, words)


_SPECIAL = re.compile(r"[*~]$|~[12]$|://")
"""In words that are not to be corrected: beginnings, near words, addresses."""


def _of_value(token: Token, words: list[re.Match[str]]) -> Iterator[_Place]:
    """The words of a value: each by itself in a field of words, else right or wrong together."""
    if token.field is None:
        return
    for word in words:
        value = word.group() if token.field in WORDS else token.text
        yield _Place(word.group(), *word.span(), Filter(token.field, value))


def _said(text: str, start: int, end: int, *, loose: bool = False) -> _Place:
    return _Place(text, start, end, Word(text), loose)


def _has_letter(match: re.Match[str]) -> bool:
    return any(letter.isalpha() for letter in match.group())


def _with(text: str, changes: Iterable[tuple[_Place, str]]) -> str:
    """The text with other words at these places, which are in order."""
    pieces: list[str] = []
    at = 0
    for place, word in changes:
        pieces += [text[at : place.start], word]
        at = place.end
    return "".join([*pieces, text[at:]])
