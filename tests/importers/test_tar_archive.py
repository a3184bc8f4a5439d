from __future__ import annotations

import tarfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from postil.errors import ImportFailed
from postil.importers import tar_archive
from postil.importers.tar_archive import TarArchive, is_tar

if TYPE_CHECKING:
    from pathlib import Path


def written(path: Path, *entries: tuple[str, bytes]) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, content in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))
    return path


def test_entries_are_read_by_their_names(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tar", ("b/one", b"1"), ("two", b"2"), ("two", b"3"))
    assert is_tar(path.read_bytes()[:512])
    with TarArchive(path) as archive:
        assert archive.names == ("b/one", "two")
        assert ("two" in archive, "three" in archive) == (True, False)
        assert (archive.size("two"), archive.size("three")) == (1, 0)
        assert archive.read("b/one") == b"1"
        assert archive.read("two") == b"3"
        with pytest.raises(ImportFailed, match="lacks"):
            archive.read("three")


def test_an_entry_that_is_cut_short_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tar", ("one", b"1"), ("two", b"2" * 5000))
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(ImportFailed, match="damaged"), TarArchive(path) as archive:
        archive.read("two")


def test_more_than_the_limits_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.tar", ("one", b"1" * 600), ("two", b"2" * 600))
    with TarArchive(path) as archive, pytest.raises(ImportFailed, match="more than"):
        archive.read("one", 599)
    monkeypatch.setattr(tar_archive, "LARGEST_TOTAL", 1000)
    with TarArchive(path) as archive:
        archive.read("one")
        with pytest.raises(ImportFailed, match="more than"):
            archive.read("two")
    monkeypatch.setattr(tar_archive, "MOST_ENTRIES", 1)
    with pytest.raises(ImportFailed, match="more than 1 files"):
        TarArchive(path)


@pytest.mark.parametrize("content", [b"", b"words", b"\0" * 2000, b"ustar" * 200])
def test_what_is_no_archive_is_damaged_or_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(content)
    try:
        with TarArchive(path) as archive:
            assert archive.names == ()
    except ImportFailed as error:
        assert "damaged" in str(error)  # noqa: PT017 - either may be
