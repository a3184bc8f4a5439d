from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from postil.errors import LibraryDamaged, LibraryError, LibraryTooNew
from postil.model.article import Metadata
from postil.model.ids import PageId
from postil.store import pages, schema
from postil.store.database import DATABASE, Database
from postil.store.schema import APPLICATION_ID, BACKUPS, Migration, shipped_migrations

if TYPE_CHECKING:
    from pathlib import Path

    from postil.store.connection import Connection

FIRST = shipped_migrations()[0]
SECOND = Migration(
    2, "ALTER TABLE page ADD COLUMN mood TEXT;\nUPDATE page SET mood = 'calm'; -- all of them\n"
)


def _old_library(folder: Path) -> None:
    with closing(Database.open(folder, migrations=(FIRST,))) as database, database.transaction() as tx:
        _add_first_page(tx)


def _add_first_page(tx: Connection) -> None:
    """A page with its version, as the first schema has them."""
    tx.execute(
        """INSERT INTO page (id, title, added, status, original, original_name, format, media_type, version,
                             direction, words, starred, position, progress, plain, title_key)
           VALUES ('old', 'Kept from before', '2026-01-01T00:00:00.000000+00:00', 'inbox', ?1, 'old.html',
                   'HTML', 'text/html', 'first', 'ltr', 120, 0, 0, 0, 1, 'kept from before')""",
        ("0" * 64,),
    )
    tx.execute(
        """INSERT INTO text_version (id, page, created, extractor, text_hash, html_hash)
           VALUES ('first', 'old', '2026-01-01T00:00:00.000000+00:00', 'postil 1', ?1, ?1)""",
        ("0" * 64,),
    )


