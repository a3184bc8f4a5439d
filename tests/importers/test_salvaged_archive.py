"""ZIP archives without their end: every entry that is whole is found."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.errors import ImportFailed
from postil.importers.salvaged_archive import SalvagedArchive

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = {
    "a/words.txt": b"the sea was calm " * 500,
    "b/noise": random.Random(3).randbytes(3000),
    "c/empty": b"",
    "d/signs": b"PK\3\4 and PK\1\2 and PK\5\6 " * 40,
    "e/last.txt": b"salt",
}


def _zip(*, compression: int = zipfile.ZIP_DEFLATED, large: bool = False) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in ENTRIES.items():
            with archive.open(name, "w", force_zip64=large) as entry:
                entry.write(content)
    return file.getvalue()


def _salvaged(path: Path, content: bytes) -> dict[str, bytes | None]:
    path.write_bytes(content)
    found: dict[str, bytes | None] = {}
    with SalvagedArchive(path, most_entries=100, largest_total=10**6) as archive:
        for name in archive.names:
            try:
                found[name] = archive.read(name)
            except ImportFailed:
                found[name] = None
    return found


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("large", [False, True])
def test_without_its_end_everything_is_there(tmp_path: Path, compression: int, large: bool) -> None:  # noqa: FBT001 - a parameter
    content = _zip(compression=compression, large=large)
    assert _salvaged(tmp_path / "a.zip", content[: content.rindex(b"e/last.txt") - 46]) == ENTRIES


def test_one_that_is_whole_is_read_as_well(tmp_path: Path) -> None:
    assert _salvaged(tmp_path / "a.zip", _zip()) == ENTRIES


def test_a_damaged_header_costs_one_entry(tmp_path: Path) -> None:
    content = bytearray(_zip())
    at = content.index(b"b/noise") - 30
    content[at : at + 4] = b"\0\0\0\0"
    found = _salvaged(tmp_path / "a.zip", bytes(content))
    assert found == {name: kept for name, kept in ENTRIES.items() if name != "b/noise"}


def test_a_size_that_is_a_lie_costs_one_entry(tmp_path: Path) -> None:
    content = bytearray(_zip())
    at = content.index(b"a/words.txt") - 30
    content[at + 18 : at + 22] = (2**31).to_bytes(4, "little")
    found = _salvaged(tmp_path / "a.zip", bytes(content))
    assert found == {name: kept for name, kept in ENTRIES.items() if name != "a/words.txt"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_happens_to_it_only_what_was_there_comes_out(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(_zip())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    try:
        found = _salvaged(tmp_path / "a.zip", bytes(content[:cut]))
    except ImportFailed:
        return
    assert {kept for kept in found.values() if kept} <= {*ENTRIES.values()}


def test_limits_hold(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(_zip())
    with pytest.raises(ImportFailed, match="more than 3 files"):
        SalvagedArchive(tmp_path / "a.zip", most_entries=3, largest_total=10**6)
    with SalvagedArchive(tmp_path / "a.zip", most_entries=9, largest_total=100) as archive:
        with pytest.raises(ImportFailed, match="more than"):
            archive.read("a/words.txt")
        assert archive.size("e/last.txt") == 4
        assert archive.size("nobody") == 0
        with pytest.raises(ImportFailed, match="lacks"):
            archive.read("nobody")


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"words " * 1000)
    with pytest.raises(ImportFailed, match="damaged"):
        SalvagedArchive(tmp_path / "a.zip", most_entries=3, largest_total=10**6)
