"""Lists of addresses, one a line: as people copy them together, and as OneTab has them (``url | title``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.base import HEAD
from postil.importers.files import binary_kind, read_file
from postil.importers.links.bookmarks import Bookmark, bookmark_captures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_LINE = re.compile(r"\s*(?:[-*•]\s+)?<?(https?://[^\s<>]+)>?(?:\s+\|\s+(.*\S)|\t+(.*\S))?\s*", re.IGNORECASE)


class AddressList:
    """A text of which every line is an address, with its title behind it or without."""

    name = "List of addresses"
    suffixes: tuple[str, ...] = (".txt", ".text", ".urls")

    def confidence(self, head: bytes, path: Path) -> float:
        """By its lines."""
        if binary_kind(head) or path.suffix.lower() not in (*self.suffixes, ""):
            return 0
        text = decode(head).text
        if text.lstrip("\ufeff \t\r\n-*•<")[:4].lower() != "http":
            return 0
        lines = text.splitlines()
        whole = lines[:-1] if len(head) >= HEAD and len(lines) > 1 else lines
        return 0.95 if all(_LINE.fullmatch(line) for line in whole if line.strip()) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The addresses, each waiting for its page. Other lines are left out."""
        return bookmark_captures(_links(decode(read_file(path)).text), path, self.name)


def _links(text: str) -> Iterator[Bookmark]:
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is not None:
            yield Bookmark(match[1], match[2] or match[3] or "")
        elif line.strip():
            yield Bookmark(line.strip())
