"""Exporting: one page that cannot be read does not keep back the notes of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.ids import PageId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library


def test_a_damaged_page_is_a_problem_and_the_others_are_written(library: Library, tmp_path: Path) -> None:
    damaged, whole = library.reading.page_ids(Place())
    for page_id in (damaged, whole):
        library.annotating.highlight(page_id, 0, 10, color=Color.YELLOW)
    text = library.reading.view(damaged).text.encode()
    for path in (library.folder / "content").glob("??/*"):
        if path.read_bytes() == text:
            path.write_bytes(b"spoilt")
    report = library.exporting.to_folder(None, tmp_path / "notes", Progress())
    (note,) = report.written
    assert whole in note.read_text(encoding="utf-8")
    (problem,) = report.problems
    assert library.reading.page(damaged).title in problem
    assert "was changed or damaged" in problem


def test_a_page_that_is_gone_is_a_problem(library: Library, tmp_path: Path) -> None:
    report = library.exporting.to_folder((PageId("gone"),), tmp_path / "notes", Progress())
    assert not report.written
    assert "There is no page gone" in report.problems[0]
