"""``postil reextract`` and ``postil versions``, as typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.app.later import use_later
from tests.app.later_worker import LATER
from tests.app.saved_pages import LIGHTHOUSE, write_shelf

from postil.app.library import Library
from postil.cli.main import run
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Type = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        library.importing.add((write_shelf(tmp_path / "shelf"),), Progress())
        page = next(
            page
            for page in library.reading.pages(library.reading.page_ids(Place())).values()
            if page.title == "The Keeper’s Ledger"
        )
        library.annotating.highlight_quote(page.id, LIGHTHOUSE[3], color=Color.YELLOW)
        library.indexing.drain()
    return tmp_path / "library"


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Types a verb; what it prints on the standard output, read where it is JSON."""

    def run_verb(*words: str, status: int = 0) -> Any:
        assert run(["--library", str(folder), *words]) == status
        printed = capsys.readouterr().out
        return json.loads(printed) if "--json" in words else printed

    return run_verb


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later extractor, which has no last paragraph on one page and one more word on the other."""
    edits = [(LIGHTHOUSE[3], ""), ("A walled garden is", "A walled garden surely is")]
    use_later(monkeypatch, edits)


def test_pages_of_todays_extractor_are_left(typed: Type) -> None:
    assert typed("reextract") == "There was nothing to extract again.\n"
    outcomes = [row["outcome"] for row in typed("reextract", "--all", "--json")]
    assert outcomes == ["unchanged", "unchanged"]


@pytest.mark.usefixtures("later")
def test_what_becomes_of_each_page_is_told(typed: Type, tmp_path: Path) -> None:
    tried = typed("reextract", "--dry-run", "--json")
    assert {row["outcome"] for row in tried} == {"updated", "kept the older text"}
    printed = typed("reextract", "--report", str(tmp_path / "report.txt"))
    assert "1 updated, 1 kept the older text.\n" in printed
    assert "The words of 1 highlight are not in the newer text" in printed
    saved = (tmp_path / "report.txt").read_text(encoding="utf-8").splitlines()
    assert saved[0] == "1 updated, 1 kept the older text."
    assert {line.split("\t")[2] for line in saved[1:]} == {"Warm Walls", "The Keeper’s Ledger"}
    assert typed("reextract") == "There was nothing to extract again.\n"
    assert [hit["title"] for hit in typed("search", "surely", "--json")["hits"]] == ["Warm Walls"]
    assert typed("check", "--json") == []


@pytest.mark.usefixtures("later")
def test_the_version_that_is_read_is_chosen(typed: Type) -> None:
    (walls,) = [page["id"] for page in typed("list", "--json") if page["title"] == "Warm Walls"]
    typed("reextract", walls[:8])
    newer, older = typed("versions", walls, "--json")
    assert (newer["read"], older["read"]) == (True, False)
    assert newer["words"] == older["words"] + 1
    assert newer["extractor"] == LATER
    assert "read" in typed("versions", walls, "--read", older["version"][:8]).splitlines()[1]
    assert "surely" not in typed("show", walls, "--json")["text"]
    assert len(typed("reextract")) > 0


def test_a_wrong_use_is_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Library.open(folder, write=False) as library:
        page = library.reading.page_ids(Place())[0]
    wrong = (
        ("reextract", "zzzz"),
        ("versions", page, "--read", "zzzz"),
        ("reextract", "--report", str(tmp_path / "none" / "report.txt")),
    )
    for words in wrong:
        assert run(["--library", str(folder), *words]) == 2
        error = capsys.readouterr().err
        assert error.startswith("postil: ")
        assert error.count("\n") == 1


@pytest.mark.usefixtures("later")
def test_a_page_that_fails_is_the_exit_status(typed: Type, folder: Path) -> None:
    for page in typed("list", "--json"):
        if page["title"] == "Warm Walls":
            (folder / "content" / page["original"][:2] / page["original"]).unlink()
    rows = typed("reextract", "--json", status=1)
    assert {row["outcome"] for row in rows} == {"failed", "kept the older text"}
