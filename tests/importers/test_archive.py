from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from postil.errors import ImportFailed
from postil.importers import archive as archives
from postil.importers.archive import Archive, is_zip

if TYPE_CHECKING:
    from pathlib import Path


def packed(folder: Path, entries: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "packed.zip"
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return path


def test_entries_are_read_by_the_names_they_have(tmp_path: Path) -> None:
    path = packed(tmp_path, {"../../outside.html": b"<p>a", "C:\\b.html": b"<p>b", "folder/": b""})
    assert is_zip(path.read_bytes())
    with Archive(path) as archive:
        assert archive.names == ("../../outside.html", "C:\\b.html")
        assert archive.read("../../outside.html") == b"<p>a"
        assert "folder/" not in archive
        with pytest.raises(ImportFailed, match="lacks"):
            archive.read("outside.html")
    assert [each.name for each in tmp_path.iterdir()] == ["packed.zip"]


def test_what_says_too_little_of_its_size_is_stopped(tmp_path: Path) -> None:
    path = packed(tmp_path, {"bomb": bytes(archives.SMALL * 30)})
    with Archive(path) as archive, pytest.raises(ImportFailed, match="more than a saved page may"):
        archive.read("bomb")


def test_all_entries_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 25)
    path = packed(tmp_path, {"a": b"x" * 10, "b": b"y" * 10, "c": b"z" * 10}, method=zipfile.ZIP_STORED)
    with Archive(path) as archive:
        assert archive.read("a") + archive.read("b") == b"x" * 10 + b"y" * 10
        with pytest.raises(ImportFailed, match="more than a saved page may"):
            archive.read("c")


def test_an_entry_has_the_limit_that_is_asked_for(tmp_path: Path) -> None:
    with Archive(packed(tmp_path, {"a": b"12345"})) as archive:
        assert archive.read("a", 5) == b"12345"
        with pytest.raises(ImportFailed):
            archive.read("a", 4)


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)
    with pytest.raises(ImportFailed, match="more than 2 files"):
        Archive(packed(tmp_path, {"a": b"", "b": b"", "c": b""}))


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    content = bytearray(packed(tmp_path, {"a": b"word " * 500}).read_bytes())
    with pytest.raises(ImportFailed, match="damaged or cut short"):
        Archive(io.BytesIO(bytes(content[:50])))
    content[50] ^= 0xFF
    with Archive(io.BytesIO(bytes(content))) as archive, pytest.raises(ImportFailed, match="damaged"):
        archive.read("a")


def test_an_error_of_who_reads_is_not_taken_for_damage(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a": b"1"})
    with pytest.raises(ValueError, match="invalid"), Archive(path) as archive, archive.open("a") as stream:
        int(stream.read() + b"?")


def test_an_encrypted_entry_says_so(tmp_path: Path) -> None:
    content = bytearray(packed(tmp_path, {"a": b"1"}).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    with Archive(io.BytesIO(bytes(content))) as archive, pytest.raises(ImportFailed, match="password"):
        archive.read("a")


def test_an_entry_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"one")
        archive.writestr("b", b"two")
    content = bytearray(path.read_bytes())
    lengths = content.index(b"PK\1\2") + 28
    content[lengths : lengths + 4] = b"\0\0\1\0"  # its name is what extends its head
    path.write_bytes(content)
    with Archive(path) as opened:
        assert opened.names == ("b",)


def test_an_entry_that_is_not_compressed_can_be_sought_in(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"0123456789")
        archive.writestr("b", bytes(1000), zipfile.ZIP_DEFLATED)
    with Archive(path) as opened:
        assert opened.seekable("b") is None
        assert opened.seekable("c") is None
        entry = opened.seekable("a")
        assert entry is not None
        assert entry.seek(-4, 2) == 6
        assert entry.read(100) == b"6789"
        entry.seek(2)
        assert opened.read("b") == bytes(1000)
        assert entry.read(3) == b"234"
