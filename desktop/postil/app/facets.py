"""Facets of what was found: its tags, sites, colours, years and languages, each as a query to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.search.ranking import Facet


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
    """The values of one facet, those that the query is narrowed to first, then the most frequent."""

    facet: Facet
    name: str
    """What stands over them: ``Tags``."""
    choices: tuple[FacetChoice, ...]
