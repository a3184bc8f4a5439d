"""Importing: saved pages into the library, each in one transaction, each file accounted for.

The original's bytes, what was saved with it, and the extracted text are in the content store and on
the disk before the row that names them is committed. The same bytes twice are one page, so an import
that was cut short, or killed, is simply run again.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from postil import paths
from postil.app import conversion, guiding
from postil.app.conversion import Converter
from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.errors import NotAPage, PostilError
from postil.extraction.version import EXTRACTOR
from postil.importers import registry
from postil.jobs import Cancelled
from postil.model.annotation import Color
from postil.model.changes import Changes
from postil.model.ids import CaptureId, ContentHash, PageId, VersionId, new_id
from postil.model.kept_capture import KeptCapture
from postil.model.packed_ids import PackedIds
from postil.model.page import Page, Status, TextVersion
from postil.store import captures, evidence, naming, pages, repetition, resources, versions
from postil.translation import _, plural

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from datetime import datetime

    from postil.app.conversion_wire import Conversion, SpooledFile
    from postil.app.holdings import Holdings
    from postil.app.likening import Likening
    from postil.jobs import Progress
    from postil.model.guidance import Guidance

SPOOL = "spool"
"""The folder of the library through which workers hand over bytes."""
WORKERS = 2
"""Processes that read pages, unless told otherwise."""


class Importing:
    """What a person brings into the library."""

    def __init__(self, holdings: Holdings, likening: Likening) -> None:
        self._holdings = holdings
        self._likening = likening

    def add(
        self,
        chosen: Sequence[Path],
        progress: Progress,
        *,
        dry: bool = False,
        color: Color = Color.YELLOW,
        workers: int = WORKERS,
    ) -> ImportReport:
        """Import files and folders. A cancelled or interrupted import keeps and tells what it has done.

        ``dry`` writes nothing and tells what would become of the files. ``color`` is for highlights of
        tools that said none. So many worker processes read the pages.
        """
        del dry, color  # they come with what becomes of a capture that arrives
        rows: list[ImportRow] = []
        cancelled = False
        try:
            files = tuple(registry.walk(chosen))
            progress.step(0, len(files))
            with closing(self._import(files, workers=workers)) as imported:
                for row in imported:
                    rows.append(row)
                    progress.step(len(rows), max(len(rows), len(files)), row.path.name)
        except (Cancelled, KeyboardInterrupt):
            cancelled = True
        self._remember(rows)
        return ImportReport(tuple(rows), cancelled=cancelled)

    def add_samples(self, progress: Progress) -> ImportReport:
        """Import the sample pages, which are also the manual."""
        return self.add((paths.resource("samples"),), progress)

    def sweep(self) -> None:
        """Take away what a killed import left in the spool."""
        conversion.sweep(self._holdings.folder / SPOOL)

    def _import(self, files: Sequence[Path], *, workers: int) -> Generator[ImportRow]:
        """A row for every file, as each is done.

        Those whose bytes are known are not converted again, unless something of their page is damaged.
        """
        fresh: list[Path] = []
        for path in files:
            known = self._known(path)
            row = None if known is None or self._is_damaged(known) else self._already_there(path, known)
            if row is None:
                fresh.append(path)
            else:
                yield row
        if not fresh:
            return
        with (
            Converter(self._holdings.folder / SPOOL, workers) as converter,
            closing(converter.convert_all(fresh, self._guide)) as all_converted,
        ):
            for converted in all_converted:
                for each in converted.conversions:
                    yield self._keep(converted.path, each)
                if converted.error is not None:
                    no_page = isinstance(converted.error, NotAPage)
                    outcome = Outcome.NOT_A_PAGE if no_page else Outcome.FAILED
                    yield ImportRow(converted.path, outcome, message=str(converted.error))

    def _guide(self, address: str | None) -> Guidance:
        """What the library knows of the site of a page that is imported."""
        return guiding.for_address(self._holdings, address)

    def _known(self, path: Path) -> PageId | None:
        """The page that was made of the same bytes, if the file can be read at all."""
        try:
            if not path.is_file():  # a device or a pipe may never end
                return None
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        return captures.page_of_file(self._holdings.reader(), ContentHash(digest))

    def _is_damaged(self, page_id: PageId) -> bool:
        """Whether kept bytes that the page names are gone or changed."""
        names = naming.of_page(self._holdings.reader(), page_id)
        return any(self._holdings.contents.verify(name) is not None for name in names)

    def _already_there(self, path: Path, page_id: PageId, message: str = "") -> ImportRow | None:
        """The row of a page that the library has; one that rests in the trash is taken out of it.

        None where it has just been purged.
        """
        with self._holdings.transaction() as tx:
            page = pages.get(tx, page_id)
            if page is not None and page.trashed is not None:
                pages.set_trashed(tx, page_id, None)
        if page is None:
            return None
        if page.trashed is None:
            return ImportRow(path, Outcome.ALREADY_THERE, page_id, message)
        self._holdings.changed.emit(Changes(pages=frozenset({page_id}), membership=True))
        return ImportRow(
            path, Outcome.ALREADY_THERE, page_id, _("It was in the trash and is back."), trashed=page.trashed
        )

    def _keep(self, path: Path, converted: Conversion) -> ImportRow:
        """Keep the bytes, then, in one transaction, the rows that name them."""
        try:
            with self._holdings.keeping:
                known = captures.page_of_file(self._holdings.reader(), converted.original.hash)
                if known is not None:  # the same bytes under two names, in one import
                    row = self._already_there(path, known, self._mend(known, converted))
                    if row is not None:
                        return row
                page_id = self._add(converted)
        except PostilError as error:
            return ImportRow(path, Outcome.FAILED, message=str(error))
        self._holdings.changed.emit(Changes(pages=frozenset({page_id}), membership=True))
        warnings = " ".join(converted.article.warnings)
        return ImportRow(path, Outcome.IMPORTED, page_id, warnings, alike=self._likening.look(page_id))

    def _mend(self, page_id: PageId, converted: Conversion) -> str:
        """Put back what is damaged of a page that the library has; a sentence if anything was."""
        if not self._is_damaged(page_id):
            return ""
        self._put(converted)
        if self._is_damaged(page_id):
            return _("Some of what was damaged of it was put back; 'postil check' tells of the rest.")
        return _("What was damaged of it was put back.")

    def _put(self, converted: Conversion) -> tuple[ContentHash, ...]:
        """Keep the bytes of the original, the text, the article, and what was saved with the page."""
        article = converted.article
        return self._holdings.contents.put_all(
            [
                converted.original.read(),
                article.text.encode("utf-8"),
                article.html.encode("utf-8"),
                *(file.content.read() for file in _saved(converted)),
            ]
        )

    def _add(self, converted: Conversion) -> PageId:
        article = converted.article
        original, text_hash, html_hash, *names = self._put(converted)
        page_id = PageId(new_id())
        capture = _capture(page_id, original, converted, self._holdings.now())
        version = TextVersion(
            VersionId(new_id()),
            page_id,
            self._holdings.now(),
            article.extractor,
            text_hash,
            html_hash,
            words=article.words,
            plain=article.plain,
            capture=capture.id,
        )
        with self._holdings.transaction() as tx:
            pages.add(tx, _page(page_id, version, original, converted))
            captures.add(tx, capture)
            versions.add(tx, version)
            evidence.set_of_page(tx, page_id, converted.metadata)
            for name, file in zip(names, _saved(converted), strict=True):
                resources.add(tx, capture.id, name, source=file.source, media_type=file.media_type)
            address = converted.address or article.metadata.canonical
            repetition.remember(tx, page_id, address, article.blocks)
        return page_id

    def _remember(self, rows: Iterable[ImportRow]) -> None:
        """Let undo take the imported pages to the trash, and redo bring them back.

        Pages that the import took out of the trash go back to the day on which they were thrown away.
        """
        imported = PackedIds.of(row.page for row in rows if row.outcome is Outcome.IMPORTED and row.page)
        back = tuple((row.page, row.trashed) for row in rows if row.page and row.trashed)
        touched = (*imported, *(page_id for page_id, _when in back))
        if not touched:
            return

        def write(when: datetime | None) -> Changes:
            with self._holdings.transaction() as tx:
                pages.set_trashed_all(tx, imported, when)
                for page_id, thrown in back:
                    pages.set_trashed(tx, page_id, when and thrown)
            return Changes(
                pages=frozenset((*imported, *(page_id for page_id, _when in back))), membership=True
            )

        label = plural("Import", "Import of {count} pages", len(touched)).format(count=len(touched))
        self._holdings.undo.remember(
            label, lambda: write(None), lambda: write(self._holdings.now()), pages=touched
        )


def _saved(converted: Conversion) -> tuple[SpooledFile, ...]:
    return (*converted.resources, *converted.assets)


def _capture(page_id: PageId, original: ContentHash, converted: Conversion, now: datetime) -> KeptCapture:
    return KeptCapture(
        id=CaptureId(new_id()),
        page=page_id,
        original=original,
        original_name=converted.name,
        format=converted.format,
        media_type=converted.media_type,
        added=now,
        charset=converted.charset,
        address=converted.address,
        saved=converted.saved,
        clean=converted.clean,
    )


def _page(page_id: PageId, version: TextVersion, original: ContentHash, converted: Conversion) -> Page:
    metadata = converted.metadata
    return Page(
        id=page_id,
        title=metadata.title or Path(converted.name).stem or "Untitled",
        added=version.created,
        status=Status.INBOX,
        original=original,
        original_name=converted.name,
        format=converted.format,
        media_type=converted.media_type,
        version=version.id,
        address=converted.address,
        canonical=metadata.canonical,
        byline=metadata.byline,
        site=metadata.site,
        language=metadata.language,
        direction=metadata.direction,
        published=metadata.published,
        modified=metadata.modified,
        lead_image=metadata.lead_image,
        excerpt=metadata.excerpt,
        words=converted.article.words,
        saved=converted.saved,
        plain=converted.article.plain,
        extractor=EXTRACTOR,
    )
