"""Repetition: what several pages of a site say is the site's and hardly ever their article's.

A block of text (in plain texts a line) is known by its fingerprint, so that a library of many pages can
remember what each of them said in a few hundred bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OTHER_PAGES = 2
"""Pages besides the one that is read that must say the same."""
MOST_BLOCKS = 500
"""Blocks of a page that are remembered, and as many that its article has."""
_SAME_ARTICLE = 0.4
"""Two pages that share this part of the shorter article's blocks are versions of one."""
_WIDTH = 4


def fingerprint(text: str) -> int:
    """A number of 32 bits for what a block says: the CRC-32 of its words, without case.

    Numbers make a difference: without them, more was taken for repetition that was not (measured). Two of
    the few hundred blocks of two pages are hardly ever alike by chance.
    """
    return crc32(text.casefold().encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The fingerprints of the blocks of one page."""

    kept: frozenset[int] = frozenset()
    """Of those that its article has."""
    dropped: frozenset[int] = frozenset()


def page_blocks(texts: Sequence[str], kept: Sequence[bool]) -> PageBlocks:
    """What is remembered of a page with these blocks; ``kept`` says which are its article's."""
    return PageBlocks(
        _first(text for text, keep in zip(texts, kept, strict=True) if keep),
        _first(text for text, keep in zip(texts, kept, strict=True) if not keep),
    )


def repeated_blocks(pages: Sequence[PageBlocks]) -> frozenset[int]:
    """The fingerprints that ``OTHER_PAGES`` of these pages have, versions of one article counted once.

    So an article that was imported several times is never taken for what its site repeats.
    """
    articles: list[PageBlocks] = []
    for page in pages:
        same = next((place for place, other in enumerate(articles) if _is_same(page, other)), None)
        if same is None:
            articles.append(page)
        else:
            other = articles[same]
            articles[same] = PageBlocks(other.kept | page.kept, other.dropped | page.dropped)
    counts = Counter(each for article in articles for each in article.kept | article.dropped)
    return frozenset(each for each, count in counts.items() if count >= OTHER_PAGES)


def to_bytes(fingerprints: frozenset[int]) -> bytes:
    """Fingerprints as bytes, each four of them, the lowest first."""
    return b"".join(each.to_bytes(_WIDTH, "big") for each in sorted(fingerprints))


def from_bytes(content: bytes) -> frozenset[int]:
    """The fingerprints that ``to_bytes`` wrote; a broken rest is left."""
    return frozenset(
        int.from_bytes(content[start : start + _WIDTH], "big")
        for start in range(0, len(content) - _WIDTH + 1, _WIDTH)
    )


def _first(texts: Iterable[str]) -> frozenset[int]:
    found: dict[int, None] = {}
    for text in texts:
        found[fingerprint(text)] = None
        if len(found) == MOST_BLOCKS:
            break
    return frozenset(found)


def _is_same(page: PageBlocks, other: PageBlocks) -> bool:
    shorter = min(len(page.kept), len(other.kept))
    return shorter > 0 and len(page.kept & other.kept) >= _SAME_ARTICLE * shorter
