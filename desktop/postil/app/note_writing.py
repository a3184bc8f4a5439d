"""Writing notes into a folder: what an export to a folder and an update of a target have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.errors import ExportFailed, LibraryDamaged
from postil.model.export_report import ExportReport
from postil.model.ids import AnnotationId, PageId
from postil.model.note_edit import NoteEdit
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from postil.app.note_sources import NoteSources
    from postil.export.notes.document import Document
    from postil.export.notes.folder import Outcome
    from postil.export.notes.layout import Planned
    from postil.export.notes.merging.note_edits import BlockEdit
    from postil.jobs import Progress
    from postil.model.export_report import ExportedFile
    from postil.model.export_target import NoteShape

_HIGHLIGHT = "hl-"
"""How the key of a highlight's block begins, after the page's id where it is of several pages."""


@dataclass(frozen=True, slots=True)
class NoteWriting:
    """One export of notes."""

    sources: NoteSources
    library: Path
    """The library's folder, into which no notes go."""
    shape: NoteShape
    dry_run: bool = False
    again: bool = False

    def write(self, planned: Sequence[Planned], folder: Path, progress: Progress) -> Iterator[Outcome]:
        """Bring the files of these documents up to date, and tell of each. Raises ExportFailed."""
        from postil.export.notes.folder import write_documents  # noqa: PLC0415 - see NoteSources

        if folder.resolve().is_relative_to(self.library.resolve()):
            raise ExportFailed(
                _("The folder {folder} belongs to the library; choose another one for notes.").format(
                    folder=folder
                )
            )
        writing = write_documents(
            planned,
            folder,
            self._document,
            asset=self.sources.asset,
            dry_run=self.dry_run,
            again=self.again,
        )
        progress.step(0, len(planned))
        for done, outcome in enumerate(writing, start=1):
            yield outcome
            progress.step(done, len(planned), outcome.planned.title)

    def _document(self, planned: Planned) -> Document:
        from postil.export.notes.identity import with_id  # noqa: PLC0415 - see NoteSources
        from postil.export.notes.note import document  # noqa: PLC0415 - see NoteSources

        sources = []
        for part in planned.parts:
            try:
                sources.append(self.sources.of_part(part, self.shape))
            except LibraryDamaged as error:  # without the page its words would be taken out of the file
                told = _("The note of “{title}” could not be made: {reason}")
                raise ExportFailed(told.format(title=planned.title, reason=error)) from error
        title = planned.title if planned.shared else None
        made = document(sources, self.shape, title=title, file_id=planned.id)
        return with_id(made, planned.id, self.shape.preset)


@dataclass(slots=True)
class Tally:
    """What an export did, as it comes."""

    shape: NoteShape
    _files: list[ExportedFile] = field(default_factory=list)
    _problems: list[str] = field(default_factory=list)
    _edits: list[NoteEdit] = field(default_factory=list)
    _unwritten: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one document. What is wrong with many of them alike, as a template, is said once."""
        if outcome.file is not None:
            self._files.append(outcome.file)
            self._edits += self._note_edits(outcome)
        if outcome.is_disk_full and self._unwritten:
            self._unwritten += 1
            return
        self._unwritten += outcome.is_disk_full
        self._problems += (each for each in outcome.problems if each not in self._problems)

    def report(self, *problems: str) -> ExportReport:
        """All of it, with further problems."""
        more = self._unwritten - 1
        full = counted(
            "The disk is full: {count} more note could not be written. Make room and try again.",
            "The disk is full: {count} more notes could not be written. Make room and try again.",
            more,
        )
        told = (*self._problems, *((full,) if more > 0 else ()), *problems)
        return ExportReport(tuple(self._files), told, tuple(self._edits))

    def _note_edits(self, outcome: Outcome) -> Iterator[NoteEdit]:
        from postil.dom.note_lines import note_of  # noqa: PLC0415 - see NoteSources

        assert outcome.file is not None
        for edit in outcome.edits:
            place = _place(edit, outcome.planned)
            if place is None:
                continue
            page, annotation = place
            before, after = (
                note_of(text, self.shape.preset, page=annotation is None)
                for text in (edit.before, edit.after)
            )
            if before != after:
                yield NoteEdit(page, annotation, before, after, outcome.file.path)


def _place(edit: BlockEdit, planned: Planned) -> tuple[PageId, AnnotationId | None] | None:
    """Whose note was edited; None where the block's name says nobody's."""
    before, highlight, name = edit.key.rpartition(_HIGHLIGHT)
    annotation = AnnotationId(name) if highlight else None
    if not planned.shared:
        return planned.parts[0].page, annotation
    key = before if highlight else edit.key
    page = next((part.page for part in planned.parts if key.startswith(part.page)), None)
    return None if page is None else (page, annotation)
