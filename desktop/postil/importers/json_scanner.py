"""Where the values of a JSON file begin and end: found piece by piece, so that no file is read as a whole.

A value that is malformed inside still ends where its brackets do, and costs nothing but itself. Where they do
not end either, as with a quotation mark too few, the next value is looked for by how the others begin.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from typing import IO, Final

import webencodings

from postil.dom.decode import decode

DEEPEST = 100
"""Lists and objects one inside another that a value may have."""
LARGEST_VALUE = 32 * 1024 * 1024
"""Characters that a value may have."""
END: Final = ""
"""What stands after the last character."""

PIECE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]|[^"{}\[\]]++', re.DOTALL)
"""A whole string, a bracket, or what stands between them."""

_STRING = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")', re.DOTALL)
_TO_BRACKET = re.compile(r'(?:[^"{}\[\]]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+([{}\[\]])', re.DOTALL)
"""All up to the next bracket that is in no string."""
_SAMPLE = 4 * 1024 * 1024
_CHUNK = 256 * 1024
_BLANK = " \t\r\n\ufeff\x1e"
_GAP = re.compile(r"[\s,:\x00\x1e\ufeff]*+")
_WORD = re.compile(r"[^\s,:{}\[\]\"]++")
_LONGEST_WORD = 400
_OVERLAP = 4000
"""Characters that a separator has at most."""


def are_lines(text: str) -> bool:
    """Whether a text is JSON lines: an object on its first line, and another one after it."""
    first, _break, following = text.lstrip(_BLANK).partition("\n")
    return first[:1] == "{" and first.rstrip()[-1:] == "}" and following.lstrip(_BLANK)[:1] == "{"


class Scanner:
    """The text of a file, from its beginning to its end."""

    def __init__(self, file: IO[bytes]) -> None:
        sample = file.read(_SAMPLE)
        encoding = decode(sample).encoding
        known = webencodings.lookup(encoding)
        name = known.codec_info.name if known else encoding
        self._file = file
        self._decoder = getincrementaldecoder(name)("replace")
        self._text = self._decoder.decode(sample, final=len(sample) < _SAMPLE)
        self.has_lines = are_lines(self._text)
        """Whether it has values one after the other, on lines of their own."""
        self._position = 0
        self._ended = len(sample) < _SAMPLE
        self._mark: int | None = None
        """Where the last value began that was kept: its text is not forgotten before the next one is read."""
        self.is_lost = False
        """Whether the end of the last value was not found."""

    def peek(self) -> str:
        """The next character that is neither white space, nor a comma or a colon; ``END`` after the last."""
        while True:
            gap = _GAP.match(self._text, self._position)
            self._position = gap.end() if gap else self._position
            if self._position < len(self._text):
                return self._text[self._position]
            if not self._read_on():
                return END

    def take(self) -> None:
        """Go past the next character."""
        self._position += 1

    def value(self, *, keep: bool = True) -> str | None:
        """The text of the value that begins at the next character; None where it is cut off, too deep, too
        large, or none. It is gone past, if its end was found. Without ``keep`` the text is empty.
        """
        self.is_lost = False
        self._mark = None
        first = self.peek()
        self._mark = self._position if keep else None
        if not first or first not in '"{[':
            return self._word()
        depth = deepest = 0
        piece = _STRING if first == '"' else _TO_BRACKET
        while True:
            found = piece.match(self._text, self._position)
            if found is None:
                length = len(self._text) - (self._position if self._mark is None else self._mark)
                if length > LARGEST_VALUE or not self._read_on():
                    self.is_lost = True
                    return None
                continue
            self._position = found.end()
            if found[1] in ("{", "["):
                depth += 1
                deepest = max(deepest, depth)
            else:
                depth -= 1
            if depth <= 0:
                break
        if deepest > DEEPEST:
            return None
        return "" if self._mark is None else self._text[self._mark : self._position]

    def passed(self, count: int) -> str:
        """The first characters of the last value."""
        if self._mark is None:
            return ""
        end = len(self._text) if self.is_lost else self._position
        return self._text[self._mark : min(end, self._mark + count)]

    def is_followed_by(self, pattern: re.Pattern[str]) -> bool:
        """Whether what comes next is of a pattern."""
        if len(self._text) - self._position < _OVERLAP:
            self._read_on()
        return pattern.match(self._text, self._position) is not None

    def go_back(self, separator: re.Pattern[str]) -> bool:
        """Go to the end of the first separator in the last value, if there is one."""
        start = self._position if self._mark is None else self._mark + 1
        end = len(self._text) if self.is_lost else self._position
        found = separator.search(self._text, start, min(end + _OVERLAP, len(self._text)))
        if found is None or found.start() >= end:
            return False
        self._position = found.end()
        return True

    def go_on(self, separator: re.Pattern[str] | None) -> bool:
        """Go to the end of the next separator, or of the file, where there is none."""
        self._mark = None
        self._position = max(0, self._position - 1)
        while True:
            found = separator.search(self._text, self._position) if separator else None
            if found is not None:
                self._position = found.end()
                return True
            self._position = max(self._position, len(self._text) - _OVERLAP)
            if not self._read_on():
                self._position = len(self._text)
                return False

    def _word(self) -> str | None:
        """A number, ``true``, ``null``; any other character is gone past."""
        if len(self._text) - self._position < _LONGEST_WORD:
            self._read_on()
        found = _WORD.match(self._text, self._position)
        self._position = found.end() if found else self._position + 1
        return found[0] if found else None

    def _read_on(self) -> bool:
        """Whether there was more; what was gone past is forgotten. Long values are read in longer steps."""
        if self._ended:
            return False
        start = self._position if self._mark is None else self._mark
        content = self._file.read(max(_CHUNK, len(self._text) - start))
        self._ended = not content
        self._text = self._text[start:] + self._decoder.decode(content, final=self._ended)
        self._position -= start
        self._mark = None if self._mark is None else 0
        return True
