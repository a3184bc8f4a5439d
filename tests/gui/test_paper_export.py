"""Several pages as PDF files in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPageSize

from postil.errors import ExportFailed
from postil.gui.paper_export import save_pdfs
from postil.gui.reader.paper import PaperWishes
from postil.jobs import Cancelled, Progress
from postil.model.export_report import FileOutcome
from postil.model.ids import PageId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library
    from postil.jobs import Step

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]

WISHES = PaperWishes(size=QPageSize.PageSizeId.A4)


def test_each_page_is_a_file_of_its_title(library: Library, tmp_path: Path) -> None:
    ids = library.reading.page_ids(Place())
    steps: list[Step] = []
    report = save_pdfs(library.reading, ids, tmp_path / "out", WISHES, progress=Progress(steps.append))
    names = {"The water works.pdf", "What bees know.pdf", "People who fold maps.pdf"}
    assert {file.path.name for file in report.files} == names
    assert all(file.outcome is FileOutcome.NEW for file in report.files)
    assert all(file.path.read_bytes().startswith(b"%PDF-") for file in report.files)
    assert [step.done for step in steps] == [0, 1, 2, 3]


def test_no_file_is_written_over(library: Library, tmp_path: Path) -> None:
    ids = library.reading.page_ids(Place())[:1]
    title = library.reading.page(ids[0]).title
    mine = tmp_path / f"{title}.pdf"
    mine.write_text("mine", encoding="utf-8")
    report = save_pdfs(library.reading, ids, tmp_path, WISHES, progress=Progress())
    assert mine.read_text(encoding="utf-8") == "mine"
    assert [file.path.name for file in report.files] == [f"{title} (2).pdf"]


def test_a_page_that_is_not_there_is_a_problem_and_the_others_come(library: Library, tmp_path: Path) -> None:
    ids = (PageId("gone"), *library.reading.page_ids(Place())[:1])
    report = save_pdfs(library.reading, ids, tmp_path, WISHES, progress=Progress())
    assert len(report.files) == 1
    assert len(report.problems) == 1


def test_a_folder_that_cannot_be_made_is_said(library: Library, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("no folder", encoding="utf-8")
    with pytest.raises(ExportFailed, match="a file"):
        save_pdfs(library.reading, (), blocked, WISHES, progress=Progress())


def test_it_stops_when_it_is_asked_to(library: Library, tmp_path: Path) -> None:
    progress = Progress(lambda step: progress.cancel() if step.done == 1 else None)
    with pytest.raises(Cancelled):
        save_pdfs(library.reading, library.reading.page_ids(Place()), tmp_path, WISHES, progress=progress)
    assert len(list(tmp_path.glob("*.pdf"))) == 1
