"""A connection to the library's database: its pragmas, and SQLite's errors put into words once.

An error that has a cause outside the program (damage, a full disk, a second writer) is raised as a
``LibraryError``; any other is a bug and stays what it is.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Literal

from postil.errors import LibraryDamaged, LibraryError, LibraryLocked
from postil.model.addresses import address_key
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BUSY_SECONDS = 20
"""How long a statement waits for another process's transaction to end."""

_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = FULL",  # a commit is on the disk when it returns: a highlight is never lost
    "fullfsync = ON",  # the same on macOS, whose fsync stops at the disk's own memory
    "checkpoint_fullfsync = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "cache_size = -16384",
    "journal_size_limit = 67108864",
)
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNUSABLE = {
    sqlite3.SQLITE_READONLY: marked("it may not be written"),
    sqlite3.SQLITE_CANTOPEN: marked("it cannot be opened"),
    sqlite3.SQLITE_IOERR: marked("the disk reports an error"),
    sqlite3.SQLITE_PERM: marked("it may not be used"),
    sqlite3.SQLITE_AUTH: marked("it may not be used"),
    sqlite3.SQLITE_PROTOCOL: marked("its file system cannot lock files"),
}


class Cursor(sqlite3.Cursor):
    """A cursor whose errors are told in the user's words."""

    connection: Connection

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run one statement."""
        with translated(self.connection.file):
            super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Cursor:
        """Run one statement for each set of parameters."""
        with translated(self.connection.file):
            super().executemany(sql, parameters)
        return self

    def executescript(self, script: str, /) -> Cursor:
        """Run several statements; a transaction that is open is committed first."""
        with translated(self.connection.file):
            super().executescript(script)
        return self

    def fetchone(self) -> Any:
        """The next row, None after the last."""
        with translated(self.connection.file):
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        with translated(self.connection.file):
            return super().fetchall()

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override] # rows are fetched at once: so errors are told
        return iter(self.fetchall())


class Connection(sqlite3.Connection):
    """A connection in autocommit, with the pragmas that the library relies on."""

    file: Path

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """Run one statement."""
        return self.cursor(Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Cursor:
        """Run one statement for each set of parameters."""
        return self.cursor(Cursor).executemany(sql, parameters)

    def executescript(self, script: str, /) -> Cursor:
        """Run several statements; a transaction that is open is committed first."""
        return self.cursor(Cursor).executescript(script)


def connect(file: Path, *, mode: Literal["ro", "rw", "rwc"]) -> Connection:
    """Open the database ``file`` to read, to read and write, or to make it where there is none.

    Raises LibraryDamaged, LibraryLocked or LibraryError.
    """
    with translated(file), ExitStack() as opening:
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # so that closing the library can close every thread's connection
            factory=Connection,
        )
        opening.callback(connection.close)
        connection.file = file
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("folded", 1, _folded, deterministic=True)
        connection.create_function("address_key", 1, address_key, deterministic=True)
        opening.pop_all()
    return connection


def _folded(text: str) -> str:
    """``folded(text)`` in SQL: text without letter case, in every script. (SQLite's own knows ASCII.)"""
    return text.casefold()


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """SQLite's errors about the database ``file``, in the user's words where the cause is not a bug."""
    try:
        yield
    except sqlite3.Error as error:
        told = _told(error, file)
        if told is None:
            raise
        raise told from error


def _told(error: sqlite3.Error, file: Path) -> LibraryError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bits only refine it
    if code in _DAMAGED:
        return damaged(file)
    if code in _BUSY:
        return LibraryLocked(
            _("Another program is writing to {file}; end it and try again.").format(file=file)
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryError(
            _("The disk that holds {file} is full; nothing was changed. Make room and try again.").format(
                file=file
            )
        )
    if code in _UNUSABLE:
        return LibraryError(
            _(
                "The library's database {file} cannot be used: {reason}. Look at the disk and at the "
                "permissions of the folder."
            ).format(file=file, reason=_(_UNUSABLE[code]))
        )
    return None


def damaged(file: Path) -> LibraryDamaged:
    """The error for a database that does not read back, with what to do."""
    return LibraryDamaged(
        _(
            "The library's database {file} is damaged or is no database. Nothing was changed. Run "
            "'postil check --repair', or keep a copy of the folder and put back the newest good copy of "
            "library.db (see {backups}); the saved pages themselves are in the folder content."
        ).format(file=file, backups=file.parent / "backups")
    )
