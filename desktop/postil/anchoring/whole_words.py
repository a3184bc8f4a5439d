"""A span that was reckoned in letters, put on whole words, as a person would have marked them."""

from __future__ import annotations

_LONGEST = 24
"""A run of more word letters is not one word, as in writing without spaces: it is left as it is."""
_BEFORE = " \t\n,.;:!?)]}»”…"
"""What does not begin a quote."""


def on_whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of ``text``, in code points, with each end moved to the nearer end of the word it cuts.

    Spaces at both ends and the signs that end what stands before are left out. Where nothing would be
    left, the span stays as it is.
    """
    first, last = _edge(text, start), _edge(text, end)
    while first < last and text[first] in _BEFORE:
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    return (first, last) if first < last else (start, end)


def _edge(text: str, at: int) -> int:
    """The nearer end of the word in which ``at`` lies; ``at`` itself between words."""
    before = after = at
    while before > 0 and at - before <= _LONGEST and text[before - 1].isalnum():
        before -= 1
    while after < len(text) and after - at <= _LONGEST and text[after].isalnum():
        after += 1
    if at in (before, after) or after - before > _LONGEST:
        return at
    return before if at - before < after - at else after
