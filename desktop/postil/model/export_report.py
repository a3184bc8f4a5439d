"""What an export did, as both front ends tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ExportReport:
    """The files of an export. Problems are sentences for the person."""

    written: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    problems: tuple[str, ...]
