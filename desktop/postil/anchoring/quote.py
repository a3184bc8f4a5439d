"""Places where a quote stands letter by letter, judged by what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from postil.anchoring.evidence import Known, context

_JUDGED = 12
"""So many occurrences are judged by all their context; the others by the letters next to them alone."""
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the folded text and the letters that speak for it."""

    start: int
    end: int
    evidence: int


def find_all(quote: str, letters: str) -> list[int]:
    """Where ``quote`` stands in ``letters``, overlapping ones included."""
    starts = []
    at = letters.find(quote)
    while at >= 0:
        starts.append(at)
        at = letters.find(quote, at + 1)
    return starts


def occurrences(known: Known, letters: str, expected: int | None) -> list[Candidate]:
    """The places where the folded quote stands, best first; the nearer to ``expected`` wins a tie."""
    starts = find_all(known.quote, letters)
    size = len(known.quote)
    if len(starts) > _JUDGED:
        starts = _most_likely(starts, known, letters, expected)
    found = [Candidate(at, at + size, size + context(known, letters, at, at + size)) for at in starts]
    return sorted(found, key=lambda place: (-place.evidence, _distance(place.start, expected)))


def _most_likely(starts: list[int], known: Known, letters: str, expected: int | None) -> list[int]:
    """The occurrences with most of their next letters as known, and the nearest ones."""
    before, after = known.prefix[-_NEAR:], known.suffix[:_NEAR]
    size = len(known.quote)

    def unlikeness(at: int) -> tuple[int, int]:
        left = letters[max(0, at - _NEAR) : at]
        right = letters[at + size : at + size + _NEAR]
        same = sum(a == b for a, b in zip(reversed(before), reversed(left), strict=False))
        same += sum(a == b for a, b in zip(after, right, strict=False))
        return -same, _distance(at, expected)

    return sorted(starts, key=unlikeness)[:_JUDGED]


def _distance(start: int, expected: int | None) -> int:
    return 0 if expected is None else abs(start - expected)
