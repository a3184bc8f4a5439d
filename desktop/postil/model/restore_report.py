"""What a restore did, or would do, as both front ends tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """How many pages and annotations of a backup were new, changed something here, or said nothing new."""

    pages_new: int = 0
    pages_changed: int = 0
    pages_unchanged: int = 0
    annotations_new: int = 0
    annotations_changed: int = 0
    annotations_unchanged: int = 0
    problems: tuple[str, ...] = ()
    """Sentences for the person: what could not be restored, and why."""
    before: Path | None = None
    """The backup of the library as it was before; None where it was empty."""
    dry: bool = False
    """Whether nothing was written."""

    @property
    def nothing_new(self) -> bool:
        """Whether the library had everything already."""
        return not (self.pages_new or self.pages_changed)
