"""Facets of what was found: its tags, sites, colours, years and languages, each as a query to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.annotation import Color
from postil.model.language_names import language_name
from postil.search.queries.narrowing import Narrowing, can_be_typed
from postil.search.ranking import Facet, FacetValue
from postil.search.words.letters import fold
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from postil.app.completing import KnownValues
    from postil.model.color_names import ColorNames

_TITLES = {
    Facet.TAG: marked("Tags"),
    Facet.SITE: marked("Sites"),
    Facet.COLOR: marked("Colours"),
    Facet.YEAR: marked("Years"),
    Facet.LANGUAGE: marked("Languages"),
}


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One value that results can be narrowed to."""

    value: str
    """As it is typed after the name of the field."""
    name: str
    """As a person reads it: a tag as the library writes it, a language in the words of the interface."""
    documents: int
    """How many of all that was found have it."""
    query: str
    """The query narrowed to this value; where it is narrowed to it already, the query without that."""
    chosen: bool = False
    """Whether the query is narrowed to this value now."""


@dataclass(frozen=True, slots=True)
class FacetChoices:
    """The values of one facet, those that the query is narrowed to first, then the most frequent.

    Years come in their order, the newest first.
    """

    facet: Facet
    name: str
    """What stands over them: ``Tags``."""
    choices: tuple[FacetChoice, ...]


def choices(
    query: str,
    found: Mapping[Facet, Iterable[FacetValue]],
    known: KnownValues,
    colors: ColorNames,
    *,
    total: int,
) -> tuple[FacetChoices, ...]:
    """What a query can be narrowed to, given the values of all that it finds, which is ``total``.

    A facet that would narrow nothing, because all has the same value or none has any, is left out, unless
    the query is narrowed by it already: that can always be taken back, also where nothing is found.
    """
    narrowing = Narrowing.of(query)
    names = _Names(known, colors)
    given = []
    for facet, title in _TITLES.items():
        values = _values(
            facet, (*found.get(facet, ()), *_typed(facet, found, narrowing, total)), narrowing, names
        )
        if len(values) > 1 or any(value.chosen or value.documents < total for value in values):
            given.append(FacetChoices(facet, _(title), values))
    return tuple(given)


def _typed(
    facet: Facet, found: Mapping[Facet, Iterable[FacetValue]], narrowing: Narrowing, total: int
) -> Iterator[FacetValue]:
    """What the query is narrowed to that is not among the values found, because nothing is, or a part of it
    is enough. All that is found has it.
    """
    typed = narrowing.values(facet, whole=total > 0)
    told = {fold(each.value) for each in found.get(facet, ())}
    return (FacetValue(value, total) for value in typed if fold(value) not in told)


@dataclass(frozen=True, slots=True)
class _Names:
    """What values are called."""

    known: KnownValues
    colors: ColorNames

    def typed(self, facet: Facet, value: str) -> str:
        """The value as the library writes it."""
        return self.known.spellings.get(value, value) if facet in (Facet.TAG, Facet.SITE) else value

    def shown(self, facet: Facet, value: str) -> str:
        """The value as a person reads it."""
        if facet is Facet.COLOR:
            return self.colors.title(Color(value))
        if facet is Facet.LANGUAGE:
            return language_name(value)
        return self.typed(facet, value)


def _values(
    facet: Facet, found: Iterable[FacetValue], narrowing: Narrowing, names: _Names
) -> tuple[FacetChoice, ...]:
    ordered = sorted(found, key=lambda each: each.value, reverse=True) if facet is Facet.YEAR else list(found)
    ordered.sort(key=lambda each: not narrowing.is_by(facet, each.value))
    return tuple(
        FacetChoice(
            typed,
            names.shown(facet, each.value),
            each.documents,
            narrowing.by(facet, typed),
            narrowing.is_by(facet, typed),
        )
        for each in ordered
        if can_be_typed(facet, typed := names.typed(facet, each.value))
    )
