"""An update of an export target: what it looks at, and what it leaves alone."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.app.vault import (
    DELETED,
    LEDGER,
    NEW,
    UNCHANGED,
    UPDATED,
    WALLS,
    highlighted_pages,
    only_highlight,
    outcomes,
    text_of,
    update,
    vault,
)

from postil.export.notes import note as notes_of
from postil.jobs import Cancelled, Progress
from postil.model.annotation import Color, Style
from postil.model.color_names import ColorNames
from postil.model.details import Correction
from postil.model.export_target import ExportTarget, NotePreset, NoteShape
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library
    from postil.model.export_report import ExportReport
    from postil.model.ids import PageId


@pytest.fixture
def pages(library: Library) -> tuple[PageId, PageId]:
    return highlighted_pages(library)


@pytest.fixture
def target(library: Library, tmp_path: Path) -> ExportTarget:
    return vault(library, tmp_path)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[PageId]:
    """The pages whose notes were made since it was cleared."""
    made: list[PageId] = []
    document = notes_of.document

    def heard(sources: tuple[notes_of.NoteSource, ...], *given: object, **named: object) -> object:
        made.extend(source.page.id for source in sources)
        return document(sources, *given, **named)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(notes_of, "document", heard)
    return made


def test_an_update_looks_only_at_what_changed(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId], rendered: list[PageId]
) -> None:
    ledger, walls = pages
    assert outcomes(update(library, target)) == {LEDGER: NEW, WALLS: NEW}
    rendered.clear()
    assert outcomes(update(library, target)) == {LEDGER: UNCHANGED, WALLS: UNCHANGED}
    assert not rendered
    library.annotating.recolor((only_highlight(library, walls),), Color.RED)
    assert outcomes(update(library, target)) == {LEDGER: UNCHANGED, WALLS: UPDATED}
    assert rendered == [walls]
    rendered.clear()
    update(library, target, again=True)
    assert set(rendered) == {ledger, walls}


def test_everything_that_a_note_shows_is_seen(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    ledger, _walls = pages
    one = only_highlight(library, ledger)
    update(library, target)
    for deed in (
        lambda: library.annotating.restyle((one,), Style.UNDERLINE),
        lambda: library.annotating.retag((one,), added=("oil",)),
        lambda: library.annotating.set_note(one, "Another note"),
        lambda: library.noting.set_note(ledger, "On the whole page"),
        lambda: library.details.correct((ledger,), Correction(title="My title")),
        lambda: library.details.correct((ledger,), Correction(byline="Me")),
        lambda: library.tagging.tag((ledger,), "work"),
        lambda: library.tagging.rename("work", "craft"),
        lambda: library.annotating.resize(one, 10, 60),
        lambda: library.anchors.refuse(one),
        library.undo.undo,
        lambda: library.annotating.remove((one,)),
    ):
        deed()
        report = update(library, target)
        assert outcomes(report)[LEDGER] is UPDATED, deed
        assert text_of(target, LEDGER) == library.export_targets.preview(target.shape, ledger)


def test_a_file_that_was_changed_is_looked_at_though_the_library_was_not(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId], rendered: list[PageId]
) -> None:
    ledger, _walls = pages
    update(library, target)
    mine = target.folder / LEDGER
    mine.write_text(mine.read_text("utf-8").replace("Keep this", "Keep that"), "utf-8")
    rendered.clear()
    report = update(library, target)
    assert rendered == [ledger]
    ((edit,), files) = report.edits, outcomes(report)
    assert (edit.page, edit.annotation) == (ledger, only_highlight(library, ledger))
    assert (edit.before, edit.after, edit.file) == ("Keep this", "Keep that", mine)
    assert files == {LEDGER: UNCHANGED, WALLS: UNCHANGED}


def test_a_deleted_file_stays_deleted_until_it_is_wanted_again(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId], rendered: list[PageId]
) -> None:
    ledger, _walls = pages
    update(library, target)
    (target.folder / LEDGER).unlink()
    assert outcomes(update(library, target)) == {LEDGER: DELETED, WALLS: UNCHANGED}
    rendered.clear()
    library.annotating.set_note(only_highlight(library, ledger), "News")
    assert outcomes(update(library, target)) == {LEDGER: DELETED, WALLS: UNCHANGED}
    assert not rendered
    assert outcomes(update(library, target, again=True)) == {LEDGER: NEW, WALLS: UNCHANGED}
    assert "News" in text_of(target, LEDGER)


def test_a_renamed_file_is_found_again(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    update(library, target)
    (target.folder / "read").mkdir()
    (target.folder / LEDGER).rename(target.folder / "read" / "Ledger.md")
    assert outcomes(update(library, target)) == {"Ledger.md": UNCHANGED, WALLS: UNCHANGED}
    library.annotating.set_note(only_highlight(library, pages[0]), "News")
    assert outcomes(update(library, target)) == {"Ledger.md": UPDATED, WALLS: UNCHANGED}


def test_a_folder_that_is_gone_is_begun_anew(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId], tmp_path: Path
) -> None:
    assert len(pages) == 2
    update(library, target)
    target.folder.rename(tmp_path / "taken away")
    assert outcomes(update(library, target)) == {LEDGER: NEW, WALLS: NEW}


def test_files_of_trashed_pages_stay_as_they_are(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    update(library, target)
    kept = text_of(target, WALLS)
    library.reading.trash((pages[1],))
    assert outcomes(update(library, target)) == {LEDGER: UNCHANGED}
    assert text_of(target, WALLS) == kept
    library.reading.restore((pages[1],))
    library.annotating.recolor((only_highlight(library, pages[1]),), Color.RED)
    assert outcomes(update(library, target)) == {LEDGER: UNCHANGED, WALLS: UPDATED}


def test_a_page_whose_last_highlight_went_has_it_in_its_file_no_more(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    update(library, target)
    (placed,) = library.reading.view(pages[1]).placed
    quote = placed.annotation.selectors.quote.exact
    assert quote in text_of(target, WALLS)
    library.annotating.remove((placed.annotation.id,))
    assert outcomes(update(library, target))[WALLS] is UPDATED
    assert quote not in text_of(target, WALLS)


def test_a_dry_run_changes_neither_files_nor_what_is_remembered(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    assert outcomes(update(library, target, dry_run=True)) == {LEDGER: NEW, WALLS: NEW}
    assert not target.folder.exists()
    update(library, target)
    library.annotating.recolor((only_highlight(library, pages[1]),), Color.RED)
    for _ in range(2):
        report = update(library, target, dry_run=True)
        assert [bool(each.difference) for each in report.files] == [True, False]
        assert outcomes(report) == {WALLS: UPDATED, LEDGER: UNCHANGED}


def test_a_changed_shape_colour_or_template_is_a_full_update(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId], tmp_path: Path
) -> None:
    assert len(pages) == 2
    update(library, target)
    library.exporting.colors = ColorNames(("Evidence", *[""] * 7))
    assert "Evidence" in text_of_first_written(update(library, target))
    library.export_targets.change(replace(target, shape=NoteShape(NotePreset.OBSIDIAN)))
    target = library.export_targets.find(target.id)
    assert len(update(library, target).written) == 2
    own = tmp_path / "own"
    own.mkdir()
    library.export_targets.change(replace(target, shape=NoteShape(NotePreset.OBSIDIAN, template=own)))
    target = library.export_targets.find(target.id)
    assert not update(library, target).written
    (own / "unused.jinja").write_text("{{ note.title }}", "utf-8")
    assert not update(library, target).problems


def text_of_first_written(report: ExportReport) -> str:
    return report.written[0].read_text("utf-8")


def test_an_update_that_is_stopped_goes_on_the_next_time(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    assert len(pages) == 2
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        library.export_targets.update(target, progress)
    assert set(outcomes(update(library, target)).values()) <= {NEW, UNCHANGED}
    assert len(list(target.folder.glob("*.md"))) == 2


def test_a_page_that_could_not_be_written_is_tried_again(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    update(library, target)
    (target.folder / WALLS).chmod(0o444)
    library.annotating.recolor((only_highlight(library, pages[1]),), Color.RED)
    (problem,) = update(library, target).problems
    assert "Warm Walls" in problem
    (target.folder / WALLS).chmod(0o644)
    assert outcomes(update(library, target))[WALLS] is UPDATED


def test_a_status_changes_no_file(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    update(library, target)
    library.reading.set_status(pages, Status.ARCHIVE)
    assert not update(library, target).written


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_is_kept_up_to_date(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    update(library, target)
    odd = target.folder / os.fsdecode(b"caf\xe9.md")
    (target.folder / LEDGER).rename(odd)
    library.annotating.set_note(only_highlight(library, pages[0]), "News")
    assert outcomes(update(library, target)) == {odd.name: UPDATED, WALLS: UNCHANGED}
    assert outcomes(update(library, target)) == {odd.name: UNCHANGED, WALLS: UNCHANGED}
