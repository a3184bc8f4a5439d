"""Where a quote stands letter by letter."""

from __future__ import annotations


def find_all(quote: str, text: str, *, most: int | None = None) -> list[int]:
    """Where ``quote`` stands in ``text``, overlapping ones included; the first ``most`` of them."""
    starts: list[int] = []
    at = text.find(quote)
    while at >= 0 and (most is None or len(starts) < most):
        starts.append(at)
        at = text.find(quote, at + 1)
    return starts
