"""What was pasted: a piece of a page, or words, as ``app/pasting.py`` writes them down.

It is nothing but what the person chose, so nothing of it is judged away.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postil.importers.files import file_name, read_file
from postil.importers.pages.html import web_address
from postil.model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK = "<!-- Pasted into Postil on "
_FIRST_LINE = re.compile(rb"<!-- Pasted into Postil on (\S{10,40})(?: from (\S{1,4000}))? -->\r?\n")


class Pasted:
    """A page whose first line says that it was pasted, when, and from where."""

    name = "Pasted"
    suffixes: tuple[str, ...] = (".html",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - as the protocol has it
        """Sure by the first line."""
        return 1 if _FIRST_LINE.match(head) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The one capture."""
        content = read_file(path)
        told = _FIRST_LINE.match(content)
        yield Capture(
            content=content,
            media_type="text/html",
            format=self.name,
            name=file_name(path),
            address=web_address(told[2].decode("utf-8", "replace")) if told and told[2] else None,
            saved=_time(told[1].decode("ascii", "replace")) if told else None,
            charset="utf-8",
            clean=True,
        )


def first_line(when: datetime, address: str | None) -> str:
    """What the file of something pasted begins with; ``when`` is aware UTC."""
    # Two hyphens would end the comment in the eyes of some, a sign of an element in those of others.
    source = f" from {_quoted(address)}" if address else ""
    return f"{_MARK}{when.isoformat(timespec='seconds')}{source} -->\n"


def _quoted(address: str) -> str:
    plain = "".join(address.split()).replace("<", "%3C").replace(">", "%3E")
    return plain.replace("--", "-%2D")


def _time(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when.astimezone(UTC) if when.tzinfo is not None else None
