"""Documents into a folder of the person's own, kept up to date without ever writing over their words.

A document is found again by its id wherever its file was moved to, and merged into what the file says now
(``merging``). A file keeps its name when the title changes, for other notes link to it; a file that the
person deleted stays deleted. What is about to be written is said before (``bases``), so a program may be
killed at any moment. Nothing is written where nothing changed.
"""

from __future__ import annotations

import difflib
import errno
import hashlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from postil.errors import ExportFailed, PostilError
from postil.export.filenames import same_name
from postil.export.notes.bases import Bases, Coming, Kept, taken_over
from postil.export.notes.files import Found, NoteFiles, Stamp, document_id, read
from postil.export.notes.identity import without_id
from postil.export.notes.images import copy_images, from_where_it_is
from postil.export.notes.ledger import LEDGER, read_ledger
from postil.export.notes.merging.merge import merge
from postil.export.notes.writing import check_writable, create
from postil.export.notes.writing import replace as write_anew
from postil.model.export_report import ExportedFile, FileOutcome
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from postil.export.notes.document import Document
    from postil.export.notes.layout import Planned
    from postil.export.notes.ledger import Entry
    from postil.export.notes.merging.merge import Merged
    from postil.export.notes.merging.note_edits import BlockEdit
    from postil.model.ids import ContentHash

_TOGETHER = 8
"""Files that are written at once: waiting for the disk together is much faster."""
_AHEAD = 64
"""Files that are made while others are written."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document."""

    planned: Planned
    file: ExportedFile | None = None
    """None where a problem kept it from being told."""
    name: str = ""
    """Its file relative to the folder, with ``/`` between its parts."""
    stamp: Stamp | None = None
    """How the file looks now from outside; None where there is none, or it has to be looked at again."""
    edits: tuple[BlockEdit, ...] = ()
    problems: tuple[str, ...] = ()
    is_disk_full: bool = False


def write_documents(
    planned: Iterable[Planned],
    folder: Path,
    render: Callable[[Planned], Document],
    *,
    asset: Callable[[ContentHash], bytes | None] = lambda _name: None,
    dry_run: bool = False,
    again: bool = False,
) -> Iterator[Outcome]:
    """Bring the files of these documents up to date, and tell what became of each.

    ``render`` makes a document, with its id; ``asset`` gives the bytes of an image. A dry run writes nothing
    and has differences; ``again`` also writes the files that the person deleted. The folder is made if need
    be. Raises ExportFailed where it cannot be used; a document that cannot be written is an outcome with a
    problem.
    """
    writing = _Writing(folder, render, asset, dry_run=dry_run, again=again)
    writing.make_ready()
    # Of two documents of one name the same gets it in whatever order they come.
    ordered = sorted(planned, key=lambda each: (same_name("/".join(each.name)), each.id))
    with ExitStack() as ending:
        threads = ending.enter_context(ThreadPoolExecutor(_TOGETHER, thread_name_prefix="notes"))
        waiting: deque[Outcome | Future[Outcome]] = deque()
        for each in ordered:
            waiting.append(writing.begin(each, threads))
            if len(waiting) > _AHEAD:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())
        writing.end()


def _done(outcome: Outcome | Future[Outcome]) -> Outcome:
    return outcome.result() if isinstance(outcome, Future) else outcome


