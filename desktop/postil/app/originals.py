"""The originals of pages: copied out for a browser, or read as the source that they are.

Kept bytes are never given to another program themselves: a browser gets a copy in a folder that only
this user may open, and it is gone when the library is closed. What a program left that was killed goes at
the next opening.
"""

from __future__ import annotations

import mimetypes
import re
import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from postil.dom.decode import decode
from postil.errors import LibraryError, NotFound
from postil.store import captures, resources
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.holdings import Holdings
    from postil.model.ids import PageId
    from postil.model.kept_capture import KeptCapture

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")
_NAME = "original"
_MOST_LETTERS = 3_000_000
"""Of a source that are shown; no person reads more."""


@dataclass(frozen=True, slots=True)
class Source:
    """The original of a page as text."""

    text: str
    encoding: str
    size: int
    """Of the whole original, in bytes."""
    is_whole: bool
    """Whether all of it is there; only the beginning of a very long one is."""


class Originals:
    """Gives originals to who wants to see them. Its copies live as long as it does."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._folder: Path | None = None
        self._making = threading.Lock()

    def copy(self, page_id: PageId) -> Path:
        """A copy of a page's original for a browser, with the files that were saved beside it.

        Raises LibraryDamaged where its bytes are gone, and LibraryError where there is no room.
        """
        capture = self._capture(page_id)
        folder = self._private_folder() / page_id
        copy = folder / f"{_NAME}{_suffix(capture)}"
        content = self._holdings.contents.get(capture.source)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            self._copy_companions(capture, folder, copy)
            copy.write_bytes(content)
        except OSError as error:
            message = _("The original cannot be copied ({reason}). Make room on the disk.")
            raise LibraryError(message.format(reason=error.strerror)) from error
        return copy

    def source(self, page_id: PageId) -> Source:
        """What the original of a page says, letter by letter. Raises LibraryDamaged."""
        content = self._holdings.contents.get(self._capture(page_id).source)
        decoded = decode(content[: 4 * _MOST_LETTERS])
        is_whole = len(content) <= 4 * _MOST_LETTERS and len(decoded.text) <= _MOST_LETTERS
        return Source(decoded.text[:_MOST_LETTERS], decoded.encoding, len(content), is_whole)

    def sweep(self) -> None:
        """Take away the copies that a killed program left. Only for the library's owner."""
        for left in Path(tempfile.gettempdir()).glob(f"{self._prefix}*"):
            if not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)

    def close(self) -> None:
        """Take all copies away."""
        with self._making:
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _copy_companions(self, capture: KeptCapture, folder: Path, copy: Path) -> None:
        """Put beside the copy what was kept of the files that the page names relative to itself."""
        for resource in resources.of_capture(self._holdings.reader(), capture.id):
            place = _beside(folder, resource.source)
            content = self._holdings.asset(resource.hash)
            if place is None or place == copy or content is None:
                continue
            # A page may name a file and, elsewhere, a folder of the same name: it keeps the first.
            with suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                place.write_bytes(content)

    def _capture(self, page_id: PageId) -> KeptCapture:
        """The capture whose text is read."""
        found = captures.current(self._holdings.reader(), page_id)
        if found is None:
            raise NotFound(_("There is no page {page} in this library.").format(page=page_id))
        if found.waiting:
            raise LibraryError(
                _("Only the link to this page is here. Save the page with your browser and import it.")
            )
        return found

    def _private_folder(self) -> Path:
        with self._making:
            if self._folder is None:
                # Nobody but this user may look into it (mode 0700).
                self._folder = Path(tempfile.mkdtemp(prefix=self._prefix))
            return self._folder

    @property
    def _prefix(self) -> str:
        """How the folders of this library's copies begin: no other library sweeps them away."""
        return f"postil-originals-{self._holdings.database.library_id}-"


def _suffix(capture: KeptCapture) -> str:
    """What tells a browser how to read the file: the name it had, else what it was found to be."""
    named = PurePosixPath(capture.original_name.replace("\\", "/")).suffix
    if capture.markup is None and _SUFFIX.fullmatch(named):
        return named.lower()
    return mimetypes.guess_extension(capture.media_type) or ".txt"


def _beside(folder: Path, source: str) -> Path | None:
    """Where a file goes that the page calls ``source``; None for what is not beside the page."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    path = PurePosixPath(unquote(parts.path))
    if parts.scheme or parts.netloc or not path.parts or path.is_absolute():
        return None
    if any(part in ("..", "") or "\\" in part or ":" in part or "\0" in part for part in path.parts):
        return None
    return folder.joinpath(*path.parts)
