"""Where a quote stands letter by letter."""

from __future__ import annotations


def find_all(quote: str, letters: str) -> list[int]:
    """Where ``quote`` stands in ``letters``, overlapping ones included."""
    starts = []
    at = letters.find(quote)
    while at >= 0:
        starts.append(at)
        at = letters.find(quote, at + 1)
    return starts
