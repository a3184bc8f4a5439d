"""Where the values of a JSON file begin and end: found piece by piece, so that no file is read as a whole.

A value that is malformed inside still ends where its brackets do, and costs nothing but itself.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from typing import IO, Final

import webencodings

from postil.dom.decode import decode

DEEPEST = 100
"""Lists and objects one inside another that a value may have."""
LARGEST_VALUE = 64 * 1024 * 1024
"""Characters that a value may have."""
END: Final = ""
"""What stands after the last character."""

PIECE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]|[^"{}\[\]]++', re.DOTALL)
"""A whole string, a bracket, or what stands between them."""

_SAMPLE = 4 * 1024 * 1024
_CHUNK = 256 * 1024
_GAP = re.compile(r"[\s,:\x00\x1e\ufeff]*+")
_WORD = re.compile(r"[^\s,:{}\[\]\"]++")
_LONGEST_WORD = 400


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
        self._position = 0
        self._ended = len(sample) < _SAMPLE

    def peek(self) -> str:
        """The next character that is neither white space, nor a comma or a colon; ``END`` after the last."""
        while True:
            gap = _GAP.match(self._text, self._position)
            self._position = gap.end() if gap else self._position
            if self._position < len(self._text):
                return self._text[self._position]
            if not self._read_on(_CHUNK):
                return END

    def take(self) -> None:
        """Go past the next character."""
        self._position += 1

    def value(self, *, keep: bool = True) -> str | None:
        """The text of the value that begins at the next character; None where it is cut off, too deep, too
        large, or none. It is gone past in any case. Without ``keep`` the text is empty.
        """
        if self.peek() not in '"{[':
            return self._word()
        kept: list[str] = []
        size = depth = 0
        sound = True
        start = self._position
        while True:
            found = PIECE.match(self._text, self._position)
            if found is None:
                passed = self._text[start : self._position]
                if not self._read_on(max(_CHUNK, len(self._text) - self._position)):
                    self._position = len(self._text)
                    return None
                size += len(passed)
                sound = sound and size <= LARGEST_VALUE
                if keep and sound:
                    kept.append(passed)
                if len(self._text) > 2 * LARGEST_VALUE:  # a string that never ends
                    self._give_up()
                    return None
                start = 0
                continue
            self._position = found.end()
            bracket = self._text[found.start()]
            if bracket in "{[":
                depth += 1
                sound = sound and depth <= DEEPEST
            elif bracket in "]}":
                depth -= 1
            if depth <= 0:
                break
        if size + self._position - start > LARGEST_VALUE or not sound:
            return None
        return "".join((*kept, self._text[start : self._position])) if keep else ""

    def _word(self) -> str | None:
        """A number, ``true``, ``null``; any other character is gone past."""
        if len(self._text) - self._position < _LONGEST_WORD:
            self._read_on(_CHUNK)
        found = _WORD.match(self._text, self._position)
        self._position = found.end() if found else self._position + 1
        return found[0] if found else None

    def _give_up(self) -> None:
        while self._read_on(_CHUNK):
            self._position = len(self._text)

    def _read_on(self, count: int) -> bool:
        """Whether there was more; what was gone past is forgotten."""
        if self._ended:
            return False
        content = self._file.read(count)
        self._ended = not content
        self._text = self._text[self._position :] + self._decoder.decode(content, final=self._ended)
        self._position = 0
        return True
