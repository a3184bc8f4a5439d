"""What an export can do and does, for the dialogs that ask about it: formats, targets, previews, the work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from postil.errors import PostilError
from postil.gui.export_choice import MARKDOWN
from postil.model.export_target import Layout, NoteShape
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.library import Library
    from postil.jobs import Progress
    from postil.model.export_report import ExportReport
    from postil.model.export_target import ExportTarget
    from postil.model.ids import PageId


PDF = "pdf"
"""The id of the format that only the window can write."""
_LOOKED_AT = 50
"""Pages of which one is chosen for the preview."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Whose notes are exported."""

    ids: tuple[PageId, ...] | None
    """None for all of the library."""
    title: str
    """Says it in a line."""


@dataclass(frozen=True, slots=True)
class OfferedFormat:
    """Something that an export can write."""

    id: str
    name: str
    suffix: str = ""
    """Of the one file that it is; empty where it is a folder of files."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose."""

    format: OfferedFormat
    place: Path
    """The folder that is written into, or the one file that is written."""
    target: ExportTarget | None = None
    layout: Layout = Layout.PAGE
    shape: NoteShape = NoteShape()  # noqa: RUF009 - frozen, like this

    @property
    def is_markdown(self) -> bool:
        """Whether these are notes that live in a folder."""
        return self.format.id == MARKDOWN

    @property
    def folder(self) -> Path:
        """Where what is written is found."""
        return self.place.parent if self.format.suffix else self.place


class ExportWork:
    """Between the dialogs and the library."""

    def __init__(
        self, library: Library, save_pdfs: Callable[[Sequence[PageId], Path, Progress], ExportReport]
    ) -> None:
        """``save_pdfs`` writes pages as PDFs into a folder."""
        self._library = library
        self._save_pdfs = save_pdfs

    def formats(self) -> tuple[OfferedFormat, ...]:
        """What can be written, notes in Markdown first."""
        others = (
            OfferedFormat(each.id, _(each.name), "" if each.page_of is not None else each.suffix)
            for each in self._library.exporting.formats()
        )
        return (
            OfferedFormat(MARKDOWN, _("Notes as Markdown")),
            *others,
            OfferedFormat(PDF, _("PDF, a file a page")),
        )

    def targets(self) -> tuple[ExportTarget, ...]:
        """The export targets."""
        return self._library.export_targets.all()

    def preview_of(self, pages: Pages) -> Callable[[NoteShape], str] | None:
        """What makes the note of one of the pages in a shape; None where there is no page.

        Of the first of them, it is the one with the most highlights: there is the most to see.
        """
        reading = self._library.reading
        ids = reading.annotated_ids() if pages.ids is None else pages.ids
        if not ids:
            return None
        shown = max(ids[:_LOOKED_AT], key=lambda page_id: reading.page(page_id).highlights)
        return lambda shape: self._library.export_targets.preview(shape, shown)

    def of(self, pages: Pages, chosen: Chosen, *, dry: bool = False) -> Callable[[Progress], ExportReport]:
        """The work that does it; ``dry`` writes nothing, and tells what would be."""
        library, target = self._library, chosen.target
        if chosen.format.id == PDF:
            ids = library.reading.annotated_ids() if pages.ids is None else pages.ids
            return lambda progress: self._save_pdfs(ids, chosen.place, progress)
        if not chosen.is_markdown:
            return lambda progress: library.exporting.as_format(
                chosen.format.id, pages.ids, chosen.place, progress
            )
        if target is not None:
            return lambda progress: library.export_targets.update(target, progress, dry_run=dry)
        return lambda progress: library.exporting.to_folder(
            pages.ids, chosen.place, progress, shape=chosen.shape, layout=chosen.layout, dry_run=dry
        )

    def told(self, error: Exception) -> str:
        """The sentence for a person; empty for what they cannot help."""
        return str(error) if isinstance(error, PostilError) else ""


def usual_place(chosen: OfferedFormat, folder: str = "") -> Path:
    """Where a format is written unless the person says otherwise; ``folder`` is where they last did."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    if chosen.suffix:
        return Path(folder or documents) / f"Postil{chosen.suffix}"
    return Path(folder) if folder else Path(documents) / _("Postil notes")
