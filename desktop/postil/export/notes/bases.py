"""What was last written into each file of a folder: a small file a document, in a hidden folder beside.

It is the base of the next merge. Its first line says where the file is, its second is the base
(``merging/base.py``). While the note is being written, a third line is the base that it is to have, and the
first says by which hash that note is known: so a program that is killed in between is no matter. It may be
missing, damaged or a stranger's: a merge without a base adds, and takes nothing away.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.durable import sweep
from postil.errors import ExportFailed
from postil.export.notes.files import content_of
from postil.export.notes.merging.base import base_text, read_base
from postil.export.notes.writing import put
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from postil.export.notes.document import Document
    from postil.export.notes.ledger import Entry

BASES = ".postil-notes"
"""The folder's name, beside the notes."""
_ENDING = ".jsonl"
_FORMAT = 2
"""1 was the ledger."""
_NAME = re.compile(r"[A-Za-z0-9][\w-]{0,99}", re.ASCII)
_README = "README.txt"
_ABOUT = (
    "Postil keeps here what it last wrote into each of the notes, to tell it from what you wrote.\n"
    "Without it nothing is lost; but what you deleted from a note may come back.\n"
)


@dataclass(frozen=True, slots=True)
class Coming:
    """What is just being written, if it was written at all."""

    sha256: str
    """Of the file when it is written."""
    document: Document | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What was last written for a document."""

    file: str
    """Relative to the folder, with ``/`` between its parts."""
    document: Document | None
    """None where only the file's name is known."""
    deleted: bool = False
    """Whether the person deleted the file."""
    coming: Coming | None = None


class Bases:
    """The bases of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / BASES

    def make_ready(self) -> None:
        """Make their folder. Raises ExportFailed where a link or a file is in its place, and OSError."""
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            raise ExportFailed(
                _("“{file}” is not a folder of Postil's own; take it away, and export again.").format(
                    file=self.folder
                )
            )
        if not self.folder.is_dir():
            self.folder.mkdir()
            (self.folder / _README).write_text(_ABOUT, encoding="utf-8")
        sweep(self.folder)

    def get(self, document: str) -> Kept | None:
        """What was last written for the document; None where that is not known."""
        path = self._path(document)
        if path is None or self.folder.is_symlink():
            return None
        try:
            head, base, coming, *_rest = f"{content_of(path).decode('utf-8')}\n\n".split("\n")
            kept = json.loads(head)
        except (OSError, ValueError, RecursionError):
            return None
        if (
            not isinstance(kept, dict)
            or kept.get("format") != _FORMAT
            or not isinstance(kept.get("file"), str)
        ):
            return None
        known_by = kept.get("coming")
        return Kept(
            kept["file"],
            read_base(base),
            kept.get("deleted") is True,
            Coming(known_by, read_base(coming)) if isinstance(known_by, str) else None,
        )

    def put(self, document: str, kept: Kept) -> None:
        """Remember what was written for the document, if that is not what is remembered. Raises OSError."""
        path = self._path(document)
        if path is None:
            return
        content = _text(kept).encode("utf-8")
        try:
            if content_of(path) == content:
                return
        except OSError:  # there is none yet, or it is not ours: it is put in its place
            pass
        put(path, content, by_way_of=self.folder)

    def _path(self, document: str) -> Path | None:
        return self.folder / f"{document}{_ENDING}" if _NAME.fullmatch(document) else None


def taken_over(entry: Entry | None) -> Kept | None:
    """What the older ledger knows: where the file is."""
    return None if entry is None else Kept(entry.note.file, None)


def _text(kept: Kept) -> str:
    head: dict[str, object] = {"format": _FORMAT, "file": kept.file}
    if kept.deleted:
        head["deleted"] = True
    lines = [_line(kept.document)]
    if kept.coming is not None:
        head["coming"] = kept.coming.sha256
        lines.append(_line(kept.coming.document))
    return "".join(f"{line}\n" for line in (json.dumps(head, ensure_ascii=True), *lines))


def _line(document: Document | None) -> str:
    return "" if document is None else base_text(document).rstrip("\n")
