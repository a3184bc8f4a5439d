"""Completion: what may stand at the cursor of a query.

Offered are the names of fields as one begins to type them, the fixed values, the values that a library has,
days, and operators once their first capital letter is there. Nothing is forced: whoever types on has what
was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from postil.search.completed_days import days
from postil.search.letters import fold
from postil.search.meanings import NAMES, meaning, meaning_of_value
from postil.search.parsing import parse
from postil.search.query import DAYS, QUOTES, VALUES, Field, Filter
from postil.search.ranking import Sort
from postil.search.tokens import SORT, Kind, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from postil.search.tokens import Token

MOST = 8
"""So many candidates are offered at the most."""


class Offer(Enum):
    """What a candidate is."""

    FIELD = "field"
    VALUE = "value"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may stand at the cursor."""

    text: str
    """What is put in, with quotation marks and the space after it where they are needed."""
    label: str
    """What is shown: without them."""
    offer: Offer
    about: str = ""
    """What it means, in a few words of the person's language; empty where it says so itself."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand instead of the query's text from ``start`` to ``end``, in code points; best first.

    The cursor then stands behind what was put in.
    """

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    begun: bool = True
    """False where nothing was begun that could be completed: show the candidates only when asked."""


def complete(text: str, at: int, *, values: Mapping[Field, Sequence[str]], today: date) -> Completion:
    """What may stand at the offset ``at`` of a query.

    ``values`` are those that the library has, per field, the most frequent first.
    """
    before = tuple(tokens(text[:at]))
    typed = before[-1] if before and before[-1].end == at else None
    if typed is None or typed.text in _SIGNS:
        return Completion(at, at, tuple(_anything(before)), begun=False)
    whole = next(token for token in tokens(text) if token.start == typed.start)
    if typed.kind is Kind.PHRASE or (typed.quoted and typed.last < at):
        return Completion(at, at, (), begun=False)
    if typed.kind in (Kind.FILTER, Kind.SORT) or typed.text.startswith("#"):
        return _of_value(text, at, typed=typed, whole=whole, values=values, today=today)
    return _of_name(text, at, typed, whole)


_LEAST = 2
"""Letters of a field's name that must be typed: a single one begins too many words."""

_SIGNS = ("(", ")", "-")
_OPERATORS = ("OR", "NOT", "AND")
_INNER = re.compile(r"(?<=[\W_])[^\W_]")


def _anything(before: Sequence[Token]) -> Iterator[Candidate]:
    """The names that are used most, and operators where something stands before."""
    follows = bool(before) and before[-1].kind not in (Kind.OPEN, Kind.AND, Kind.OR, Kind.NOT)
    operators = _OPERATORS[:2] if follows else ()
    yield from map(_name, NAMES[: MOST - len(operators)])
    yield from (Candidate(f"{operator} ", operator, Offer.OPERATOR) for operator in operators)


def _of_name(text: str, at: int, typed: Token, whole: Token) -> Completion:
    """Fields, and operators, that begin as the word that the cursor stands at the end of."""
    inside_name = whole.kind in (Kind.FILTER, Kind.SORT) and at < whole.first
    if not inside_name and at < whole.end:
        return Completion(at, at, (), begun=False)
    said = typed.text
    end = text.index(":", at) + 1 if inside_name else at
    found = [
        Candidate(operator + _space(text, end), operator, Offer.OPERATOR)
        for operator in _OPERATORS
        if operator.startswith(said) and operator != said and not inside_name
    ]
    if len(said) >= _LEAST:
        found += [_name(name) for name in NAMES if name.startswith(said.lower())]
    return Completion(typed.start, end, _new(text[typed.start : end], found))


def _name(name: str) -> Candidate:
    return Candidate(f"{name}:", f"{name}:", Offer.FIELD, meaning(name))


def _of_value(
    text: str,
    at: int,
    *,
    typed: Token,
    whole: Token,
    values: Mapping[Field, Sequence[str]],
    today: date,
) -> Completion:
    """Values of a field that begin, or have a word that begins, as was typed."""
    hash_ = text[typed.start] == "#"
    field = Field.TAG if hash_ else typed.field
    start = typed.start if hash_ else typed.first - typed.quoted
    end = _end(text, at, whole) if typed.quoted else whole.end
    said = typed.text.removeprefix("#") if typed.kind is Kind.WORD else typed.text
    space = _space(text, end)
    if field is None:
        found: Iterable[Candidate] = _orders(said, space)
    else:
        named = _values(field, said, values.get(field, ()), today)
        found = (_value(field, value, space, hash_=hash_) for value in named)
    return Completion(start, end, _new(text[start:end], found))


def _end(text: str, at: int, whole: Token) -> int:
    """Where a value in quotation marks ends; an open one does not reach over what stands behind it."""
    behind = sum(text.count(mark, at) for mark in QUOTES)
    return whole.end if whole.last < whole.end and behind % 2 else at


def _space(text: str, end: int) -> str:
    """The space that parts what is put in from what stands behind it."""
    return "" if text[end : end + 1].isspace() or text[end : end + 1] == ")" else " "


def _orders(said: str, space: str) -> Iterator[Candidate]:
    for order in Sort:
        if order.value.startswith(said.strip().lower()):
            about = meaning_of_value(SORT, order.value)
            yield Candidate(order.value + space, order.value, Offer.VALUE, about)


def _values(field: Field, said: str, own: Sequence[str], today: date) -> Iterator[str]:
    if field in VALUES:
        return (value for value in VALUES[field] if value.startswith(said.strip().lower()))
    found = days(said.strip().lower(), today) if field in DAYS else _matching(own, said)
    return (value for value in found if _can_be_asked(field, value))


def _matching(values: Sequence[str], said: str) -> Iterator[str]:
    """The values that begin so, then those with a word inside that does, whatever case and accents."""
    wanted = fold(" ".join(said.split()))
    pairs = tuple(zip(values, _folded(tuple(values)), strict=True))
    begin = (value for value, folded in pairs if folded.startswith(wanted))
    inside = (value for value, folded in pairs if wanted in folded and _has_inside(folded, wanted))
    return (" ".join(value.split()) for value in chain(begin, inside))


def _has_inside(folded: str, wanted: str) -> bool:
    """Whether a word but the first begins so."""
    if folded.startswith(wanted):
        return False
    return any(folded.startswith(wanted, match.start()) for match in _INNER.finditer(folded))


@lru_cache(maxsize=8)
def _folded(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, values))


def _can_be_asked(field: Field, value: str) -> bool:
    """Whether the value comes back from a query as it is."""
    wanted = Filter(field, value)
    return parse(str(wanted)).query == wanted


def _value(field: Field, value: str, space: str, *, hash_: bool) -> Candidate:
    written = str(Filter(field, value))
    if hash_:
        short = f"#{value}"
        written = short if parse(short).query == Filter(field, value) else written
    else:
        written = written.removeprefix(f"{field.value}:")
    return Candidate(written + space, value, Offer.VALUE, meaning_of_value(field.value, value))


def _new(there: str, found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The first candidates that are not what stands there already, each once."""
    new: dict[Candidate, None] = {}
    for candidate in found:
        if candidate.text.rstrip() != there:
            new[candidate] = None
        if len(new) == MOST:
            break
    return tuple(new)
