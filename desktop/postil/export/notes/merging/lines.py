"""Lines of a file: what they say is compared, and what ends them is kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BOM = "\ufeff"
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file."""

    text: str
    end: str = "\n"


@dataclass(frozen=True, slots=True)
class File:
    """A text file, taken apart so that every byte of it can be put back."""

    lines: tuple[Line, ...]
    end: str
    """What ends most of its lines; what is written into it is ended alike."""
    has_bom: bool
    is_ended: bool
    """Whether its last line is ended."""

    @classmethod
    def read(cls, text: str) -> File:
        """Take ``text`` apart. A last line without an end is given one for the time being."""
        body = text.removeprefix(BOM)
        parts = [Line(words, end) for words, end in _LINE.findall(body) if words or end]
        ends = Counter(line.end for line in parts if line.end)
        end = max(ends, key=lambda each: (ends[each], each == "\n")) if ends else "\n"
        is_ended = not parts or bool(parts[-1].end)
        if not is_ended:
            parts[-1] = Line(parts[-1].text, end)
        return cls(tuple(parts), end, body != text, is_ended)

    def written(self, lines: Sequence[Line]) -> str:
        """The file's text with these lines in the place of its own."""
        text = "".join(line.text + line.end for line in lines)
        if lines and not self.is_ended:
            text = text.removesuffix(lines[-1].end)
        return BOM + text if self.has_bom else text


def words_of(text: str) -> list[str]:
    """What the lines of ``text`` say, without their ends."""
    return _END.split(text) if "\r" in text else text.split("\n")