@dataclass(slots=True)
class _Writing:
    """One export into one folder."""

    folder: Path
    render: Callable[[Planned], Document]
    asset: Callable[[ContentHash], bytes | None]
    dry_run: bool
    again: bool
    _files: NoteFiles = field(init=False)
    _bases: Bases = field(init=False)
    _ledger: dict[str, Entry] = field(init=False)

    def __post_init__(self) -> None:
        self._bases = Bases(self.folder)

    def make_ready(self) -> None:
        try:
            if not self.dry_run:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._bases.make_ready()
            elif self.folder.exists() and not self.folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, _("it is a file"))
        except OSError as error:
            raise ExportFailed(
                _("The folder {folder} cannot be written to: {reason}.").format(
                    folder=self.folder, reason=error.strerror or error
                )
            ) from error
        self._files = NoteFiles(self.folder)
        self._ledger = read_ledger(self.folder)

    def begin(self, planned: Planned, threads: ThreadPoolExecutor) -> Outcome | Future[Outcome]:
        """What became of the document, or will: its file is written on another thread."""
        try:
            return self._begin(planned, threads)
        except OSError as error:
            return _refused(planned, error)
        except PostilError as error:
            return Outcome(planned, problems=(str(error),))

    def end(self) -> None:
        """Take the older ledger away once it is not needed."""
        if self._ledger and not self.dry_run and all(self._bases.get(page) for page in self._ledger):
            (self.folder / LEDGER).unlink(missing_ok=True)

    def _begin(self, planned: Planned, threads: ThreadPoolExecutor) -> Outcome | Future[Outcome]:
        kept = self._bases.get(planned.id) or taken_over(self._ledger.get(planned.id))
        found = self._existing(planned, kept)
        if found is None and kept is not None and not self.again:
            return self._deleted(planned, kept)
        path = self._new_path(planned, kept) if found is None else found.path
        document = from_where_it_is(self._document(planned, found), path, self.folder)
        merged = self._merged(planned, kept, document, found)
        fresh = Kept(self._files.name_of(path), merged.base)
        if found is not None and merged.text == found.text:
            if fresh != kept and not self.dry_run:
                self._bases.put(planned.id, fresh)
            return self._told(planned, ExportedFile(path, FileOutcome.UNCHANGED), merged, found.stamp)
        outcome = FileOutcome.NEW if found is None else FileOutcome.UPDATED
        if self.dry_run:
            if found is not None:
                check_writable(path)
            difference = _difference(found.text if found else "", merged.text, fresh.file)
            return self._told(planned, ExportedFile(path, outcome, difference), merged, None)

        def write() -> Outcome:
            try:
                copy_images(document.images, self.folder, self.asset, by_way_of=self._bases.folder)
                if found is not None:
                    coming = Coming(_hash(merged.text), merged.base)
                    self._bases.put(planned.id, replace(kept or Kept(fresh.file, None), coming=coming))
                stamp = self._write(path, merged.text, found)
                self._bases.put(planned.id, fresh)
            except OSError as error:
                return _refused(planned, error)
            return self._told(planned, ExportedFile(path, outcome), merged, stamp)

        return threads.submit(write)

    def _existing(self, planned: Planned, kept: Kept | None) -> Found | None:
        """The document's file as it is now: where it was written, or where its owner took it."""
        if kept is not None:
            if self._files.is_link(kept.file):
                raise OSError(None, _("“{file}” is a link").format(file=kept.file))
            path = self._files.at(kept.file)
            found = read(path) if path is not None else None
            if found is not None and document_id(found.text) in (planned.id, None):
                return found
        entry = self._ledger.get(planned.id)
        beside = self.folder / entry.beside.file if entry and entry.beside else None
        paths = [path for path in self._files.of_document(planned.id) if path != beside]
        known = kept.document if kept is not None else None
        if not paths and known is not None:
            below = self._files.of_document_below(planned.id)
            paths = [path for path in below if _has_highlight(known, read(path).text)]
        if not paths and planned.joins:
            paths = list(self._files.named(planned.name[-1]))
        if len(paths) > 1 and known is not None:
            return _nearest(known, [read(path) for path in paths])
        return read(paths[0]) if paths else None

    def _deleted(self, planned: Planned, kept: Kept) -> Outcome:
        if not kept.deleted and not self.dry_run:
            self._bases.put(planned.id, replace(kept, deleted=True))
        return Outcome(planned, ExportedFile(self.folder / kept.file, FileOutcome.DELETED), kept.file)

    def _new_path(self, planned: Planned, kept: Kept | None) -> Path:
        if kept is not None:
            path = self._files.free(kept.file)
            if path is not None:
                return path
        return self._files.new_path(planned.name, planned.id)

    def _document(self, planned: Planned, found: Found | None) -> Document:
        document = self.render(planned)
        if planned.joins and found is not None and document_id(found.text) is None:
            return without_id(document)  # the file is the person's own
        return document

    def _merged(self, planned: Planned, kept: Kept | None, document: Document, found: Found | None) -> Merged:
        if found is None:
            return merge(None, document, None)
        base = kept.document if kept is not None else None
        if kept is not None and kept.coming is not None and kept.coming.sha256 == _hash(found.text):
            base = kept.coming.document  # whoever wrote it was killed before it could say so
        entry = self._ledger.get(planned.id)
        if base is None and entry is not None and entry.note.sha256 == _hash(found.text):
            return merge(None, document, None)  # as an older Postil wrote it: nobody touched it since
        return merge(base, document, found.text)

    def _write(self, path: Path, text: str, found: Found | None) -> Stamp:
        content = text.encode("utf-8", "surrogateescape")
        way = self._bases.folder
        if found is None:
            return create(path, content, by_way_of=way)
        return write_anew(path, content, seen=found.stamp, by_way_of=way)

    def _told(self, planned: Planned, file: ExportedFile, merged: Merged, stamp: Stamp | None) -> Outcome:
        problems: tuple[str, ...] = ()
        if merged.kept_both and file.outcome is not FileOutcome.UNCHANGED:
            sentence = _(
                "“{file}” was changed in the same places as in Postil: it has both now; keep what you want."
            )
            problems = (sentence.format(file=file.path.name),)
        return Outcome(planned, file, self._files.name_of(file.path), stamp, merged.edits, problems)


def _has_highlight(document: Document, text: str) -> bool:
    """Whether a file that may only quote a note has any of its highlights."""
    return any(each.marker and each.marker in text for each in document.blocks)


def _nearest(document: Document, candidates: list[Found]) -> Found:
    """Of several files of one document the one with most of what was written: others may be old copies."""

    def has(file: Found) -> int:
        text = file.text.replace("\r\n", "\n")
        return sum(
            (each.text in text) + bool(each.marker and each.marker in text) for each in document.blocks
        )

    return max(candidates, key=has)


def _refused(planned: Planned, error: OSError) -> Outcome:
    sentence = _("The note of “{title}” could not be written: {reason}.").format(
        title=planned.title, reason=error.strerror or error
    )
    return Outcome(planned, problems=(sentence,), is_disk_full=error.errno in _FULL)


def _difference(before: str, after: str, name: str) -> str:
    """A unified diff."""
    lines = difflib.unified_diff(
        before.splitlines(),
        after.splitlines(),
        fromfile=name if before else "/dev/null",
        tofile=name,
        lineterm="",
    )
    return "".join(f"{line}\n" for line in lines)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
