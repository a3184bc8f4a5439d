"""HTML and XHTML pages as browsers save them, with the folder of files beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postil.dom.decode import decode
from postil.importers.files import begins_as_markup, binary_kind, file_name, read_file
from postil.importers.pages.beside import FilesBeside
from postil.importers.pages.companions import PAGE_SUFFIXES, read_companions
from postil.importers.pages.origin import origin_of
from postil.importers.pages.spare_title import spare_title
from postil.model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SOME_MARKUP = re.compile(rb"\s*+<(?:p|div|span|table|article|title|meta|h[1-6]|a\s)\b", re.IGNORECASE)
_OTHER_KINDS = frozenset({
    ".atom", ".bat", ".c", ".css", ".csv", ".ini", ".js", ".json", ".log", ".map", ".markdown", ".md", ".mjs",
    ".opml", ".py", ".rdf", ".rss", ".scss", ".sh", ".sql", ".srt", ".svg", ".tex", ".toml", ".ts", ".vtt",
    ".webloc", ".yaml", ".yml",
})  # fmt: skip
"""Text that may speak of HTML without being a page."""


class Html:
    """A page as it came, or as a browser saved it."""

    name = "HTML"
    suffixes: tuple[str, ...] = PAGE_SUFFIXES

    def confidence(self, head: bytes, path: Path) -> float:
        """Sure where the file begins as HTML does; less so by its name, or by a tag first."""
        suffix = path.suffix.lower()
        if suffix in _OTHER_KINDS or binary_kind(head):
            return 0
        if begins_as_markup(head):
            return 0.9
        if suffix in self.suffixes:
            return 0.7
        return 0.5 if not suffix and _SOME_MARKUP.match(head) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page with the files beside it."""
        content = read_file(path)
        markup = decode(content).text
        resources, warnings = read_companions(FilesBeside(path.parent), path.stem, markup)
        origin = origin_of(markup)
        yield Capture(
            content=content,
            media_type="text/html",
            format=self.name,
            name=file_name(path),
            address=web_address(origin.address),
            saved=origin.saved,
            resources=resources,
            warnings=warnings,
            record=spare_title(markup, origin.title),
        )


def web_address(text: str) -> str | None:
    """``text`` if it is an http or https address; of several lines the first, as no address goes over two."""
    line = next(iter(text.strip().splitlines()), "").rstrip()
    try:
        parts = urlsplit(line)
    except ValueError:
        return None
    return line if parts.scheme in ("http", "https") and parts.netloc else None
