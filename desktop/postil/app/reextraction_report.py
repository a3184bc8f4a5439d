"""What became of pages that were extracted again: a row each, with the reason where something stayed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from postil.translation import counted

if TYPE_CHECKING:
    from postil.app.carrying import Carried
    from postil.model.ids import PageId, VersionId


class Outcome(Enum):
    """What became of a page."""

    UNCHANGED = "unchanged"
    """The newer extractor makes the same article."""
    UPDATED = "updated"
    """The newer article is read now; the older text stays beside it."""
    KEPT_OLDER = "kept the older text"
    """The newer article is poorer: it stays beside the one that is read."""
    FAILED = "failed"
    """There is no newer article; the page is as it was."""


@dataclass(frozen=True, slots=True)
class ReextractionRow:
    """One page, and what became of it."""

    page: PageId
    title: str
    outcome: Outcome
    message: str = ""
    before: VersionId | None = None
    """The text version that was read before."""
    after: VersionId | None = None
    """That of the newer article, whether or not it is the one that is read."""


@dataclass(frozen=True, slots=True)
class ReextractionReport:
    """Every page that was extracted again, in the order in which they were done."""

    rows: tuple[ReextractionRow, ...]
    cancelled: bool = False
    dry: bool = False
    """Whether nothing was written: it tells what would become of the pages."""

    def count(self, outcome: Outcome) -> int:
        """How many rows have that outcome."""
        return sum(row.outcome is outcome for row in self.rows)


def changes_told(words_before: int, words_after: int, carried: Carried) -> str:
    """``1203 words instead of 1187; 3 of 4 highlights carried over, 1 to check``."""
    if words_before == words_after:
        told = counted("{count} word as before", "{count} words as before", words_after)
    else:
        told = counted(
            "{count} word instead of {before}",
            "{count} words instead of {before}",
            words_after,
            before=words_before,
        )
    if not carried.total:
        return told
    over = [
        counted(
            "{sure} of {count} highlight carried over",
            "{sure} of {count} highlights carried over",
            carried.total,
            sure=carried.sure,
        )
    ]
    if carried.doubtful:
        over.append(counted("{count} to check", "{count} to check", carried.doubtful))
    if carried.lost:
        over.append(counted("{count} not found", "{count} not found", carried.lost))
    return f"{told}; {', '.join(over)}"


def as_lines(report: ReextractionReport) -> tuple[str, ...]:
    """The rows as lines of outcome, page, title and message, with tabs between."""
    return tuple(
        "\t".join((row.outcome.value, row.page, " ".join(row.title.split()), row.message)).rstrip()
        for row in report.rows
    )
