"""Notes written into a folder, a file a page, and what is found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.export.pages import highlight, page, source

from postil.export.notes.folder import write_documents
from postil.export.notes.layout import ListedPage, plan
from postil.export.notes.note import document
from postil.model.export_report import FileOutcome
from postil.model.export_target import Layout, NoteShape

if TYPE_CHECKING:
    from pathlib import Path

    from postil.export.notes.document import Document
    from postil.export.notes.folder import Outcome
    from postil.export.notes.layout import Planned
    from postil.export.notes.note import NoteSource

MILL = "The mill.md"
PLAIN = NoteShape()
NEW, UPDATED, UNCHANGED, DELETED = (
    FileOutcome.NEW,
    FileOutcome.UPDATED,
    FileOutcome.UNCHANGED,
    FileOutcome.DELETED,
)


def notes(folder: Path) -> dict[str, str]:
    """The notes in a folder by their relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*.md"))
    }


def one(note: str = "", title: str = "The mill", page_id: str = "pageone") -> NoteSource:
    return source(page(title, page_id=page_id), [highlight("oil the wheel", name="one", note=note)])


def export(folder: Path, *sources: NoteSource, dry_run: bool = False, again: bool = False) -> list[Outcome]:
    """One file a page."""
    by_id = {each.page.id: each for each in sources}
    listed = [ListedPage(each.page.id, each.page.title, each.page.added) for each in sources]

    def render(planned: Planned) -> Document:
        return document((by_id[planned.parts[0].page],), PLAIN)

    planned = plan(listed, Layout.PAGE)
    return list(write_documents(planned, folder, render, dry_run=dry_run, again=again))


def outcomes(told: list[Outcome]) -> dict[str, FileOutcome]:
    return {each.name: each.file.outcome for each in told if each.file is not None}


def problems(told: list[Outcome]) -> list[str]:
    return [problem for each in told for problem in each.problems]


def seen(folder: Path) -> dict[Path, int]:
    """When every file of the folder was written, the hidden ones included."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def bread(note: str = "") -> NoteSource:
    return one(note, "Bread", "pagetwo")
