from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import write_shelf

from postil.__main__ import main
from postil.app.library import Library
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of a library with two pages, one of them highlighted."""
    folder = tmp_path / "library"
    with Library.open(folder) as opened:
        opened.importing.add((write_shelf(tmp_path / "shelf"),), Progress())
        first, *_others = opened.reading.page_ids(Place())
        opened.annotating.highlight(first, 0, 12, color=Color.BLUE, note="Why?")
    return folder


def run(library: Path, *words: str) -> int:
    return main(["--library", str(library), "export", *words])


def test_highlights_are_written_in_the_format_that_is_named(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.jsonld"
    assert run(library, "--format", "w3c", "--to", str(file)) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["total"] == 2
    assert capsys.readouterr().out.splitlines() == [str(file), "1 written, 0 unchanged."]
    assert run(library, "--format", "w3c", "--to", str(file)) == 0
    assert capsys.readouterr().out.splitlines() == ["0 written, 1 unchanged."]


def test_an_unknown_format_and_options_of_notes_are_refused(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(library, "--format", "docx", "--to", str(tmp_path / "x"))
    assert run(library, "--format", "epub", "--dry-run", "--to", str(tmp_path / "x")) == 2
    assert "--format goes only with --to" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
