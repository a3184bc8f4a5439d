"""What the index answers: documents in an order, how many there are, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Sort(Enum):
    """The orders of results, by the word that is typed after ``sort:``."""

    RELEVANCE = "relevance"
    ADDED = "added"
    """What was added last comes first."""
    PUBLISHED = "published"
    """What was published last comes first; what has no date comes at the end."""
    TITLE = "title"
    """By the alphabet."""


class Facet(Enum):
    """What results can be narrowed by, each the name of the field that narrows by it."""

    TAG = "tag"
    SITE = "site"
    COLOR = "color"
    YEAR = "published"
    LANGUAGE = "lang"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, as it is typed after the field's name, and how many results have it."""

    value: str
    documents: int


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """One document that matches."""

    key: str
    page: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best documents for a query, best first, and how many match."""

    documents: tuple[RankedDocument, ...]
    total: int
    facets: Mapping[Facet, tuple[FacetValue, ...]] = field(default_factory=dict)
    """The values of all that match, the most frequent first; empty where they were not asked for."""


@dataclass(frozen=True, slots=True)
class Form:
    """A word as it is written in the library, and in how many documents."""

    word: str
    documents: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one thing that was asked for adds to the score of a document (``bm25`` has the formula)."""

    asked: str
    """The field and what was looked for in it; of alternatives each."""
    documents: int
    """How many documents have it."""
    idf: float
    frequency: float
    """How often this document has it, each place weighed by its part."""
    length: float
    """How long this document is, weighed alike."""
    score: float
    """What it adds; all together are the score."""
