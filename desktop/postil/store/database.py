"""The library's database: opened, checked, read by many threads and written by one at a time.

SQLite is the only truth of the library; kept bytes are beside it (``contents.py``), the index is a
cache. The schema is in ``migrations/``; each table has its module here.
"""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from postil.durable import sync_folder
from postil.errors import LibraryDamaged, LibraryError
from postil.store import schema
from postil.store.connection import connect
from postil.store.contents import CONTENT
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from postil.store.connection import Connection
    from postil.store.schema import Migration

DATABASE = "library.db"
"""The database's name in the library's folder."""


class Database:
    """An open library database. Any thread may use it; each gets its own connection."""

    def __init__(self, folder: Path, *, library_id: str, write: bool) -> None:
        self.folder = folder
        self.file = folder / DATABASE
        self.writable = write
        self._writer = threading.RLock()
        self._opening = threading.Lock()
        self._connections: dict[threading.Thread, Connection] = {}
        self._closed = False
        self.library_id = library_id
        """Random, made with the library: what an index of it is stamped with."""

    @classmethod
    def open(
        cls, folder: Path, *, write: bool = True, migrations: Sequence[Migration] | None = None
    ) -> Database:
        """The database in ``folder``. To write, folder and database are made where there are none.

        ``migrations`` are the program's own unless told otherwise. Raises LibraryTooNew (the file is
        untouched), LibraryDamaged or LibraryError.
        """
        steps = schema.shipped_migrations() if migrations is None else tuple(migrations)
        newest = steps[-1].number
        file = folder / DATABASE
        if write:
            _make_folder(folder)
            if not file.exists():
                _refuse_orphans(folder)
                connect(file, mode="rwc").close()
                sync_folder(folder)
            if schema.examine(file, newest=newest) < newest:
                schema.migrate(file, steps)
        elif not file.is_file():
            _refuse_orphans(folder)
            raise LibraryError(
                _("There is no library in {folder}; import a page to begin one.").format(folder=folder)
            )
        elif schema.examine(file, newest=newest) < newest:
            raise LibraryError(
                _(
                    "The library in {folder} is of an older Postil; open it once to bring it up to date."
                ).format(folder=folder)
            )
        return cls(folder, library_id=_identify(file, write=write), write=write)

    def reader(self) -> Connection:
        """The calling thread's connection, in autocommit: each statement sees what is committed by then."""
        thread = threading.current_thread()
        connection = self._connections.get(thread)
        return self._connect(thread) if connection is None else connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction on this thread's connection: committed at the end, undone by any error.

        Other threads wait. The functions of the tables' modules take what this gives, and compose.
        """
        if not self.writable:
            raise RuntimeError("the database was opened to read")
        connection = self.reader()
        with self._writer:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """The calling thread's connection, seeing one state of the library for several reads."""
        connection = self.reader()
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")

    def check(self) -> tuple[str, ...]:
        """A sentence for each thing wrong inside the database; empty when it is whole."""
        connection = self.reader()
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        except LibraryDamaged as error:
            return (str(error),)
        damaged = _("The database is damaged: {problem}.")
        orphaned = _("A row of {table} names a {parent} that is not there.")
        sentences = [damaged.format(problem=line) for line in found if line != "ok"]
        sentences += [orphaned.format(table=row[0], parent=row[2]) for row in orphans]
        return tuple(sentences)

    def close(self) -> None:
        """Close every thread's connection. Nothing may use the database after it."""
        with self._writer, self._opening:
            self._closed = True
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()

    def _connect(self, thread: threading.Thread) -> Connection:
        with self._opening:
            if self._closed:
                raise RuntimeError("the database is closed")
            for ended in [known for known in self._connections if not known.is_alive()]:
                self._connections.pop(ended).close()
            connection = connect(self.file, mode="rw" if self.writable else "ro")
            self._connections[thread] = connection
            return connection


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            _("The library's folder {folder} cannot be made: {reason}.").format(
                folder=folder, reason=error.strerror
            )
        ) from error


def _refuse_orphans(folder: Path) -> None:
    """Kept pages without their database are a library that lost it: a fresh one would hide them."""
    log = folder / f"{DATABASE}-wal"
    kept = any(path.is_file() for path in (folder / CONTENT).glob("??/*"))
    if kept or (log.exists() and log.stat().st_size):
        raise LibraryDamaged(
            _(
                "The folder {folder} holds saved pages but no {name}. Run 'postil check --repair', or put "
                "back the newest good copy of {name} (see {backups}), or choose another folder to begin a "
                "new library."
            ).format(folder=folder, name=DATABASE, backups=folder / schema.BACKUPS)
        )


def _identify(file: Path, *, write: bool) -> str:
    """The library's id. A database that may not be written is refused now, not at the first deed."""
    with closing(connect(file, mode="rw" if write else "ro")) as connection:
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        return str(connection.execute("SELECT id FROM library").fetchone()[0])
