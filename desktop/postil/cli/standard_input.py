"""What comes on standard input, as a file that can be imported: by what is in it, not by a name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from postil.app.pasting import file_name_of
from postil.errors import ImportFailed
from postil.importers.base import HEAD
from postil.importers.files import begins_as_markup
from postil.importers.pages.html import web_address
from postil.translation import _

STANDARD_INPUT = Path("-")
_LARGEST = 4 * 1024**3
_CHUNK = 1024 * 1024


def save_standard_input(folder: Path, *, name: str | None, address: str | None) -> Path:
    """Write all of it to a file in ``folder``, called ``name``; ``address`` is where a page of it is from.

    Raises ImportFailed.
    """
    path = folder / file_name_of(name or _("standard input"))
    try:
        with path.open("wb") as file:
            _copy(sys.stdin.buffer, file, None if address is None else _saved_from(address))
    except OSError as error:
        raise ImportFailed(
            _("Standard input could not be kept: {reason}.").format(reason=error.strerror)
        ) from error
    return path


def _copy(source: IO[bytes], target: IO[bytes], first: bytes | None) -> None:
    chunk = source.read(HEAD)
    if first is not None:
        if not begins_as_markup(chunk) or b"\0" in chunk:
            raise ImportFailed(
                _("--address goes only with a page of HTML; this is something else. Leave it out.")
            )
        target.write(first)
    size = 0
    while chunk:
        size += len(chunk)
        if size > _LARGEST:
            raise ImportFailed(
                _("What comes on standard input is larger than {size} GB; it was not imported.").format(
                    size=_LARGEST // 1024**3
                )
            )
        target.write(chunk)
        chunk = source.read(_CHUNK)


def _saved_from(address: str) -> bytes:
    """The line that browsers write into a page that they save."""
    known = web_address(address)
    if known is None or len(known.split()) > 1 or "--" in known or ">" in known:
        raise ImportFailed(
            _("{address!r} is no web address; those begin with http or https.").format(address=address)
        )
    return f"<!-- saved from url=({len(known):04}){known} -->\n".encode("utf-8", "replace")
