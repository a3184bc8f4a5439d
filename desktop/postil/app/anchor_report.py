"""What a look at highlights found: a row for each that does not stand surely where it should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.annotation import AnchorState
    from postil.model.ids import AnnotationId, PageId


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """One highlight that is to be checked or was not found; or a page whose text could not be read."""

    page: PageId
    title: str
    annotation: AnnotationId | None = None
    state: AnchorState | None = None
    """None where the text of the page could not be read."""
    quote: str = ""
    offered: str = ""
    """The words where it may stand now; empty where nothing is likely."""
    message: str = ""
    """Why the page could not be looked at."""


@dataclass(frozen=True, slots=True)
class AnchorReport:
    """Every highlight in doubt, page by page, and how many there are of the others."""

    rows: tuple[AnchorRow, ...]
    anchored: int
    pages: int
    """How many pages were looked at."""
    cancelled: bool = False

    def count(self, state: AnchorState | None) -> int:
        """How many rows have that state."""
        return sum(row.state is state for row in self.rows)
