"""Pages that were handed over, kept on the disk until they are imported, and the token that allows it.

A page that was received is safe before the sender hears so: a crash leaves it in the folder, and the next
start imports it.
"""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from postil.durable import fresh_file, sync_folder, write_file
from postil.export.filenames import file_stem

if TYPE_CHECKING:
    from postil.app.receiving import ReceivedPage

RECEIVED = "received"
"""The folder, inside the library, where received pages wait."""

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class ReceivedPages:
    """The pages that wait to be imported into the library in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / RECEIVED

    def keep(self, page: ReceivedPage) -> Path:
        """Write a page down, under a name like the one that it was sent with. Raises OSError."""
        sent = PurePosixPath(page.name.replace("\\", "/"))
        suffix = sent.suffix.lower() if _SUFFIX.fullmatch(sent.suffix) else ".html"
        self._folder.mkdir(exist_ok=True)
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        path = folder / f"{file_stem(sent.stem)}{suffix}"
        write_file(path, page.content, by_way_of=folder / "unfinished")
        sync_folder(self._folder)
        return path

    def waiting(self) -> tuple[Path, ...]:
        """The pages that were received and not imported, because the program ended before."""
        return tuple(path for path in sorted(self._folder.glob("*/*")) if path.name != "unfinished")

    def drop(self, path: Path) -> None:
        """Remove a page that the library has now, or cannot have."""
        shutil.rmtree(path.parent, ignore_errors=True)


def receiver_token(file: Path) -> str:
    """The token, which only this user can read; made when it is first asked for. Raises OSError."""
    try:
        token = file.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        token = ""
    return token if _TOKEN.fullmatch(token) else fresh_token(file)


def fresh_token(file: Path) -> str:
    """Another token in its place: what knew the old one may not send any more. Raises OSError."""
    token = secrets.token_urlsafe(32)
    file.parent.mkdir(parents=True, exist_ok=True)
    with fresh_file(file, mode=0o600) as fresh:
        fresh.write(token.encode("ascii"))
    return token
