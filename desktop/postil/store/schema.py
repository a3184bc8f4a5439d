"""The steps that bring a library's database to the schema of this program.

Each is a file of SQL, ``migrations/0001_first.sql`` and on. A step that was released is never edited:
what is wrong with it is put right by the next one.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from postil.durable import sync_file, sync_folder
from postil.errors import LibraryDamaged, LibraryError, LibraryTooNew
from postil.store.connection import connect, damaged, translated
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.store.connection import Connection

APPLICATION_ID = 0x506F7374
"""What SQLite's header says the file belongs to: "Post"."""

BACKUPS = "backups"
"""The folder, inside the library, of the copies made before a migration."""

_UNFINISHED = ".unfinished"
_NAME = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the SQL that brings schema ``number - 1`` to schema ``number``."""

    number: int
    sql: str


def shipped_migrations() -> tuple[Migration, ...]:
    """The program's own steps, in order: 1, 2, 3 …"""
    found = []
    for entry in (files("postil.store") / "migrations").iterdir():
        match = _NAME.fullmatch(entry.name)
        if match:
            found.append(Migration(int(match[1]), entry.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda migration: migration.number))


def examine(file: Path, *, newest: int) -> int:
    """The schema that ``file`` has, 0 for an empty one, read without changing a byte.

    Raises LibraryTooNew, LibraryDamaged or LibraryError.
    """
    with closing(connect(file, mode="ro")) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if version == 0 and tables == 0:
        return 0
    if application != APPLICATION_ID or version < 1:
        raise LibraryDamaged(
            _("{file} is a database of another program; choose another folder for the library.").format(
                file=file
            )
        )
    if version > newest:
        raise LibraryTooNew(
            _(
                "The library in {folder} was written by a newer Postil (schema {version}, this program "
                "knows {newest}); it was left untouched. Install the newer program to open it."
            ).format(folder=file.parent, version=version, newest=newest)
        )
    return int(version)


def migrate(file: Path, migrations: Sequence[Migration]) -> None:
    """Bring the database to the last of ``migrations``; one that has tables is copied first.

    Each step is one transaction: a crash leaves the schema before it or after it, never between.
    """
    with closing(connect(file, mode="rw")) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise LibraryError(
                _(
                    "The disk that holds {file} cannot keep a library; choose a folder on a local disk."
                ).format(file=file)
            )
        # A step may rebuild a table that others refer to; what it leaves is checked before it commits.
        connection.execute("PRAGMA foreign_keys = OFF")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        pending = [migration for migration in migrations if migration.number > version]
        if pending and version:
            _copy(connection, file.parent / BACKUPS, version)
        for migration in pending:
            _apply(connection, migration)


def _apply(connection: Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version >= migration.number:
            return  # another process was faster
        for statement in _statements(migration.sql):
            connection.execute(statement)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise damaged(connection.file)
        connection.execute(f"PRAGMA user_version = {migration.number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _statements(script: str) -> list[str]:
    """The script's statements. (``executescript`` would commit the transaction they belong in.)"""
    statements = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return [*statements, pending] if pending.strip() else statements


def _copy(connection: Connection, folder: Path, version: int) -> None:
    """Keep the database as it is in ``folder``: whole under its name, or not at all."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    copy = folder / f"library-schema-{version}-{now}.db"
    unfinished = copy.with_suffix(_UNFINISHED)
    try:
        folder.mkdir(exist_ok=True)
        for left in folder.glob(f"*{_UNFINISHED}"):
            left.unlink()
        with translated(unfinished), closing(sqlite3.connect(unfinished, isolation_level=None)) as target:
            connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, complete in itself
        sync_file(unfinished)
        unfinished.replace(copy)
        sync_folder(folder)
    except OSError as error:
        raise LibraryError(
            _(
                "The library could not be copied to {folder} before bringing it up to date ({reason}); "
                "nothing was changed. Look at the disk and at the permissions of the folder."
            ).format(folder=folder, reason=error.strerror)
        ) from error
