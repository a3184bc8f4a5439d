"""Shingles: every run of a few words of a text, as numbers. Two texts are alike as far as they share these.

A word counts without case and marks of style; of a script that is written without spaces, each letter is
taken for a word. So punctuation, markup and the cut into paragraphs tell no two texts apart.
(A. Broder: "On the resemblance and containment of documents", 1997.)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from zlib import crc32

from postil.search.words.letters import UNSPACED, marks

WIDTH = 5
"""Words of a shingle: of this many, texts that have nothing to do with each other share hardly any."""

_WORD = re.compile(f"[{UNSPACED}]|[^\\W_{UNSPACED}][^\\W_{UNSPACED}{marks()}]*")


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, as parts of all their shingles."""

    resemblance: float
    """Of the shingles of both, the part that both have (Jaccard), 0 to 1."""
    containment: float
    """Of the shingles of the shorter text, the part that the other one has, 0 to 1."""


def words_of(text: str) -> list[str]:
    """The words that are compared."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def shingles(text: str) -> frozenset[int]:
    """The shingles of a text, as numbers of 32 bits; fewer words than one shingle has give none.

    CRC-32 keeps two shingles of one text apart well enough (a page of 1,000 words loses one in 8 pages),
    and its pattern is broken by the mixing of ``minhash``.
    """
    words = words_of(text)
    joined = map(" ".join, zip(*(words[start:] for start in range(WIDTH)), strict=False))
    return frozenset([crc32(run.encode("utf-8", "surrogatepass")) for run in joined])


def overlap(one: frozenset[int], other: frozenset[int]) -> Overlap:
    """What two texts share."""
    shared = len(one & other)
    if not shared:
        return Overlap(0.0, 0.0)
    return Overlap(shared / (len(one) + len(other) - shared), shared / min(len(one), len(other)))
