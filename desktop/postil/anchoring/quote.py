"""Where a quote stands letter by letter."""

from __future__ import annotations


def find_all(quote: str, text: str) -> list[int]:
    """Where ``quote`` stands in ``text``, overlapping ones included."""
    starts = []
    at = text.find(quote)
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    return starts
