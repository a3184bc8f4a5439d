"""The library: opened once, it holds every deed a person can do. Both front ends begin here."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Self

from postil.app import checking
from postil.app.anchors import Anchors
from postil.app.annotating import Annotating
from postil.app.backup import Backup
from postil.app.backup_schedule import BackupSchedule
from postil.app.checking_records import disagreements
from postil.app.completing import Completing
from postil.app.copying import Copying
from postil.app.details import Details
from postil.app.differing import Differing
from postil.app.export_targets import ExportTargets
from postil.app.exporting import Exporting
from postil.app.filtering import Filtering
from postil.app.finding import Finding
from postil.app.holdings import Holdings
from postil.app.import_resuming import ImportResuming
from postil.app.importing import Importing
from postil.app.indexing import Indexing
from postil.app.instance import Ownership
from postil.app.likening import Likening
from postil.app.linking import Linking
from postil.app.noting import Noting
from postil.app.originals import Originals
from postil.app.page_appearance import PageAppearances
from postil.app.page_records import PageRecords
from postil.app.pasting import Pasting
from postil.app.reading import Reading
from postil.app.reextracting import Reextracting
from postil.app.relating import Relating
from postil.app.repairing import Repairing
from postil.app.restoring import Restoring
from postil.app.saved_searches import SavedSearches
from postil.app.search_history import SearchHistory
from postil.app.tagging import Tagging
from postil.app.taking_back import TakingBack
from postil.app.trash import Trash
from postil.app.undo import Undo
from postil.app.uniting import Uniting
from postil.app.watching import Watching
from postil.errors import LibraryError
from postil.signals import Signal
from postil.store.contents import Contents
from postil.store.database import DATABASE, Database
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from postil.app.instance import Request
    from postil.jobs import Progress
    from postil.model.changes import Changes

CATCH_UP_SECONDS = 1.0
"""How long closing a library may take for copies that can as well be written the next time."""


class Library:
    """An open library. Its deeds are grouped by what the person does."""

    def __init__(self, database: Database, ownership: Ownership | None) -> None:
        self.folder = database.folder
        self.changed: Signal[Changes] = Signal()
        """What each deed changed, told after its commit on the thread that did it."""
        self.undo = Undo(self.changed)
        self._database = database
        self._ownership = ownership
        self._closed = False
        self._contents = Contents(self.folder)
        holdings = Holdings(self.folder, database, self._contents, self.undo, self.changed)
        self.likening = Likening(holdings)
        self.backup = Backup(holdings)
        self.backup_schedule = BackupSchedule(holdings, self.backup)
        self.importing = Importing(holdings, self.likening, self.backup_schedule.before_import)
        self.import_resuming = ImportResuming(self.folder, self.importing)
        self.pasting = Pasting(holdings, self.importing)
        self.watching = Watching(holdings, self.importing)
        self.reextracting = Reextracting(holdings)
        self.repairing = Repairing(holdings, self.reextracting)
        self.reading = Reading(holdings)
        self.page_appearances = PageAppearances(holdings)
        self.annotating = Annotating(holdings)
        self.anchors = Anchors(holdings)
        self.noting = Noting(holdings)
        self.tagging = Tagging(holdings)
        self.differing = Differing(holdings)
        self.uniting = Uniting(holdings)
        self.saved_searches = SavedSearches(holdings)
        self.search_history = SearchHistory(holdings)
        self.details = Details(holdings)
        self.trash = Trash(holdings)
        self.page_records = PageRecords(database)
        self.filtering = Filtering(holdings)
        self.indexing = Indexing(holdings)
        self.completing = Completing(holdings)
        self.finding = Finding(holdings, self.completing)
        self.relating = Relating(holdings, self.finding)
        self.linking = Linking(holdings)
        self.originals = Originals(holdings)
        self.restoring = Restoring(holdings, self.backup)
        self.exporting = Exporting(holdings, self.reading)
        self.export_targets = ExportTargets(holdings, self.exporting, self.finding)
        self.taking_back = TakingBack(holdings)
        self.copying = Copying(self.reading, self.annotating, self.exporting)

    @classmethod
    def open(cls, folder: Path, *, write: bool = True) -> Self:
        """The library in ``folder``; to write, it is made where there is none.

        Only one program may write at a time. Raises LibraryLocked, LibraryTooNew, LibraryDamaged or
        LibraryError.
        """
        if not write:
            return cls(Database.open(folder, write=False), None)
        ownership = Ownership(_made(folder))
        try:
            library = cls(Database.open(folder, write=True), ownership)
        except BaseException:
            ownership.release()
            raise
        library.sweep()
        return library

    @classmethod
    def open_existing(cls, folder: Path) -> Self:
        """The library in ``folder``, to write; LibraryError where there is none, and none is made."""
        if not (folder / DATABASE).is_file():
            return cls.open(folder, write=False)  # which says what is wrong
        return cls.open(folder)

    @classmethod
    def open_to_search(cls, folder: Path, progress: Progress | None = None) -> Self:
        """The library with an index that is up to date where it may be written, else as it is."""
        try:
            library = cls.open_existing(folder)
        except LibraryError:  # another program has it, or it may only be read; else this says so again
            return cls.open(folder, write=False)
        with suppress(LibraryError):  # of the index: it is searched as it is
            # What was indexed is not compared with the library for each search: the window does that.
            if library.indexing.pending() or not library.finding.indexed():
                library.indexing.drain(progress)
        return library

    def listen(self, heard: Callable[[Request], object]) -> None:
        """Hear what later starts of the program hand over, on a thread of its own."""
        if self._ownership is not None:
            self._ownership.listen(heard)

    def check(self, progress: Progress) -> tuple[checking.Finding, ...]:
        """Everything in which database, kept bytes, index and readable copies do not agree."""
        return checking.check(
            self._database,
            self._contents,
            index=self.indexing.disagreements,
            records=lambda: disagreements(self._database, progress),
            progress=progress,
        )

    def sweep(self) -> None:
        """Take away what a killed program left unfinished."""
        self._contents.sweep()
        self.importing.sweep()
        self.originals.sweep()

    def close(self) -> None:
        """Stop the background work and let another program own the library. Once closed, it stays so."""
        if self._closed:
            return
        self._closed = True
        self.indexing.stop()
        self.reextracting.rest()
        self._catch_up()
        self.finding.close()
        self.originals.close()
        self._contents.close()
        self._database.close()
        if self._ownership is not None:
            self._ownership.release()

    def _catch_up(self) -> None:
        """Write the readable copies of what was changed last, as far as there is time for it."""
        if self._ownership is not None:
            with suppress(LibraryError):  # they are due the next time; `postil check` tells of them
                self.page_records.catch_up(CATCH_UP_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            _("The folder {folder} cannot be made ({reason}); choose another one.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    return folder
