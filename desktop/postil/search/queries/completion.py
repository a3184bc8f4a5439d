"""Completion: what may stand at the cursor of a query.

Offered are the names of fields as one begins to type them, the fixed values, the values that a library has,
days, and operators once their first capital letter is there. Nothing is forced: whoever types on has what
was typed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from postil.search.queries.completed_days import days
from postil.search.queries.meanings import NAMES, meaning, meaning_of_value
from postil.search.queries.parsing import parse
from postil.search.queries.query import DAYS, QUOTES, VALUES, Field, Filter
from postil.search.queries.tokens import SORT, Kind, tokens
from postil.search.ranking import Sort
from postil.search.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from postil.search.queries.tokens import Token

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
    around = _field_around(before)
    typed = before[-1] if before and before[-1].end == at else None
    if typed is None or typed.text in _SIGNS:
        if around is None:
            return Completion(at, at, tuple(_anything(before)), begun=False)
        found = _of_value("", around, _Form.GROUP, values=values, today=today, space=_space(text, at))
        return Completion(at, at, _new("", found), begun=text[at - 1 : at] == "(")
    whole = next(token for token in tokens(text) if token.start == typed.start)
    if (typed.kind is Kind.PHRASE and not around) or (typed.quoted and typed.last < at):
        return Completion(at, at, (), begun=False)
    form, field = _form(typed, around)
    if form is None:
        return _of_name(text, at, typed, whole)
    start = typed.first - typed.quoted
    end = _end(text, at, whole) if typed.quoted else whole.end
    if form is _Form.HASH:
        start = typed.start
    found = _of_value(typed.text, field, form, values=values, today=today, space=_space(text, end))
    return Completion(start, end, _new(text[start:end], found))


def prepare(values: Mapping[Field, Sequence[str]]) -> None:
    """Read these values once, so that ``complete`` need not: of 30,000 that takes a blink of an eye."""
    for own in values.values():
        _lines(tuple(own))


_LEAST = 2
"""Letters of a field's name that must be typed: a single one begins too many words."""

_SIGNS = ("(", ")", "-")
_OPERATORS = ("OR", "NOT", "AND")


class _Form(Enum):
    """The ways to write a value; each is the pattern of the shortest query with it."""

    COLON = "{field}:{value}"
    HASH = "{value}"
    GROUP = "{field}:({value})"


def _field_around(before: Sequence[Token]) -> Field | None:
    """The field in whose parentheses the cursor stands: ``tag:(rome OR …``."""
    around: list[Field | None] = [None]
    last = None
    for token in before:
        if token.kind is Kind.OPEN:
            names = last is not None and last.kind is Kind.FILTER and not last.text
            around.append(last.field if last and names and last.end == token.start else around[-1])
        elif token.kind is Kind.CLOSE and len(around) > 1:
            around.pop()
        last = token
    return around[-1]


def _form(typed: Token, around: Field | None) -> tuple[_Form | None, Field | None]:
    """How the value that is typed is written, and whose it is; no form for what is no value."""
    if typed.text.startswith("#") and typed.kind is Kind.WORD:
        return _Form.HASH, Field.TAG
    if typed.kind is Kind.FILTER and typed.first - typed.start == 1:
        return _Form.HASH, Field.TAG
    if typed.kind in (Kind.FILTER, Kind.SORT):
        return _Form.COLON, typed.field
    if around is not None and typed.kind in (Kind.WORD, Kind.PHRASE):
        return _Form.GROUP, around
    return None, None


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
    said: str,
    field: Field | None,
    form: _Form,
    *,
    values: Mapping[Field, Sequence[str]],
    today: date,
    space: str,
) -> Iterator[Candidate]:
    """Values of a field, or orders, that begin, or have a word that begins, as was typed."""
    if field is None:
        yield from _orders(said, space)
        return
    typed = said.removeprefix("#") if form is _Form.HASH else said
    for value in _values(field, typed, values.get(field, ()), today):
        written = _written(field, value, form)
        if written is not None:
            about = meaning_of_value(field.value, value)
            yield Candidate(written + space, value, Offer.VALUE, about)


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
    return days(said.strip().lower(), today) if field in DAYS else _matching(own, said)


def _matching(values: Sequence[str], said: str) -> Iterator[str]:
    """The values that begin so, then those with a word inside that does, whatever case and accents."""
    lines = _lines(tuple(values))
    wanted = fold(" ".join(said.split()))
    return (" ".join(values[line].split()) for line in chain(lines.begun(wanted), lines.inside(wanted)))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Values without case and accents, one a line of one text: searching that is quicker than each."""

    text: str
    """A line feed stands before each."""
    starts: tuple[int, ...]
    """Where each begins in the text."""

    def begun(self, wanted: str) -> Iterator[int]:
        """The numbers of the lines that begin so."""
        at = self.text.find(f"\n{wanted}")
        while at >= 0:
            yield bisect_left(self.starts, at + 1)
            at = self.text.find(f"\n{wanted}", at + 1)

    def inside(self, wanted: str) -> Iterator[int]:
        """The numbers of the lines in which a word but the first begins so."""
        if not wanted[:1].isalnum():
            return
        at = self.text.find(wanted)
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            if self.starts[line] == at:
                at = self._next_line(line)
            elif self.text[at - 1].isalnum():
                at += 1
            else:
                yield line
                at = self._next_line(line)
            at = self.text.find(wanted, at)

    def _next_line(self, line: int) -> int:
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)


@lru_cache(maxsize=8)
def _lines(values: tuple[str, ...]) -> _Lines:
    folded = [fold(" ".join(value.split())) for value in values]
    ends = accumulate((len(value) + 1 for value in folded), initial=1)
    return _Lines("".join(f"\n{value}" for value in folded), tuple(ends)[:-1])


def _written(field: Field, value: str, form: _Form) -> str | None:
    """A value as it is typed in that form; None for one that cannot be asked for."""
    wanted = Filter(field, value)
    full = str(wanted)
    bare = full.removeprefix(f"{field.value}:")
    ways = {_Form.COLON: (bare,), _Form.HASH: (f"#{value}", full), _Form.GROUP: (bare, f'"{value}"')}
    for way in ways[form]:
        if parse(form.value.format(field=field.value, value=way)).query == wanted:
            return way
    return None


def _new(there: str, found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The first candidates that are not what stands there already, each once."""
    new: dict[Candidate, None] = {}
    for candidate in found:
        if candidate.text.rstrip() != there:
            new[candidate] = None
        if len(new) == MOST:
            break
    return tuple(new)
