"""A target that two pages with a highlight each are exported to, and what became of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.export_report import ExportReport, FileOutcome
from postil.model.export_target import ExportTarget
from postil.model.ids import ExportTargetId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library
    from postil.model.ids import AnnotationId, PageId

NEW, UPDATED, UNCHANGED, DELETED = (
    FileOutcome.NEW,
    FileOutcome.UPDATED,
    FileOutcome.UNCHANGED,
    FileOutcome.DELETED,
)
LEDGER, WALLS = "The Keeper’s Ledger.md", "Warm Walls.md"


def highlighted_pages(library: Library) -> tuple[PageId, PageId]:
    """The ledger and the walls, each with a highlight."""
    titles = {
        page.title: page.id for page in library.reading.pages(library.reading.page_ids(Place())).values()
    }
    ledger, walls = titles["The Keeper’s Ledger"], titles["Warm Walls"]
    library.annotating.highlight(ledger, 10, 40, color=Color.YELLOW, note="Keep this")
    library.annotating.highlight(walls, 10, 40, color=Color.GREEN)
    return ledger, walls


def vault(library: Library, folder: Path) -> ExportTarget:
    """A target that is named so, and its folder within this one, which is not there yet."""
    return library.export_targets.add(ExportTarget(ExportTargetId(""), "Vault", folder / "vault"))


def update(
    library: Library, target: ExportTarget, *, dry_run: bool = False, again: bool = False
) -> ExportReport:
    return library.export_targets.update(target, Progress(), dry_run=dry_run, again=again)


def outcomes(report: ExportReport) -> dict[str, FileOutcome]:
    return {each.path.name: each.outcome for each in report.files}


def only_highlight(library: Library, page: PageId) -> AnnotationId:
    (placed,) = library.reading.view(page).placed
    return placed.annotation.id


def text_of(target: ExportTarget, name: str) -> str:
    return (target.folder / name).read_text("utf-8")
