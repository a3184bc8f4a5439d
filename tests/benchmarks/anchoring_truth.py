"""Where a passage of an old revision truly stands in a later one, from the small steps between them.

Between two neighbouring revisions little changes, so that a plain word diff is trustworthy there; the
steps are composed. What a diff pairs by chance is given up (the semantic cleanup of diff-match-patch:
an equality shorter than the edits on both its sides is none), and lines that were cut in a step and
stand elsewhere after it were moved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TOKEN = re.compile(r"[぀-ヿ㐀-鿿가-힣฀-๿]|\w+|[^\w\s]")
_MOVED_LINE = 30
"""Letters that a line needs to be known again elsewhere."""
_REWRITTEN = 200
"""An edit of more letters than this replaced its words and did not rewrite them in place."""
_ALIVE = 0.4
"""The share of a passage's letters below which it is gone."""

_PUT_BACK = 20
"""Equal letters in a row that tell that a passage was taken out and put back later."""

_GONE = -1


class Sure(IntEnum):
    """How surely a code point stands where the trail says."""

    ITSELF = 0
    IN_PLACE = 1
    """Other letters stand in its place."""
    CHANCE = 2
    """The same letters, but between edits longer than they are."""


class Kind(Enum):
    """What became of a passage."""

    KEPT = "kept"
    EDITED = "edited"
    GREW = "grew"
    SHRANK = "shrank"
    MOVED = "moved"
    REPLACED = "replaced"
    """Few of its letters are left, but something stands in their place: found there or not, both is right."""
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a passage stands in the newest revision; of one that is cut only the kind is meant."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Trail:
    """For each code point of one revision where it stands in a later one, and how surely."""

    places: list[int]
    sure: list[Sure]
    moved: list[bool]

    def truth(self, start: int, end: int) -> Truth | None:
        """What became of ``start:end``; None where it was torn apart and no answer is right."""
        size = end - start
        span = [at for at in range(start, end) if self.places[at] >= 0]
        hard = [at for at in span if self.sure[at] is Sure.ITSELF]
        if not span:
            return Truth(0, 0, Kind.CUT)
        if len(hard) < _ALIVE * size:
            places = [self.places[at] for at in span]
            return Truth(min(places), max(places) + 1, Kind.REPLACED)
        places = [self.places[at] for at in span if self.sure[at] is not Sure.CHANCE]
        first, last = min(places), max(places) + 1
        if last - first > 2 * size + 120 or (last - first > 1.5 * size + 60 and len(hard) < 0.7 * size):
            return None
        kind = Kind.KEPT if len(hard) == size == last - first else Kind.EDITED
        if last - first > 1.15 * size:
            kind = Kind.GREW
        elif last - first < 0.85 * size:
            kind = Kind.SHRANK
        elif any(self.moved[at] for at in span):
            kind = Kind.MOVED
        return Truth(first, last, kind)


def read_revisions(folder: Path) -> tuple[str, ...]:
    """The revisions of one text, the oldest first."""
    return tuple(path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))


def follow(revisions: Sequence[str]) -> Trail:
    """Compose the steps between all revisions; what was taken out and put back is seen by the ends."""
    size = len(revisions[0])
    whole = Trail(list(range(size)), [Sure.ITSELF] * size, [False] * size)
    for old, new in pairwise(revisions):
        step = _step(old, new)
        for at, place in enumerate(whole.places):
            if place >= 0:
                whole.places[at] = step.places[place]
                whole.sure[at] = max(whole.sure[at], step.sure[place])
                whole.moved[at] = whole.moved[at] or step.moved[place]
    _put_back(whole, _step(revisions[0], revisions[-1]))
    return whole


def _put_back(whole: Trail, direct: Trail) -> None:
    """Take over long equalities of the ends for letters that were lost on the way, or only replaced."""
    at, size = 0, len(whole.places)
    while at < size:
        after = at + 1
        if direct.places[at] >= 0 and direct.sure[at] is Sure.ITSELF:
            while (
                after < size
                and direct.sure[after] is Sure.ITSELF
                and direct.places[after] == direct.places[after - 1] + 1
            ):
                after += 1
            if after - at >= _PUT_BACK:
                for each in range(at, after):
                    if whole.places[each] < 0 or whole.sure[each] is not Sure.ITSELF:
                        whole.places[each], whole.sure[each] = direct.places[each], Sure.ITSELF
        at = after


