"""Export targets: made and changed, which pages go into which of their files, what is remembered of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.app.vault import (
    LEDGER,
    NEW,
    UPDATED,
    WALLS,
    highlighted_pages,
    outcomes,
    text_of,
    update,
    vault,
)

from postil.errors import ExportFailed, ExportTargetError, NotFound
from postil.jobs import Progress
from postil.model.export_target import ExportTarget, Keeping, Layout, NoteShape
from postil.model.ids import ExportTargetId

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library
    from postil.model.ids import PageId


@pytest.fixture
def pages(library: Library) -> tuple[PageId, PageId]:
    return highlighted_pages(library)


@pytest.fixture
def target(library: Library, tmp_path: Path) -> ExportTarget:
    return vault(library, tmp_path)


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


def test_what_is_wrong_with_a_template_is_said_once(
    library: Library, target: ExportTarget, pages: tuple[PageId, PageId], tmp_path: Path
) -> None:
    assert len(pages) == 2
    own = tmp_path / "own"
    own.mkdir()
    (own / "note.md.jinja").write_text("{% if %}", "utf-8")
    (problem,) = update(library, replace(target, shape=NoteShape(template=own))).problems
    assert "note.md.jinja" in problem
