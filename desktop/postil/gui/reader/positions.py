"""Canonical offsets and positions of a ``QTextDocument``, both ways.

A canonical offset counts code points of the article's text. A document position counts UTF-16 units
and also has places for block ends, table cells, soft hyphens and the header, which are no text. The
map is a list of stretches; inside an even one, both count alike, an uneven one (a letter of two
units, a soft hyphen of our own, a formula that stands for its words) is entered and left as a whole.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Positions:
    """Filled by the builder in the order of the document, then asked."""

    def __init__(self) -> None:
        self._canonical = array("l")
        self._canonical_ends = array("l")
        self._document = array("l")
        self._document_ends = array("l")

    def add(self, canonical: int, text: str, document: int) -> int:
        """``text`` was inserted at ``document`` as it is; the position after it is returned."""
        if text.isascii():
            return self._even(canonical, len(text), document)
        done = 0
        for match in _ASTRAL.finditer(text):
            document = self._even(canonical + done, match.start() - done, document)
            document = self.add_uneven(canonical + match.start(), 1, document, 2)
            done = match.end()
        return self._even(canonical + done, len(text) - done, document)

    def add_broken(self, canonical: int, text: str, breaks: list[int], document: int) -> None:
        """``text`` was inserted with one soft hyphen of our own before each index of ``breaks``.

        Only the pieces between them are kept: the hyphens are places between stretches.
        """
        if not text.isascii() and _ASTRAL.search(text):
            done = 0
            for at in [*breaks, len(text)]:
                document = self.add(canonical + done, text[done:at], document) + 1
                done = at
            return
        starts, ends = [0, *breaks], [*breaks, len(text)]
        self._canonical.extend([canonical + start for start in starts])
        self._canonical_ends.extend([canonical + end for end in ends])
        self._document.extend([document + start + before for before, start in enumerate(starts)])
        self._document_ends.extend([document + end + before for before, end in enumerate(ends)])

    def add_uneven(self, canonical: int, length: int, document: int, units: int) -> int:
        """``length`` code points are shown as ``units`` positions; the position after them is returned."""
        self._stretch(canonical, length, document, units)
        return document + units

    def to_document(self, canonical: int) -> int:
        """The position before the code point at ``canonical``; at or after the end, the last one."""
        at = bisect_right(self._canonical, canonical) - 1
        if at < 0:
            return self._document[0] if self._document else 0
        inside = canonical - self._canonical[at]
        length = self._canonical_ends[at] - self._canonical[at]
        units = self._document_ends[at] - self._document[at]
        if inside >= length:
            return self._document_ends[at]
        return self._document[at] + (inside if length == units else 0)

    def to_canonical(self, document: int) -> int:
        """The offset of the code point at ``document``; between stretches, the end of the one before."""
        at = bisect_right(self._document, document) - 1
        if at < 0:
            return self._canonical[0] if self._canonical else 0
        inside = document - self._document[at]
        length = self._canonical_ends[at] - self._canonical[at]
        units = self._document_ends[at] - self._document[at]
        if inside >= units:
            return self._canonical_ends[at]
        return self._canonical[at] + (inside if length == units else 0)

    def span_to_document(self, start: int, end: int) -> tuple[int, int]:
        """The positions of a span: its end is where its last code point ends, not where the next begins."""
        first = self.to_document(start)
        if end <= start:
            return first, first
        at = bisect_right(self._canonical, end - 1) - 1
        if at < 0:
            return first, first
        inside = end - self._canonical[at]
        length = self._canonical_ends[at] - self._canonical[at]
        units = self._document_ends[at] - self._document[at]
        if inside >= length or length != units:
            return first, max(first, self._document_ends[at])
        return first, self._document[at] + inside

    def _even(self, canonical: int, length: int, document: int) -> int:
        if length:
            self._stretch(canonical, length, document, length)
        return document + length

    def _stretch(self, canonical: int, length: int, document: int, units: int) -> None:
        continues = (
            self._canonical
            and length == units
            and self._canonical_ends[-1] == canonical
            and self._document_ends[-1] == document
            and self._canonical_ends[-1] - self._canonical[-1] == self._document_ends[-1] - self._document[-1]
        )
        if continues:
            self._canonical_ends[-1] += length
            self._document_ends[-1] += units
            return
        self._canonical.append(canonical)
        self._canonical_ends.append(canonical + length)
        self._document.append(document)
        self._document_ends.append(document + units)