def _step(old: str, new: str) -> Trail:
    trail = Trail([_GONE] * len(old), [Sure.ITSELF] * len(old), [False] * len(old))
    old_tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(old)]
    new_tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(new)]
    found = _joined(_equalities([old[a:b] for a, b in old_tokens], [new[a:b] for a, b in new_tokens]))
    equal = _cleaned_by_length(found, old_tokens, new_tokens)
    kept = set(equal)
    for block in found:
        first, second, count = block
        for i in range(count):
            a, b = old_tokens[first + i]
            for offset in range(b - a):
                trail.places[a + offset] = new_tokens[second + i][0] + offset
                if block not in kept:
                    trail.sure[a + offset] = Sure.CHANCE
    _follow_moved_lines(old, new, trail)
    edges = [*_edges(found, old_tokens, new_tokens), (len(old), len(new))]
    _fill_gaps(old, trail, edges)
    return trail


def _equalities(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    blocks = Levenshtein.editops(old, new).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def _joined(equal: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Touching equalities joined."""
    result: list[tuple[int, int, int]] = []
    for block in equal:
        if result:
            a, b, size = result[-1]
            if a + size == block[0] and b + size == block[1]:
                result[-1] = (a, b, size + block[2])
                continue
        result.append(block)
    return result


def _cleaned_by_length(
    equal: list[tuple[int, int, int]], old: list[tuple[int, int]], new: list[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """The equalities without those that are shorter than the edits on both sides of them."""
    while True:
        kept = []
        for index, (a, b, size) in enumerate(equal):
            before = equal[index - 1] if index else (0, 0, 0)
            after = equal[index + 1] if index + 1 < len(equal) else (len(old), len(new), 0)
            left = max(
                _letters(old, before[0] + before[2], a),
                _letters(new, before[1] + before[2], b),
            )
            right = max(_letters(old, a + size, after[0]), _letters(new, b + size, after[1]))
            if _letters(old, a, a + size) > min(left, right):
                kept.append((a, b, size))
        if len(kept) == len(equal):
            return kept
        equal = kept


def _letters(tokens: list[tuple[int, int]], first: int, last: int) -> int:
    return tokens[last - 1][1] - tokens[first][0] if last > first else 0


def _follow_moved_lines(old: str, new: str, trail: Trail) -> None:
    """Sentences that stand once in each revision, cut at one place and set in at another."""
    taken = {place for place, sure in zip(trail.places, trail.sure, strict=True) if sure is Sure.ITSELF}
    for match in re.finditer(rf"[^\n.!?。！？]{{{_MOVED_LINE},}}", old):
        sentence = match.group().strip()
        at = match.start() + match.group().index(sentence)
        stays = any(
            trail.places[each] >= 0 and trail.sure[each] is Sure.ITSELF
            for each in range(at, at + len(sentence))
        )
        if stays or len(sentence) < _MOVED_LINE or old.count(sentence) > 1 or new.count(sentence) != 1:
            continue
        there = new.index(sentence)
        if there in taken:
            continue
        for offset in range(len(sentence)):
            trail.places[at + offset] = there + offset
            trail.sure[at + offset] = Sure.ITSELF
            trail.moved[at + offset] = True


def _edges(
    equal: list[tuple[int, int, int]], old_tokens: list[tuple[int, int]], new_tokens: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where equal words begin and end in both revisions."""
    edges = [(0, 0)]
    for a, b, size in equal:
        edges.append((old_tokens[a][0], new_tokens[b][0]))
        edges.extend(
            edge
            for i in range(size - 1)
            for edge in (
                (old_tokens[a + i][1], new_tokens[b + i][1]),
                (old_tokens[a + i + 1][0], new_tokens[b + i + 1][0]),
            )
        )
        edges.append((old_tokens[a + size - 1][1], new_tokens[b + size - 1][1]))
    return edges


def _fill_gaps(old: str, trail: Trail, edges: list[tuple[int, int]]) -> None:
    """White space between equal words, and the words that were rewritten in place, letter for letter."""
    for (start, there), (end, there_end) in pairwise(edges):
        size, new_length = end - start, there_end - there
        if size <= 0 or trail.places[start] >= 0 or new_length <= 0:
            continue
        blank = not old[start:end].strip()
        if not blank and (
            max(size, new_length) > _REWRITTEN or max(size, new_length) > 3 * min(size, new_length)
        ):
            continue
        for offset in range(size):
            trail.places[start + offset] = there + min(new_length - 1, offset * new_length // size)
            trail.sure[start + offset] = Sure.ITSELF if blank else Sure.IN_PLACE
