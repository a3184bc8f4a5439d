"""Plain text: a page that was copied or dumped as text, menus and all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.files import binary_kind, file_name, read_file
from postil.model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Text:
    """A file of plain text."""

    name = "Text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def confidence(self, head: bytes, path: Path) -> float:
        """By the name, or a file of text without any suffix."""
        if binary_kind(head):
            return 0
        if path.suffix.lower() in self.suffixes:
            return 0.6
        return 0 if path.suffix else 0.2

    def read(self, path: Path) -> Iterator[Capture]:
        """The text as it is."""
        yield Capture(
            content=read_file(path), media_type="text/plain", format=self.name, name=file_name(path)
        )
