"""The ids of many pages in little room: what undo remembers of a huge import, say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.ids import PageId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True)
class PackedIds:
    """Ids one after the other in one string: a quarter of the room that as many strings take."""

    packed: str = ""
    count: int = 0

    @classmethod
    def of(cls, ids: Iterable[PageId]) -> PackedIds:
        """These ids, in their order."""
        listed = tuple(ids)
        return cls(" ".join(listed), len(listed))

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[PageId]:
        return map(PageId, self.packed.split())

    def has_any(self, wanted: AbstractSet[PageId]) -> bool:
        """Whether one of these is among them."""
        return any(page in wanted for page in self)
