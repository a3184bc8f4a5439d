from __future__ import annotations

import hashlib
import io
import random
import zipfile
from datetime import UTC, datetime

from postil.export.backup.archive_writer import PIECE, ArchiveWriter, pieces_of

MADE = datetime(2026, 3, 4, 5, 6, 8, tzinfo=UTC)
NOISE = random.Random(1).randbytes(5000)


def _written(**entries: bytes) -> zipfile.ZipFile:
    file = io.BytesIO()
    with ArchiveWriter(file, made=MADE) as archive:
        for name, content in entries.items():
            assert archive.add(name, content) == hashlib.sha256(content).hexdigest()
        archive.add_sums("sums")
    return zipfile.ZipFile(file)


def test_entries_are_compressed_where_it_helps() -> None:
    archive = _written(words=b"the sea was calm " * 100, noise=NOISE, empty=b"")
    kinds = {entry.filename: entry.compress_type for entry in archive.infolist()}
    assert kinds["words"] == zipfile.ZIP_DEFLATED
    assert kinds["noise"] == kinds["empty"] == zipfile.ZIP_STORED
    assert archive.read("noise") == NOISE
    assert archive.testzip() is None


def test_entries_are_files_of_the_time_of_the_archive() -> None:
    (entry, _sums) = _written(words=b"sea").infolist()
    assert entry.date_time == (2026, 3, 4, 5, 6, 8)
    assert entry.external_attr >> 16 == 0o100644


def test_the_sums_are_those_that_sha256sum_writes() -> None:
    archive = _written(one=b"1", two=b"2")
    expected = f"{hashlib.sha256(b'1').hexdigest()}  one\n{hashlib.sha256(b'2').hexdigest()}  two\n"
    assert archive.read("sums").decode() == expected


def test_an_entry_may_come_in_pieces() -> None:
    content = random.Random(2).randbytes(3 * PIECE + 5)
    file = io.BytesIO()
    with ArchiveWriter(file, made=MADE) as archive:
        digest = archive.add_pieces("large", pieces_of(io.BytesIO(content)), size=len(content))
        archive.add_pieces("none", iter(()))
    assert digest == hashlib.sha256(content).hexdigest()
    assert zipfile.ZipFile(file).read("large") == content
    assert zipfile.ZipFile(file).read("none") == b""
