"""A repair: what a person has put right in what was kept of a page, or of all pages of a site.

A repair outlives the extractor that it was made on. It names blocks of the original so that any later
extractor finds them again: on a page by what they say, on a site by what they are.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field, replace

FORMAT = 1
"""The version of the JSON form."""
_BITS = 63
"""Bits of a fingerprint: SQLite keeps it as a whole number."""


def fingerprint(text: str) -> int:
    """A number for what a block says: 63 bits of the SHA-256 of its letters and digits.

    Spaces, marks, case and ways of writing a character make no difference, since extractors read them
    differently. A text without letters or digits is taken as it is, without its spaces.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    said = "".join(filter(str.isalnum, folded)) or "".join(folded.split())
    digest = hashlib.sha256(said.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _BITS)


@dataclass(frozen=True, slots=True, order=True)
class BlockWords:
    """A block of one page, by what it says."""

    fingerprint: int
    """See ``fingerprint``; of a picture it is that of its address."""
    turn: int = 0
    """Which of the page's blocks that say the same, counted from 0."""


@dataclass(frozen=True, slots=True, order=True)
class BlockKind:
    """A kind of block on the pages of a site. Numbers in the names are written as ``#``."""

    element: str
    names: str
    """What its classes, id and role call it."""
    around: str
    """What those of the element around it call that."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One element on the way from a page's root to a container. Numbers in the names are ``#``."""

    element: str
    names: str
    turn: int = 0
    """Which of the elements beside it that are called the same, counted from 0."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Blocks that are dropped or brought back, whatever the extractor says, and the chosen container.

    Blocks are taken by their words first, then by their kind, then by the container.
    """

    dropped: frozenset[BlockWords] = field(default=frozenset())
    brought_back: frozenset[BlockWords] = field(default=frozenset())
    dropped_kinds: frozenset[BlockKind] = field(default=frozenset())
    brought_back_kinds: frozenset[BlockKind] = field(default=frozenset())
    container: tuple[Step, ...] | None = None
    """The way from the root to the element whose whole content is the article.

    Empty where the extractor is to choose, though a repair of the site chooses; None where nothing is said.
    """

    @property
    def empty(self) -> bool:
        """Whether it changes nothing."""
        return self == Repair()

    def verdict(self, block: BlockWords, kind: BlockKind, *, kept: bool) -> bool:
        """Whether a block is kept of which the extractor, or the container, says ``kept``."""
        if block in self.dropped or block in self.brought_back:
            return block in self.brought_back
        if kind in self.dropped_kinds or kind in self.brought_back_kinds:
            return kind in self.brought_back_kinds
        return kept

    def over(self, other: Repair) -> Repair:
        """The repair itself and, where it says nothing, the other one: a page's over its site's."""
        return replace(
            self,
            dropped=self.dropped | (other.dropped - self.brought_back),
            brought_back=self.brought_back | (other.brought_back - self.dropped),
            dropped_kinds=self.dropped_kinds | (other.dropped_kinds - self.brought_back_kinds),
            brought_back_kinds=self.brought_back_kinds | (other.brought_back_kinds - self.dropped_kinds),
            container=other.container if self.container is None else self.container,
        )

    def to_json(self) -> str:
        """The form in which it is kept; the same repair is always the same text."""
        return json.dumps(
            {
                "format": FORMAT,
                "dropped": _rows(self.dropped),
                "brought_back": _rows(self.brought_back),
                "dropped_kinds": _kind_rows(self.dropped_kinds),
                "brought_back_kinds": _kind_rows(self.brought_back_kinds),
                "container": self.container
                and [[step.element, step.names, step.turn] for step in self.container],
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Repair:
        """The repair of that form. Raises ValueError where the text is none, or is of a later format."""
        content = json.loads(text)
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise ValueError("no repair that this program can read")
        try:
            container = content["container"]
            return cls(
                dropped=frozenset(BlockWords(int(said), int(turn)) for said, turn in content["dropped"]),
                brought_back=frozenset(
                    BlockWords(int(said), int(turn)) for said, turn in content["brought_back"]
                ),
                dropped_kinds=frozenset(BlockKind(*map(str, row)) for row in content["dropped_kinds"]),
                brought_back_kinds=frozenset(
                    BlockKind(*map(str, row)) for row in content["brought_back_kinds"]
                ),
                container=None
                if container is None
                else tuple(Step(str(element), str(names), int(turn)) for element, names, turn in container),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("no repair that this program can read") from error


def _rows(blocks: frozenset[BlockWords]) -> list[list[int]]:
    return [[block.fingerprint, block.turn] for block in sorted(blocks)]


def _kind_rows(kinds: frozenset[BlockKind]) -> list[list[str]]:
    return [[kind.element, kind.names, kind.around] for kind in sorted(kinds)]
