"""``postil backup`` and ``postil restore``, as typed."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import write_shelf

from postil.app.library import Library
from postil.cli.main import run
from postil.jobs import Progress
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        library.importing.add((write_shelf(tmp_path / "shelf"),), Progress())
    return tmp_path / "library"


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_out_and_in(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "all.zip"
    assert run(["--library", str(folder), "backup", str(file)]) == 0
    assert f"2 pages, 0 highlights in {file}" in _said(capsys)
    assert run(["--library", str(tmp_path / "new"), "restore", str(file)]) == 0
    assert "Pages: 2 new, 0 changed, 0 as they were." in _said(capsys)
    with Library.open(tmp_path / "new", write=False) as library:
        assert len(library.reading.page_ids(Place())) == 2
        assert library.indexing.pending() == 0
    assert run(["--library", str(tmp_path / "new"), "restore", str(file)]) == 0
    said = _said(capsys)
    assert "nothing new" in said
    assert "before-restore-" in said


def test_as_json(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "all.zip"
    assert run(["--library", str(folder), "--json", "backup", str(file)]) == 0
    told = json.loads(_said(capsys))
    assert (told["path"], told["pages"], told["problems"]) == (str(file), 2, [])
    assert told["bytes"] == file.stat().st_size
    assert run(["--library", str(tmp_path / "new"), "--json", "restore", str(file), "--dry-run"]) == 0
    told = json.loads(_said(capsys))
    assert told["pages"] == {"new": 2, "changed": 0, "unchanged": 0}
    assert told["dry_run"]
    assert not (tmp_path / "new").exists(), "a trial makes no library"


def test_a_folder_gets_one_of_today(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    assert run(["--library", str(folder), "backup", str(tmp_path / "backups")]) == 0
    (file,) = (tmp_path / "backups").iterdir()
    assert file.name.startswith("postil-20")
    assert zipfile.is_zipfile(file)


def test_a_file_that_is_there_is_not_replaced_unasked(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "thesis.odt"
    file.write_bytes(b"years of work")
    assert run(["--library", str(folder), "backup", str(file)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert file.read_bytes() == b"years of work"
    assert run(["--library", str(folder), "backup", str(file), "--replace"]) == 0
    assert zipfile.is_zipfile(file)


def test_a_damaged_one_is_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "all.zip"
    assert run(["--library", str(folder), "backup", str(file)]) == 0
    file.write_bytes(file.read_bytes()[:-200])
    assert run(["--library", str(tmp_path / "new"), "restore", str(file)]) == 1
    assert "cut short" in capsys.readouterr().err
    file.write_bytes(b"words")
    assert run(["--library", str(tmp_path / "new"), "restore", str(file)]) == 2
    assert "is no backup" in capsys.readouterr().err


def test_there_is_no_backup_of_no_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(tmp_path / "nowhere"), "backup", str(tmp_path / "all.zip")]) == 2
    assert "There is no library" in capsys.readouterr().err
