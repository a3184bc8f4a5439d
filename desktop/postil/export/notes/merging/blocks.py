"""One block, merged line by line: what the person changed stays, what only Postil changed goes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from merge3 import Merge3

from postil.export.notes.merging.alignment import Alignment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Joined:
    """What comes of the three versions of a block."""

    lines: tuple[str | int, ...]
    """Its lines: numbers are lines of theirs, which stay as they are, text is ours."""
    base: tuple[str, ...]
    """The version that both sides come from now: ours, but for the stretches that clash."""
    clashes: bool
    """Whether both changed one stretch; theirs is what stays of it."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines that at least one side changed: from where, to where in each of the three versions."""

    base: range
    ours: range
    theirs: range


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines of the base, and those of another version that took their place."""

    start: int
    end: int
    new: range


def join(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Joined:
    """Merge the lines of a block."""
    base, ours, theirs = list(base), list(ours), list(theirs)
    whole = tuple(range(len(theirs)))
    if ours in (theirs, base):
        return Joined(whole, tuple(ours), clashes=False)
    if theirs == base:
        return Joined(tuple(ours), tuple(ours), clashes=False)
    joined = _joined(base, ours, theirs)
    if joined.clashes and not _is_settled(joined, ours, theirs):
        return Joined(whole, tuple(base), clashes=True)
    return joined


def _joined(base: list[str], ours: list[str], theirs: list[str]) -> Joined:
    lines: list[str | int] = []
    new_base: list[str] = []
    clashes = False
    for stretch in _stretches(base, ours, theirs):
        part = _part(base, ours, theirs, stretch)
        clashes = clashes or part is None
        lines += stretch.theirs if part is None else part
        new_base += _of(base, stretch.base) if part is None else _of(ours, stretch.ours)
    return Joined(tuple(lines), tuple(new_base), clashes)


def _is_settled(joined: Joined, ours: list[str], theirs: list[str]) -> bool:
    """Whether merging once more would change nothing: equal lines can be aligned in several ways."""
    now = [theirs[line] if isinstance(line, int) else line for line in joined.lines]
    again = _joined(list(joined.base), ours, now)
    return again.clashes and again.base == joined.base and again.lines == tuple(range(len(now)))


def _stretches(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Stretch]:
    """The block from its first line to its last: changed stretches and unchanged ones in turn."""
    done = (0, 0, 0)
    merge = Merge3(base, ours, theirs, sequence_matcher=Alignment)
    for start, end, ours_start, ours_end, theirs_start, theirs_end in merge.find_sync_regions():
        yield _Stretch(range(done[0], start), range(done[1], ours_start), range(done[2], theirs_start))
        yield _Stretch(range(start, end), range(ours_start, ours_end), range(theirs_start, theirs_end))
        done = (end, ours_end, theirs_end)


def _part(base: list[str], ours: list[str], theirs: list[str], stretch: _Stretch) -> list[str | int] | None:
    """What becomes of a stretch; None where both sides changed it."""
    was, now, there = _of(base, stretch.base), _of(ours, stretch.ours), _of(theirs, stretch.theirs)
    if now in (was, there):
        return list(stretch.theirs)
    if there == was:
        return list(now)
    return _side_by_side(was, now, there, stretch.theirs.start)


def _side_by_side(was: list[str], now: list[str], there: list[str], offset: int) -> list[str | int] | None:
    """Both sides' changes where they touch, but do not meet; None where they do."""
    mine, theirs = _changes(was, now), _changes(was, there)
    numbers = _numbers(was, there)
    lines: list[str | int] = []
    last: _Change | None = None
    done = 0
    for change in sorted((*mine, *theirs), key=lambda each: (each.start, each.end)):
        if last and (change.start < last.end or (change.start, change.end) == (last.start, last.end)):
            return None
        lines += [offset + numbers[at] for at in range(done, change.start)]
        is_mine = any(change is each for each in mine)
        lines += _of(now, change.new) if is_mine else [offset + at for at in change.new]
        done, last = change.end, change
    return [*lines, *(offset + numbers[at] for at in range(done, len(was)))]


def _changes(was: list[str], now: list[str]) -> list[_Change]:
    changes = []
    start = new = 0
    for at, new_at, length in Alignment(None, was, now).get_matching_blocks():
        if start < at or new < new_at:
            changes.append(_Change(start, at, range(new, new_at)))
        start, new = at + length, new_at + length
    return changes


def _numbers(was: list[str], now: list[str]) -> dict[int, int]:
    """For each line that is still there, which line it is now."""
    runs = Alignment(None, was, now).get_matching_blocks()
    return {at + each: new_at + each for at, new_at, length in runs for each in range(length)}


def _of(lines: list[str], stretch: range) -> list[str]:
    return lines[stretch.start : stretch.stop]
