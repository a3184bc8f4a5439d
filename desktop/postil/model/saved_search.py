"""A saved search: a query that is kept under a name, and is a place of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import SearchId


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query and what the person calls it. (The language of queries is told in ``search.queries.query``.)"""

    id: SearchId
    name: str
    query: str
