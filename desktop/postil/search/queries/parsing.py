"""The parser of the query language: tokens to a tree, by the grammar that ``query`` tells."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from postil.errors import QueryError
from postil.search.dates import Reversed, span
from postil.search.queries.query import (
    DAYS,
    OTHER_VALUES,
    VALUES,
    WORDS,
    And,
    Field,
    Filter,
    Not,
    Nothing,
    Or,
    Parsed,
    Phrase,
    Word,
)
from postil.search.queries.tokens import SORT, Kind, Token, tokens
from postil.search.ranking import Sort
from postil.translation import _

if TYPE_CHECKING:
    from postil.search.queries.query import Query


def parse(text: str, *, typing: bool = True) -> Parsed:
    """The tree of what was typed.

    While ``typing``, a value at the very end that may still become one that can be is no problem.
    """
    parser = _Parser(text, typing=typing)
    found = parser.any(depth=0)
    return Parsed(found or Nothing(), parser.problem, parser.sort)


_DEEPEST = 50
_OPERATORS = frozenset({"OR", "AND", "NOT"})
_ANY_DAY = date(2000, 1, 1)
_WORD_CHARACTER = re.compile(r"\w")
_PART_OF_DAY = re.compile(r"[<>]?[\d.-]*|t(o(d(a(y)?)?)?)?|y(e[a-z]*)?|w(e(ek?)?)?|m(o[a-z]*)?")
_ORDERS = tuple(order.value for order in Sort)


class _Parser:
    """Reads tokens from left to right; a method a rule of the grammar. None stands for nothing asked."""

    def __init__(self, text: str, *, typing: bool) -> None:
        self.problem: QueryError | None = None
        self.sort: Sort | None = None
        self._field: Field | None = None
        """The field whose group is being read: ``tag:(a OR b)``."""
        self._open_end = len(text) if typing else -1
        self._tokens = tokens(text)
        self._next = next(self._tokens, None)

    def any(self, depth: int) -> Query | None:
        found = []
        while True:
            child = self._all(depth)
            if child is not None:
                found.append(child)
            if self._next is None or self._next.kind is not Kind.OR:
                return _joined(Or, found)
            self._step()

    def _all(self, depth: int) -> Query | None:
        found = []
        while (token := self._next) is not None and token.kind is not Kind.OR:
            if token.kind is Kind.CLOSE and depth:
                break
            if token.kind in (Kind.CLOSE, Kind.AND):  # a parenthesis that closes nothing
                self._step()
                continue
            child = self._not(depth)
            if child is not None:
                found.append(child)
        return _joined(And, found)

    def _not(self, depth: int) -> Query | None:
        negative = False
        while self._next is not None and self._next.kind is Kind.NOT:
            negative = not negative
            self._step()
        token = self._next
        if token is None or token.kind in (Kind.CLOSE, Kind.OR, Kind.AND):
            return None
        self._step()
        child = self._atom(token, depth)
        return Not(child) if negative and child is not None else child

    def _atom(self, token: Token, depth: int) -> Query | None:
        match token.kind:
            case Kind.OPEN:
                return self._group(depth)
            case Kind.FILTER if token.field is not None:
                return (
                    self._group_of(token, depth) if self._opens(token) else self._filter(token.field, token)
                )
            case Kind.PHRASE | Kind.WORD if self._field is not None:
                return self._filter(self._field, token)
            case Kind.PHRASE:
                return _phrase(token)
            case Kind.SORT:
                self._order(token)
                return None
        return _word(token)

    def _group(self, depth: int) -> Query | None:
        if depth >= _DEEPEST:
            return None
        child = self.any(depth + 1)
        if self._next is not None and self._next.kind is Kind.CLOSE:
            self._step()
        return child

    def _opens(self, token: Token) -> bool:
        """Whether a group follows a field's name at once."""
        following = self._next
        if token.text or following is None or following.kind is not Kind.OPEN:
            return False
        return following.start == token.end

    def _group_of(self, token: Token, depth: int) -> Query | None:
        """The group behind a field's name, in which every word and phrase is a value of it."""
        outer, self._field = self._field, token.field
        self._step()
        child = self._group(depth)
        self._field = outer
        return child

    def _filter(self, name: Field, token: Token) -> Query | None:
        value = " ".join(token.text.split())
        if not value:
            if not self._may_go_on(token):
                self._refuse(_("{field}: needs a value after the colon.").format(field=name.value), token)
            return None
        if name in VALUES:
            return self._fixed(name, token, value.lower())
        if name in DAYS:
            return self._days(name, token, value.lower())
        prefix, fuzzy = False, 0
        if not token.quoted:
            bare, prefix, fuzzy = _marked(value)
            if fuzzy and name not in WORDS:
                prefix, fuzzy = False, 0
            value = bare if prefix or fuzzy else value
        if not value or (name is not Field.TAG and not _WORD_CHARACTER.search(value)):
            return None
        return Filter(name, value, prefix, fuzzy, _end(token))

    def _fixed(self, name: Field, token: Token, value: str) -> Query | None:
        value = OTHER_VALUES.get((name, value), value)
        if value in VALUES[name]:
            return Filter(name, value, end=token.end)
        self._refuse_unless_begun(name.value, VALUES[name], token, value)
        return None

    def _order(self, token: Token) -> None:
        value = token.text.strip().lower()
        if value in _ORDERS:
            self.sort = Sort(value)
        else:
            self._refuse_unless_begun(SORT, _ORDERS, token, value)

    def _days(self, name: Field, token: Token, value: str) -> Query | None:
        try:
            span(value, _ANY_DAY)
        except Reversed:
            self._refuse(_("These days end before they begin: write the earlier one first."), token)
        except ValueError:
            if not (self._may_go_on(token) and _PART_OF_DAY.fullmatch(value)):
                message = _("{field}: takes days like 2026-01, 2026-01..2026-03, today, week or <30d.")
                self._refuse(message.format(field=name.value), token)
        else:
            return Filter(name, value, end=token.end)
        return None

    def _refuse_unless_begun(self, name: str, known: tuple[str, ...], token: Token, value: str) -> None:
        if not (self._may_go_on(token) and any(entry.startswith(value) for entry in known)):
            message = _("{field}: can be {values}.").format(field=name, values=", ".join(known))
            self._refuse(message, token)

    def _may_go_on(self, token: Token) -> bool:
        return token.end == self._open_end

    def _refuse(self, message: str, token: Token) -> None:
        if self.problem is None:
            self.problem = QueryError(message, token.first, token.last)

    def _step(self) -> None:
        self._next = next(self._tokens, None)


