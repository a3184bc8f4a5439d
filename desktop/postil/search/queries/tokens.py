"""The tokens of a query: what is typed, piece by piece, with the place of each.

Every character is looked at a fixed number of times, so that a pasted book is read in a moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from postil.search.queries.query import ALIASES, QUOTES, Field

if TYPE_CHECKING:
    from collections.abc import Iterator

SORT = "sort"
"""The name before the order of results; it is written like a field and narrows nothing."""


class Kind(Enum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    NOT = "-"
    """A minus before something, or the word."""
    AND = "AND"
    OR = "OR"
    WORD = "word"
    PHRASE = "phrase"
    FILTER = "filter"
    SORT = "sort"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query. Places are offsets in code points."""

    kind: Kind
    text: str
    """The word, the phrase without its quotation marks, the value of a filter."""
    start: int
    end: int
    first: int
    """Where ``text`` begins: after a name, a number sign, an opening quotation mark."""
    last: int
    """Where ``text`` ends, before a closing quotation mark."""
    field: Field | None = None
    """The field of a filter."""
    quoted: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The tokens from left to right; every character but white space is part of one."""
    at = 0
    while (match := _TOKEN.match(text, at)) is not None:
        token = _token(match, text)
        at = token.end
        yield token


_BARE = rf"[^\s(){QUOTES}]"
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<quote>")(?P<phrase>[^"]*)"?
      | (?P<curly>[{QUOTES}])(?P<said>[^{QUOTES}]*)[{QUOTES}]?
      | (?P<hash>\#)(?=[\d_]*[^\W\d_])(?P<tag>{_BARE}+)
      | (?P<name>[a-z]+):(?:
            "(?P<quoted>[^"]*(?:""[^"]*)*)"?
          | [{QUOTES}](?P<enclosed>[^{QUOTES}]*)[{QUOTES}]?
          | (?P<value>{_BARE}*)
        )
      | (?P<minus>-)(?=[^\s)])
      | (?P<word>{_BARE}+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FIELDS = {entry.value: entry for entry in Field} | ALIASES
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_SIGNS = {"open": Kind.OPEN, "close": Kind.CLOSE, "minus": Kind.NOT}


def _token(match: re.Match[str], text: str) -> Token:
    if match["name"] is not None:
        return _named(match, text)
    if match["hash"] is not None:
        return _of(match, Kind.FILTER, "tag", start=match.start("hash"), field=Field.TAG)
    if match["quote"] is not None:
        return _of(match, Kind.PHRASE, "phrase", start=match.start("quote"), quoted=True)
    if match["curly"] is not None:
        return _of(match, Kind.PHRASE, "said", start=match.start("curly"), quoted=True)
    if match["word"] is not None:
        return _of(match, _OPERATORS.get(match["word"], Kind.WORD), "word", start=match.start("word"))
    (sign,) = (name for name in _SIGNS if match[name] is not None)
    return _of(match, _SIGNS[sign], sign, start=match.start(sign))


def _of(
    match: re.Match[str],
    kind: Kind,
    group: str,
    *,
    start: int,
    field: Field | None = None,
    quoted: bool = False,
) -> Token:
    said = match[group].replace('""', '"') if group == "quoted" else match[group]
    return Token(kind, said, start, match.end(), match.start(group), match.end(group), field, quoted)


def _named(match: re.Match[str], text: str) -> Token:
    """A filter or a sort; or text that only looks like one."""
    name, start = match["name"], match.start("name")
    field = _FIELDS.get(name.lower())
    known = field is not None or name.lower() == SORT
    (group,) = (group for group in ("quoted", "enclosed", "value") if match[group] is not None)
    quoted = group != "value"
    group_follows = field is not None and text.startswith("(", match.end())
    if known and (quoted or match["value"] or match.end() == len(text) or group_follows):
        kind = Kind.SORT if field is None else Kind.FILTER
        return _of(match, kind, group, start=start, field=field, quoted=quoted)
    colon = match.end("name")
    if quoted:  # whatever:"words"
        return Token(Kind.WORD, name, start, colon + 1, start, colon)
    if known:  # "Title: a history", as it was pasted
        return Token(Kind.WORD, name, start, colon + 1, start, colon)
    return Token(Kind.WORD, text[start : match.end()], start, match.end(), start, match.end())
