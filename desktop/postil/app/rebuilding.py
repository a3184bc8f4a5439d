"""The index made anew beside the one that is searched, which it replaces in one commit once it is whole.

It may be left at any time, by a kill, too: the folder of the new index says how far it is, and the next
one goes on there. What changes meanwhile is in the old index at once, and in the new one before it
takes its place.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from postil.app.index_feed import BATCH, Documents, key_of
from postil.search.index import Index
from postil.store import outbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.store.contents import Contents
    from postil.store.database import Database
    from postil.store.outbox import Entry

_ENDINGS = ("", ".set-aside")
"""Of the folders that a new index leaves."""


class Rebuilding:
    """One rebuild, in steps. Whoever has it writes the index that is to be replaced."""

    def __init__(self, old: Index, folder: Path, database: Database, contents: Contents) -> None:
        """Begin it in ``folder``, or go on with the one that was left there. Raises LibraryError."""
        self._old = old
        self._folder = folder
        self._database = database
        self._documents = Documents(database, contents)
        self._new = Index(folder, database.library_id, write=True)
        self._done = {key: int(stamp) for key, stamp in self._new.stamps().items()}
        """The sequence number with which each key was last seen to, by its key."""
        self._left: list[Entry] = []
        self._taken: tuple[Entry, ...] = ()
        self.total = 0
        """How many entries there are."""

    @staticmethod
    def is_under_way(folder: Path) -> bool:
        """Whether one was begun in that folder."""
        return folder.is_dir()

    @property
    def taken(self) -> tuple[Entry, ...]:
        """The entries that the index has as they are, once it has taken the place of the old one."""
        return self._taken

    @property
    def done(self) -> int:
        """How many entries the new index has seen to."""
        return self.total - len(self._left)

    def step(self, stop: Callable[[], bool] = lambda: False) -> bool:
        """Write a batch; False when the new index has taken the place of the old one.

        ``stop`` says whether a long merge is to give way. Raises LibraryError; Unusable where one of the
        two was damaged meanwhile.
        """
        if not self._left:
            self._look()
            if not self._left:
                self._replace()
                return False
        written = self._documents.write(self._new, self._left[:BATCH])
        del self._left[: len(written)]
        self._done.update((key_of(entry), entry.sequence) for entry in written)
        self._new.tidy(stop)
        return True

    def close(self) -> None:
        """Leave it as it is, to go on another time."""
        self._new.close()

    def cancel(self) -> None:
        """Give it up; the old index stays."""
        self._new.close()
        discard(self._folder)

    def _look(self) -> None:
        """What the new index has not, or as it was: the newest first, as nothing waits for the order."""
        entries = outbox.entries(self._database.reader())
        self.total = len(entries)
        self._taken = entries
        self._left = [entry for entry in reversed(entries) if self._done.get(key_of(entry)) != entry.sequence]
        strays = self._done.keys() - {key_of(entry) for entry in entries}
        self._new.write((), strays)
        for key in strays:
            del self._done[key]

    def _replace(self) -> None:
        self._new.close()
        self._old.replace_with(self._folder)
        discard(self._folder)


def discard(folder: Path) -> None:
    """Remove what a rebuild left."""
    for ending in _ENDINGS:
        shutil.rmtree(folder.with_name(folder.name + ending), ignore_errors=True)
    folder.with_name(folder.name + ".lock").unlink(missing_ok=True)
