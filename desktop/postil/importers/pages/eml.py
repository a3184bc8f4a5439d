"""Letters that were saved as files: newsletters, above all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.importers.files import file_name, read_file
from postil.importers.pages.letters import read_letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

HEADERS = re.compile(rb"(?:[!-9;-~]+[ \t]*:[^\r\n]*(?:\r?\n|\r)(?:[ \t][^\r\n]*(?:\r?\n|\r))*)+")
_SNAPSHOT = re.compile(rb"^snapshot-content-location:", re.IGNORECASE | re.MULTILINE)
_SENDER = re.compile(
    rb"^(?:(?:from|to|cc|sender|reply-to):[^\r\n]*@|(?:received|return-path|delivered-to):)",
    re.IGNORECASE | re.MULTILINE,
)
_SENT = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_ANY = re.compile(rb"^(?:from|to|subject|date|mime-version|content-type):", re.IGNORECASE | re.MULTILINE)
_COUNT = re.compile(rb"\d{1,12} *\r?\n")
"""The first line of what Apple Mail keeps: how many bytes the letter has, before a property list."""


class Eml:
    """A letter in a file."""

    name = "EML"
    suffixes: tuple[str, ...] = (".eml", ".emlx")

    def confidence(self, head: bytes, path: Path) -> float:
        """Sure where a letter's headers are; MHTML has a page's."""
        found = HEADERS.match(_letter(head))
        headers = found[0] if found else b""
        if not headers or _SNAPSHOT.search(headers):
            return 0
        is_named = path.suffix.lower() in self.suffixes
        if _SENDER.search(headers) and (is_named or _SENT.search(headers)):
            return 0.96 if is_named else 0.92
        return 0.85 if is_named and _ANY.search(headers) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The letter as a page."""
        content = read_file(path)
        letter = read_letter(_letter(content))
        yield letter.capture(content, format_name=self.name, name=file_name(path))


def _letter(content: bytes) -> bytes:
    """The letter itself, without what programs keep before and after it."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    count = _COUNT.match(start)
    if count:
        start = start[count.end() : count.end() + int(count[0])]
    if start.startswith((b"From ", b">From ")):  # the line before a letter in a mailbox
        start = start.partition(b"\n")[2]
    return start
