"""Exporting into the formats of other tools: which pages, into which file, and never half of one.

What is written goes beside the file first and takes its place when it is whole: an export that is cancelled,
or ends in an error, leaves what was there before.
"""

from __future__ import annotations

import filecmp
import shutil
from functools import partial
from typing import IO, TYPE_CHECKING

from postil.durable import finish, name_within, sweep, unfinished
from postil.errors import ExportFailed, LibraryDamaged, NotFound
from postil.export.filenames import file_stem, same_name, with_mark
from postil.export.formats.formats import find_format
from postil.export.formats.source import Listed, Source
from postil.model.export_report import ExportedFile, ExportReport, FileOutcome
from postil.model.page import Place
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from postil.app.reading import Reading
    from postil.export.formats.formats import ExportFormat
    from postil.jobs import Progress
    from postil.model.color_names import ColorNames
    from postil.model.ids import PageId
    from postil.model.page import Page

_MARK = 6
"""Characters of a page's id that tell its file from another of the same title."""
_STEM = "Postil"
"""What a file is called whose folder alone was named."""
_INDEX = "index"
_HEAD = 4096
"""Bytes of a file in which it says whose it is."""
_MOST_ROWS = 500
"""Pages whose rows are read together."""


def export_as(
    reading: Reading,
    format_id: str,
    ids: Sequence[PageId] | None,
    path: Path,
    progress: Progress,
    *,
    colors: ColorNames,
) -> ExportReport:
    """Write pages in a format: these; or, where None, all that it is for. Pages in the trash are left out.

    ``path`` is the file; a folder, where each page is a file. A page that cannot be read is a problem of the
    report. Raises ExportFailed.
    """
    chosen = find_format(format_id)
    if ids is None:
        ids = reading.page_ids(Place(), descending=False) if chosen.tells_pages else reading.annotated_ids()
    sources = _Sources(reading, chosen, ids, progress, colors)
    try:
        sweep(path if path.is_dir() else path.parent)
        if chosen.page_of is not None:
            files = _write_folder(chosen, chosen.page_of, sources, path)
        else:
            file = path / f"{_STEM}{chosen.suffix}" if path.is_dir() else path
            files = (_write_file(file, lambda opened: chosen.write(sources.each(), opened)),)
    except OSError as error:
        raise ExportFailed(
            _("“{path}” cannot be written: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error
    return ExportReport(files, tuple(sources.problems))


class _Sources:
    """The pages of an export, read one by one."""

    def __init__(
        self,
        reading: Reading,
        chosen: ExportFormat,
        ids: Sequence[PageId],
        progress: Progress,
        colors: ColorNames,
    ) -> None:
        self.problems: list[str] = []
        self._reading = reading
        self._chosen = chosen
        self._ids = tuple(dict.fromkeys(ids))
        self._progress = progress
        self._colors = colors

    def each(self) -> Iterator[Source]:
        """The pages; one that cannot be read is a problem instead."""
        done = 0
        for at in range(0, len(self._ids), _MOST_ROWS):
            some = self._ids[at : at + _MOST_ROWS]
            rows = self._reading.pages(some)
            for page_id in some:
                page = rows.get(page_id)
                self._progress.step(done, len(self._ids), page.title if page else "")
                source = self._source(page_id, page)
                if source is not None:
                    yield source
                done += 1
        self._progress.step(done, len(self._ids))

    def _source(self, page_id: PageId, page: Page | None) -> Source | None:
        if page is not None and page.trashed is not None:
            return None
        try:
            if page is None or self._chosen.needs_articles:
                article = self._reading.view(page_id)
                return Source(
                    article.page,
                    article.html,
                    article.text,
                    article.placed,
                    self._colors,
                    self._reading.asset,
                )
        except (LibraryDamaged, NotFound) as error:
            self.problems.append(
                _("Page {page} could not be exported: {reason}").format(page=page_id, reason=error)
            )
            return None
        return Source(page, colors=self._colors)


def _write_folder(
    chosen: ExportFormat, page_of: Callable[[bytes], str | None], sources: _Sources, folder: Path
) -> tuple[ExportedFile, ...]:
    """Write a file a page into a folder, which is made if need be.

    A page's own file of an earlier export is written anew, under the name that it has by now; no other file
    that is there is touched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = _Names(folder, chosen.suffix, page_of)
    files = []
    listed = []
    for source in sources.each():
        name = names.of(source.page)
        files.append(_write_file(folder / name, partial(chosen.write, (source,)), synced=False))
        listed.append(Listed(name, source.page.title, source.page.site or "", len(source.placed)))
    if chosen.write_index is not None and len(listed) > 1:
        name = names.of_index()
        files.append(_write_file(folder / name, partial(chosen.write_index, listed)))
    return tuple(files)


class _Names:
    """What the files of a folder are called."""

    def __init__(self, folder: Path, suffix: str, page_of: Callable[[bytes], str | None]) -> None:
        self._suffix = suffix
        self._taken = {same_name(each.name) for each in folder.iterdir()}
        self._own: dict[str, str] = {}
        for file in sorted(folder.glob(f"*{suffix}")):
            if file.is_file() and not file.is_symlink():
                with file.open("rb") as opened:
                    page = page_of(opened.read(_HEAD))
                if page is not None:
                    self._own.setdefault(page, file.name)

    def of(self, page: Page) -> str:
        """The name of a page's file: the one it has, else a new one of its title."""
        return self._own.pop(page.id, None) or self._free(file_stem(page.title), page.id[:_MARK])

    def of_index(self) -> str:
        """The name of the list of all pages."""
        return self._own.pop("", None) or self._free(_INDEX, _STEM)

    def _free(self, stem: str, mark: str) -> str:
        name, number = stem, 1
        while same_name(name + self._suffix) in self._taken:
            name = with_mark(stem, mark if number == 1 else f"{mark} {number}")
            number += 1
        self._taken.add(same_name(name + self._suffix))
        return name + self._suffix


def _write_file(path: Path, write: Callable[[IO[bytes]], object], *, synced: bool = True) -> ExportedFile:
    """Write a file, or leave it as it is where it is the same already.

    Of thousands of files that can be made again, each is not waited for until the disk has it (``synced``).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    there = path.exists()
    beside = name_within(path.parent)
    with unfinished(beside) as file:
        write(file)
        finish(file, synced=synced)
        if there and filecmp.cmp(path, beside, shallow=False):
            return ExportedFile(path, FileOutcome.UNCHANGED)
        if there:
            shutil.copymode(path, beside)
        beside.replace(path)
    return ExportedFile(path, FileOutcome.UPDATED if there else FileOutcome.NEW)
