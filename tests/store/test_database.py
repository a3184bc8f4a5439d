from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import add_page

from postil.errors import LibraryDamaged, LibraryError, LibraryLocked
from postil.store import connection as connecting
from postil.store.database import DATABASE, Database

if TYPE_CHECKING:
    from pathlib import Path

    from postil.store.connection import Connection
    from postil.store.contents import Contents


def _titles(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT title FROM page ORDER BY title")]


def _pragma(connection: Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_every_connection_has_the_pragmas_that_keep_data_safe(database: Database) -> None:
    def asked() -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "cell_size_check", "trusted_schema")
        return [_pragma(database.reader(), name) for name in names]

    with ThreadPoolExecutor(1) as other_thread:
        assert asked() == other_thread.submit(asked).result() == ["wal", 2, 1, 1, 0]


def test_a_statement_waits_for_another_process(database: Database) -> None:
    assert _pragma(database.reader(), "busy_timeout") == connecting.BUSY_SECONDS * 1000


def test_folders_are_made(tmp_path: Path) -> None:
    Database.open(tmp_path / "a" / "b" / "library").close()
    assert (tmp_path / "a" / "b" / "library" / DATABASE).is_file()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="cannot be made"):
        Database.open(tmp_path / "file" / "library")


def test_reading_makes_no_library(folder: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library"):
        Database.open(folder, write=False)
    assert not folder.exists()


def test_a_library_opened_to_read_cannot_be_written(database: Database, folder: Path) -> None:
    with database.transaction() as tx:
        add_page(tx, title="Read me")
    with closing(Database.open(folder, write=False)) as reading:
        assert _titles(reading.reader()) == ["Read me"]
        with pytest.raises(RuntimeError), reading.transaction():
            pass
        with pytest.raises(LibraryError, match="may not be written"):
            reading.reader().execute("DELETE FROM page")


def test_the_id_stays_and_is_the_librarys_own(database: Database, tmp_path: Path) -> None:
    with closing(Database.open(database.folder, write=False)) as again:
        assert again.library_id == database.library_id
    with closing(Database.open(tmp_path / "other")) as other:
        assert other.library_id != database.library_id


def test_a_transaction_is_undone_by_an_error(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as tx:
            add_page(tx)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _titles(database.reader()) == []
    with database.transaction() as tx:
        add_page(tx, title="After")
    assert _titles(database.reader()) == ["After"]


def test_a_transaction_that_cannot_commit_is_undone(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.transaction() as tx:
        tx.execute("INSERT INTO resource VALUES ('no page', 'x', ?, '')", ("0" * 64,))  # found at the commit
    assert not database.reader().in_transaction
    assert database.check() == ()


def test_a_transaction_inside_another_is_a_bug_and_undoes_both(database: Database) -> None:
    def nest() -> None:
        with database.transaction() as tx:
            add_page(tx)
            with database.transaction():
                pass

    with pytest.raises(sqlite3.OperationalError):
        nest()
    assert _titles(database.reader()) == []


def test_a_reader_sees_what_is_committed_while_another_thread_writes(database: Database) -> None:
    with database.transaction() as tx:
        add_page(tx, title="Before")
    with ThreadPoolExecutor(1) as other_thread, database.transaction() as tx:
        add_page(tx, title="During")
        assert _titles(tx) == ["Before", "During"]
        assert other_thread.submit(lambda: _titles(database.reader())).result(timeout=10) == ["Before"]
    assert _titles(database.reader()) == ["Before", "During"]


def test_threads_that_write_take_turns(database: Database) -> None:
    def add(name: str) -> None:
        for number in range(20):
            with database.transaction() as tx:
                count = len(_titles(tx))
                add_page(tx, title=f"{name} {number}", words=count)

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(add, "abc"))
    words = [row[0] for row in database.reader().execute("SELECT words FROM page ORDER BY words")]
    assert words == list(range(60))


def test_a_snapshot_sees_one_state(database: Database) -> None:
    def write() -> None:
        with database.transaction() as tx:
            add_page(tx, title="Late")

    with ThreadPoolExecutor(1) as other_thread, database.snapshot() as connection:
        assert _titles(connection) == []
        other_thread.submit(write).result(timeout=10)
        assert _titles(connection) == []
    assert _titles(database.reader()) == ["Late"]


def test_the_connections_of_ended_threads_are_closed(database: Database) -> None:
    for _ in range(5):
        thread = threading.Thread(target=database.reader)
        thread.start()
        thread.join()
    assert len(database._connections) <= 2


def test_nothing_can_be_read_after_closing(folder: Path) -> None:
    database = Database.open(folder)
    database.close()
    with pytest.raises(RuntimeError):
        database.reader()


def test_another_programs_long_transaction_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.05)
    with closing(Database.open(database.folder)) as other, other.transaction():
        database.close()
        with pytest.raises(LibraryLocked, match="Another program is writing"):
            Database.open(database.folder)


def test_a_full_disk_is_told_and_changes_nothing(database: Database) -> None:
    connection = database.reader()
    with database.transaction() as tx:
        add_page(tx, title="Before")
    connection.execute(f"PRAGMA max_page_count = {_pragma(connection, 'page_count')}")
    with pytest.raises(LibraryError, match="full"), database.transaction() as tx:
        add_page(tx, excerpt="x" * 100_000)
    assert _titles(connection) == ["Before"]
    assert database.check() == ()


def test_kept_pages_without_their_database_are_not_hidden_by_a_fresh_one(
    database: Database, contents: Contents
) -> None:
    contents.put(b"an original")
    database.close()
    (database.folder / DATABASE).unlink()
    with pytest.raises(LibraryDamaged, match="holds saved pages but no"):
        Database.open(database.folder)
    assert not (database.folder / DATABASE).exists()


def test_an_empty_content_folder_does_not_stop_a_new_library(folder: Path) -> None:
    (folder / "content" / "incoming").mkdir(parents=True)
    Database.open(folder).close()
    assert (folder / DATABASE).is_file()


def test_a_whole_database_passes_its_check(database: Database) -> None:
    with database.transaction() as tx:
        add_page(tx, tags=("a",))
    assert database.check() == ()


def test_the_check_names_a_row_without_its_other_half(database: Database) -> None:
    with closing(sqlite3.connect(database.file)) as careless:
        careless.execute("INSERT INTO page_tag VALUES ('nobody', 1)")
        careless.commit()
    sentences = database.check()
    assert "A row of page_tag names a page that is not there." in sentences
    assert "A row of page_tag names a tag that is not there." in sentences


def test_damage_inside_is_named_and_never_read_as_data(folder: Path) -> None:
    with closing(Database.open(folder)) as database:
        of_schema = int(str(_pragma(database.reader(), "page_count")))
        with database.transaction() as tx:
            for number in range(300):
                add_page(tx, title=f"Page {number}", excerpt="x" * 400)
        page_size = int(str(_pragma(database.reader(), "page_size")))
    file = folder / DATABASE
    content = bytearray(file.read_bytes())
    for start in range(of_schema * page_size, len(content), page_size):
        content[start : start + 12] = b"\xff" * 12  # the headers of b-tree pages
    file.write_bytes(content)
    with closing(Database.open(folder)) as database:
        assert database.check()
        with pytest.raises(LibraryDamaged):
            database.reader().execute("SELECT max(excerpt) FROM page NOT INDEXED").fetchone()
