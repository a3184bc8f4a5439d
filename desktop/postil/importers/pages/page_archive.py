"""Archives of saved pages: a ZIP or TAR of a folder of pages, with the files beside each of them.

Each entry that is a page of some format is read by that format, from a copy of the program's own; what a
page loads is found in the archive as it is found on a disk. Archives of one format, and exports of other
tools, are surer of their files than this.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from postil.errors import ImportFailed, NotAPage
from postil.importers.archive import Archive, is_zip
from postil.importers.archive_entries import LARGEST_TOTAL
from postil.importers.archive_names import archive_names
from postil.importers.files import LARGEST, read_head
from postil.importers.pages.archived_page import with_left_out
from postil.importers.pages.beside import EntriesBeside, EntryNames, is_inside
from postil.importers.pages.companions import PAGE_SUFFIXES, is_companion
from postil.importers.pages.own_copy import own_name, read_copy, unpacked
from postil.importers.pages.shown_files import PAGE_TYPES, media_type_of
from postil.importers.surest import surest
from postil.importers.tar_archive import TarArchive, is_tar
from postil.importers.unzipping import is_gzip, unzip, unzipped_head
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.importers.base import Importer
    from postil.model.capture import Capture

_SURE = 0.3
_UNSURE = 0.05
"""Of an archive that may have no page: reading it says so."""
_PROGRAMS = ("[Content_Types].xml", "META-INF/", "AndroidManifest.xml", "mimetype", "ppt/", "word/", "xl/")
"""What the archives begin with that are documents and programs."""
_SYSTEM = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_DATA = frozenset({"application/json", "application/xml", "application/rdf+xml"})
"""Types that other tools' exports have, too."""
_DEEPEST = 2
_PIECE = 1024 * 1024


class PageArchive:
    """Saved pages of any format in a ZIP or TAR archive."""

    name = "Archive"
    suffixes: tuple[str, ...] = (".zip", ".tar", ".tgz")

    def __init__(self, inner: Sequence[Importer]) -> None:
        """``inner`` are the formats that may be inside."""
        self._inner = tuple(inner)

    def confidence(self, head: bytes, path: Path) -> float:
        """Low, since whoever knows the archive better reads it."""
        if is_tar(head) or (is_gzip(head) and is_tar(unzipped_head(head))):
            return _SURE
        if not is_zip(head) or not path.is_file():
            return 0
        names = archive_names(path)
        if any(name.startswith(_PROGRAMS) for name in names):
            return 0
        return _SURE if any(name.lower().endswith(PAGE_SUFFIXES) for name in names) else _UNSURE

    def read(self, path: Path) -> Iterator[Capture]:
        """The pages in the archive; what in it is neither a page nor part of one is counted in a warning."""
        with TemporaryDirectory(prefix="postil-") as folder, _opened(path, Path(folder) / "0-tar") as archive:
            reading = _Reading(self._inner, path, Path(folder))
            for capture in with_left_out(reading.pages(archive)):
                yield replace(capture, format=self.name)


