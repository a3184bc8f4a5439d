"""What is looked for in a text: the typed words in all shapes they may have there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.search.words.analysis import APOSTROPHES, ELIDED, SIGNS, WORD, analyzer, meant
from postil.search.words.languages import UNKNOWN, candidates
from postil.search.words.letters import UNSPACED, fold, marks

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Sought:
    """One word that is looked for, in any of its shapes."""

    stems: frozenset[str]
    start: str = ""
    """Any word is meant that begins so (lower case, folded); empty where only the stems count."""
    beginnings: frozenset[str] = frozenset()
    """What the words that are meant begin with, in lower case; shorter than the stems, to be safe."""


def sought(words: Iterable[tuple[str, bool]], languages: Iterable[str]) -> tuple[Sought, ...]:
    """What to look for: each typed word, with whether it may go on, in the languages of the library."""
    known = tuple(languages)
    found: dict[Sought, None] = {}
    for typed, begun in words:
        word = typed if begun else meant(typed)
        matches = tuple(WORD.finditer(word))
        pieces = [place for match in matches for place in places(match.group(), match.start())]
        if len(matches) == 1 and matches[0].group().strip(SIGNS) != matches[0].group():
            pieces = [matches[0].span()]
        for start, end in pieces:
            found[_sought(word[start:end], known, begun=begun and end == len(word))] = None
        if len(pieces) > 1:
            found[_sought(word, known, begun=False)] = None  # "e-mail" is "email", too
    return tuple(entry for entry in found if entry.stems)


def places(piece: str, shift: int = 0) -> list[tuple[int, int]]:
    """Where the words of a piece stand: between hyphens and underlines, after an elision."""
    found = []
    for word in _WORD.finditer(piece):
        elided = ELIDED.match(piece, word.start(), word.end())
        found.append(((elided.end() if elided else word.start()) + shift, word.end() + shift))
    return found


RUN = re.compile(f"[{UNSPACED}]")
"""A letter of the scripts that are written without spaces."""

_LETTER = f"(?![_{UNSPACED}])[\\w{marks()}]"
_WORD = re.compile(f"[{UNSPACED}]+|(?:{_LETTER})+(?:[{APOSTROPHES}](?:{_LETTER})+)*")
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def _sought(piece: str, languages: tuple[str, ...], *, begun: bool) -> Sought:
    folded = fold(piece)
    if RUN.match(piece):
        return Sought(frozenset((folded,)), folded, frozenset((piece.lower(),)))
    stems: set[str] = set()
    for language in candidates(piece, languages) or (UNKNOWN,):
        for given in analyzer(language).pieces(piece):
            for entry in given:
                stems.update((entry.whole or entry.parts[0]).stems)
    # A stem may end in another letter than its words do (happi, happy): the last one is left open.
    shapes = {stem[: max(3, len(stem) - 1)] for stem in stems} | {folded, piece.lower()}
    shapes = {shape.translate(_STRAIGHT) for shape in shapes}
    # Stems have no apostrophes, texts have.
    shapes |= {shape[: shape.index("'") + 1] for shape in shapes if "'" in shape}
    return Sought(frozenset(stems), folded if begun else "", _shortest(shapes))


def _shortest(shapes: set[str]) -> frozenset[str]:
    """The beginnings that are not longer forms of another one."""
    return frozenset(
        shape
        for shape in shapes
        if shape and not any(other and other != shape and shape.startswith(other) for other in shapes)
    )
