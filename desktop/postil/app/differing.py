"""Differing: two texts word by word, as what both say and what only one of them says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from postil.errors import NotFound
from postil.search.words.letters import UNSPACED
from postil.store import versions
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.app.holdings import Holdings
    from postil.model.ids import PageId

MOST_WORDS = 50_000
"""Words and signs of a stretch, on both sides together, that are compared one by one: it takes a second."""

_CHANCE = 2
"""So many words in a row two different sentences may have in common."""
_WORD = re.compile(f"[{UNSPACED}]|[^\\W{UNSPACED}]+|[^\\w\\s]|\\s+")


class Said(Enum):
    """Which of two texts says something."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text, and which of the two has it."""

    said: Said
    text: str
    """Of what both say, as the first one writes it: spaces and line feeds may differ."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts, put together to one."""

    passages: tuple[Passage, ...]

    @property
    def places(self) -> int:
        """How many places differ: what is replaced counts once."""
        saids = [passage.said for passage in self.passages]
        after_both = zip([Said.BOTH, *saids], saids, strict=False)
        return sum(said is not Said.BOTH and before is Said.BOTH for before, said in after_both)


class Differing:
    """What a person sees of two pages that are the same but for some words."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def compare(self, first: PageId, second: PageId) -> Difference:
        """What each of two pages says that the other one does not. Raises NotFound or LibraryDamaged."""
        return difference(self._text(first), self._text(second))

    def _text(self, page_id: PageId) -> str:
        version = versions.current(self._holdings.reader(), page_id)
        if version is None:
            raise NotFound(_("There is no page {page} in this library.").format(page=page_id))
        return self._holdings.text(version.text_hash)


def difference(first: str, second: str, *, fine: bool = False) -> Difference:
    """What only one of two texts says, and what both do, in the order of the texts.

    Lines that both have are found first; between them, words are compared. ``fine`` is for short texts: also
    a single word between two changes is told as one that both say.
    """
    ours, theirs = first.splitlines(keepends=True), second.splitlines(keepends=True)
    passages = _by_lines(ours, theirs)
    return Difference(tuple(passages if fine else _gathered(passages)))


def _by_lines(first: Sequence[str], second: Sequence[str]) -> Iterator[Passage]:
    keys = [[" ".join(line.split()) for line in lines] for lines in (first, second)]
    ours = theirs = ""
    for step in Indel.opcodes(keys[0], keys[1]):
        if step.tag != "equal":
            ours += "".join(first[step.src_start : step.src_end])
            theirs += "".join(second[step.dest_start : step.dest_end])
            continue
        yield from _by_words(_WORD.findall(ours), _WORD.findall(theirs))
        ours = theirs = ""
        yield Passage(Said.BOTH, "".join(first[step.src_start : step.src_end]))
    yield from _by_words(_WORD.findall(ours), _WORD.findall(theirs))


def _by_words(first: Sequence[str], second: Sequence[str]) -> Iterator[Passage]:
    if len(first) + len(second) > MOST_WORDS:
        yield from _changes({Said.FIRST: "".join(first), Said.SECOND: "".join(second)})
        return
    keys = [[" " if word.isspace() else word for word in words] for words in (first, second)]
    for step in Indel.opcodes(keys[0], keys[1]):
        ours = "".join(first[step.src_start : step.src_end])
        theirs = "".join(second[step.dest_start : step.dest_end])
        if step.tag == "equal" or not (ours + theirs).strip():
            yield Passage(Said.BOTH, ours)
        else:
            yield from _changes({Said.FIRST: ours, Said.SECOND: theirs})


def _gathered(passages: Iterator[Passage]) -> Iterator[Passage]:
    """Neighbouring passages of one kind as one; a word or two between two changes belong to both of them.

    So a rewritten sentence is one change of two sides, and no patchwork of words.
    """
    sides = {Said.FIRST: "", Said.SECOND: ""}
    both = ""
    for passage in passages:
        if passage.said is Said.BOTH:
            both += passage.text
            continue
        if both and (_tells(both) or not any(sides.values())):
            yield from _changes(sides)
            sides = dict.fromkeys(sides, "")
            yield Passage(Said.BOTH, both)
        elif both:
            sides = {said: side + both for said, side in sides.items()}
        both = ""
        sides[passage.said] += passage.text
    yield from _changes(sides)
    if both:
        yield Passage(Said.BOTH, both)


def _tells(both: str) -> bool:
    """Whether what both say between two changes is more than a chance."""
    words: list[str] = _WORD.findall(both)
    return sum(word[0].isalnum() for word in words) > _CHANCE


def _changes(sides: dict[Said, str]) -> Iterator[Passage]:
    for said, side in sides.items():
        if side:
            yield Passage(said, side)
