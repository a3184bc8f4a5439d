"""The lines of a file that hold the markers of blocks: ``^hl-3f…``, ``id:: 3f…``."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from postil.export.notes.merging.spans import Spans

_WORD = re.compile(r"[\w-]+")


def marker_line(words: Sequence[str], marker: str) -> int:
    """Which line of a block holds its marker; the first where none does."""
    return next((number for number, line in enumerate(words) if marker in line), 0)


def find_markers(
    written: Mapping[int, tuple[str, str]], lines: Sequence[str], spans: Spans
) -> dict[int, int]:
    """For each block, by its number, the free line of the file that holds its marker.

    ``written`` has the marker, and the line that it was written in. A link to a block says its marker
    too (``[[Mill#^hl-3f]]``), so what stands before and after it must be a space, or what stood there
    when it was written.
    """
    by_word = _lines_by_word({_longest_word(marker) for marker, _ in written.values()}, lines)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for block, (marker, line) in written.items():
        edges = set(_edges(line, marker)) or {("", "")}
        candidates = [
            number
            for number in by_word[_longest_word(marker)]
            if number not in taken and spans.is_free(number, number + 1)
            if any(_is_same(edge, edges) for edge in _edges(lines[number], marker))
        ]
        if candidates:
            same = (number for number in candidates if lines[number].strip() == line.strip())
            found[block] = next(same, candidates[0])
            taken.add(found[block])
    return found


def _lines_by_word(wanted: set[str], lines: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    if wanted:
        for number, line in enumerate(lines):
            for word in wanted.intersection(_WORD.findall(line)):
                places[word].append(number)
    return places


def _longest_word(marker: str) -> str:
    return max(_WORD.findall(marker), key=len, default="")


def _edges(line: str, marker: str) -> Iterator[tuple[str, str]]:
    """What stands right before and after the marker, each time that the line has it."""
    at = line.find(marker)
    while at >= 0:
        end = at + len(marker)
        yield line[at - 1 : at].strip(), line[end : end + 1].strip()
        at = line.find(marker, end)


def _is_same(edge: tuple[str, str], written: Iterable[tuple[str, str]]) -> bool:
    return any(edge[0] in ("", before) and edge[1] in ("", after) for before, after in written)
