"""What was last written into a folder: a small JSON file beside the notes.

It tells a note that nobody touched from one that its owner has made their own. Losing it loses nothing:
every note that differs from what would be written now then counts as changed, and is left alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = ".postil-notes.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it was last written: its file, relative to the folder, and the hash of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written for one page."""

    note: Written
    beside: Written | None = None
    """A newer note written beside one that its owner had changed."""


def read_ledger(folder: Path) -> dict[str, Entry]:
    """The entries by page id; none where the file is missing, damaged or of another format."""
    try:
        kept = json.loads((folder / LEDGER).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict) or kept.get("format") != _FORMAT or not isinstance(kept.get("notes"), dict):
        return {}
    entries = ((page, _entry(value)) for page, value in kept["notes"].items())
    return {page: entry for page, entry in entries if entry is not None}


def ledger_text(entries: dict[str, Entry]) -> str:
    """The file's text."""
    notes = {
        page: {
            "file": entry.note.file,
            "sha256": entry.note.sha256,
            **({"beside": [entry.beside.file, entry.beside.sha256]} if entry.beside else {}),
        }
        for page, entry in sorted(entries.items())
    }
    return json.dumps({"format": _FORMAT, "notes": notes}, ensure_ascii=False, indent=1) + "\n"


def _entry(value: object) -> Entry | None:
    if not isinstance(value, dict):
        return None
    note = _written(value.get("file"), value.get("sha256"))
    beside = value.get("beside")
    if not isinstance(beside, list) or len(beside) != 2:
        beside = [None, None]
    return None if note is None else Entry(note, _written(*beside))


def _written(file: object, sha256: object) -> Written | None:
    """An entry whose file is a plain path within the folder: the ledger may have come with the folder."""
    if not isinstance(file, str) or not isinstance(sha256, str):
        return None
    parts = file.split("/")
    if any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts):
        return None
    return Written(file, sha256)
