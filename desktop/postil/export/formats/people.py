"""The people that a byline names, each with the family name told from the given ones where that is clear."""

from __future__ import annotations

import re
from dataclasses import dataclass

from postil.export.markdown.escaping import one_line

_BETWEEN = re.compile(
    r"\s*[;；、]\s*|\s*(?:,\s+)?(?<=\s)(?:and|und|et|та|і|й|и)\s+|\s+[&+]\s+", re.IGNORECASE
)
_BY = re.compile(r"^(?:by|von|par|por|автор:?)\s+", re.IGNORECASE)
_PARTICLES = frozenset({
    "al", "af", "ap", "av", "bin", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "di",
    "do", "dos", "du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zum", "zur",
})  # fmt: skip
_SUFFIX = re.compile(r"jr\.?|sr\.?|ii|iii|iv|ph\.?d\.?|m\.?d\.?", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:the|staff|team|desk|news|press|agency|times|post|editors?|editorial|association|university|institute"
    r"|foundation|reuters|bbc|afp|inc|ltd|llc|gmbh|ministry|council|committee|group|media|magazine|редакція)\b"
    r"|[0-9@/:]",
    re.IGNORECASE,
)
_MOST_WORDS = 5
"""A name of more words is a sentence, or an organisation's."""


@dataclass(frozen=True, slots=True)
class Person:
    """One author. An organisation, and whoever cannot be told apart, has only a family name."""

    family: str
    given: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the name must stay as it is, and is not to be turned round or made short."""
        return not self.given


def people(byline: str | None) -> tuple[Person, ...]:
    """The authors in a byline, in its order, each once."""
    names = [
        name for part in _BETWEEN.split(_BY.sub("", one_line(byline or ""))) for name in _at_commas(part)
    ]
    return tuple(dict.fromkeys(_person(name) for name in names))


def _at_commas(part: str) -> list[str]:
    """The names between commas; ``Miller, Ann`` is one name, and ``Ann Miller, Ivan Franko`` two."""
    names = [name.strip() for name in part.split(",") if name.strip()]
    if len(names) == 2 and " " not in names[0] and len(names[1].split()) < 3 and not _is_organisation(part):
        return [f"{names[0]}, {names[1]}"]
    whole: list[str] = []
    for name in names:
        if whole and _SUFFIX.fullmatch(name):
            whole[-1] += f" {name}"
        else:
            whole.append(name)
    return whole


def _person(name: str) -> Person:
    family, comma, given = name.partition(", ")
    if comma:
        return Person(family, given)
    words = name.split()
    if not 1 < len(words) <= _MOST_WORDS or _is_organisation(name):
        return Person(name)
    last = len(words) - 1
    while last > 1 and _SUFFIX.fullmatch(words[last]):
        last -= 1
    while last > 1 and words[last - 1].casefold() in _PARTICLES:
        last -= 1
    return Person(" ".join(words[last:]), " ".join(words[:last]))


def _is_organisation(name: str) -> bool:
    return _ORGANISATION.search(name) is not None