def _asked(file: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_shipped_steps_are_numbered_without_a_gap() -> None:
    numbers = [migration.number for migration in shipped_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_empty_folder_gets_the_newest_schema_and_no_copy(folder: Path) -> None:
    Database.open(folder).close()
    assert _asked(folder / DATABASE, "PRAGMA user_version") == [(shipped_migrations()[-1].number,)]
    assert _asked(folder / DATABASE, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert not (folder / BACKUPS).exists()


def test_a_database_file_that_was_only_begun_is_a_new_library(folder: Path) -> None:
    folder.mkdir()
    (folder / DATABASE).touch()
    Database.open(folder).close()
    assert _asked(folder / DATABASE, "SELECT count(*) FROM page") == [(0,)]


def test_an_old_library_is_copied_and_brought_up_to_date(folder: Path) -> None:
    _old_library(folder)
    with closing(Database.open(folder, migrations=(FIRST, SECOND))) as database:
        rows = database.reader().execute("SELECT title, mood FROM page").fetchall()
    assert rows == [("Kept from before", "calm")]
    (copy,) = (folder / BACKUPS).iterdir()
    assert copy.suffix == ".db"
    assert _asked(copy, "PRAGMA user_version") == [(1,)]
    assert _asked(copy, "PRAGMA integrity_check") == [("ok",)]
    assert _asked(copy, "SELECT title FROM page") == [("Kept from before",)]


def test_a_library_of_the_first_schema_knows_what_it_was_extracted_with(folder: Path) -> None:
    _old_library(folder)
    Database.open(folder).close()
    (extracted,) = _asked(folder / DATABASE, "SELECT extractor, own_details FROM page")
    assert extracted == ("postil 1", "")
    assert _asked(folder / DATABASE, "SELECT words, plain FROM text_version") == [(120, 1)]
    assert _asked(folder / DATABASE, "SELECT count(*) FROM outbox") == [(1,)], "nothing is to be indexed anew"
    with (
        closing(sqlite3.connect(folder / DATABASE)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        connection.execute("UPDATE text_version SET words = 0")


def test_annotations_of_a_schema_without_styles_are_highlights(folder: Path) -> None:
    before = shipped_migrations()[:4]
    with closing(Database.open(folder, migrations=before)) as database, database.transaction() as tx:
        tx.execute(
            """INSERT INTO page (id, title, added, status, original, original_name, format, media_type,
                                 version, direction, words, starred, position, progress, plain, title_key,
                                 extractor, own_title)
               VALUES ('old', 'Old', '2026-01-01', 'inbox', ?1, 'old.html', 'HTML', 'text/html',
                       'first', 'ltr', 120, 0, 0, 0, 0, 'old', 'postil 1', 0)""",
            ("0" * 64,),
        )
        tx.execute(
            """INSERT INTO text_version (id, page, created, extractor, text_hash, html_hash, words, plain)
               VALUES ('first', 'old', '2026-01-01', 'postil 1', ?1, ?1, 120, 0)""",
            ("0" * 64,),
        )
        tx.execute(
            """INSERT INTO annotation (id, page, exact, prefix, suffix, color, note, created, modified, state)
               VALUES ('mark', 'old', 'sea', '', '', 'red', 'why', '2026-01-01', '2026-01-01', 'anchored')"""
        )
        tx.execute("UPDATE library SET indexed = (SELECT max(sequence) FROM outbox)")
    with closing(Database.open(folder)) as database, database.transaction() as tx:
        assert tx.execute("SELECT color, note, style FROM annotation").fetchall() == [
            ("red", "why", "highlight")
        ]
        assert tx.execute("SELECT note FROM page").fetchone() == ("",)
        assert tx.execute("SELECT count(*) FROM outbox WHERE taken = 0").fetchone() == (0,), (
            "nothing is to be indexed anew"
        )


def test_what_the_index_had_taken_is_taken_and_the_archive_has_days(folder: Path) -> None:
    before = shipped_migrations()[:13]
    with closing(Database.open(folder, migrations=before)) as database, database.transaction() as tx:
        for number, (status, finished, opened) in enumerate(
            (
                ("inbox", None, None),
                ("archive", "2026-02-02", "2026-02-03"),
                ("archive", None, "2026-02-03"),
                ("archive", None, None),
            )
        ):
            tx.execute(
                """INSERT INTO page (id, title, added, status, original, original_name, format, media_type,
                                     version, direction, words, starred, position, progress, plain,
                                     title_key, extractor, finished, opened)
                   VALUES (?1, 'Old', '2026-01-01', ?2, ?3, 'old.html', 'HTML', 'text/html',
                           'of' || ?1, 'ltr', 120, 0, 0, 0, 0, 'old', 'postil 1', ?4, ?5)""",
                (f"p{number}", status, "0" * 64, finished, opened),
            )
            tx.execute(
                """INSERT INTO text_version (id, page, created, extractor, text_hash, html_hash, words, plain)
                   VALUES ('of' || ?1, ?1, '2026-01-01', 'postil 1', ?2, ?2, 120, 0)""",
                (f"p{number}", "0" * 64),
            )
        tx.execute("UPDATE library SET indexed = (SELECT min(sequence) + 1 FROM outbox)")
    Database.open(folder).close()
    assert _asked(folder / DATABASE, "SELECT id FROM outbox WHERE taken = 0 ORDER BY id") == [
        ("p2",),
        ("p3",),
    ]
    assert _asked(folder / DATABASE, "SELECT archived FROM page ORDER BY id") == [
        (None,),
        ("2026-02-02",),
        ("2026-02-03",),
        ("2026-01-01",),
    ]


def test_the_copy_has_what_was_still_in_the_log(folder: Path, tmp_path: Path) -> None:
    with closing(Database.open(folder, migrations=(FIRST,))) as database:
        with database.transaction() as tx:
            _add_first_page(tx)
        killed = shutil.copytree(folder, tmp_path / "killed")  # as a kill leaves it: the commit is in the log
    assert (killed / f"{DATABASE}-wal").stat().st_size
    Database.open(killed, migrations=(FIRST, SECOND)).close()
    (copy,) = (killed / BACKUPS).iterdir()
    assert _asked(copy, "SELECT title FROM page") == [("Kept from before",)]


def test_a_copy_that_was_never_finished_is_cleared_away(folder: Path) -> None:
    _old_library(folder)
    (folder / BACKUPS).mkdir()
    (folder / BACKUPS / "library-schema-1-then.unfinished").write_bytes(b"half")
    Database.open(folder, migrations=(FIRST, SECOND)).close()
    assert [path.suffix for path in (folder / BACKUPS).iterdir()] == [".db"]


def test_an_up_to_date_library_is_not_copied_again(folder: Path) -> None:
    _old_library(folder)
    for _ in range(2):
        Database.open(folder, migrations=(FIRST, SECOND)).close()
    assert len(list((folder / BACKUPS).iterdir())) == 1


def test_without_room_for_the_copy_nothing_is_migrated(folder: Path) -> None:
    _old_library(folder)
    (folder / BACKUPS).write_bytes(b"a file where the folder would be")
    with pytest.raises(LibraryError, match="nothing was changed"):
        Database.open(folder, migrations=(FIRST, SECOND))
    assert _asked(folder / DATABASE, "PRAGMA user_version") == [(1,)]


def test_a_step_that_fails_leaves_the_schema_before_it(folder: Path) -> None:
    _old_library(folder)
    wrong = Migration(3, "UPDATE page SET mood = 'rough';\nSELECT mood FROM nowhere;")
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Database.open(folder, migrations=(FIRST, SECOND, wrong))
    assert _asked(folder / DATABASE, "PRAGMA user_version") == [(2,)]
    assert _asked(folder / DATABASE, "SELECT mood FROM page") == [("calm",)]


def test_a_step_that_leaves_a_dangling_reference_does_not_commit(folder: Path) -> None:
    _old_library(folder)
    with pytest.raises(LibraryDamaged):
        Database.open(folder, migrations=(FIRST, Migration(2, "DELETE FROM text_version;")))
    assert _asked(folder / DATABASE, "SELECT count(*) FROM text_version") == [(1,)]


def test_a_last_statement_without_its_semicolon_is_run_too(folder: Path) -> None:
    _old_library(folder)
    bare = Migration(2, "ALTER TABLE page ADD COLUMN mood TEXT;\nUPDATE page SET mood = 'calm'")
    Database.open(folder, migrations=(FIRST, bare)).close()
    assert _asked(folder / DATABASE, "SELECT mood FROM page") == [("calm",)]


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_library_is_refused_untouched(folder: Path, write: bool) -> None:  # noqa: FBT001 - a parameter
    newer = Migration(2, SECOND.sql)
    _old_library(folder)
    Database.open(folder, migrations=(FIRST, newer)).close()
    before = _digest(folder / DATABASE)
    with pytest.raises(LibraryTooNew, match="newer Postil"):
        Database.open(folder, write=write, migrations=(FIRST,))
    assert _digest(folder / DATABASE) == before


def test_a_newer_library_left_by_a_kill_is_refused_untouched(folder: Path, tmp_path: Path) -> None:
    with closing(Database.open(folder, migrations=(FIRST, SECOND))) as database:
        with database.transaction() as tx:
            _add_first_page(tx)
        killed = shutil.copytree(folder, tmp_path / "killed")
    files = (killed / DATABASE, killed / f"{DATABASE}-wal")
    before = [_digest(file) for file in files]
    with pytest.raises(LibraryTooNew):
        Database.open(killed, migrations=(FIRST,))
    assert [_digest(file) for file in files] == before


@pytest.mark.parametrize("write", [True, False])
def test_what_is_no_database_is_refused_untouched(folder: Path, write: bool) -> None:  # noqa: FBT001 - a parameter
    folder.mkdir()
    (folder / DATABASE).write_bytes(b"These are words and not a database. " * 300)
    before = _digest(folder / DATABASE)
    with pytest.raises(LibraryDamaged, match="put back the newest good copy"):
        Database.open(folder, write=write)
    assert _digest(folder / DATABASE) == before


def test_another_programs_database_is_refused_untouched(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    before = _digest(folder / DATABASE)
    with pytest.raises(LibraryDamaged, match="another program"):
        Database.open(folder)
    assert _digest(folder / DATABASE) == before


def test_an_old_library_opened_to_read_is_refused_untouched(folder: Path) -> None:
    _old_library(folder)
    before = _digest(folder / DATABASE)
    with pytest.raises(LibraryError, match="older Postil"):
        Database.open(folder, write=False, migrations=(FIRST, SECOND))
    assert _digest(folder / DATABASE) == before


def test_a_process_that_comes_second_finds_nothing_to_migrate(folder: Path) -> None:
    _old_library(folder)
    Database.open(folder, migrations=(FIRST, SECOND)).close()
    schema.migrate(folder / DATABASE, (FIRST, SECOND))
    assert _asked(folder / DATABASE, "PRAGMA user_version") == [(2,)]


_SLOW_STEP = """
CREATE TABLE mood (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
INSERT INTO mood WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
    SELECT i, 'calm' FROM n;
ALTER TABLE page ADD COLUMN mood INTEGER;
UPDATE page SET mood = 1;
"""
_MIGRATE = """
import sys
from pathlib import Path
from postil.store.database import Database
from postil.store.schema import Migration, shipped_migrations
print("begun", flush=True)
Database.open(Path(sys.argv[1]), migrations=(shipped_migrations()[0], Migration(2, sys.argv[2])))
print("done", flush=True)
"""


@pytest.mark.slow
def test_a_kill_in_a_migration_leaves_the_old_schema_or_the_new(tmp_path: Path) -> None:
    _old_library(tmp_path / "old")
    chance = random.Random(11)
    seen = set()
    for number in range(8):
        folder = shutil.copytree(tmp_path / "old", tmp_path / str(number))
        with subprocess.Popen(
            [sys.executable, "-c", _MIGRATE, str(folder), _SLOW_STEP], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.5))
            child.kill()
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert ("mood" in tables) == (version == 2)
            if version == 2:
                assert connection.execute("SELECT count(*) FROM mood").fetchone() == (300_000,)
                assert connection.execute("SELECT mood FROM page").fetchone() == (1,)
            assert connection.execute("SELECT title FROM page").fetchone() == ("Kept from before",)
        seen.add(version)
        Database.open(folder, migrations=(FIRST, Migration(2, _SLOW_STEP))).close()
        assert _asked(folder / DATABASE, "SELECT mood FROM page") == [(1,)]
    assert 1 in seen


def test_titles_of_the_persons_own_are_their_own_details_now(folder: Path) -> None:
    with (
        closing(Database.open(folder, migrations=shipped_migrations()[:4])) as database,
        database.transaction() as tx,
    ):
        _add_first_page(tx)
        tx.execute("UPDATE page SET own_title = 1")
    with closing(Database.open(folder)) as database, database.transaction() as tx:
        assert tx.execute("SELECT own_details FROM page").fetchone() == ("title",)
        assert tx.execute("SELECT count(*) FROM saved_search").fetchone() == (0,)
        assert tx.execute("SELECT count(*) FROM doomed_content").fetchone() == (0,)
        pages.set_metadata(tx, PageId("old"), Metadata(title="As the page says", site="The Herald"))
        kept = pages.get(tx, PageId("old"))
    assert kept is not None
    assert (kept.title, kept.site) == ("Kept from before", "The Herald")
