"""Titles between two bars of ``=``: how wallabag heads each article of its text export.

The source of the format is wallabag's ``EntriesExport``: a bar of 100 ``=``, the title, the same bar, then
the words of the article, with blank lines around each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EXPORT_BAR = 100
"""The length of wallabag's bars."""

_END = r"[ \t]*(?:\r?\n|\r)"
_BLANK = rf"(?:{_END})*+"
_BARRED = re.compile(
    rf"^(={{20,}}){_END}{_BLANK}((?:(?!={{20,}})[^\r\n]*\S{_END}){{1,3}}){_BLANK}\1[ \t]*(?:\r?\n|\r|\Z)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class BarredTitle:
    """A title with its bars; ``start`` to ``end`` are code points of the text."""

    title: str
    start: int
    end: int
    bar: int
    """The length of each bar."""


def barred_titles(text: str) -> tuple[BarredTitle, ...]:
    """The titles in order; none where words stand before the first of them, for those would be lost."""
    heads = tuple(
        BarredTitle(" ".join(found[2].split()), found.start(), found.end(), len(found[1]))
        for found in _BARRED.finditer(text)
    )
    return heads if heads and not text[: heads[0].start].strip("\ufeff \t\r\n\f") else ()
