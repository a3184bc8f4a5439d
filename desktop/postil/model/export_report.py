"""What an export did, or would do, as both front ends tell it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.note_edit import NoteEdit


class FileOutcome(Enum):
    """What became of one file."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    """The person deleted it, and it stays so."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export."""

    path: Path
    outcome: FileOutcome
    difference: str = ""
    """What changed in it, as a unified diff; only where it was asked for."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files of an export. Problems are sentences for the person."""

    files: tuple[ExportedFile, ...] = ()
    problems: tuple[str, ...] = ()
    edits: tuple[NoteEdit, ...] = ()
    """Notes that were changed in files, and not here."""

    @property
    def written(self) -> tuple[Path, ...]:
        """The files that were made or changed."""
        return tuple(
            each.path for each in self.files if each.outcome in (FileOutcome.NEW, FileOutcome.UPDATED)
        )

    @property
    def unchanged(self) -> tuple[Path, ...]:
        """The files that are as they were."""
        return tuple(each.path for each in self.files if each.outcome is FileOutcome.UNCHANGED)
