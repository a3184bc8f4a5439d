"""``postil import`` as typed: standard input, dry runs, reports, progress."""

from __future__ import annotations

import csv
import io
import json
import queue
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.app.saved_pages import GARDEN, write_shelf

from postil.app.library import Library
from postil.cli import import_pages
from postil.cli.main import run
from postil.cli.output import shown_progress
from postil.jobs import Progress
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.app.instance import Request
    from postil.jobs import Step

    Type = Callable[..., Any]

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in GARDEN)
PAGE = f"<!DOCTYPE html><html><head><title>Warm walls</title></head><body>{BODY}</body></html>"
WALLS = "https://walls.example/peaches"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Types ``import`` and what follows; what it prints, read where it is JSON."""

    def run_verb(*words: str, status: int = 0, error: bool = False) -> Any:
        assert run(["--library", str(folder), "import", *words]) == status
        printed = capsys.readouterr()
        if error:
            return printed.err
        return json.loads(printed.out) if "--json" in words else printed.out

    return run_verb


@pytest.fixture
def standard_input(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def fill(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return fill


def test_a_page_comes_from_standard_input(
    typed: Type, folder: Path, standard_input: Callable[[bytes], None]
) -> None:
    standard_input(PAGE.encode())
    (row,) = typed("-", "--address", WALLS, "--json")
    assert (row["outcome"], row["title"]) == ("imported", "Warm walls")
    with Library.open(folder) as library:
        assert library.reading.page(row["page"]).address == WALLS
        assert list((folder / "spool").glob("*")) == []


def test_what_it_is_is_told_by_what_is_in_it_and_it_may_be_named(
    typed: Type, folder: Path, standard_input: Callable[[bytes], None]
) -> None:
    standard_input("Figs for Sunday\n\nAnd for Monday, if there are any.\n".encode("utf-16"))
    (row,) = typed("-", "--name", "../figs.txt", "--json")
    assert row["outcome"] == "imported"
    with Library.open(folder) as library:
        assert library.reading.page(row["page"]).original_name == "figs.txt"


@pytest.mark.parametrize(
    ("content", "words", "told"),
    [
        (b"Figs for Sunday", ("--address", WALLS), "--address goes only with a page of HTML"),
        (PAGE.encode(), ("--address", "file:///etc/passwd"), "no web address"),
        (PAGE.encode(), ("--address", f"{WALLS}-->"), "no web address"),
    ],
)
def test_an_address_is_for_pages_alone(
    typed: Type, standard_input: Callable[[bytes], None], content: bytes, words: tuple[str, ...], told: str
) -> None:
    standard_input(content)
    assert told in typed("-", *words, status=2, error=True)


def test_nothing_on_standard_input_is_no_page(typed: Type, standard_input: Callable[[bytes], None]) -> None:
    standard_input(b"")
    (row,) = typed("-", "--json")
    assert (row["outcome"], row["message"]) == ("not a page", "The file is empty.")


def test_a_dry_run_tells_and_makes_nothing(typed: Type, folder: Path, tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    told = typed(str(shelf), "--dry-run")
    assert told.splitlines()[-1] == "2 imported. Nothing was written."
    assert not folder.exists()
    typed(str(shelf / "walls.html"))
    rows = typed(str(shelf), "--dry-run", "--json")
    assert [row["outcome"] for row in rows] == ["already there", "imported"]
    with Library.open(folder) as library:
        assert len(library.reading.page_ids(Place())) == 1
        assert typed(str(shelf), "--dry-run", "--json") == rows, "also while a window has the library"


def test_the_report_is_written_as_its_name_says(typed: Type, tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    typed(str(shelf), "--report", str(tmp_path / "report.csv"))
    rows = list(csv.DictReader((tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["outcome"] for row in rows] == ["imported", "imported"]
    typed(str(shelf), "--report", str(tmp_path / "report.txt"), "--jobs", "1")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").startswith("2 already there.")


def test_a_report_that_cannot_be_written_is_told_before_anything_comes_in(
    typed: Type, folder: Path, tmp_path: Path
) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    told = typed(str(shelf), "--report", str(tmp_path / "none" / "r.csv"), status=2, error=True)
    assert "choose another file" in told
    assert not folder.exists()


def test_an_interrupted_import_says_how_to_go_on(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(step: Step) -> None:
        if step.done == 1:
            raise KeyboardInterrupt

    shelf = write_shelf(tmp_path / "shelf")
    monkeypatch.setattr(import_pages, "shown_progress", lambda: Progress(interrupt))
    assert "run the same command again" in typed(str(shelf), status=130, error=True)
    monkeypatch.setattr(import_pages, "shown_progress", Progress)
    assert typed(str(shelf)).splitlines()[-1] == "1 imported, 1 already there."


def test_a_window_that_has_the_library_is_handed_standard_input(
    typed: Type, folder: Path, standard_input: Callable[[bytes], None]
) -> None:
    heard: queue.Queue[Request] = queue.Queue()
    with Library.open(folder) as library:
        library.listen(heard.put)
        standard_input(PAGE.encode())
        typed("-", "--name", "walls.html")
        (file,) = heard.get(timeout=5).files
        (row,) = library.importing.add((folder / file,), Progress()).rows
        assert row.title == "Warm walls"
    with Library.open(folder):
        assert list((folder / "spool").glob("*")) == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_is_one_line_also_where_nobody_knows_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    progress = shown_progress()
    for step in ((1, 2), (2, 2), (3, 3), (4, 4)):
        progress.step(*step, "an export")
    lines = screen.getvalue().split("\n")
    assert lines[0].endswith("2 of 2  an export")
    assert [line.startswith("\x1b[A\r\x1b[K") for line in lines[1:3]] == [True, True]
    assert lines[3] == ""
