"""Importing: saved pages into the library, each in one transaction, each file accounted for.

The original's bytes, what was saved with it, and the extracted text are in the content store and on
the disk before the row that names them is committed. The same bytes twice are one page, so an import
that was cut short, or killed, is simply run again: of a file of many pages, those that are there are known.
The same file again also brings back what was thrown away of what it brought.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from postil import paths
from postil.app import arriving_bytes, conversion, guiding
from postil.app.arriving import Arriving
from postil.app.arriving_foresight import Foresight
from postil.app.arriving_undo import Change, do_again, take_back
from postil.app.backup_schedule import ManyPages
from postil.app.conversion import Converter
from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.errors import NotAPage, PostilError
from postil.importers.walking import walk
from postil.jobs import Cancelled
from postil.model.annotation import Color
from postil.model.changes import Changes
from postil.model.ids import ContentHash, PageId
from postil.model.packed_ids import PackedIds
from postil.store import arrivals, captures, naming, pages
from postil.translation import _, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from postil.app.arriving import Arrived
    from postil.app.conversion_lane import Piece
    from postil.app.conversion_wire import Conversion
    from postil.app.holdings import Holdings
    from postil.app.likening import Likening
    from postil.jobs import Progress
    from postil.model.guidance import Guidance

SPOOL = "spool"
"""The folder of the library through which workers hand over bytes."""
WORKERS = 2
"""Processes that read pages, unless told otherwise."""
_MOST_ALIKE = 5
"""Pages that a row says that a new one is like: rows are kept in memory until the import is over."""


class Importing:
    """What a person brings into the library."""

    def __init__(
        self,
        holdings: Holdings,
        likening: Likening,
        before_many: Callable[[Progress], object] = lambda _progress: None,
    ) -> None:
        """``before_many`` is called before many pages come in."""
        self._holdings = holdings
        self._likening = likening
        self._before_many = before_many

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
        rows: list[ImportRow] = []
        cancelled = False
        run = _Run(self._holdings, self._likening, dry=dry, color=color, workers=workers)
        many = ManyPages((lambda _progress: None) if dry else self._before_many, progress)
        try:
            files = tuple(walk(chosen))
            many.expect(len(files))
            progress.step(0, len(files))
            with closing(run.rows(files)) as imported:
                for row in imported:
                    rows.append(row)
                    many.note()
                    progress.step(len(rows), max(len(rows), len(files)), row.path.name)
        except (Cancelled, KeyboardInterrupt):
            cancelled = True
        finally:  # whatever ends it, what it did can be undone
            self._remember(run)
        return ImportReport(tuple(rows), cancelled=cancelled, dry=dry)

    def add_samples(self, progress: Progress) -> ImportReport:
        """Import the sample pages, which are also the manual."""
        return self.add((paths.resource("samples"),), progress)

    def sweep(self) -> None:
        """Take away what a killed import left in the spool."""
        conversion.sweep(self._holdings.folder / SPOOL)

    def _remember(self, run: _Run) -> None:
        """Let undo take the new pages to the trash and the others back to what they were, and redo both."""
        new, changes = PackedIds.of(run.new), tuple(run.changes)
        touched = PackedIds.of(dict.fromkeys((*new, *(each.page for each in changes))))
        if not touched:
            return

        def back() -> Changes:
            return self._turned(new, self._holdings.now(), take_back(self._holdings, changes))

        def again() -> Changes:
            return self._turned(new, None, do_again(self._holdings, changes))

        label = plural("Import of {count} page", "Import of {count} pages", len(touched)).format(
            count=len(touched)
        )
        marked = [name for each in changes for name in each.added]
        self._holdings.undo.remember(label, again, back, pages=touched, annotations=marked)

    def _turned(self, new: PackedIds, trashed: datetime | None, others: Changes) -> Changes:
        with self._holdings.transaction() as tx:
            pages.set_trashed_all(tx, new, trashed)
        return replace(others, pages=others.pages | frozenset(new), membership=True)


class _Run:
    """One import: what is known already, what arrives, and what is to be taken back with it."""

    def __init__(
        self, holdings: Holdings, likening: Likening, *, dry: bool, color: Color, workers: int
    ) -> None:
        self._holdings = holdings
        self._likening = likening
        self._arriving = Arriving(holdings, color=color)
        self._foresight = Foresight(self._arriving) if dry else None
        self._workers = workers
        self._container: ContentHash | None = None
        """The file that is being read, if it holds many pages."""
        self._whole = True
        """Whether all of it came so far."""
        self.new: list[PageId] = []
        self.changes: list[Change] = []

    def rows(self, files: Sequence[Path]) -> Generator[ImportRow]:
        """A row for every file, and every page of a file of many, as each is done.

        Those whose bytes are known are not converted again, unless something of their page is damaged.
        """
        fresh: list[tuple[Path, int]] = []
        for path in files:
            start, known = self._known(path)
            yield from known
            if start is not None:
                fresh.append((path, start))
        if not fresh:
            return
        with (
            Converter(self._holdings.folder / SPOOL, self._workers) as converter,
            closing(converter.stream(fresh, self._guide)) as pieces,
        ):
            for piece in pieces:
                yield from self._row(piece)

    def _guide(self, address: str | None) -> Guidance:
        """What the library knows of the site of a page that is imported."""
        return guiding.for_address(self._holdings, address)

    # What is known already.

    def _known(self, path: Path) -> tuple[int | None, Iterator[ImportRow]]:
        """From which of its pages on a file is to be read, None for not at all; the rows of what is known."""
        digest = _digest(path)
        if digest is None:
            return 0, iter(())
        connection = self._holdings.reader()
        page = captures.page_of_file(connection, digest)
        if page is not None and not self._is_damaged(page):
            row = self._already_there(path, page)
            return (0, iter(())) if row is None else (None, iter((row,)))
        there = arrivals.of_file(connection, digest)
        finished = arrivals.is_finished(connection, digest)
        start = 0
        for each in there:
            if (not finished and each.number != start) or self._lacks_bytes(each.page):
                finished = False
                break
            start += 1
        found = (self._already_there(path, each.page, part=each.part) for each in there[:start])
        return None if finished else start, (row for row in found if row is not None)

    def _is_damaged(self, page_id: PageId) -> bool:
        """Whether kept bytes that the page names are gone or changed."""
        names = naming.of_page(self._holdings.reader(), page_id)
        return any(self._holdings.contents.verify(name) is not None for name in names)

    def _lacks_bytes(self, page_id: PageId) -> bool:
        """Whether kept bytes that the page names are gone. They are not read: it may be one of thousands."""
        names = naming.of_page(self._holdings.reader(), page_id)
        return not all(self._holdings.contents.has(name) for name in names)

    def _already_there(
        self, path: Path, page_id: PageId, message: str = "", *, part: str = ""
    ) -> ImportRow | None:
        """The row of a page that the library has; one that rests in the trash is taken out of it.

        None where it has just been purged.
        """
        page = pages.get(self._holdings.reader(), page_id)
        if page is not None and page.trashed is not None and self._foresight is None:
            with self._holdings.transaction() as tx:
                page = pages.get(tx, page_id)
                pages.set_trashed(tx, page_id, None)
        if page is None:
            return None
        row = ImportRow(path, Outcome.ALREADY_THERE, page_id, message, title=page.title, part=part)
        if page.trashed is None:
            return row
        if self._foresight is None:
            self.changes.append(Change(page_id, trashed=page.trashed))
            self._holdings.changed.emit(Changes(pages=frozenset({page_id}), membership=True))
        return replace(row, message=_("It was in the trash and is back."), trashed=page.trashed)

    # What arrives.

    def _row(self, piece: Piece) -> Iterator[ImportRow]:
        """The row of a page, or of a file that holds none or could not be read to its end."""
        row = None
        if piece.conversion is not None:
            row = self._taken_in(piece.path, piece.conversion, piece.number)
            self._container = piece.conversion.original.hash if piece.conversion.part else None
        elif piece.error is not None:
            no_page = isinstance(piece.error, NotAPage)
            outcome = Outcome.NOT_A_PAGE if no_page else Outcome.FAILED
            row = ImportRow(piece.path, outcome, message=str(piece.error))
        self._whole &= row is None or row.outcome is not Outcome.FAILED
        if piece.last:
            self._finish()
        if row is not None:
            yield row

    def _finish(self) -> None:
        """A file is at its end: remember it if it holds many pages and every one of them came."""
        if self._container is not None and self._whole and self._foresight is None:
            with self._holdings.transaction() as tx:
                arrivals.finish(tx, self._container, self._holdings.now())
        self._container, self._whole = None, True

    def _taken_in(self, path: Path, converted: Conversion, number: int) -> ImportRow:
        try:
            if self._foresight is not None:
                return self._foresight.row(path, converted)
            with self._holdings.keeping:
                known = self._known_again(path, converted)
                if known is not None:
                    return known
                arrived = self._arriving.take_in(path, converted, number)
        except PostilError as error:
            return ImportRow(path, Outcome.FAILED, message=str(error), part=converted.part)
        if arrived.change is None:
            self.new += [arrived.row.page] if arrived.row.page is not None else []
        elif not arrived.change.is_nothing:
            self.changes.append(arrived.change)
        self._holdings.changed.emit(arrived.changes)
        return self._looked_at(arrived)

    def _known_again(self, path: Path, converted: Conversion) -> ImportRow | None:
        """The row of what the library has of the same bytes: under two names in one import, say."""
        connection = self._holdings.reader()
        if converted.part:
            page = arrivals.page_of(connection, converted.original.hash, converted.part)
        else:
            page = captures.page_of_file(connection, converted.original.hash)
        if page is None:
            return None
        return self._already_there(path, page, self._mend(page, converted), part=converted.part)

    def _mend(self, page_id: PageId, converted: Conversion) -> str:
        """Put back what is damaged of a page that the library has; a sentence if anything was."""
        is_damaged = self._lacks_bytes if converted.part else self._is_damaged
        if not is_damaged(page_id):
            return ""
        arriving_bytes.keep(self._holdings, converted)
        if is_damaged(page_id):
            return _("Some of what was damaged of it was put back; 'postil check' tells of the rest.")
        return _("What was damaged of it was put back.")

    def _looked_at(self, arrived: Arrived) -> ImportRow:
        """The row with the pages that a new one is like."""
        row, change = arrived.row, arrived.change
        if row.page is None or row.outcome is Outcome.LINK:
            return row
        if change is None:
            return replace(row, alike=self._likening.look(row.page)[:_MOST_ALIKE])
        if change.turned is not None:
            self._likening.look(row.page)
        return row


def _digest(path: Path) -> ContentHash | None:
    """The hash of a file's bytes; None where it cannot be read."""
    try:
        if not path.is_file():  # a device or a pipe may never end
            return None
        with path.open("rb") as file:
            return ContentHash(hashlib.file_digest(file, "sha256").hexdigest())
    except (OSError, ValueError):  # ValueError: a name with a zero byte
        return None
