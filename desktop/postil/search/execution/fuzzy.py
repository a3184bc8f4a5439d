"""The terms of a field that are a few edits away from a word: letters left out, put in, changed or swapped.

With one edit, the term begins as the word before the letter that is wrong, and ends as the word after it.
With more, a piece of the word stays as it was: cut into one piece more than there are edits, the first one
begins the term, or the last one ends it, or one between stands near its place; only a swap across a cut
spoils two pieces, and is tried by itself. So all terms are looked at a byte at a time, and few remain.

For these the distance is worked out, all at once, a column of the table a step, as bits of one number
(H. Hyyrö: "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", Nordic Journal of
Computing 10, 2003). Letters are code points, in any script; swapped letters are not edited again.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from postil.search.segments.postings import Spellings, Terms

    Places = NDArray[np.int64]

LONGEST = 64
"""Letters of a word that can be looked for: the bits of one number. No longer one is indexed."""

_BLOCK = 1 << 17
"""Terms that are looked at in one step: so much fits a processor's cache."""
_FEW = 32
"""So few terms are looked at one by one."""
_AFTER_ALL = b"\xff"
"""After every term that goes on: UTF-8 has no such byte."""
_BYTES = 4
"""Of a letter in UTF-8, at the most."""


def near(terms: Terms, word: str, edits: int, *, prefix: int = 0) -> tuple[Places, NDArray[np.int64]]:
    """The places of the terms within so many edits, rising, and how many edits each is away.

    The first ``prefix`` letters must be the same. An empty word and one longer than LONGEST are near nothing.
    """
    first, last = terms.span(word[:prefix].encode("utf-8", "replace"))
    if not word or len(word) > LONGEST or first >= last:
        return _NONE, _NONE
    if edits == 0:
        same = np.array(_same(terms, first, last, word), np.int64)
        return same, np.zeros_like(same)
    if edits == 1:
        return _one_edit(terms, first, last, word)
    places = np.unique(np.concatenate([_NONE, *_candidates(terms, first, last, word, edits)]))
    spelled = [terms[place].decode("utf-8", "replace") for place in places.tolist()]
    away = distances(word, spelled)
    close = away <= edits
    return places[close], away[close]


