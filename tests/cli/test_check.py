"""``postil check`` and ``postil check --repair``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import write_shelf

from postil.cli.main import run
from postil.store.database import DATABASE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A library of two pages, imported by the command line."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    shelf = write_shelf(tmp_path / "shelf")
    assert run(["import", str(shelf), "--library", str(tmp_path / "library")]) == 0
    capsys.readouterr()
    return tmp_path / "library"


def test_an_import_leaves_a_copy_of_every_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list((folder / "records").glob("??/*.jsonl"))) == 2
    assert run(["check", "--library", str(folder)]) == 0
    assert capsys.readouterr().out == "Database, kept files and index agree.\n"


def test_a_lost_database_is_repaired_and_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / DATABASE).unlink()
    assert run(["check", "--library", str(folder)]) == 2
    assert "postil check --repair" in capsys.readouterr().err
    assert run(["check", "--repair", "--library", str(folder)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Repaired:\ndatabase: It was made anew with 2 pages.")
    assert run(["check", "--library", str(folder)]) == 0


def test_what_is_left_is_told_to_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = min((folder / "content").glob("??/*"))
    lost.unlink()
    assert run(["check", "--repair", "--json", "--library", str(folder)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["mended"] == []
    assert any(lost.name in each["message"] for each in told["left"])


def test_where_there_is_no_library_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--repair", "--library", str(tmp_path / "none")]) == 2
    assert "no library" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