def _joined(kind: type[And | Or], found: list[Query]) -> Query | None:
    if len(found) < 2:
        return found[0] if found else None
    return kind(tuple(found))


def _word(token: Token) -> Query | None:
    bare, prefix, fuzzy = _marked(token.text)
    if not _WORD_CHARACTER.search(bare):
        return None
    if token.text in _OPERATORS:  # "OR: a history", as it was pasted; small letters are no operator
        bare = bare.lower()
    return Word(bare, prefix, fuzzy, token.end)


def _marked(text: str) -> tuple[str, bool, int]:
    """A word without the mark at its end, whether it is the beginning of words, and how far others may be."""
    bare = text.rstrip("*~")
    if bare == text:
        digit = text[-1:]
        if digit not in ("1", "2") or text[-2:-1] != "~":
            return text, False, 0
        return text[:-2].rstrip("*~"), False, int(digit)
    return bare, text[len(bare) :].endswith("*"), int(text.endswith("~"))


def _phrase(token: Token) -> Query | None:
    words = " ".join(token.text.split())
    return Phrase(words, _end(token)) if _WORD_CHARACTER.search(words) else None


def _end(token: Token) -> int:
    """Where the last word of a token ends: what is followed by a space or by its quotation mark is whole."""
    said = token.text.rstrip() if token.quoted else token.text
    return token.last - (len(token.text) - len(said))
