"""In which order things reach the disk. A kill cannot show this; only a power cut, or a record, can."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import import_page

from postil.store.connection import Cursor
from postil.store.durable import fresh_file, sync_file, sync_folder, write_file

if TYPE_CHECKING:
    from postil.store.contents import Contents
    from postil.store.database import Database

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(),
    reason="the record names files through /proc, which this system has not",
)


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sync, rename and commit, in order."""
    done: list[str] = []
    real_sync, real_replace, real_execute = os.fsync, Path.replace, Cursor.execute

    def fsync(descriptor: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink()}")
        real_sync(descriptor)

    def replace(path: Path, target: Path) -> Path:
        done.append(f"rename {path} {target}")
        return real_replace(path, target)

    def execute(cursor: Cursor, sql: str, parameters: object = ()) -> Cursor:
        if sql == "COMMIT":
            done.append("commit")
        return real_execute(cursor, sql, parameters)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Cursor, "execute", execute)
    return done


def test_a_file_is_synced_then_renamed_then_its_folder_is_synced(tmp_path: Path, record: list[str]) -> None:
    fresh, path = tmp_path / "fresh", tmp_path / "folder" / "kept"
    path.parent.mkdir()
    write_file(path, b"words", by_way_of=fresh)
    assert record == [f"sync {fresh}", f"rename {fresh} {path}", f"sync {path.parent}"]
    assert path.read_bytes() == b"words"


def test_files_and_folders_are_synced_by_name(tmp_path: Path, record: list[str]) -> None:
    (tmp_path / "file").write_bytes(b"words")
    sync_file(tmp_path / "file")
    sync_folder(tmp_path)
    assert record == [f"sync {tmp_path / 'file'}", f"sync {tmp_path}"]


def test_nothing_is_overwritten_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "fresh").write_bytes(b"someone else's")
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "kept", b"words", by_way_of=tmp_path / "fresh")
    assert not (tmp_path / "kept").exists()


def test_all_that_a_page_names_is_on_the_disk_before_its_row_commits(
    database: Database, contents: Contents, record: list[str]
) -> None:
    page = import_page(database, contents)
    commit = record.index("commit")
    named = database.reader().execute("SELECT DISTINCT hash FROM named_content").fetchall()
    assert page.original in {row[0] for row in named}
    assert len(named) == 3
    for (name,) in named:
        path = contents.path(name)
        rename = next(i for i, line in enumerate(record) if line.endswith(f" {path}"))
        fresh = record[rename].split()[1]
        assert record.index(f"sync {fresh}") < rename
        assert f"sync {path.parent}" in record[rename:commit]
        assert f"sync {contents.folder}" in record[:commit]  # it names the folder of two letters
    assert f"sync {database.folder}" in record[:commit]  # it names the content folder


def test_bytes_that_were_there_already_are_synced_before_a_row_names_them(
    database: Database, contents: Contents, record: list[str]
) -> None:
    path = contents.path(contents.put(b"The sea was calm."))
    record.clear()
    fresh_start = type(contents)(database.folder)
    import_page(database, fresh_start, text="The sea was calm.")
    commit = record.index("commit")
    assert f"sync {path}" in record[:commit]
    assert f"sync {path.parent}" in record[:commit]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows syncs folders by itself")
def test_a_folder_that_is_not_there_cannot_be_synced(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "nowhere")


def test_a_fresh_file_is_on_the_disk_before_it_has_its_name(tmp_path: Path, record: list[str]) -> None:
    with fresh_file(tmp_path / "all.zip") as file:
        file.write(b"words")
    unfinished, path = tmp_path / ".all.zip.unfinished", tmp_path / "all.zip"
    assert record == [f"sync {unfinished}", f"rename {unfinished} {path}", f"sync {tmp_path}"]
    assert path.read_bytes() == b"words"


def test_a_fresh_file_is_written_through_no_link_that_waits_for_it(tmp_path: Path) -> None:
    (tmp_path / "private").write_bytes(b"mine")
    (tmp_path / ".all.zip.unfinished").symlink_to(tmp_path / "private")
    with fresh_file(tmp_path / "all.zip") as file:
        file.write(b"words")
    assert (tmp_path / "private").read_bytes() == b"mine"
    assert not (tmp_path / "all.zip").is_symlink()


def test_a_fresh_file_takes_the_place_of_what_a_killed_program_left(tmp_path: Path) -> None:
    (tmp_path / ".all.zip.unfinished").write_bytes(b"half a longer backup")
    with fresh_file(tmp_path / "all.zip") as file:
        file.write(b"words")
    assert [each.name for each in tmp_path.iterdir()] == ["all.zip"]
    assert (tmp_path / "all.zip").read_bytes() == b"words"
