"""Where the truth of the steps between revisions contradicts what plainly stands in the newest one.

Steps that are composed lose a passage that one revision took out and a later one put back, or that a step
moved and edited at once: the truth then says that it was cut, or names the words that came in its stead.
Such a truth is in doubt, whatever the program answers, where all of this holds:

- elsewhere in the newest revision stands a text that is like the passage with 20 letters on each side (four
  fifths of it; two thirds where the truth only reckons out which other words stand in its stead);
- it is much more like it than what stands at the place that the truth names;
- the oldest revision holds nothing else that is so much like it, of which it could be the offspring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.fuzz import partial_ratio_alignment, ratio
from tests.benchmarks.anchoring_truth import Kind

if TYPE_CHECKING:
    from tests.benchmarks.anchoring_truth import Truth

_AROUND = 20
"""Letters on each side that are compared with the passage."""
_ALIKE = 80.0
"""Per cent of the letters of two texts that are alike."""
_ALIKE_IF_REPLACED = 67.0
"""Per cent that are enough where the truth names other words, by their number alone."""
_LONG_ENOUGH = 60
"""Letters below which two thirds may be alike by chance."""
_AHEAD = 15.0
"""By so much more must a text be like the passage than another to be the one."""


def is_in_doubt(old: str, new: str, span: tuple[int, int], truth: Truth) -> bool:
    """Whether the passage ``span`` of ``old`` plainly stands in ``new`` elsewhere than ``truth`` says."""
    first, last = max(0, span[0] - _AROUND), min(len(old), span[1] + _AROUND)
    passage = old[first:last]
    named = "" if truth.kind is Kind.CUT else new[max(0, truth.start - _AROUND) : truth.end + _AROUND]
    likeness = ratio(passage, named)
    if likeness >= _ALIKE:
        return False
    reckoned = truth.kind is Kind.REPLACED and len(passage) >= _LONG_ENOUGH
    enough = max(_ALIKE_IF_REPLACED if reckoned else _ALIKE, likeness + _AHEAD)
    found = partial_ratio_alignment(passage, new, score_cutoff=enough)
    if found is None or found.dest_end - found.dest_start < len(passage) // 2:
        return False
    if (
        truth.kind is not Kind.CUT
        and found.dest_start + _AROUND < truth.end
        and truth.start < found.dest_end - _AROUND
    ):
        return False
    rest = old[:first] + "\n" * len(passage) + old[last:]
    return partial_ratio_alignment(passage, rest, score_cutoff=found.score - _AHEAD) is None
