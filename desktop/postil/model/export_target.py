"""An export target: where notes are kept as files of the person's own, and in which shape."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from postil.model.ids import ExportTargetId


class Layout(Enum):
    """What becomes one file."""

    PAGE = "page"
    ONE_FILE = "one file"
    TAG = "tag"
    """A file for each tag; a page with two tags is in both."""
    DAY = "day"
    """A file for each day on which highlights were made, by the clock of this computer: ``2026-11-22``."""


class NotePreset(Enum):
    """The shape of notes, after the program that reads them."""

    PLAIN = "plain"
    OBSIDIAN = "obsidian"
    LOGSEQ = "logseq"
    PANDOC = "pandoc"


class NoteContents(Enum):
    """How much of a page its note has."""

    HIGHLIGHTS = "highlights"
    """In the order of the text, under the headings of the article."""
    ARTICLE = "article"
    """The whole article, with the highlights marked in it, and the highlights before it."""


class HighlightMarks(Enum):
    """How highlights are marked within a whole article."""

    EQUALS = "=="
    MARK = "<mark>"


class Images(Enum):
    """What becomes of the images of a whole article."""

    COPIED = "copied"
    """Beside the notes, in a folder of theirs."""
    LINKED = "linked"
    """By their addresses in the web: nothing is copied."""


class Keeping(Enum):
    """When the files are brought up to date."""

    BY_HAND = "by hand"
    ON_CHANGE = "on change"


@dataclass(frozen=True, slots=True)
class NoteShape:
    """What notes look like, wherever they are written."""

    preset: NotePreset = NotePreset.PLAIN
    template: Path | None = None
    """A folder of the person's own templates; it takes the place of the preset's, file by file."""
    contents: NoteContents = NoteContents.HIGHLIGHTS
    marks: HighlightMarks = HighlightMarks.EQUALS
    images: Images = Images.LINKED


@dataclass(frozen=True, slots=True)
class ExportTarget:
    """A folder that notes are kept in, as the person set it up."""

    id: ExportTargetId
    name: str
    folder: Path
    layout: Layout = Layout.PAGE
    shape: NoteShape = NoteShape()
    pages: str = ""
    """A query of the pages that are in it; empty for all that have highlights or a note."""
    keeping: Keeping = Keeping.BY_HAND


@dataclass(frozen=True, slots=True)
class LastUpdate:
    """How the last update of a target went."""

    ended: datetime
    problem: str = ""
    """What was amiss, in a sentence; empty where nothing was."""
