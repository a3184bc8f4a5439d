"""One thing that a page says of itself, and where it says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.article import Evidence

if TYPE_CHECKING:
    from postil.model.article import Source


@dataclass(frozen=True, slots=True)
class Claim:
    """A value with its source."""

    value: str
    source: Source
    name: str = ""
    """The key, tag or element of the source."""

    def with_value(self, value: str) -> Claim:
        """The same claim, its value cleaned."""
        return Claim(value, self.source, self.name)


def value_of(claim: Claim | None) -> str | None:
    """What is claimed, if anything is."""
    return claim.value if claim else None


def evidence(**claims: Claim | None) -> tuple[Evidence, ...]:
    """The sources of the fields that something was found for, by the names of the fields."""
    return tuple(Evidence(field, claim.source, claim.name) for field, claim in claims.items() if claim)
