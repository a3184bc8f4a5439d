"""Exporting: the notes of pages as Markdown files of the user's own, once; ``export_targets`` keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.note_sources import NoteSources
from postil.app.note_writing import NoteWriting, Tally
from postil.model.export_target import Layout, NoteShape
from postil.store.listed_pages import listed
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.app.holdings import Holdings
    from postil.app.reading import Reading
    from postil.export.formats.formats import ExportFormat
    from postil.jobs import Progress
    from postil.model.color_names import ColorNames
    from postil.model.export_report import ExportReport
    from postil.model.ids import PageId

PLAIN = NoteShape()


class Exporting:
    """What a person takes out of the library."""

    def __init__(self, holdings: Holdings, reading: Reading) -> None:
        self._holdings = holdings
        self._reading = reading
        self.sources = NoteSources(reading)

    @property
    def colors(self) -> ColorNames:
        """What the colours mean to the person: for whoever knows the settings to say."""
        return self.sources.colors

    @colors.setter
    def colors(self, names: ColorNames) -> None:
        self.sources.colors = names

    def markdown(self, page_id: PageId, shape: NoteShape = PLAIN) -> str:
        """The note of one page, as a file of its own would have it. Raises ExportFailed."""
        from postil.export.notes.note import document  # noqa: PLC0415 - see NoteSources

        return document((self.sources.of_page(page_id, shape),), shape).text

    def to_folder(
        self,
        ids: Sequence[PageId] | None,
        folder: Path,
        progress: Progress,
        *,
        shape: NoteShape = PLAIN,
        layout: Layout = Layout.PAGE,
        dry_run: bool = False,
        again: bool = False,
    ) -> ExportReport:
        """Write the notes of these pages into ``folder``, or of all with highlights or a note (None).

        What is there is merged with. A page that cannot be read is a problem of the report. A dry run
        writes nothing and tells the differences; ``again`` also writes files that the person deleted.
        Raises ExportFailed.
        """
        from postil.export.notes.layout import plan  # noqa: PLC0415 - see NoteSources

        wanted = self._reading.annotated_ids() if ids is None else tuple(ids)
        pages = listed(self._holdings.reader(), wanted, by_parts=layout in (Layout.TAG, Layout.DAY))
        writing = NoteWriting(self.sources, self._holdings.folder, shape, dry_run=dry_run, again=again)
        tally = Tally(shape)
        for outcome in writing.write(plan(pages, layout), folder, progress):
            tally.add(outcome)
        there = {page.id for page in pages}
        gone = _("There is no page {page_id} in this library.")
        return tally.report(*(gone.format(page_id=each) for each in wanted if each not in there))

    def formats(self) -> tuple[ExportFormat, ...]:
        """The formats of other tools, as people are offered them."""
        from postil.export.formats.formats import FORMATS  # noqa: PLC0415 - see NoteSources

        return FORMATS

    def as_format(
        self, format_id: str, ids: Sequence[PageId] | None, path: Path, progress: Progress
    ) -> ExportReport:
        """Write pages in the format of another tool: see ``export_as``. Raises ExportFailed."""
        from postil.app.exporting_formats import export_as  # noqa: PLC0415 - see NoteSources

        return export_as(self._reading, format_id, ids, path, progress, colors=self.colors)
