"""An edit of a note that was made in an exported file, and may be taken back into the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.ids import AnnotationId, PageId


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """What a person wrote in a file in the place of a note. All notes are in Markdown."""

    page: PageId
    annotation: AnnotationId | None
    """The highlight whose note it is; None for the note on the whole page."""
    before: str
    """The note as it was last written to the file."""
    after: str
    """The note as the file has it now."""
    file: Path
