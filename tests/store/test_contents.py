from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from postil.errors import LibraryDamaged, LibraryError
from postil.model.ids import ContentHash, content_hash
from postil.store.contents import CONTENT, Contents

if TYPE_CHECKING:
    from pathlib import Path

SEA = "The sea was calm. Море було спокійне.".encode()
NAME = content_hash(SEA)


@pytest.fixture
def contents(folder: Path) -> Contents:
    folder.mkdir()
    return Contents(folder)


def _files(contents: Contents) -> list[str]:
    return sorted(path.name for path in contents.folder.rglob("*") if path.is_file())


def test_what_is_put_is_got(contents: Contents) -> None:
    assert contents.put(SEA) == NAME
    assert contents.get(NAME) == SEA
    assert contents.has(NAME)
    assert contents.verify(NAME) is None
    assert contents.path(NAME) == contents.folder / NAME[:2] / NAME
    assert list(contents.all()) == [NAME]


def test_several_are_put_at_once_and_named_in_order(contents: Contents) -> None:
    many = [SEA * number for number in (3, 1, 2, 1, 30)]
    assert contents.put_all(iter(many)) == tuple(content_hash(each) for each in many)
    assert [contents.get(content_hash(each)) for each in many] == many
    assert contents.put_all(()) == ()


def test_empty_bytes_are_bytes(contents: Contents) -> None:
    assert contents.get(contents.put(b"")) == b""


def test_the_same_bytes_are_kept_once_and_not_rewritten(contents: Contents, folder: Path) -> None:
    contents.put(SEA)
    before = contents.path(NAME).stat()
    for store in (contents, Contents(folder)):
        store.put(SEA)
        after = contents.path(NAME).stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert _files(contents) == [NAME]


def test_a_flipped_byte_is_found(contents: Contents) -> None:
    contents.put(SEA)
    for position in (0, len(SEA) // 2, len(SEA) - 1):
        damaged = bytearray(SEA)
        damaged[position] ^= 1
        contents.path(NAME).write_bytes(damaged)
        with pytest.raises(LibraryDamaged, match="changed or damaged"):
            contents.get(NAME)
        assert "changed or damaged" in str(contents.verify(NAME))


def test_a_truncated_file_is_found(contents: Contents) -> None:
    contents.put(SEA)
    contents.path(NAME).write_bytes(SEA[:-1])
    with pytest.raises(LibraryDamaged, match="changed or damaged"):
        contents.get(NAME)


def test_a_missing_file_is_found(contents: Contents) -> None:
    contents.put(SEA)
    contents.path(NAME).unlink()
    assert not contents.has(NAME)
    assert "is missing" in str(contents.verify(NAME))
    with pytest.raises(LibraryDamaged, match="is missing"):
        contents.get(NAME)


@pytest.mark.parametrize("damage", [b"", SEA[:-1], SEA[:-1] + b"?", None])
def test_putting_the_bytes_again_repairs_them(contents: Contents, folder: Path, damage: bytes | None) -> None:
    contents.put(SEA)
    if damage is None:
        contents.path(NAME).unlink()
    else:
        contents.path(NAME).write_bytes(damage)
    Contents(folder).put(SEA)
    assert contents.get(NAME) == SEA


@pytest.mark.parametrize(
    "name", ["", "..", "../../library.db", NAME.upper(), NAME[:-1], NAME + "0", "g" * 64]
)
def test_what_is_no_hash_names_nothing(contents: Contents, name: str) -> None:
    assert not contents.has(name)
    with pytest.raises(ValueError, match="not a content hash"):
        contents.path(ContentHash(name))


def test_a_sweep_clears_what_was_not_finished_and_nothing_else(contents: Contents) -> None:
    contents.put(SEA)
    incoming = contents.folder / "incoming"
    (incoming / f"{NAME}.0badcafe").write_bytes(SEA[:5])
    (incoming / "00000000").write_bytes(b"")
    assert contents.sweep() == 2
    assert _files(contents) == [NAME]
    assert contents.sweep() == 0


def test_a_store_without_a_folder_is_empty(contents: Contents) -> None:
    assert contents.sweep() == 0
    assert list(contents.all()) == []
    assert not contents.has(NAME)


@pytest.mark.parametrize(("refusal", "sentence"), [(errno.ENOSPC, "is full"), (errno.EIO, "cannot keep")])
@pytest.mark.parametrize("call", ["fsync", "write"])
def test_a_disk_that_refuses_is_told_and_leaves_nothing(
    contents: Contents, monkeypatch: pytest.MonkeyPatch, call: str, refusal: int, sentence: str
) -> None:
    contents.put(b"something before")

    def refuse(*_: object) -> None:
        raise OSError(refusal, os.strerror(refusal))

    with monkeypatch.context() as disk:
        if call == "fsync":
            disk.setattr("os.fsync", refuse)
        else:
            disk.setattr("pathlib.Path.replace", refuse)
        with pytest.raises(LibraryError, match=sentence):
            contents.put(SEA)
    assert _files(contents) == [content_hash(b"something before")]
    contents.put(SEA)
    assert contents.get(NAME) == SEA


def test_one_of_several_that_is_refused_is_told(contents: Contents, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync
    calls = iter(range(100))

    def refuse_later(descriptor: int) -> None:
        if next(calls) > 8:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr("os.fsync", refuse_later)
    with pytest.raises(LibraryError, match="is full"):
        contents.put_all([SEA * number for number in range(20)])
    assert all(contents.verify(name) is None for name in contents.all())
    assert contents.sweep() == 0


def test_threads_may_put_the_same_bytes_at_once(contents: Contents) -> None:
    with ThreadPoolExecutor(4) as threads:
        names = set(threads.map(lambda number: contents.put(SEA * (1 + number % 3)), range(40)))
    assert names == {content_hash(SEA * times) for times in (1, 2, 3)}
    assert all(contents.verify(name) is None for name in names)
    assert contents.sweep() == 0


def test_the_store_is_in_the_librarys_folder(contents: Contents, folder: Path) -> None:
    assert contents.folder == folder / CONTENT


def test_a_file_is_kept_a_piece_at_a_time(contents: Contents, tmp_path: Path) -> None:
    source = tmp_path / "export.zip"
    source.write_bytes(SEA * 400_000)
    name = content_hash(source.read_bytes())
    assert contents.put_file(source, name)
    assert contents.get(name) == source.read_bytes()
    source.unlink()  # it is not needed again
    assert contents.put_file(source, name)


def test_a_file_that_was_changed_meanwhile_is_not_kept(contents: Contents, tmp_path: Path) -> None:
    source = tmp_path / "export.zip"
    source.write_bytes(SEA)
    assert not contents.put_file(source, content_hash(b"what it was before"))
    assert list(contents.all()) == []
    assert contents.sweep() == 0


def test_a_damaged_copy_of_a_file_is_replaced(contents: Contents, tmp_path: Path) -> None:
    source = tmp_path / "export.zip"
    source.write_bytes(SEA)
    name = content_hash(SEA)
    assert contents.put_file(source, name)
    contents.path(name).write_bytes(SEA[::-1])
    assert Contents(contents.folder.parent).put_file(source, name)
    assert contents.verify(name) is None
