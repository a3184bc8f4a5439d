"""The importer protocol: what a saved-page format must answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

HEAD = 64 * 1024
"""Bytes of a file's beginning on which formats are told apart."""


class Importer(Protocol):
    """A saved-page format."""

    name: str
    """As people call it: ``SingleFile``."""
    suffixes: tuple[str, ...]
    """Lower case, with the dot: ``(".html", ".htm")``."""

    def confidence(self, head: bytes, path: Path) -> float:
        """How surely the file is of this format, 0 (not mine) to 1, judged on its first ``HEAD`` bytes."""

    def read(self, path: Path) -> Iterator[Capture]:
        """The captures in the file: one for a page, several for an archive or a file of several articles.

        Together they keep every byte of the file: each has all of it, or they are its parts in order; or
        each names the file as its ``container`` and says which ``part`` of it the page is.

        Raises ImportFailed, and nothing else.
        """
