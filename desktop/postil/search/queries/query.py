r"""The query language, and the tree of what was asked.

::

    query   = [ any ]
    any     = all { "OR" all }
    all     = not { [ "AND" ] not }                   all must match
    not     = ( "-" | "NOT" ) not | atom
    atom    = "(" any ")" | phrase | filter | sort | word
    phrase  = '"' text '"'                            these words one after the other
    filter  = field ":" ( value [ mark ] | '"' text '"' | "(" any ")" ) | "#" value [ "*" ]
    sort    = "sort:" order
    word    = characters [ mark ]
    mark    = "*"                                     what begins so
            | "~" | "~1" | "~2"                       what is written nearly so: one or two letters differ
    field   = title author note quote site tag lang is has color added published read

In the parentheses of a field every word and every phrase is a value of it: ``tag:(rome OR "old maps")``.
Words are parted by white space, quotation marks and parentheses; ``OR``, ``AND`` and ``NOT`` are written
in capitals, the names of fields and fixed values in any letters. A ``#`` before a number is text (``Progress
report #39``), a star or a tilde inside a word is, too. Quotation marks may be typographic ones, as texts and
some keyboards have them. In a value between straight ones, two stand for one.

========================  =============================================================================
title author note quote   words of that part alone; in quotation marks, one after the other
site                      a host (``example.org`` has ``news.example.org``) or the words of a site's name
tag                       a tag and all that are nested in it; ``tag:history/*`` only those nested in it
lang                      a language by its short name: ``en``, ``uk``
is has color              the values of ``VALUES``
added published read      days, as ``dates`` tells
========================  =============================================================================

``is:unread`` is what was not read to its end (inbox and reading), ``is:read`` what was (archived),
``is:doubtful`` a highlight that a person should check, ``is:lost`` one whose words are not in the text.
Other programs' names for fields and values are understood, too: see ``ALIASES`` and ``OTHER_VALUES``.
What is no field is text: ``doi:10.1000/182`` is searched as it stands.

Nothing that is typed is refused: what is unfinished (an open quotation mark or parenthesis, an operator
without a word, a field without a value) is taken as far as it goes, and a value that cannot be is left out
and told as a ``QueryError``.

A tree written out with ``str`` and read again (``parsing.parse``) is the same tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from postil.model.annotation import Color

if TYPE_CHECKING:
    from postil.errors import QueryError
    from postil.search.ranking import Sort


QUOTES = '"“”„«»'
"""Quotation marks, for a character class. What the first one opens, the next straight one closes; what
another one opens, the next of any kind.
"""


class Field(Enum):
    """The fields, by the name that is typed."""

    TITLE = "title"
    SITE = "site"
    AUTHOR = "author"
    TAG = "tag"
    NOTE = "note"
    QUOTE = "quote"
    LANGUAGE = "lang"
    IS = "is"
    HAS = "has"
    COLOR = "color"
    ADDED = "added"
    PUBLISHED = "published"
    READ = "read"


WORDS = frozenset({Field.TITLE, Field.AUTHOR, Field.NOTE, Field.QUOTE})
"""The fields whose values are words of a text."""

DAYS = frozenset({Field.ADDED, Field.PUBLISHED, Field.READ})
"""The fields whose values are days."""

VALUES: dict[Field, tuple[str, ...]] = {
    Field.IS: (
        "inbox",
        "reading",
        "archived",
        "unread",
        "read",
        "starred",
        "highlighted",
        "underlined",
        "doubtful",
        "lost",
        "waiting",
        "page",
        "annotation",
    ),
    Field.HAS: ("note", "highlights", "tags"),
    Field.COLOR: tuple(color.value for color in Color),
}
"""The fields that take only certain values."""

ALIASES: dict[str, Field] = {
    "label": Field.TAG,
    "language": Field.LANGUAGE,
    "by": Field.AUTHOR,
    "colour": Field.COLOR,
    "saved": Field.ADDED,
    "year": Field.PUBLISHED,
}
"""What other programs call these fields (Omnivore, Zotero)."""

OTHER_VALUES: dict[tuple[Field, str], str] = {
    (Field.IS, "orphaned"): "lost",
    (Field.IS, "archive"): "archived",
    (Field.IS, "link"): "waiting",
    (Field.IS, "fav"): "starred",
    (Field.HAS, "notes"): "note",
    (Field.HAS, "highlight"): "highlights",
    (Field.HAS, "tag"): "tags",
    (Field.COLOR, "grey"): "gray",
}
"""What other programs call these values (Hypothesis, Omnivore, Karakeep)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word; with ``prefix`` all words that begin so."""

    text: str
    prefix: bool = False
    fuzzy: int = 0
    """How many of its letters may be missing, too many or others; 2 at the most."""
    end: int = field(default=0, compare=False)
    """Where it ends in what was typed."""

    def __str__(self) -> str:
        return self.text + _mark(self)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other."""

    text: str
    end: int = field(default=0, compare=False)
    """Where its words end in what was typed, before a closing quotation mark."""
    weight: float = field(default=1.0, compare=False)
    """How much it counts beside one that was typed."""

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Filter:
    """A field and the value it must have."""

    name: Field
    value: str
    prefix: bool = False
    fuzzy: int = 0
    """As in ``Word``; only for fields of words."""
    end: int = field(default=0, compare=False)
    """Where the value ends in what was typed, before a closing quotation mark."""

    def __str__(self) -> str:
        mark = _mark(self)
        if mark or _BARE.fullmatch(self.value):
            return f"{self.name.value}:{self.value}{mark}"
        return '{}:"{}"'.format(self.name.value, self.value.replace('"', '""'))


@dataclass(frozen=True, slots=True)
class Not:
    """What must not match."""

    child: Query

    def __str__(self) -> str:
        return f"-{_grouped(self.child)}"


@dataclass(frozen=True, slots=True)
class And:
    """All must match; two at least."""

    children: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(map(_grouped, self.children))


@dataclass(frozen=True, slots=True)
class Or:
    """One must match; two at least."""

    children: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(
            str(child) if isinstance(child, And) else _grouped(child) for child in self.children
        )


@dataclass(frozen=True, slots=True)
class Nothing:
    """A query in which nothing is asked for."""

    def __str__(self) -> str:
        return ""


Query = Word | Phrase | Filter | Not | And | Or | Nothing


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was typed, as far as it can be understood, and the first thing that cannot."""

    query: Query
    problem: QueryError | None = None
    sort: Sort | None = None
    """The order that was asked for; None where none was."""


_BARE = re.compile(rf"[^\s(){QUOTES}]*(?<![*~])(?<!~[12])")
"""A value that is read as it stands, without quotation marks."""


def _mark(asked: Word | Filter) -> str:
    if asked.prefix:
        return "*"
    return ("", "~", "~2")[asked.fuzzy]


def _grouped(child: Query) -> str:
    return f"({child})" if isinstance(child, And | Or) else str(child)
