"""Which blocks of a page are kept, and why: the flags that steps change, and the step that changed each last.

The reasons decide nothing. They are for the person who works on extraction (``extraction.explain``).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Reason(Enum):
    """Why a block, or a line of a plain text, is kept or dropped. The value says it in words."""

    LIKELIHOOD = "by its likelihood"
    NOTHING_STANDS_OUT = "nothing stands out, so all is kept"
    CLEAN = "the page is nothing but its article, so all is kept"
    UNIT = "as its list, table or code"
    THREAD = "as most of its thread"
    HEADING = "as what it heads"
    TWIN = "says again what is kept"
    TITLE = "repeats the title"
    AGAIN = "is said again right after it"
    CAPTION = "as the caption of a kept picture"
    REPEATED = "other pages of the site have it too"
    REPAIR = "repaired by hand"
    NO_DUMP = "the text is no dump of a page, so all is kept"
    STRETCH = "of the stretch with the most running text, since no line is likely"
    GAP = "stands between lines that are surely kept"
    LIST = "as most of its list"
    LEAD = "announces what follows"
    EDGE = "credits, appeals and leftovers at the edge"
    MASTHEAD = "stands in the title, byline or date"


class Verdicts:
    """The flags of blocks while steps change them."""

    def __init__(self, kept: Iterable[bool], reason: Reason) -> None:
        """The first flags, all for the same reason."""
        self.kept = list(kept)
        """To be changed in place."""
        self._before = self.kept.copy()
        self._reasons = [reason] * len(self.kept)

    def note(self, reason: Reason) -> None:
        """Say why the flags were changed that were changed since the last note."""
        for index, (before, now) in enumerate(zip(self._before, self.kept, strict=True)):
            if before is not now:
                self._reasons[index] = reason
        self._before = self.kept.copy()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """For each block why it is kept, or dropped."""
        return tuple(self._reasons)
