"""From a file that a person edited, back into the library: export, type, take, export again."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from tests.app.saved_pages import LIGHTHOUSE, write_shelf

from postil.app.library import Library
from postil.app.taking_back import Answer, Take
from postil.cli.main import run
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.export_report import ExportReport, FileOutcome
from postil.model.export_target import ExportTarget, Layout, NotePreset, NoteShape
from postil.model.ids import AnnotationId, ExportTargetId, PageId
from postil.model.page import Place, SortOrder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTE = "Which museum is it?\n\nAsk there."


class Desk:
    """A library with one highlight that has a note, and a target whose files a person edits."""

    def __init__(self, library: Library, vault: Path) -> None:
        self.library = library
        self.vault = vault
        self._closed = False
        self.page: PageId = library.reading.page_ids(Place(), sort=SortOrder.TITLE, descending=False)[0]
        made = library.annotating.highlight_quote(self.page, LIGHTHOUSE[3], color=Color.RED, note=NOTE)
        self.highlight: AnnotationId = made.annotation.id
        library.noting.set_note(self.page, "On all of it.")

    def close(self) -> None:
        """Let the command line have the library."""
        if not self._closed:
            self.library.close()
        self._closed = True

    def target(self, preset: NotePreset, layout: Layout = Layout.PAGE) -> ExportTarget:
        wanted = ExportTarget(
            ExportTargetId(""), "vault", self.vault, layout=layout, shape=NoteShape(preset=preset)
        )
        return self.library.export_targets.add(wanted)

    def update(self, target: ExportTarget, *, again: bool = False) -> ExportReport:
        return self.library.export_targets.update(target, Progress(), again=again)

    @property
    def file(self) -> Path:
        (found,) = self.vault.glob("*.md")
        return found

    def edit(self, before: str, after: str) -> None:
        """As a person does in an editor."""
        text = self.file.read_text(encoding="utf-8")
        assert text.count(before) == 1
        self.file.write_text(text.replace(before, after), encoding="utf-8")

    @property
    def note(self) -> str:
        return self.library.annotating.annotation(self.highlight).note


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of two pages; tests open copies of it."""
    folder = tmp_path_factory.mktemp("imported")
    with Library.open(folder / "library") as library:
        library.importing.add((write_shelf(folder / "shelf"),), Progress())
    return folder / "library"


@pytest.fixture
def desk(imported: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(imported, tmp_path / "library")
    made = Desk(Library.open(tmp_path / "library"), tmp_path / "vault")
    yield made
    made.close()


SHAPES = [*((preset, Layout.PAGE) for preset in NotePreset), (NotePreset.OBSIDIAN, Layout.ONE_FILE)]


@pytest.mark.parametrize(("preset", "layout"), SHAPES)
def test_an_edit_is_taken_and_the_next_update_has_nothing_to_do(
    desk: Desk, preset: NotePreset, layout: Layout
) -> None:
    target = desk.target(preset, layout)
    desk.update(target)
    desk.edit("Ask there.", "Ask in the north, by the #lamps.")
    desk.edit("On all of it.", "On most of it.")
    offers = desk.library.taking_back.offers(desk.update(target).edits)
    assert {offer.edit.after for offer in offers} == {
        "Which museum is it?\n\nAsk in the north, by the #lamps.",
        "On most of it.",
    }
    assert desk.library.taking_back.accept([Answer(offer) for offer in offers]).notes == 2
    assert desk.note == "Which museum is it?\n\nAsk in the north, by the #lamps."
    assert desk.library.annotating.annotation(desk.highlight).tags == ("lamps",)
    assert desk.library.reading.page(desk.page).note == "On most of it."
    text = desk.file.read_text(encoding="utf-8")
    settled = desk.update(target, again=True)
    after = desk.file.read_text(encoding="utf-8")
    assert after.count("Ask in the north, by the #lamps.") == text.count("Ask in the north, by the #lamps.")
    assert desk.library.taking_back.offers(settled.edits) == ()
    last = desk.update(target, again=True)
    assert [each.outcome for each in last.files] == [FileOutcome.UNCHANGED]
    assert last.edits == ()
    assert desk.file.read_text(encoding="utf-8") == after


def test_a_note_that_both_changed_is_joined_and_settles(desk: Desk) -> None:
    target = desk.target(NotePreset.OBSIDIAN)
    desk.update(target)
    desk.edit("Ask there.", "Ask in the north.")
    desk.library.annotating.set_note(desk.highlight, "Which museum is it?\n\nAsk the keeper.")
    found = desk.library.export_targets.update(target, Progress(), dry_run=True, again=True)
    (offer,) = desk.library.taking_back.offers(found.edits)
    desk.library.taking_back.accept((Answer(offer, Take.JOINED),))
    assert "Ask the keeper." in desk.note
    assert "Ask in the north." in desk.note
    for _ in range(3):
        report = desk.update(target, again=True)
    assert [each.outcome for each in report.files] == [FileOutcome.UNCHANGED]
    assert "Ask the keeper." in desk.file.read_text(encoding="utf-8")
    assert "Ask in the north." in desk.file.read_text(encoding="utf-8")


def test_a_note_that_both_changed_may_be_the_files(desk: Desk) -> None:
    target = desk.target(NotePreset.PLAIN)
    desk.update(target)
    desk.edit("Ask there.", "Ask in the north.")
    desk.library.annotating.set_note(desk.highlight, "Which museum is it?\n\nAsk the keeper.")
    (offer,) = desk.library.taking_back.offers(desk.update(target).edits)
    desk.library.taking_back.accept((Answer(offer),))
    desk.update(target, again=True)
    report = desk.update(target, again=True)
    assert [each.outcome for each in report.files] == [FileOutcome.UNCHANGED]
    assert desk.library.taking_back.offers(report.edits) == ()
    assert desk.note.endswith("Ask in the north.")


# The verb.


def verb(desk: Desk, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    desk.close()
    assert run(["--library", str(desk.library.folder), "take-edits", *words]) == 0
    return capsys.readouterr().out


def test_edits_are_listed_and_taken_with_yes(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.update(desk.target(NotePreset.OBSIDIAN))
    desk.edit("Ask there.", "Ask in the north.")
    told = verb(desk, capsys)
    assert "Ask there." in told
    assert f"{desk.file}  (changed in the file)" in told
    assert "  + Ask in the north." in told
    assert told.endswith("Nothing was taken; say --yes to take them.\n")
    found: dict[str, Any] = json.loads(verb(desk, capsys, "--json"))
    (edit,) = found["edits"]
    assert (edit["annotation"], edit["changed"], found["taken"]) == (desk.highlight, "only file", 0)
    assert verb(desk, capsys, "--target", "vault", "--yes").endswith("1 note taken.\n")
    assert verb(desk, capsys) == "No note was edited in the files.\n"


def test_what_both_changed_is_joined_only_on_request(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.update(desk.target(NotePreset.PLAIN))
    desk.edit("Ask there.", "Ask in the north.")
    desk.library.annotating.set_note(desk.highlight, "Ask the keeper.")
    told = verb(desk, capsys, "--yes")
    assert "(changed in the file and in Postil)" in told
    assert told.endswith("0 notes taken.\n")
    assert verb(desk, capsys, "--yes", "--both").endswith("1 note taken.\n")


def test_wrong_uses_are_one_line(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.close()
    for words, told in (
        (("--both",), "--both goes with --yes."),
        ((), "has no export targets"),
        (("--target", "x"), "No export target is called"),
    ):
        assert run(["--library", str(desk.library.folder), "take-edits", *words]) == 2
        assert told in capsys.readouterr().err
