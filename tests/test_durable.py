"""Files that are never half there, and on the disk in the right order."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from tests.disk_record import needs_names_of_files, recorded

from postil.durable import (
    copy_file,
    finish,
    fresh_file,
    name_within,
    sweep,
    sync_file,
    sync_folder,
    unfinished,
    write_file,
    write_files,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = needs_names_of_files


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return recorded(monkeypatch)


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
    assert (tmp_path / "fresh").read_bytes() == b"someone else's"


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


def test_a_fresh_file_that_was_not_finished_leaves_what_was_there(tmp_path: Path) -> None:
    def write_half() -> None:
        with fresh_file(tmp_path / "all.zip") as file:
            file.write(b"half")
            raise KeyboardInterrupt

    (tmp_path / "all.zip").write_bytes(b"words")
    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert [each.name for each in tmp_path.iterdir()] == ["all.zip"]
    assert (tmp_path / "all.zip").read_bytes() == b"words"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_a_fresh_file_is_never_readable_by_more_than_it_may_be(tmp_path: Path) -> None:
    with fresh_file(tmp_path / "secret", mode=0o600) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_several_files_are_all_synced_before_their_folders_are(tmp_path: Path, record: list[str]) -> None:
    files = {tmp_path / name: name.encode() for name in ("one", "two")}
    (tmp_path / "one.new").write_bytes(b"half of what a killed program wrote")
    with ThreadPoolExecutor(2) as threads:
        write_files(files, threads=threads)
    for path, content in files.items():
        fresh = tmp_path / f"{path.name}.new"
        assert record.index(f"sync {fresh}") < record.index(f"rename {fresh} {path}")
        assert path.read_bytes() == content
    assert record[-1] == f"sync {tmp_path}"
    assert {each.name for each in tmp_path.iterdir()} == {"one", "two"}


def test_a_copy_with_other_bytes_than_its_name_says_is_none(tmp_path: Path, record: list[str]) -> None:
    name = hashlib.sha256(b"words").hexdigest()
    fresh, path = tmp_path / "fresh", tmp_path / name
    assert not copy_file(BytesIO(b"other"), path, name, by_way_of=fresh)
    assert list(tmp_path.iterdir()) == []
    assert copy_file(BytesIO(b"words"), path, name, by_way_of=fresh)
    assert record == [f"sync {fresh}", f"rename {fresh} {path}", f"sync {tmp_path}"]


def test_a_file_that_is_not_waited_for_is_whole_all_the_same(tmp_path: Path, record: list[str]) -> None:
    fresh = name_within(tmp_path)
    with unfinished(fresh) as file:
        file.write(b"words")
        finish(file, synced=False)
        fresh.replace(tmp_path / "kept")
    assert (tmp_path / "kept").read_bytes() == b"words"
    assert record == [f"rename {fresh} {tmp_path / 'kept'}"]


def test_a_full_disk_leaves_no_file_that_is_not_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(tmp_path / "kept", b"words", by_way_of=tmp_path / "fresh")
    with ThreadPoolExecutor(1) as threads, pytest.raises(OSError, match="No space"):
        write_files({tmp_path / "kept": b"words"}, threads=threads)
    assert list(tmp_path.iterdir()) == []


def test_only_what_nobody_writes_any_more_is_swept(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.write_bytes(b"mine")
    (tmp_path / "mine.unfinished").write_bytes(b"a person's own")
    being_written, left = name_within(tmp_path), name_within(tmp_path)
    for path in (being_written, left):
        path.write_bytes(b"half")
    an_hour_ago = time.time() - 3600
    for path in (private, left, tmp_path / "mine.unfinished"):
        os.utime(path, (an_hour_ago, an_hour_ago))
    name_within(tmp_path).symlink_to(private)
    sweep(tmp_path)
    assert not left.exists()
    assert being_written.exists()
    assert private.read_bytes() == b"mine"
    assert (tmp_path / "mine.unfinished").exists()
    sweep(tmp_path / "nowhere")
