"""Export targets on a library of two pages: what an update looks at, and what it leaves alone."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from postil.errors import ExportFailed, ExportTargetError, NotFound
from postil.export.notes import note as notes_of
from postil.jobs import Cancelled, Progress
from postil.model.annotation import Color, Style
from postil.model.color_names import ColorNames
from postil.model.details import Correction
from postil.model.export_report import ExportReport, FileOutcome
from postil.model.export_target import ExportTarget, Keeping, Layout, NotePreset, NoteShape
from postil.model.ids import ExportTargetId
from postil.model.page import Place, Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library
    from postil.model.ids import AnnotationId, PageId

NEW, UPDATED, UNCHANGED, DELETED = (
    FileOutcome.NEW,
    FileOutcome.UPDATED,
    FileOutcome.UNCHANGED,
    FileOutcome.DELETED,
)


@pytest.fixture
def pages(library: Library) -> tuple[PageId, PageId]:
    """The ledger and the walls, each with a highlight."""
    titles = {
        page.title: page.id for page in library.reading.pages(library.reading.page_ids(Place())).values()
    }
    ledger, walls = titles["The Keeper’s Ledger"], titles["Warm Walls"]
    library.annotating.highlight(ledger, 10, 40, color=Color.YELLOW, note="Keep this")
    library.annotating.highlight(walls, 10, 40, color=Color.GREEN)
    return ledger, walls


@pytest.fixture
def target(library: Library, tmp_path: Path) -> ExportTarget:
    return library.export_targets.add(ExportTarget(ExportTargetId(""), "Vault", tmp_path / "vault"))


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


def update(
    library: Library, target: ExportTarget, *, dry_run: bool = False, again: bool = False
) -> ExportReport:
    return library.export_targets.update(target, Progress(), dry_run=dry_run, again=again)


def outcomes(report: ExportReport) -> dict[str, FileOutcome]:
    return {each.path.name: each.outcome for each in report.files}


def only_highlight(library: Library, page: PageId) -> AnnotationId:
    (placed,) = library.reading.view(page).placed
    return placed.annotation.id


def text_of(target: ExportTarget, name: str) -> str:
    return (target.folder / name).read_text("utf-8")


LEDGER, WALLS = "The Keeper’s Ledger.md", "Warm Walls.md"


def test_targets_are_added_changed_found_and_removed(library: Library, tmp_path: Path) -> None:
    targets = library.export_targets
    vault = targets.add(ExportTarget(ExportTargetId(""), "  My  Vault ", tmp_path / "vault", pages=" tag:a "))
    assert (vault.name, vault.pages) == ("My Vault", "tag:a")
    graph = targets.add(ExportTarget(ExportTargetId(""), "Graph", tmp_path / "graph"))
    assert targets.all() == (vault, graph)
    assert targets.find("my vault") == targets.find(vault.id) == vault
    targets.change(replace(graph, keeping=Keeping.ON_CHANGE))
    assert targets.find("graph").keeping is Keeping.ON_CHANGE
    targets.remove(vault.id)
    assert [each.name for each in targets.all()] == ["Graph"]
    labels = [library.undo.undo() for _ in range(4)]
    assert labels == [
        "Remove export target",
        "Change export target",
        "Add export target",
        "Add export target",
    ]
    assert targets.all() == ()


def test_what_a_target_cannot_be_is_said(library: Library, target: ExportTarget) -> None:
    add = library.export_targets.add
    for wrong, told in (
        (replace(target, id=ExportTargetId(""), name=" "), "needs a name"),
        (replace(target, id=ExportTargetId(""), name="VAULT"), "There is an export target “VAULT” already"),
        (
            replace(target, id=ExportTargetId(""), name="x", folder=library.folder / "notes"),
            "belongs to the library",
        ),
        (
            replace(target, id=ExportTargetId(""), name="x", layout=Layout.TAG, pages="color:plaid"),
            "can be yellow",
        ),
        (replace(target, id=ExportTargetId(""), name="x", folder=target.folder / "in"), "“Vault” keeps such"),
    ):
        with pytest.raises(ExportTargetError, match=told):
            add(wrong)
    with pytest.raises(NotFound):
        library.export_targets.find("nothing of that name")
    with pytest.raises(NotFound):
        library.export_targets.remove(ExportTargetId("gone"))


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


def test_only_the_pages_of_a_query(library: Library, pages: tuple[PageId, PageId], tmp_path: Path) -> None:
    ledger, walls = pages
    library.tagging.tag((ledger,), "work")
    library.indexing.drain()
    target = library.export_targets.add(
        ExportTarget(ExportTargetId(""), "Work", tmp_path / "work", pages="tag:work")
    )
    assert outcomes(update(library, target)) == {LEDGER: NEW}
    library.tagging.tag((walls,), "work")
    library.tagging.edit((ledger,), removed=("work",))
    library.indexing.drain()
    assert outcomes(update(library, target)) == {WALLS: NEW}
    assert (target.folder / LEDGER).exists()


def test_files_by_tag_follow_the_tags(library: Library, pages: tuple[PageId, PageId], tmp_path: Path) -> None:
    ledger, walls = pages
    library.tagging.tag((ledger, walls), "sea/lamps")
    target = library.export_targets.add(
        ExportTarget(ExportTargetId(""), "Tags", tmp_path / "tags", layout=Layout.TAG)
    )
    assert outcomes(update(library, target)) == {"lamps.md": NEW}
    file = target.folder / "sea" / "lamps.md"
    file.write_text(file.read_text("utf-8") + "\nMine.\n", "utf-8")
    library.tagging.edit((walls,), removed=("sea/lamps",))
    library.tagging.tag((walls,), "brick")
    assert outcomes(update(library, target)) == {"brick.md": NEW, "lamps.md": UPDATED}
    assert "Keep this" in file.read_text("utf-8")
    assert walls not in file.read_text("utf-8")
    library.tagging.edit((ledger,), removed=("sea/lamps",))
    update(library, target)
    assert "Keep this" not in file.read_text("utf-8")
    assert "Mine." in file.read_text("utf-8")
    assert "Keep this" in text_of(target, "Untagged.md")
    assert not update(library, target).written


def test_a_note_of_the_day_gains_blocks_and_keeps_its_words(
    library: Library, pages: tuple[PageId, PageId], tmp_path: Path
) -> None:
    (placed,) = library.reading.view(pages[0]).placed
    day = placed.annotation.created.astimezone().date().isoformat()
    daily = tmp_path / "vault" / "journal" / f"{day}.md"
    daily.parent.mkdir(parents=True)
    daily.write_text("---\nmood: calm\n---\n\nRose early.\n", "utf-8")
    target = library.export_targets.add(
        ExportTarget(ExportTargetId(""), "Days", tmp_path / "vault", layout=Layout.DAY)
    )
    assert outcomes(update(library, target)) == {daily.name: UPDATED}
    text = daily.read_text("utf-8")
    assert text.startswith("---\nmood: calm\n---\n\nRose early.\n")
    assert "Keep this" in text
    library.annotating.set_note(placed.annotation.id, "Keep that")
    update(library, target)
    assert daily.read_text("utf-8") == text.replace("Keep this", "Keep that")


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


def test_notes_do_not_go_into_the_library(library: Library, pages: tuple[PageId, PageId]) -> None:
    with pytest.raises(ExportFailed, match="belongs to the library"):
        library.exporting.to_folder(pages, library.folder / "notes", Progress())


def test_it_is_remembered_when_a_target_was_updated_and_what_was_amiss(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId]
) -> None:
    assert pages
    assert library.export_targets.last_update(target.id) is None
    library.export_targets.update(target, Progress(), dry_run=True)
    assert library.export_targets.last_update(target.id) is None
    before = datetime.now(UTC)
    library.export_targets.update(target, Progress())
    kept = library.export_targets.last_update(target.id)
    assert kept is not None
    assert before <= kept.ended <= datetime.now(UTC)
    assert kept.problem == ""
    blocked = replace(target, folder=target.folder / "a file")
    blocked.folder.write_text("no folder", encoding="utf-8")
    library.export_targets.change(blocked)
    with pytest.raises(ExportFailed) as raised:
        library.export_targets.update(blocked, Progress())
    failed = library.export_targets.last_update(target.id)
    assert failed is not None
    assert failed.problem == str(raised.value)


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


def test_what_is_wrong_with_a_template_is_said_once(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId], tmp_path: Path
) -> None:
    assert len(pages) == 2
    own = tmp_path / "own"
    own.mkdir()
    (own / "note.md.jinja").write_text("{% if %}", "utf-8")
    (problem,) = update(library, replace(target, shape=NoteShape(template=own))).problems
    assert "note.md.jinja" in problem
