"""Narrowing what was typed by a value of a facet, and taking that back; the rest stays as it was typed.

A filter goes before the other words: a word at the end may still be on its way, and what was typed goes on
there. Only filters that hold for the whole query count, not those in parentheses, after ``OR`` or after a
``-``: taking such a one out would ask for something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.search.queries.parsing import parse
from postil.search.queries.query import And, Field, Filter, Nothing, Or, Query
from postil.search.queries.tokens import SORT, tokens
from postil.search.words.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.search.queries.query import Parsed
    from postil.search.ranking import Facet

_FORMS = ("{filter} {typed}", "{filter} ({typed})", '{filter} ({typed}")')
"""Ways to put a filter before a query. Which one leaves it what it is depends on the query."""

_PROBE = Filter(Field.TAG, "probe")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A query as it was typed, to be narrowed by one value or another."""

    typed: str
    filters: tuple[Filter, ...]
    """Those that hold for all of it, in their order."""
    form: str
    """How a filter is put before it."""

    @classmethod
    def of(cls, typed: str) -> Narrowing:
        """Read what was typed."""
        parsed = parse(typed)
        query = parsed.query
        filters = tuple(child for child in _all_of(query) if isinstance(child, Filter))
        wanted = (_PROBE, *_all_of(query))
        forms = (form for form in _FORMS if _asks_for(form.format(filter=_PROBE, typed=typed), wanted))
        return cls(typed, filters, next(forms, None) or _rewritten(parsed))

    def by(self, facet: Facet, value: str) -> str:
        """The query narrowed to the value, or without that where it is narrowed to it already."""
        chosen = self._chosen(facet, value)
        if not chosen:
            filter_ = Filter(Field(facet.value), value)
            # The space after a filter ends it: its last letters are not to be the beginning of more.
            return self.form.format(filter=filter_, typed=self.typed) if self.typed.strip() else f"{filter_} "
        left = self.typed
        for filter_ in reversed(chosen):
            left = _without(left, filter_)
        return _unwrapped(left)

    def is_by(self, facet: Facet, value: str) -> bool:
        """Whether the query is narrowed to the value."""
        return bool(self._chosen(facet, value))

    def values(self, facet: Facet, *, whole: bool) -> tuple[str, ...]:
        """The values of a facet that the query is narrowed to, as they were typed.

        With ``whole``, not the one at the very end, which may still be on its way.
        """
        ends = len(self.typed) if whole else len(self.typed) + 1
        named = (each for each in self.filters if each.name.value == facet.value and each.end < ends)
        typed = dict.fromkeys(each.value for each in named)
        return tuple(value for value in typed if self.is_by(facet, value))

    def _chosen(self, facet: Facet, value: str) -> list[Filter]:
        name, folded = facet.value, fold(value)
        return [
            each
            for each in self.filters
            if each == Filter(each.name, each.value) and (each.name.value, fold(each.value)) == (name, folded)
        ]


def narrowed(query: str, facet: Facet, value: str) -> str:
    """The query as it was typed, narrowed to the value of a facet, or without that where it is already.

    >>> narrowed("lamps OR oil", Facet.SITE, "example.org")
    'site:example.org (lamps OR oil)'
    """
    return Narrowing.of(query).by(facet, value)


def can_be_typed(facet: Facet, value: str) -> bool:
    """Whether the value can be asked for in the query language; one without a letter may not."""
    filter_ = Filter(Field(facet.value), value)
    return parse(f"{filter_} ").query == filter_


def _all_of(query: Query) -> Iterator[Query]:
    """What must match, each by itself."""
    match query:
        case And():
            for child in query.children:
                yield from _all_of(child)
        case Nothing():
            return
        case _:
            yield query


def _rewritten(parsed: Parsed) -> str:
    """A form with the query written anew: for one that cannot stay as it was typed, as ``a OR)b``."""
    order = f" {SORT}:{parsed.sort.value}" if parsed.sort is not None else ""
    written = str(parsed.query).replace("{", "{{").replace("}", "}}")
    return f"{{filter}} ({written}){order}"


def _asks_for(typed: str, wanted: tuple[Query, ...]) -> bool:
    return tuple(_all_of(parse(typed).query)) == wanted


def _without(typed: str, filter_: Filter) -> str:
    """What was typed without the filter, which ends where it says."""
    token = next(token for token in tokens(typed) if filter_.end <= token.end)
    before, after = typed[: token.start], typed[token.end :].lstrip()
    return before + after if after else before.rstrip()


def _unwrapped(typed: str) -> str:
    """What was typed without the parentheses around all of it, which a filter before it needed."""
    bare = typed.strip()
    inner = bare[1:-1]
    query = parse(inner).query
    if bare.startswith("(") and bare.endswith(")") and isinstance(query, Or) and parse(bare).query == query:
        return inner
    return typed
