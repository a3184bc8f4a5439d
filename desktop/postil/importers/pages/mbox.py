"""Mailboxes (mbox, RFC 4155): a file of letters, each a page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.files import LARGEST, file_name, read_head
from postil.importers.pages.eml import Eml
from postil.importers.pages.letters import read_letter
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_SEPARATOR = re.compile(rb"From \S.*\d\d:\d\d.*\d{4}|From - ")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class Mbox:
    """A mailbox. It is read letter by letter, so it may have any size."""

    name = "mbox"
    suffixes: tuple[str, ...] = (".mbox", ".mbx")

    def confidence(self, head: bytes, path: Path) -> float:
        """Sure where a separator stands before a letter's headers, and its name is not a letter's."""
        if not _SEPARATOR.match(head) or path.suffix.lower() in Eml.suffixes:
            return 0
        return 0.97 if Eml().confidence(head, path) or path.suffix.lower() in self.suffixes else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The letters that have a text, in their order."""
        read_head(path)  # says why a file cannot be read
        parts: set[str] = set()
        left_out = 0
        for number, content in enumerate(_letters(path), 1):
            try:
                letter = read_letter(content)
            except ImportFailed:
                left_out += 1
                continue
            part = letter.id if letter.id and letter.id not in parts else f"{letter.id} {number}".strip()
            parts.add(part)
            yield replace(
                letter.capture(b"", format_name=self.name, name=file_name(path)),
                warnings=(_left_out(left_out),) if left_out else (),
                container=path,
                part=part,
            )
            left_out = 0
        if not parts:
            raise ImportFailed(_("There is no message with a text in this mailbox."))


def _letters(path: Path) -> Iterator[bytes]:
    """The bytes of each letter, without its separator; what is too large for a page is cut."""
    kept = bytearray()
    after_blank = True
    try:
        with path.open("rb") as file:
            while line := file.readline(1024 * 1024):
                if after_blank and _SEPARATOR.match(line):
                    if kept.strip():
                        yield _ESCAPED.sub(rb"\1", bytes(kept))
                    kept.clear()
                elif len(kept) < LARGEST:
                    kept += line
                after_blank = not line.strip()
    except OSError as error:
        raise ImportFailed(
            _("The file cannot be read: {reason}.").format(reason=error.strerror or error)
        ) from error
    if kept.strip():
        yield _ESCAPED.sub(rb"\1", bytes(kept))


def _left_out(count: int) -> str:
    return counted(
        "{count} message before this one has no text and was left out.",
        "{count} messages before this one have no text and were left out.",
        count,
    )
