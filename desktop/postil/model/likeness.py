"""Likeness: two pages that are one, or tell one story, or speak of the same things."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import PageId

SAME_TEXT = 0.9
"""From this resemblance on, two texts are one: a few words were edited, a line was added or left out."""
SAME_STORY = 0.5
"""From this resemblance on, two texts are one story that two editors had in their hands."""
HELD = 0.8
"""From this containment on, the shorter text stands in the longer one: an excerpt, or a page in a dump."""


class Sameness(Enum):
    """In which way two pages are the same, the surest first."""

    ADDRESS = "same address"
    """The page was saved twice; it may have been changed between."""
    TEXT = "same text"
    STORY = "same story"
    EXCERPT = "excerpt"
    """One stands in the other one."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What one page has in common with another."""

    page: PageId
    other: PageId
    same_address: bool
    resemblance: float
    """Of all that both say, the part that both say, 0 to 1."""
    containment: float
    """Of what the shorter one says, the part that the other one says, 0 to 1."""

    @property
    def sameness(self) -> Sameness | None:
        """In which way they are the same; None where they are not."""
        if self.resemblance >= SAME_TEXT:
            return Sameness.TEXT
        if self.same_address:
            return Sameness.ADDRESS
        if self.resemblance >= SAME_STORY:
            return Sameness.STORY
        return Sameness.EXCERPT if self.containment >= HELD else None

    @property
    def turned(self) -> Likeness:
        """The same, seen from the other page."""
        return Likeness(self.other, self.page, self.same_address, self.resemblance, self.containment)


@dataclass(frozen=True, slots=True)
class Kinship:
    """A page that speaks of the same things as another one, and is not the same."""

    page: PageId
    shared: tuple[str, ...]
    """The most telling words that both have, as the first one writes them, the most telling first."""
    share: float
    """How much of what makes the first page what it is the other one has, 0 to 1."""
