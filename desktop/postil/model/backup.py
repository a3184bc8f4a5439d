"""What a backup is: a ZIP archive with the names and the manifest that are said here.

Whoever reads one in ten years finds the same in its ``README.txt``.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from enum import Enum
from typing import TYPE_CHECKING

from postil.model.ids import ContentHash

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""The number of the format. One that is not readable by older programs gets the next."""
FIRST_SCHEMA = 20
"""The first schema of which there were backups."""
README = "README.txt"
ABOUT = "about.json"
"""The manifest as far as it is known at the beginning: an archive that was cut short has it."""
LIBRARY = "library.json"
SETTINGS = "settings.toml"
INDEX = "index.html"
SUMS = "SHA256SUMS"
"""The SHA-256 of every entry before it, a line each, as ``sha256sum`` writes them."""
MANIFEST = "manifest.json"
"""The last entry: where it is, the archive is whole."""

_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CONTENT = re.compile(r"content/[0-9a-f]{2}/([0-9a-f]{64})(?:\.[A-Za-z0-9]{1,10})?")
_PAGE = re.compile(r"pages/[A-Za-z0-9_-]{1,64}\.json")


class BackupKind(Enum):
    """How much is in a backup."""

    COMPLETE = "complete"
    ROWS = "rows"
    """Without kept bytes: for a backup inside the library, beside its folder ``content``."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    kind: BackupKind
    schema: int
    """The schema of the database that the records are of."""
    program: str
    made: str
    """ISO 8601, UTC."""
    format: int = FORMAT
    pages: int = 0
    annotations: int = 0
    files: int = 0
    """Kept files, each once."""
    sums: str = ""
    """The SHA-256 of the entry ``SHA256SUMS``; empty in ``about.json``."""

    def to_json(self) -> str:
        """The manifest as JSON."""
        return json.dumps({**asdict(self), "kind": self.kind.value}, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Manifest:
        """What ``to_json`` wrote, of this format or a newer one. Raises ValueError for anything else."""
        try:
            said = json.loads(text)
            known = {name: said[name] for name in cls.__slots__ if name in said}
            kind = BackupKind(said["kind"]) if said["format"] <= FORMAT else BackupKind.COMPLETE
            manifest = cls(**{**known, "kind": kind})
        except (TypeError, KeyError, RecursionError) as error:
            raise ValueError("no manifest") from error
        for name in ("schema", "format", "pages", "annotations", "files"):
            number = getattr(manifest, name)
            if not isinstance(number, int) or number < 0:
                raise ValueError(f"no manifest: {name}")
        if manifest.schema < FIRST_SCHEMA:
            raise ValueError("no manifest: schema")
        for name in ("program", "made", "sums"):
            if not isinstance(getattr(manifest, name), str):
                raise ValueError(f"no manifest: {name}")  # noqa: TRY004 - of bytes from elsewhere, all errors are one
        return manifest


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup has, as both front ends tell it. Problems are sentences for the person."""

    path: Path
    kind: BackupKind
    pages: int
    annotations: int
    files: int
    size: int
    """Of the archive, in bytes."""
    problems: tuple[str, ...] = ()


def page_name(page: str) -> str:
    """The entry of a page's record."""
    return f"pages/{_file_name(page)}.json"


def article_name(page: str) -> str:
    """The entry of a page's article for people."""
    return f"articles/{_file_name(page)}.html"


def content_name(name: ContentHash, suffix: str) -> str:
    """The entry of kept bytes."""
    return f"content/{name[:2]}/{name}{suffix}"


def is_page(entry: str) -> bool:
    """Whether an entry is a page's record."""
    return bool(_PAGE.fullmatch(entry))


def hash_of(entry: str) -> ContentHash | None:
    """The name of the kept bytes that an entry has; None for other entries."""
    found = _CONTENT.fullmatch(entry)
    return ContentHash(found[1]) if found else None


def _file_name(page: str) -> str:
    """An id as the name of a file. (Those of Postil are letters and digits.)"""
    return page if _PLAIN.fullmatch(page) else page.encode().hex()[:64]
