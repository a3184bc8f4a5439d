"""``postil anchors verify``, as typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import LIGHTHOUSE, write_shelf

from postil.app.library import Library
from postil.cli.main import run
from postil.jobs import Progress
from postil.model.annotation import Annotation, Color
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        library.importing.add((write_shelf(tmp_path / "shelf"),), Progress())
        for page in library.reading.pages(library.reading.page_ids(Place())).values():
            if page.title == "The Keeper’s Ledger":
                library.annotating.highlight_quote(page.id, LIGHTHOUSE[3], color=Color.YELLOW)
        library.indexing.drain()
    return tmp_path / "library"


@pytest.fixture
def refused(folder: Path) -> Annotation:
    """A highlight of which was said that it is not there."""
    with Library.open(folder) as library:
        (page,) = library.anchors.verify(None, Progress()).rows or [None]
        assert page is None
        (one,) = (each for each in library.reading.page_ids(Place()) if library.annotating.placed(each))
        annotation = library.annotating.placed(one)[0].annotation
        library.anchors.refuse(annotation.id)
        library.indexing.drain()
        return annotation


def test_all_is_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(folder), "anchors", "verify"]) == 0
    printed = capsys.readouterr().out
    assert printed == "1 highlight on 1 page: 1 anchored, 0 to check, 0 not found.\n"


def test_what_is_not_found_is_a_line_below_its_page(
    folder: Path, refused: Annotation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--library", str(folder), "anchors", "verify"]) == 1
    page, line, told = capsys.readouterr().out.splitlines()
    assert page == f"{refused.page}  The Keeper’s Ledger"
    assert line.startswith(f"  not found   {refused.id}  “")
    assert told == "1 highlight on 1 page: 0 anchored, 0 to check, 1 not found."


def test_the_same_for_programs(folder: Path, refused: Annotation, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(folder), "anchors", "verify", "--json", refused.page]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["pages"], told["anchored"], told["moved"], told["not found"]) == (1, 0, 0, 1)
    (row,) = told["highlights"]
    assert (row["annotation"], row["state"]) == (refused.id, "not found")
    assert row["quote"] == refused.selectors.quote.exact


def test_the_list_tells_how_many_are_in_doubt(
    folder: Path, refused: Annotation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--library", str(folder), "list", "--highlighted"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("  1 not found")
    assert run(["--library", str(folder), "list", "--highlighted", "--json"]) == 0
    (page,) = json.loads(capsys.readouterr().out)
    assert (page["id"], page["highlights_moved"], page["highlights_not_found"]) == (refused.page, 0, 1)


def test_no_deed_is_a_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--library", str(folder), "anchors"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("postil: ")
