"""How often a word stands in the documents of a segment, whatever the word was asked for as.

A word is a Term, a Phrase, all that a Prefix, Wildcard, TermRange or FuzzyTerm stands for, or Alternatives:
see ``executor``. What takes long to work out is remembered as long as its segment is open.

Read only through ``engine``: importing this imports Whoosh and NumPy.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from fnmatch import translate
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from whoosh import query

from postil.search.execution.fuzzy import near
from postil.search.execution.phrases import occurrences
from postil.search.execution.whoosh_queries import Alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from postil.search.segments.postings import Terms
    from postil.search.segments.segment import Segment

    Key = tuple[object, ...]
    Span = tuple[int, int]

REMEMBERED = 32
"""Words that are kept of each segment: six bytes a document at the most, so 10 MB of 50,000 documents."""

_BLOCK = 1 << 18
"""Postings that are counted in one step: other threads wait no longer than for one."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The documents of a segment that have a word, and how often each has it."""

    numbers: NDArray[np.uint16]
    """They rise."""
    weights: NDArray[Any]

    def matching(self, count: int) -> NDArray[np.bool_]:
        """For each of the segment's documents whether it has the word."""
        found = np.zeros(count, np.bool_)
        found[self.numbers] = True
        return found

    def of(self, numbers: NDArray[np.int64], count: int) -> NDArray[np.float64]:
        """How often each of these documents has the word: 0 where it has not."""
        if len(numbers) == len(self.numbers) and np.array_equal(numbers, self.numbers):
            return self.weights.astype(np.float64)
        found = np.zeros(count)
        found[self.numbers] = self.weights
        return found[numbers]

    def documents(self, live: NDArray[np.bool_] | None) -> int:
        """How many documents have the word: of those that are ``live``, where any was deleted."""
        return len(self.numbers) if live is None else int(np.count_nonzero(live[self.numbers]))


def is_word(tree: Any) -> bool:
    """Whether a query is one word to be scored."""
    match tree:
        case query.Phrase():
            return bool(tree.slop == 1 and tree.words)
        case Alternatives() | query.Term():
            return True
    return isinstance(tree, query.Prefix | query.Wildcard | query.TermRange | query.FuzzyTerm)


def asked_for(tree: Any) -> str:
    """A word as it may be told to a person: the field, and what is looked for in it."""
    match tree:
        case Alternatives():
            return " | ".join(dict.fromkeys(map(asked_for, tree)))
        case query.Phrase():
            return f'{tree.fieldname}:"{" ".join(tree.words)}"'
        case query.Prefix():
            return f"{tree.fieldname}:{tree.text}*"
        case query.FuzzyTerm():
            return f"{tree.fieldname}:{tree.text}~"
        case query.TermRange():
            return f"{tree.fieldname}:{tree.start or ''}..{tree.end or ''}"
    return f"{tree.fieldname}:{tree.text}"


