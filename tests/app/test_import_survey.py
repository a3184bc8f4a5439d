"""A first look at what is about to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import GARDEN, write_page, write_shelf

from postil.app.import_survey import FEW_FILES, survey
from postil.jobs import Cancelled, Progress

if TYPE_CHECKING:
    from pathlib import Path


def test_formats_are_counted_and_what_is_not_read_says_why(tmp_path: Path) -> None:
    write_shelf(tmp_path)
    (tmp_path / "notes.txt").write_text("Figs for Sunday.", encoding="utf-8")
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\1")
    (tmp_path / "nothing.html").write_bytes(b"")
    found = survey((tmp_path,), Progress())
    assert found.files == 6
    assert found.formats == (("HTML", 2), ("Text", 1))
    assert found.readable == 3
    assert found.not_read == (("This is an image, not a saved page.", 2), ("The file is empty.", 1))
    assert found.size == sum(
        (tmp_path / name).stat().st_size for name in ("ledger.html", "walls.html", "notes.txt")
    )
    assert found.small


def test_many_files_are_not_small(tmp_path: Path) -> None:
    for number in range(FEW_FILES + 1):
        (tmp_path / f"{number}.txt").write_text(f"Line {number}.", encoding="utf-8")
    assert not survey((tmp_path,), Progress()).small


def test_an_export_of_another_tool_is_not_small(tmp_path: Path) -> None:
    export = tmp_path / "highlights.csv"
    export.write_text(
        "URL,Title,Selection,Folder,Timestamp\nhttps://walls.example/a,Warm walls,,Unread,1700000000\n",
        encoding="utf-8",
    )
    found = survey((export,), Progress())
    assert found.exports
    assert not found.small


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    found = survey((tmp_path / "gone.html",), Progress())
    assert (found.files, found.readable) == (1, 0)
    assert found.not_read == (("There is no such file.", 1),)


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    write_page(tmp_path, "walls.html", title="Walls", paragraphs=GARDEN)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        survey((tmp_path,), progress)
