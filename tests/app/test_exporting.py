"""Exporting: one page that cannot be read does not keep back the notes of the others."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from tests.app.saved_pages import GARDEN, write_page
from tests.app.test_reextracting import PIXELS

from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.export_target import Images, NoteContents, NoteShape
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


def test_images_of_whole_articles_are_copied_and_found_from_a_moved_note(
    library: Library, tmp_path: Path
) -> None:
    inside = f"data:image/png;base64,{base64.b64encode(PIXELS).decode()}"
    paragraphs = (GARDEN[0], f'<img src="{inside}" alt="A wall" width="200" height="100">', *GARDEN[1:])
    saved = write_page(tmp_path / "shelf", "sluice.html", title="The sluice", paragraphs=paragraphs)
    library.importing.add((saved,), Progress())
    found = library.reading.pages(library.reading.page_ids(Place()))
    sluice = next(page.id for page in found.values() if page.title == "The sluice")
    shape = NoteShape(contents=NoteContents.ARTICLE, images=Images.COPIED)
    folder = tmp_path / "notes"

    def export() -> tuple[Path, ...]:
        return library.exporting.to_folder((sluice,), folder, Progress(), shape=shape).written

    (note,) = export()
    (image,) = (folder / "images").iterdir()
    assert image.read_bytes() == PIXELS
    assert f"](images/{image.name})" in note.read_text("utf-8")
    moved = folder / "read" / "Sluice.md"
    moved.parent.mkdir()
    note.rename(moved)
    assert export() == (moved,)
    assert f"](../images/{image.name})" in moved.read_text("utf-8")
    assert export() == ()
