"""Pages inside of other files, read from copies of the program's own, and told of the file they came in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.files import file_name
from postil.importers.pages.companions import read_companions
from postil.importers.pages.html import Html
from postil.importers.pages.spare_title import spare_title
from postil.model.record import NOTHING_RECORDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from postil.importers.base import Importer
    from postil.importers.pages.beside import Beside
    from postil.model.capture import Capture

_PLAIN_SUFFIX = re.compile(r"\.[a-z0-9]{1,12}")
"""Nothing else of a name from an archive ever becomes part of a name on the disk."""
_HEAD = 200_000
"""Bytes in which a page has its title."""


def own_name(name: str, number: int = 1) -> str:
    """A name for a copy of the file that an archive calls ``name``: of that, only a plain suffix is left."""
    suffix = PurePosixPath(name).suffix.lower()
    return f"{number}{suffix if _PLAIN_SUFFIX.fullmatch(suffix) else ''}"


def read_copy(importer: Importer, copy: Path, beside: Beside, stem: str) -> Iterator[Capture]:
    """What is in a copy; pages that were saved with a folder of files have those that are ``beside``.

    ``stem`` is the name of the page without its suffix, where it came from. Raises ImportFailed.
    """
    for capture in importer.read(copy):
        if isinstance(importer, Html):
            resources, warnings = read_companions(beside, stem, decode(capture.markup).text)
            yield replace(capture, resources=resources, warnings=(*capture.warnings, *warnings))
        else:
            yield capture


def unpacked(captures: Iterable[Capture], container: Path, entry: str = "") -> Iterator[Capture]:
    """What was read of a copy, as parts of the file that it came in; ``entry`` is the copy's name there."""
    for number, capture in enumerate(captures, 1):
        inner = capture.part or (str(number) if number > 1 or not entry else "")
        record = capture.record
        if entry and record == NOTHING_RECORDED and capture.media_type == "text/html":
            head = decode(capture.markup[:_HEAD], declared=capture.charset).text
            record = spare_title(head, PurePosixPath(entry.replace("\\", "/")).stem)
        yield replace(
            capture,
            content=b"",
            page=capture.markup,
            name=file_name(container),
            container=container,
            part="/".join(part for part in (entry, inner) if part),
            record=record,
        )
