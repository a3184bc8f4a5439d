"""Exports in the formats of other tools: out of a library, and back into an empty one."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from postil.app.library import Library
from postil.durable import name_within
from postil.errors import ExportFailed
from postil.export.formats.formats import FORMATS
from postil.jobs import Cancelled, Progress, Step
from postil.model.annotation import Color, Style
from postil.model.export_report import FileOutcome
from postil.model.ids import PageId
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.annotation import Annotation
    from postil.model.page import Page

NOTE = "=why?\n\n- Ask **Ada**."
FILES = tuple(each for each in FORMATS if each.page_of is None)


@pytest.fixture
def annotated(library: Library, ledger: Page) -> Page:
    """A page with highlights, notes and tags."""
    quiet, underlined, noted = ((0, 12), (30, 60), (80, 120))
    library.annotating.highlight(ledger.id, *quiet, color=Color.GREEN)
    library.annotating.highlight(ledger.id, *underlined, color=Color.BLUE)
    library.annotating.highlight(ledger.id, *noted, color=Color.PURPLE)
    _first, second, third = (each.annotation for each in library.reading.view(ledger.id).placed)
    library.annotating.restyle((second.id,), Style.UNDERLINE)
    library.annotating.set_note(third.id, NOTE)
    library.annotating.set_tags(third.id, ("light", "night/watch"))
    library.tagging.set_tags(ledger.id, ("sea", "lamps"))
    library.noting.set_note(ledger.id, "Read it *again*.")
    return library.reading.page(ledger.id)


def kept(library: Library, page: Page) -> tuple[Annotation, ...]:
    """The highlights of the page of that title, by their words: one that waits for its text has no order."""
    found = library.reading.pages(library.reading.page_ids(Place())).values()
    there = next(each for each in found if each.title == page.title)
    found_there = (each.annotation for each in library.reading.view(there.id).placed)
    return tuple(sorted(found_there, key=lambda each: each.selectors.quote.exact))


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("html", {"color", "style", "tags", "created", "modified", "page", "article"}),
        ("json", {"color", "style", "tags", "created", "modified", "page", "article"}),
        ("w3c", {"color", "style", "tags", "created", "modified", "page"}),
        ("hypothesis", {"tags", "created", "modified", "page"}),
        ("csv", {"color", "tags", "created"}),
        ("readwise", {"created"}),
    ],
)
def test_what_is_exported_comes_back_into_an_empty_library(
    library: Library, annotated: Page, tmp_path: Path, name: str, holds: set[str]
) -> None:
    report = library.exporting.as_format(name, (annotated.id,), tmp_path / "out", Progress())
    assert report.problems == ()
    (path,) = report.written
    if path.suffix == "":
        path = path.rename(tmp_path / ("out" + next(each.suffix for each in FORMATS if each.id == name)))
    before = kept(library, annotated)
    with Library.open(tmp_path / "empty") as empty:
        empty.importing.add((path,), Progress())
        after = kept(empty, annotated)
        (page,) = empty.reading.pages(empty.reading.page_ids(Place())).values()
        assert page.title == annotated.title
        if "page" in holds:
            assert set(page.tags) == {"sea", "lamps"}
            assert page.note == "Read it *again*."
        if "article" in holds:
            assert empty.reading.view(page.id).text == library.reading.view(annotated.id).text
    assert [each.selectors.quote.exact for each in after] == [each.selectors.quote.exact for each in before]
    assert [each.note for each in after] == [each.note for each in before]
    for field in holds - {"page", "article"}:
        assert [getattr(each, field) for each in after] == [getattr(each, field) for each in before], field
    if name == "readwise":  # a tag is one word there
        assert [each.tags for each in after if each.note] == [("light", "night-watch")]


def test_a_cancelled_export_leaves_what_was_there(library: Library, annotated: Page, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"before")

    def stop(step: Step) -> None:
        if step.done:
            progress.cancel()

    for chosen in FILES:
        progress = Progress(stop)
        with pytest.raises(Cancelled):
            library.exporting.as_format(chosen.id, library.reading.page_ids(Place()), path, progress)
        assert path.read_bytes() == b"before"
        assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".postil")] == []


def test_what_a_killed_export_left_is_swept(library: Library, annotated: Page, tmp_path: Path) -> None:
    left = name_within(tmp_path)
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    library.exporting.as_format("text", None, tmp_path / "notes.txt", Progress())
    assert [each.name for each in tmp_path.glob("*.*")] == ["notes.txt"]


def test_what_is_the_same_is_not_written_again(library: Library, annotated: Page, tmp_path: Path) -> None:
    for outcome in (FileOutcome.NEW, FileOutcome.UNCHANGED):
        report = library.exporting.as_format("epub", None, tmp_path / "notes.epub", Progress())
        assert [file.outcome for file in report.files] == [outcome]
    library.noting.set_note(annotated.id, "Another note.")
    report = library.exporting.as_format("epub", None, tmp_path / "notes.epub", Progress())
    assert [file.outcome for file in report.files] == [FileOutcome.UPDATED]


def test_what_is_in_the_trash_stays_out(library: Library, annotated: Page, tmp_path: Path) -> None:
    library.annotating.remove((kept(library, annotated)[0].id,))
    both = library.reading.page_ids(Place())
    other = next(each for each in both if each != annotated.id)
    library.reading.trash((other,))
    library.exporting.as_format("json", both, tmp_path / "all.json", Progress())
    (page,) = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert page["id"] == annotated.id
    assert len(page["annotations"]) == 2


def test_each_page_is_a_file_and_a_list_leads_to_them(
    library: Library, annotated: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "Warm Walls.html").write_text("mine")
    both = library.reading.page_ids(Place())
    report = library.exporting.as_format("html", both, folder, Progress())
    names = sorted(path.name for path in report.written)
    assert len(names) == 3
    assert (folder / "Warm Walls.html").read_text() == "mine"
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert f"{annotated.title}" in index
    (folder / f"{annotated.title}.html").rename(folder / "Mine.html")
    again = library.exporting.as_format("html", both, folder, Progress())
    assert (folder / "Mine.html") in again.unchanged
    assert not (folder / f"{annotated.title}.html").exists()


def test_all_pages_are_told_where_a_format_tells_of_pages(library: Library, tmp_path: Path) -> None:
    library.exporting.as_format("csl", None, tmp_path / "all.json", Progress())
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))) == 2
    library.exporting.as_format("w3c", None, tmp_path / "none.jsonld", Progress())
    assert json.loads((tmp_path / "none.jsonld").read_text(encoding="utf-8"))["total"] == 0


def test_a_page_that_is_gone_is_a_problem_and_the_others_are_written(
    library: Library, annotated: Page, tmp_path: Path
) -> None:
    report = library.exporting.as_format(
        "text", (PageId("gone"), annotated.id), tmp_path / "notes.txt", Progress()
    )
    assert report.problems == ("Page gone could not be exported: There is no page gone in this library.",)
    assert annotated.title in (tmp_path / "notes.txt").read_text(encoding="utf-8")


def test_a_folder_gets_a_file_of_a_plain_name(library: Library, annotated: Page, tmp_path: Path) -> None:
    report = library.exporting.as_format("bibtex", None, tmp_path, Progress())
    assert report.written == (tmp_path / "Postil.bib",)


def test_a_place_that_cannot_be_written_to_is_a_sentence(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(ExportFailed, match=r"^“.*notes.txt” cannot be written: .+\.$"):
        library.exporting.as_format("text", None, tmp_path / "file" / "notes.txt", Progress())
