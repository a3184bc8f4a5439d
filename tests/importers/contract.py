"""What every importer must do. A new one is tested by a class of three lines::

class TestMhtml(ImporterContract):
    importer = Mhtml()
    good = (("page.mhtml", b"From: <Saved by ..."),)
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.errors import ImportFailed
from postil.importers import registry
from postil.importers.base import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.importers.base import Importer
    from postil.model.capture import Capture

OTHERS = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(40),
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    b"PK\3\4\x14\0\0\0\x08\0" + bytes(40),
    bytes(range(256)) * 8,
)
"""Files that are no page of any kind."""


class ImporterContract:
    """The laws; subclasses give the importer and files that it must read."""

    importer: Importer
    good: tuple[tuple[str, bytes], ...]
    """Names and contents."""

    def test_it_is_registered(self) -> None:
        assert type(self.importer) in {type(importer) for importer in registry.IMPORTERS}
        assert [importer.name for importer in registry.IMPORTERS].count(self.importer.name) == 1

    def test_a_good_file_is_read_by_it(self, tmp_path: Path) -> None:
        for name, content in self.good:
            path = _write(tmp_path / name, content)
            captures = tuple(registry.read(path))
            assert {capture.format for capture in captures} == {self.importer.name}
            assert captures
            assert accounts_for(captures, path, content)
            assert all(capture.name == name for capture in captures)
            assert all(capture.saved is None or capture.saved.tzinfo is UTC for capture in captures)
            assert all(capture.media_type in ("text/html", "text/plain") for capture in captures)

    def test_a_name_without_suffix_is_enough(self, tmp_path: Path) -> None:
        for _, content in self.good:
            path = _write(tmp_path / "page", content)
            assert {capture.format for capture in registry.read(path)} == {self.importer.name}

    def test_it_claims_no_other_files(self, tmp_path: Path) -> None:
        for content in OTHERS:
            assert self.importer.confidence(content[:HEAD], tmp_path / f"a{self.importer.suffixes[0]}") == 0

    def test_a_file_that_was_cut_short_gives_a_page_or_fails(self, tmp_path: Path) -> None:
        for name, content in self.good:
            for share in (0.1, 0.5, 0.9):
                cut = content[: int(len(content) * share)]
                path = _write(tmp_path / name, cut)
                captures = read_or_fail(self.importer, path)
                assert not captures or accounts_for(captures, path, cut)

    def test_a_file_that_is_not_there_fails(self, tmp_path: Path) -> None:
        with pytest.raises(ImportFailed, match=r"[A-Z].+\."):
            tuple(self.importer.read(tmp_path / "missing"))

    @given(content=st.binary(max_size=2000))
    @settings(suppress_health_check=list(HealthCheck), max_examples=60)
    def test_random_bytes_fail_in_no_other_way(self, tmp_path: Path, content: bytes) -> None:
        path = _write(tmp_path / f"random{self.importer.suffixes[0]}", content)
        assert 0 <= self.importer.confidence(content[:HEAD], path) <= 1
        read_or_fail(self.importer, path)

    @given(flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=20))
    @settings(suppress_health_check=list(HealthCheck), max_examples=40)
    def test_damaged_files_fail_in_no_other_way(self, tmp_path: Path, flips: list[tuple[int, int]]) -> None:
        name, content = self.good[0]
        damaged = bytearray(content)
        for position, byte in flips:
            damaged[position % len(damaged)] = byte
        read_or_fail(self.importer, _write(tmp_path / name, bytes(damaged)))


def accounts_for(captures: Sequence[Capture], path: Path, content: bytes) -> bool:
    """Whether no byte is lost: each capture has the whole file, or one after the other they are it."""
    parts = [capture.part for capture in captures]
    if all(capture.container for capture in captures):
        kept_whole = all(capture.container == path and not capture.content for capture in captures)
        return kept_whole and all(parts) and len(set(parts)) == len(parts)
    contents = [capture.content for capture in captures]
    return all(each == content for each in contents) or b"".join(contents) == content


def read_or_fail(importer: Importer, path: Path) -> Sequence[Capture]:
    """What the importer reads; nothing where it fails as it may."""
    try:
        return tuple(importer.read(path))
    except ImportFailed:
        return ()


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