def distance(one: str, other: str) -> int:
    """How many edits two words are apart, worked out letter by letter."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        further = [at + 1]
        for to, against in enumerate(other):
            best = min(row[to] + (letter != against), row[to + 1] + 1, further[to] + 1)
            if at and to and letter == other[to - 1] and one[at - 1] == against:
                best = min(best, before[to - 1] + 1)
            further.append(best)
        before, row = row, further
    return row[-1]


def distances(word: str, spelled: Sequence[str]) -> Places:
    """How many edits each of the words is away from the one, which has LONGEST letters at the most."""
    sizes = np.fromiter(map(len, spelled), np.int64, len(spelled))
    found = np.full(len(spelled), len(word), np.int64)
    score = found.copy()
    last = np.uint64(1 << (len(word) - 1))
    one = np.uint64(1)
    rises = np.full(len(spelled), ~np.uint64(0))
    falls = diagonal = before = np.zeros(len(spelled), np.uint64)
    for step, here in enumerate(_matches(word, spelled, sizes), start=1):
        swapped = ((~diagonal & here) << one) & before
        diagonal = (((here & rises) + rises) ^ rises) | here | falls | swapped
        more = falls | ~(diagonal | rises)
        fewer = diagonal & rises
        score += (more & last) != 0
        score -= (fewer & last) != 0
        more = (more << one) | one
        rises = (fewer << one) | ~(diagonal | more)
        falls = more & diagonal
        before = here
        found = np.where(sizes == step, score, found)
    return found


_NONE = np.zeros(0, np.int64)


def _matches(word: str, spelled: Sequence[str], sizes: Places) -> Iterator[NDArray[np.uint64]]:
    """For each place in the longest of the words: where in ``word`` the letter there stands, as bits."""
    letters = np.frombuffer("".join(spelled).encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.cumsum(sizes) - sizes
    places: dict[str, int] = {}
    for at, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << at
    for step in range(int(sizes.max(initial=0))):
        here = letters[np.where(sizes > step, starts + step, 0)]
        bits = np.zeros(len(sizes), np.uint64)
        for letter, where in places.items():
            bits[here == ord(letter)] = where
        yield bits


def _one_edit(terms: Terms, first: int, last: int, word: str) -> tuple[Places, Places]:
    """As ``near``: the term begins as the word before the letter that is wrong, and ends as after it."""
    found: dict[int, int] = {}

    def look_at(places: Iterable[int]) -> None:
        for place in places:
            spelled = terms[place].decode("utf-8", "replace")
            if spelled == word or _is_one_edit(word, spelled):
                found[place] = int(spelled != word)

    sizes = _sizes(word, 1)
    for wrong in range(len(word)):
        first, last = _narrowed(terms, first, last, word[:wrong])
        if last - first <= _FEW:
            look_at(range(first, last))
            break
        look_at(_same(terms, first, last, _swapped(word, wrong + 1)))
        rest = word[wrong + 1 :].encode("utf-8", "replace")
        for block, begin in _blocks(terms, first, last):
            look_at((_ending(block, rest, sizes) + begin).tolist())
    places = sorted(found)
    return np.array(places, np.int64), np.array([found[place] for place in places], np.int64)


def _is_one_edit(word: str, other: str) -> bool:
    """Whether one edit makes one word of another, that is not the same."""
    wrong = next((at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), None)
    if wrong is None:
        return abs(len(word) - len(other)) == 1
    rest, others = word[wrong + 1 :], other[wrong + 1 :]
    return (
        rest in (others, other[wrong:])
        or others == word[wrong:]
        or (rest[:1] == other[wrong] and others[:1] == word[wrong] and rest[1:] == others[1:])
    )


def _candidates(terms: Terms, first: int, last: int, word: str, edits: int) -> Iterator[Places]:
    """Places that have all terms within so many edits among them, each maybe several times."""
    if edits == 1:
        yield _one_edit(terms, first, last, word)[0]
    else:
        yield from _several_edits(terms, first, last, word, edits)


def _several_edits(terms: Terms, first: int, last: int, word: str, edits: int) -> Iterator[Places]:
    cuts = [len(word) * part // (edits + 1) for part in range(edits + 2)]
    for cut in cuts[1:-1]:
        yield from _candidates(terms, first, last, _swapped(word, cut), edits - 1)
    sizes = _sizes(word, edits)
    for block, begin in _blocks(terms, *_narrowed(terms, first, last, word[: cuts[1]])):
        yield _of_size(block, sizes) + begin
    for block, begin in _blocks(terms, first, last):
        yield _ending(block, word[cuts[-2] :].encode("utf-8", "replace"), sizes) + begin
        of_size = _of_size(block, sizes)
        for at, to in itertools.pairwise(cuts[1:-1]):
            usual = len(word[:at].encode("utf-8", "replace"))
            piece = word[at:to].encode("utf-8", "replace")
            for shift in range(-_BYTES, _BYTES + 1):
                yield of_size[_standing(block, of_size, usual + shift, piece)] + begin


def _same(terms: Terms, first: int, last: int, word: str) -> list[int]:
    spelled = word.encode("utf-8", "replace")
    place = bisect_left(terms, spelled, first, last)
    return [place] if place < last and terms[place] == spelled else []


def _swapped(word: str, cut: int) -> str:
    """The word with the two letters around a cut swapped."""
    return word[: cut - 1] + word[cut : cut + 1] + word[cut - 1] + word[cut + 1 :]


def _narrowed(terms: Terms, first: int, last: int, prefix: str) -> tuple[int, int]:
    """Of the terms from ``first`` to before ``last`` those that begin so."""
    if not prefix:
        return first, last
    begin = prefix.encode("utf-8", "replace")
    first = bisect_left(terms, begin, first, last)
    return first, bisect_left(terms, begin + _AFTER_ALL, first, last)


def _blocks(terms: Terms, first: int, last: int) -> Iterator[tuple[Spellings, int]]:
    """The terms from ``first`` to before ``last``, each block with the place of its first one."""
    for begin in range(first, last, _BLOCK):
        yield terms.spellings(begin, min(begin + _BLOCK, last)), begin


def _sizes(word: str, edits: int) -> tuple[int, int]:
    """How many bytes a term within so many edits has at the least and at the most."""
    letters = sorted(len(letter.encode("utf-8", "replace")) for letter in word)
    return sum(letters[: max(0, len(letters) - edits)]), sum(letters) + edits * _BYTES


def _of_size(block: Spellings, sizes: tuple[int, int]) -> Places:
    """Which terms of a block have so many bytes."""
    lengths = np.diff(block.starts)
    return np.flatnonzero((lengths >= sizes[0]) & (lengths <= sizes[1]))


def _ending(block: Spellings, piece: bytes, sizes: tuple[int, int]) -> Places:
    """Which terms of a block end so, of those that have so many bytes."""
    if not piece:
        return _of_size(block, sizes)
    ends = block.starts[1:].astype(np.int64)
    left = np.flatnonzero((ends >= len(piece)) & (block.content[ends - 1] == piece[-1]))
    for back in range(2, len(piece) + 1):  # what is shorter is left out below
        left = left[block.content[ends[left] - back] == piece[-back]]
    lengths = ends[left] - block.starts[left]
    return left[(lengths >= max(sizes[0], len(piece))) & (lengths <= sizes[1])]


def _standing(block: Spellings, which: Places, offset: int, piece: bytes) -> Places:
    """Which of some terms have the piece at that many bytes from their beginning, counted among these."""
    places = block.starts[which].astype(np.int64) + offset
    fits = places + len(piece) <= block.starts[which + 1]
    left = np.flatnonzero(fits) if offset >= 0 else _NONE
    for at in range(len(piece)):
        left = left[block.content[places[left] + at] == piece[at]]
    return left
