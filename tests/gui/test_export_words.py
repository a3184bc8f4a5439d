"""What export is told in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from postil.gui import export_words
from postil.model.export_report import ExportedFile, ExportReport, FileOutcome
from postil.model.export_target import (
    ExportTarget,
    HighlightMarks,
    Images,
    Keeping,
    LastUpdate,
    Layout,
    NoteContents,
    NotePreset,
    NoteShape,
)
from postil.model.ids import AnnotationId, ExportTargetId, PageId
from postil.model.note_edit import NoteEdit

if TYPE_CHECKING:
    from enum import Enum

NEW, UPDATED, UNCHANGED, DELETED = (
    FileOutcome.NEW,
    FileOutcome.UPDATED,
    FileOutcome.UNCHANGED,
    FileOutcome.DELETED,
)


def report(*outcomes: FileOutcome, problems: tuple[str, ...] = ()) -> ExportReport:
    return ExportReport(tuple(ExportedFile(Path("figs.md"), each) for each in outcomes), problems)


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (export_words.LAYOUTS, Layout),
        (export_words.PRESETS, NotePreset),
        (export_words.CONTENTS, NoteContents),
        (export_words.MARKS, HighlightMarks),
        (export_words.IMAGES, Images),
        (export_words.KEEPING, Keeping),
        (export_words.OUTCOMES, FileOutcome),
    ],
)
def test_everything_has_words(table: dict[Enum, str], kind: type[Enum]) -> None:
    assert set(table) == set(kind)


@pytest.mark.parametrize(
    ("made", "dry", "told"),
    [
        (report(), False, "There is nothing to export."),
        (report(NEW, UPDATED, UPDATED, UNCHANGED), False, "1 new file, 2 files updated, 1 unchanged"),
        (report(DELETED, problems=("One.", "Two.")), False, "1 deleted by you, 2 problems"),
        (report(NEW, UNCHANGED), True, "This would be written: 1 new file, 1 unchanged"),
        (report(UNCHANGED, UNCHANGED), True, "Nothing would change: 2 unchanged"),
    ],
)
def test_a_report_in_a_line(made: ExportReport, dry: bool, told: str) -> None:  # noqa: FBT001 - a parameter
    assert export_words.summary(made, dry=dry) == told


def test_edits_are_counted() -> None:
    edit = NoteEdit(PageId("p"), AnnotationId("a"), "before", "after", Path("figs.md"))
    assert export_words.edits_told(ExportReport()) == ""
    assert export_words.edits_told(ExportReport(edits=(edit,))) == "1 note was edited in a file."
    assert export_words.edits_told(ExportReport(edits=(edit, edit))) == "2 notes were edited in files."


def test_a_target_in_a_line() -> None:
    shape = NoteShape(NotePreset.OBSIDIAN, Path("mine"), NoteContents.ARTICLE)
    target = ExportTarget(
        ExportTargetId("t"), "Vault", Path("vault"), Layout.TAG, shape, keeping=Keeping.ON_CHANGE
    )
    told = "A file for each tag · Obsidian · The whole article · templates of your own · On change"
    assert export_words.target_told(target) == told


def test_how_the_last_update_went() -> None:
    QLocale.setDefault(QLocale("en_GB"))
    ended = datetime(2026, 11, 3, 12, 30, tzinfo=UTC)
    assert export_words.update_told(None) == "Never brought up to date on this computer."
    assert export_words.update_told(LastUpdate(ended)).startswith("Last brought up to date 3 Nov 2026, ")
    failed = export_words.update_told(LastUpdate(ended, "The disk is gone."))
    assert failed.startswith("Last tried 3 Nov 2026, ")
    assert failed.endswith(": The disk is gone.")