class Words:
    """Works out frequencies, and remembers those of unions and phrases."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Segment, _Kept] = WeakKeyDictionary()

    def frequencies(self, tree: Any, segment: Segment) -> Frequencies:
        """How often a word stands in each document of a segment that has it, deleted ones included."""
        match tree:
            case Alternatives():
                return _sum([self.frequencies(child, segment) for child in tree], segment.count)
            case query.Term():
                return _term(segment.terms(tree.fieldname), tree.text.encode("utf-8", "replace"))
        kept = self._known.setdefault(segment, _Kept())
        key = _key(tree)
        known = kept.get(key)
        if known is None:
            known = _worked_out(tree, segment)
            kept.keep(key, known)
        return known


class _Kept:
    """What was asked for last of one segment."""

    def __init__(self) -> None:
        self._found: OrderedDict[Key, Frequencies] = OrderedDict()

    def get(self, key: Key) -> Frequencies | None:
        found = self._found.get(key)
        if found is not None:
            self._found.move_to_end(key)
        return found

    def keep(self, key: Key, found: Frequencies) -> None:
        self._found[key] = found
        if len(self._found) > REMEMBERED:
            self._found.popitem(last=False)


def _key(tree: Any) -> Key:
    """What tells one word of a field from another."""
    match tree:
        case query.Phrase():
            return "phrase", tree.fieldname, *tree.words
        case query.FuzzyTerm():
            return "fuzzy", tree.fieldname, tree.text, tree.maxdist, tree.prefixlength
        case query.TermRange():
            return "range", tree.fieldname, tree.start, tree.end, tree.startexcl, tree.endexcl
    return type(tree).__name__, tree.fieldname, tree.text


def _term(terms: Terms, text: bytes) -> Frequencies:
    at = terms.find(text)
    if at == len(terms) or terms[at] != text:
        return _union(terms, [], 0)
    found = terms.postings(at, at + 1)
    return Frequencies(found.numbers, found.weights)


def _worked_out(tree: Any, segment: Segment) -> Frequencies:
    terms = segment.terms(tree.fieldname)
    if isinstance(tree, query.Phrase):
        words = [word.encode("utf-8", "replace") for word in tree.words]
        return Frequencies(*occurrences(terms, words))
    return _union(terms, list(_spans(tree, terms)), segment.count)


def _spans(tree: Any, terms: Terms) -> Iterator[Span]:
    """Where the terms lie that a query stands for."""
    match tree:
        case query.Prefix():
            yield terms.span(tree.text.encode("utf-8", "replace"))
        case query.FuzzyTerm():
            places, _ = near(terms, tree.text, int(tree.maxdist), prefix=tree.prefixlength)
            yield from _runs(places.tolist())
        case query.Wildcard():
            pattern = re.compile(translate(tree.text))
            first, last = terms.span(re.split(r"[*?\[]", tree.text)[0].encode("utf-8", "replace"))
            yield from _runs(at for at in range(first, last) if pattern.match(terms[at].decode()))
        case query.TermRange():
            yield _range(tree, terms)


def _range(tree: query.TermRange, terms: Terms) -> Span:
    first, last = 0, len(terms)
    if tree.start is not None:
        start = tree.start.encode("utf-8", "replace")
        first = terms.find(start)
        first += tree.startexcl and first < len(terms) and terms[first] == start
    if tree.end is not None:
        end = tree.end.encode("utf-8", "replace")
        last = terms.find(end)
        last += not tree.endexcl and last < len(terms) and terms[last] == end
    return first, max(first, last)


def _runs(places: Iterable[int]) -> Iterator[Span]:
    """Rising places as spans."""
    first = last = -1
    for place in places:
        if place != last:
            if first >= 0:
                yield first, last
            first = place
        last = place + 1
    if first >= 0:
        yield first, last


def _union(terms: Terms, spans: list[Span], count: int) -> Frequencies:
    """The documents of all terms in these spans, with what they weigh in each."""
    postings = [terms.postings(first, last) for first, last in spans if first < last]
    if len(postings) > 1 and sum(map(len, postings)) < _BLOCK:
        numbers = [np.concatenate([each.numbers for each in postings])]
        weights = [np.concatenate([each.weights for each in postings])]
    else:
        numbers, weights = [each.numbers for each in postings], [each.weights for each in postings]
    total = np.zeros(count)
    for whole, heavy in zip(numbers, weights, strict=True):
        for at in range(0, len(whole), _BLOCK):
            total += np.bincount(whole[at : at + _BLOCK], heavy[at : at + _BLOCK], minlength=count)
    found = np.flatnonzero(total)
    return Frequencies(found.astype(np.uint16), total[found].astype(np.float32))


def _sum(several: list[Frequencies], count: int) -> Frequencies:
    """The frequencies of all, added."""
    several = [each for each in several if len(each.numbers)] or several[:1]
    if len(several) == 1:
        return several[0]
    total = np.zeros(count)
    for each in several:
        total[each.numbers] += each.weights
    found = np.flatnonzero(total)
    return Frequencies(found.astype(np.uint16), total[found])