class _Reading:
    """One reading of an archive and of those in it; what comes out of all of them is counted together."""

    def __init__(self, inner: Sequence[Importer], container: Path, folder: Path) -> None:
        self._inner = inner
        self._container = container
        self._folder = folder
        self._left = LARGEST_TOTAL
        self._copies = 0

    def pages(
        self, archive: Archive | TarArchive, within: str = "", depth: int = 1
    ) -> Iterator[Capture | ImportFailed]:
        """What is read of an archive, which is the entry ``within`` of the one around it."""
        names = EntryNames(archive.names)
        entries = _visible(archive, names)
        done: set[str] = set()
        for entry in entries:
            if entry in done or not _may_be_page(entry):
                continue
            beside = EntriesBeside(archive, names, posixpath.dirname(entry.replace("\\", "/")))
            try:
                yield from self._read(archive, entry, beside, within=within, depth=depth)
            except NotAPage:
                continue
            except ImportFailed as error:
                yield error
            done |= {entry, *beside.taken}
        outside = (name for name in archive.names if not is_inside(name))
        for entry in (*outside, *(entry for entry in entries if entry not in done)):
            yield NotAPage(entry)

    def _read(
        self, archive: Archive | TarArchive, entry: str, beside: EntriesBeside, *, within: str, depth: int
    ) -> Iterator[Capture | ImportFailed]:
        self._copies += 1
        copy = self._folder / own_name(entry, self._copies)
        tar = self._folder / f"{self._copies}-tar"
        part = f"{within}/{entry}" if within else entry
        try:
            self._copy(archive, entry, copy)
            importer = self._importer(copy, depth)
            if importer is not None:
                stem = PurePosixPath(entry.replace("\\", "/")).stem
                yield from unpacked(read_copy(importer, copy, beside, stem), self._container, part)
            elif depth < _DEEPEST and _is_archive(read_head(copy)):
                with _opened(copy, tar) as inner:
                    yield from self.pages(inner, part, depth + 1)
            else:
                raise NotAPage(entry)
        except OSError as error:
            raise ImportFailed(
                _("The archive cannot be unpacked: {reason}.").format(reason=error.strerror or error)
            ) from error
        finally:
            copy.unlink(missing_ok=True)
            tar.unlink(missing_ok=True)

    def _importer(self, copy: Path, depth: int) -> Importer | None:
        """Whoever reads the copy; nobody where it is an archive in as many archives as are opened."""
        head = read_head(copy)
        if not head.strip(b"\0 \t\r\n\f\v") or (depth >= _DEEPEST and _is_archive(head)):
            return None
        return surest(self._inner, head, copy)[0]

    def _copy(self, archive: Archive | TarArchive, entry: str, copy: Path) -> None:
        count = 0
        with archive.open(entry) as source, copy.open("xb") as target:
            while piece := source.read(_PIECE):
                count += len(piece)
                self._left -= len(piece)
                if count > LARGEST or self._left < 0:
                    raise ImportFailed(
                        _("The archive holds more than a saved page may; it was not imported.")
                    )
                target.write(piece)


def _visible(archive: Archive | TarArchive, names: EntryNames) -> list[str]:
    """The entries that a person put there: not hidden, and not what was saved with a page."""
    safe = [name for name in archive.names if is_inside(name)]
    pages: dict[str, dict[str, str]] = {}
    for name in safe:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.suffix.lower() in PAGE_SUFFIXES:
            pages.setdefault(_folder(path), {})[path.stem] = path.name
    known: dict[PurePosixPath, bool] = {}

    def belongs(folder: PurePosixPath) -> bool:
        """Whether a folder, or one around it, was saved with a page."""
        if folder not in known:
            beside = EntriesBeside(archive, names, _folder(folder))
            known[folder] = bool(folder.name) and (
                belongs(folder.parent) or is_companion(folder.name, pages.get(_folder(folder), {}), beside)
            )
        return known[folder]

    paths = ((name, PurePosixPath(name.replace("\\", "/"))) for name in safe)
    return [name for name, path in paths if not _is_hidden(path) and not belongs(path.parent)]


def _folder(path: PurePosixPath) -> str:
    return "" if path.parent == PurePosixPath() else path.parent.as_posix()


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") or part in _SYSTEM for part in path.parts)


def _may_be_page(entry: str) -> bool:
    media_type = media_type_of(entry)
    return not media_type or media_type in PAGE_TYPES or media_type in _DATA


def _is_archive(head: bytes) -> bool:
    return is_zip(head) or is_tar(head) or (is_gzip(head) and is_tar(unzipped_head(head)))


def _opened(path: Path, unpacked_tar: Path) -> Archive | TarArchive:
    """The archive in a file; a compressed one is unpacked into another file first."""
    head = read_head(path)
    if is_zip(head):
        return Archive(path)
    if is_gzip(head):
        unzip(path, unpacked_tar, LARGEST_TOTAL)
        return TarArchive(unpacked_tar)
    return TarArchive(path)
