"""Which of several importers reads a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.importers.base import Importer


def surest(importers: Sequence[Importer], head: bytes, path: Path) -> tuple[Importer | None, float]:
    """The importer that is surest of a file, the first of equals, and how sure; None where none is."""
    confidences = [importer.confidence(head, path) for importer in importers]
    most = max(confidences, default=0)
    return (importers[confidences.index(most)], most) if most > 0 else (None, 0)
