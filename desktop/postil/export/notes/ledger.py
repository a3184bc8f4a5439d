"""What an older Postil wrote into a folder: one JSON file beside the notes, which is taken over.

A note whose bytes it counts was not touched since. The file is taken away once each of its notes has a
base of its own (``bases.py``). It came with the folder, so it may say anything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.export.notes.files import content_of

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
    """A newer note that was written beside one that its owner had changed."""


def read_ledger(folder: Path) -> dict[str, Entry]:
    """The entries by page id; none where the file is missing, damaged or of another format."""
    try:
        kept = json.loads(content_of(folder / LEDGER))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict) or kept.get("format") != _FORMAT or not isinstance(kept.get("notes"), dict):
        return {}
    entries = ((page, _entry(value)) for page, value in kept["notes"].items())
    return {page: entry for page, entry in entries if entry is not None}


def is_within(file: str) -> bool:
    """Whether it is a plain path within the folder, with ``/`` between its parts."""
    return not any(
        part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in file.split("/")
    )


def _entry(value: object) -> Entry | None:
    if not isinstance(value, dict):
        return None
    note = _written(value.get("file"), value.get("sha256"))
    beside = value.get("beside")
    if not isinstance(beside, list) or len(beside) != 2:
        beside = [None, None]
    return None if note is None else Entry(note, _written(*beside))


def _written(file: object, sha256: object) -> Written | None:
    if not isinstance(file, str) or not isinstance(sha256, str) or not is_within(file):
        return None
    return Written(file, sha256)
