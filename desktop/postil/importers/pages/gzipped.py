"""Pages that are compressed by gzip: ``page.html.gz``, or a page whose bytes are so under any name.

What is in the file tells who reads it. The compressed file is the original that is kept.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from postil.errors import NotAPage
from postil.importers.base import HEAD
from postil.importers.files import file_name, read_file, read_head
from postil.importers.pages.beside import FilesBeside
from postil.importers.pages.own_copy import own_name, read_copy, unpacked
from postil.importers.surest import surest
from postil.importers.tar_archive import is_tar
from postil.importers.unzipping import is_gzip, unzip, unzipped_head
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.importers.base import Importer
    from postil.model.capture import Capture

_NOWHERE = Path(os.devnull)
"""A folder in which there is nothing: what is in a file is not on the disk."""
_SUFFIXES = (".gz", ".gzip")
_MOST = 0.9
"""Formats that are compressed by themselves are surer of their files."""


class Gzipped:
    """A page compressed by gzip."""

    name = "Gzip"
    suffixes: tuple[str, ...] = (".gz",)

    def __init__(self, inner: Sequence[Importer]) -> None:
        """``inner`` are the formats that may be inside."""
        self._inner = tuple(inner)

    def confidence(self, head: bytes, path: Path) -> float:
        """As sure as the format of what is inside, judged by the beginning of it."""
        if not is_gzip(head):
            return 0
        inside = unzipped_head(head)
        if is_tar(inside):
            return 0
        _importer, sure = surest(self._inner, inside[:HEAD], _NOWHERE / _inner_name(path))
        return min(sure, _MOST)

    def read(self, path: Path) -> Iterator[Capture]:
        """What is inside, as its format reads it."""
        content = read_file(path)
        with TemporaryDirectory(prefix="postil-") as folder:
            copy = Path(folder) / own_name(_inner_name(path))
            unzip(path, copy)
            importer, _sure = surest(self._inner, read_head(copy), copy)
            if importer is None:
                raise NotAPage(_("There is no saved page in this compressed file."))
            stem = Path(_inner_name(path)).stem
            captures = list(unpacked(read_copy(importer, copy, FilesBeside(path.parent), stem), path))
        if len(captures) == 1:
            yield replace(captures[0], content=content, container=None, part="", format=self.name)
            return
        for capture in captures:
            yield replace(capture, format=self.name)


def _inner_name(path: Path) -> str:
    """What the file was called before it was compressed."""
    name = file_name(path)
    return name[: -len(path.suffix)] if path.suffix.lower() in _SUFFIXES else name
