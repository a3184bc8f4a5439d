"""Where blocks stand in a file: stretches of its lines that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of a file from ``start`` to before ``end``."""

    start: int
    end: int


@dataclass(slots=True)
class Spans:
    """Which blocks, by their numbers, were found where; every line belongs to one of them at most."""

    lines: int
    """How many lines the file has."""
    found: dict[int, Span] = field(default_factory=dict)
    _taken: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self._taken = bytearray(self.lines)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no block has any of the lines."""
        return 0 <= start < end <= self.lines and self._taken.find(1, start, end) < 0

    def take(self, block: int, start: int, end: int) -> None:
        """Say where a block is; what it had before is its no more."""
        if block in self.found:
            old = self.found[block]
            self._taken[old.start : old.end] = bytes(old.end - old.start)
        self._taken[start:end] = b"\1" * (end - start)
        self.found[block] = Span(start, end)

    def bar(self, line: int) -> None:
        """Say that no block has the line, nor reaches over it, but one that has it already."""
        self._taken[line] = 1

    def free_below(self, line: int) -> int:
        """Where the stretch that is free from ``line`` on ends."""
        end = self._taken.find(1, line)
        return self.lines if end < 0 else end

    def free_above(self, line: int) -> int:
        """Where the stretch that is free up to before ``line`` starts."""
        return self._taken.rfind(1, 0, line) + 1
