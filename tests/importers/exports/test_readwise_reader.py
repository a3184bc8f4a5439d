"""The library of Readwise Reader."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.readwise_reader import ReadwiseReader
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_HEADER = "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
_ROWS = (
    r"""Kelp,https://kelp.example/a,1,"['sea', 'cook\'s', ""o'clock""]","""
    "2023-02-03T04:05+02:00,0.25,later,True"
    "\n"
    "Salt,https://kelp.example/b,2,['favorite'],2023-02-04 04:05:06+00:00,1,archive,True\n"
    "News,https://kelp.example/c,01c,[],,0,feed,False\n"
    "Tide,https://kelp.example/d,01d,,,0,shortlist,False\n"
)


class TestReadwiseReader(ImporterContract):
    importer = ReadwiseReader()
    good = (("reader.csv", (_HEADER + _ROWS).encode()), ("wide.csv", (_HEADER + _ROWS).encode("utf-16")))


def _read(tmp_path: Path, text: str) -> tuple[Capture, ...]:
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8")
    return tuple(registry.read(path))


def test_what_was_saved_comes_and_feeds_do_not(tmp_path: Path) -> None:
    kelp, salt, tide = _read(tmp_path, _HEADER + _ROWS)
    assert (kelp.address, kelp.waiting) == ("https://kelp.example/a", True)
    assert kelp.record.tags == ("sea", "cook's", "o'clock")
    assert kelp.record.added == datetime(2023, 2, 3, 2, 5, tzinfo=UTC)
    assert (kelp.record.progress, kelp.record.status) == (0.25, Status.INBOX)
    assert (salt.record.starred, salt.record.status) == (True, Status.ARCHIVE)
    assert tide.record.tags == ("shortlist",)
    assert any("feed" in warning for warning in (*kelp.warnings, *salt.warnings, *tide.warnings))


@pytest.mark.parametrize(
    ("written", "read"), [("40%", 0.4), ("40", 0.4), ("0.4", 0.4), ("", None), ("-1", None), ("nan", None)]
)
def test_progress_is_a_share(tmp_path: Path, written: str, read: float | None) -> None:
    row = f"Kelp,https://kelp.example/a,1,[],,{written},new,True\n"
    (kelp,) = _read(tmp_path, _HEADER + row)
    assert kelp.record.progress == read


@pytest.mark.parametrize("tags", ["sea, salt", "['sea', 'salt'", '"[""sea"", ""salt""]"'])
def test_tags_are_read_however_they_are_written(tmp_path: Path, tags: str) -> None:
    cell = tags if tags.startswith('"') else f'"{tags}"'
    (kelp,) = _read(tmp_path, _HEADER + f"Kelp,https://kelp.example/a,1,{cell},,0,new,True\n")
    assert kelp.record.tags == ("sea", "salt")


def test_a_row_without_address_is_said(tmp_path: Path) -> None:
    (kelp,) = _read(tmp_path, _HEADER + ",,9,[],,0,new,True\nKelp,https://kelp.example/a,1,[],,0,new,True\n")
    assert kelp.warnings[0].startswith("Line 2")
