"""Exporting: the notes of pages as Markdown files of the user's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.errors import LibraryDamaged, NotFound
from postil.model.color_names import ColorNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from postil.app.reading import Reading
    from postil.export.notes.note import NoteSource
    from postil.jobs import Progress
    from postil.model.export_report import ExportReport
    from postil.model.ids import PageId


class Exporting:
    """What a person takes out of the library.

    What writes Markdown is loaded with the first note: it takes longer than the window needs to show.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.colors = ColorNames()
        """What the colours mean to the person: for whoever knows the settings to say."""

    def markdown(self, page_id: PageId) -> str:
        """The note of one page, as a file would have it."""
        from postil.export.notes.note import markdown  # noqa: PLC0415 - see above

        return markdown(self._source(page_id))

    def to_folder(
        self,
        ids: Sequence[PageId] | None,
        folder: Path,
        progress: Progress,
    ) -> ExportReport:
        """Write one note a page into ``folder``: these, or all with highlights or a note (None).

        A page that cannot be read is a problem of the report. Raises ExportFailed.
        """
        from postil.export.notes.folder import write_notes  # noqa: PLC0415 - see above

        if ids is None:
            ids = self._reading.annotated_ids()
        lost: list[str] = []
        report = write_notes(self._sources(ids, progress, lost), folder)
        return replace(report, problems=(*report.problems, *lost))

    def _sources(self, ids: Sequence[PageId], progress: Progress, lost: list[str]) -> Iterator[NoteSource]:
        """What the notes are made of; a page that cannot be read is a sentence in ``lost``."""
        for done, page_id in enumerate(ids):
            try:
                source = self._source(page_id)
            except (LibraryDamaged, NotFound) as error:
                lost.append(f"The note of page {page_id} could not be made: {error}")
                continue
            progress.step(done, len(ids), source.page.title)
            yield source
        progress.step(len(ids), len(ids))

    def _source(self, page_id: PageId) -> NoteSource:
        from postil.export.notes.note import NoteSource  # noqa: PLC0415 - see above

        article = self._reading.view(page_id)
        return NoteSource(article.page, article.html, article.text, article.placed, self.colors)
