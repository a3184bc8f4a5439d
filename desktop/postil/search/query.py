r"""The query language: what is typed, to a tree.

::

    query   = [ any ]
    any     = all { "OR" all }
    all     = not { [ "AND" ] not }                   all must match
    not     = ( "-" | "NOT" ) not | atom
    atom    = "(" any ")" | phrase | filter | word
    phrase  = '"' text '"'                            these words one after the other
    filter  = field ":" ( value [ "*" ] | '"' text '"' ) | "#" value
    word    = characters [ "*" ]                      with the star: words that begin so
    field   = title site author tag note quote lang is has color added published

Words are parted by white space, quotation marks and parentheses; ``OR``, ``AND`` and ``NOT`` are written
in capitals. A ``#`` before a number is text (``Progress report #39``).

The values: ``is:`` inbox, reading, archived, unread (inbox or reading), read (archived), starred,
highlighted, underlined, doubtful (a highlight that a person should check), lost (one whose words are not in
the text); ``has:`` note, highlights; ``color:`` a colour of highlights; ``added:`` and
``published:`` as ``dates`` tells. What is no field is text: ``doi:10.1000/182`` is searched as it stands.

Nothing that is typed is refused: what is unfinished (an open quotation mark or parenthesis, an operator
without a word, a field without a value) is taken as far as it goes, and a value that cannot be is left out
and told as a ``QueryError``.

A tree written out with ``str`` and read again is the same tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from postil.errors import QueryError
from postil.model.annotation import Color
from postil.search.dates import span


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
    ),
    Field.HAS: ("note", "highlights"),
    Field.COLOR: tuple(color.value for color in Color),
}
"""The fields that take only certain values."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word; with ``prefix`` all words that begin so."""

    text: str
    prefix: bool = False
    end: int = field(default=0, compare=False)
    """Where it ends in what was typed."""

    def __str__(self) -> str:
        return self.text + "*" * self.prefix


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other."""

    text: str
    end: int = field(default=0, compare=False)
    """Where it ends in what was typed; a closing quotation mark belongs to it."""

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Filter:
    """A field and the value it must have."""

    name: Field
    value: str
    prefix: bool = False
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        bare = _BARE.fullmatch(self.value) is not None
        return f"{self.name.value}:" + (self.value + "*" * self.prefix if bare else f'"{self.value}"')


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


def parse(text: str) -> Parsed:
    """The tree of what was typed."""
    parser = _Parser(text)
    found = parser.any(depth=0)
    return Parsed(found or Nothing(), parser.problem)


_DEEPEST = 50
_OPERATORS = frozenset({"OR", "AND", "NOT"})
_ANY_DAY = date(2000, 1, 1)
_BARE = re.compile(r'[^\s"()]*[^\s"()*]')
_WORD_CHARACTER = re.compile(r"\w")
_PART_OF_DAY = re.compile(r"[<>]?[\d.-]*|t(o(d(a(y)?)?)?)?|y(e[a-z]*)?|w(e(ek?)?)?|m(o[a-z]*)?")
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<phrase>"[^"]*"?)
      | (?P<hash>\#)(?=[\d_]*[^\W\d_])(?P<tag>[^\s"()]+)
      | (?P<field>[a-z]+):(?:"(?P<quoted>[^"]*)"? | (?P<value>[^\s"()]*))
      | (?P<minus>-)(?=[^\s)])
      | (?P<word>[^\s"()]+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FIELDS = {entry.value: entry for entry in Field}


class _Parser:
    """Reads tokens from left to right; a method a rule of the grammar. None stands for nothing asked."""

    def __init__(self, text: str) -> None:
        self.problem: QueryError | None = None
        self._text = text
        self._at = 0

    def any(self, depth: int) -> Query | None:
        found = []
        while True:
            child = self._all(depth)
            if child is not None:
                found.append(child)
            if not self._take("OR"):
                return _joined(Or, found)

    def _all(self, depth: int) -> Query | None:
        found = []
        while (token := self._peek()) is not None:
            word = token["word"]
            if word == "OR":
                break
            if token["close"]:
                if depth:
                    break
                self._at = token.end()  # a parenthesis that closes nothing
                continue
            if word == "AND":
                self._at = token.end()
                continue
            child = self._not(token, depth)
            if child is not None:
                found.append(child)
        return _joined(And, found)

    def _not(self, token: re.Match[str], depth: int) -> Query | None:
        negative = False
        while token["minus"] or token["word"] == "NOT":
            negative = not negative
            self._at = token.end()
            following = self._peek()
            if following is None or following["close"] or following["word"] in ("OR", "AND"):
                return None
            token = following
        child = self._atom(token, depth)
        return Not(child) if negative and child is not None else child

    def _atom(self, token: re.Match[str], depth: int) -> Query | None:
        self._at = token.end()
        if token["open"]:
            if depth >= _DEEPEST:
                return None
            child = self.any(depth + 1)
            closing = self._peek()
            if closing is not None and closing["close"]:
                self._at = closing.end()
            return child
        if token["phrase"]:
            return _phrase(token["phrase"], token.end())
        if token["hash"]:
            return self._filter(Field.TAG, token, token["tag"])
        if token["field"]:
            name = _FIELDS.get(token["field"].lower())
            if name is None:
                return self._plain(token)
            if token["quoted"] is not None:
                return self._filter(name, token, token["quoted"], quoted=True)
            if not token["value"] and token.end() < len(self._text):
                return _word(token["field"], token.end())  # "Title: a history", as it was pasted
            return self._filter(name, token, token["value"])
        return _word(token["word"], token.end())

    def _plain(self, token: re.Match[str]) -> Query | None:
        """Text that only looks like a field."""
        if token["quoted"] is not None:
            self._at = token.start("field") + len(token["field"]) + 1
            return _word(token["field"], self._at)
        return _word(self._text[token.start("field") : token.end()], token.end())

    def _filter(self, name: Field, token: re.Match[str], value: str, *, quoted: bool = False) -> Query | None:
        prefix = value.endswith("*") and not quoted
        value = " ".join(value.split())
        value = value.rstrip("*") if prefix else value
        unfinished = token.end() == len(self._text)
        if not _WORD_CHARACTER.search(value) and name not in (Field.ADDED, Field.PUBLISHED):
            return None
        if name in VALUES:
            value = value.lower()
            if value not in VALUES[name]:
                if not (unfinished and any(known.startswith(value) for known in VALUES[name])):
                    self._refuse(f"{name.value}: can be {', '.join(VALUES[name])}.", token)
                return None
        if name in (Field.ADDED, Field.PUBLISHED):
            return self._days(name, token, value, unfinished=unfinished)
        return Filter(name, value, prefix, token.end())

    def _days(self, name: Field, token: re.Match[str], value: str, *, unfinished: bool) -> Query | None:
        value = value.lower()
        try:
            span(value, _ANY_DAY)
        except ValueError:
            if not (unfinished and _PART_OF_DAY.fullmatch(value)):
                self._refuse(
                    f"{name.value}: takes a date like 2026-01, 2026-01..2026-03, today or <30d.", token
                )
            return None
        return Filter(name, value, end=token.end())

    def _refuse(self, message: str, token: re.Match[str]) -> None:
        if self.problem is None:
            self.problem = QueryError(message, max(token.start("value"), token.start("quoted")))

    def _peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self._text, self._at)

    def _take(self, operator: str) -> bool:
        token = self._peek()
        if token is None or token["word"] != operator:
            return False
        self._at = token.end()
        return True


def _joined(kind: type[And | Or], found: list[Query]) -> Query | None:
    if len(found) < 2:
        return found[0] if found else None
    return kind(tuple(found))


def _word(text: str, end: int) -> Query | None:
    bare = text.rstrip("*")
    if not _WORD_CHARACTER.search(bare):
        return None
    if text in _OPERATORS:  # "OR: a history", as it was pasted; small letters are no operator
        bare = text = text.lower()
    return Word(bare, prefix=bare != text, end=end)


def _phrase(text: str, end: int) -> Query | None:
    words = " ".join(text.strip('"').split())
    return Phrase(words, end) if _WORD_CHARACTER.search(words) else None


def _grouped(child: Query) -> str:
    return f"({child})" if isinstance(child, And | Or) else str(child)
