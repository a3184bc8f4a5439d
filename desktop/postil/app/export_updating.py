"""Bringing the files of one export target up to date, with a look only at what changed.

A document is looked at where one of its pages changed in the library since the last update (the outbox
counts the changes), where other pages are in it, or where its file looks other than it did from outside.
Where the shape, a template or the meaning of a colour changed, everything is. Files of pages that are in
the trash, or that a target's query does not find any more, stay as they are.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from postil import __version__
from postil.app.note_writing import NoteWriting, Tally
from postil.errors import ExportFailed, QueryError
from postil.model.export_report import ExportedFile, ExportReport, FileOutcome
from postil.model.export_target import Layout
from postil.store import exported, outbox, pages
from postil.store.exported import ExportedDocument, ExportState
from postil.store.listed_pages import listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from postil.app.finding import Finding
    from postil.app.holdings import Holdings
    from postil.app.note_sources import NoteSources
    from postil.export.notes.files import Stamp
    from postil.export.notes.folder import Outcome
    from postil.export.notes.layout import Planned
    from postil.jobs import Progress
    from postil.model.color_names import ColorNames
    from postil.model.export_target import ExportTarget
    from postil.model.ids import PageId
    from postil.store.connection import Connection

_DELETED = -1
"""The size of a file that the person deleted."""
_LOOK_AGAIN = -1
"""When a file was modified that has to be looked at again."""
_TOGETHER = 500
"""Documents that are remembered in one transaction: a program that is killed has not lost more."""
_TEMPLATE_ENDING = "*.jinja"


def update(
    holdings: Holdings,
    sources: NoteSources,
    finding: Finding,
    target: ExportTarget,
    *,
    progress: Progress,
    dry_run: bool,
    again: bool,
) -> ExportReport:
    """Bring the target's files up to date; see ``ExportTargets.update``."""
    with holdings.database.snapshot() as connection:
        state = ExportState(outbox.newest(connection), _made_by(target, sources.colors))
        before = exported.state(connection, target.id)
        known = exported.documents(connection, target.id)
        planned = _planned(connection, finding, target, known)
        is_full = (
            again or before is None or before.made_by != state.made_by or before.sequence > state.sequence
        )
        changed = frozenset() if before is None else exported.changed_pages(connection, before.sequence)
    survey = _Survey(target, known, changed, is_full=is_full)
    survey.look(planned)
    memory = _Memory(holdings, target, known, dry_run=dry_run)
    tally = Tally(target.shape)
    writing = NoteWriting(sources, holdings.folder, target.shape, dry_run=dry_run, again=again)
    try:
        if survey.wanted or not target.folder.is_dir():
            for outcome in writing.write(survey.wanted, target.folder, progress):
                tally.add(outcome)
                memory.take(outcome)
    except BaseException:
        memory.keep()
        raise
    memory.keep(state)
    report = tally.report()
    return ExportReport((*report.files, *survey.resting), report.problems, report.edits)


def _planned(
    connection: Connection, finding: Finding, target: ExportTarget, known: dict[str, ExportedDocument]
) -> tuple[Planned, ...]:
    """The documents of the target now, and those that are empty now."""
    from postil.export.notes.layout import Planned, plan  # noqa: PLC0415 - see NoteSources

    by_parts = target.layout in (Layout.TAG, Layout.DAY)
    try:
        wanted = finding.page_ids(target.pages) if target.pages else pages.annotated_ids(connection)
    except QueryError as error:
        raise ExportFailed(str(error)) from error
    if not target.pages and target.layout is Layout.PAGE:
        # A page whose last highlight was taken away has nothing to say any more, and its file is to say so.
        wanted = tuple(dict.fromkeys((*wanted, *(page for each in known.values() for page in each.pages))))
    found = listed(connection, wanted, by_parts=by_parts)
    planned = plan(found, target.layout, name=target.name, key=target.id)
    if target.layout is Layout.PAGE or not planned:  # a query that finds nothing at all empties no file
        return planned
    named = {each.id for each in planned}
    left = (each for each in known.values() if each.id not in named and each.pages)
    emptied = (
        Planned(each.id, each.file, (), shared=True, joins=target.layout is Layout.DAY) for each in left
    )
    return (*planned, *emptied)


@dataclass(slots=True)
class _Survey:
    """Which documents of a target are to be looked at."""

    target: ExportTarget
    known: dict[str, ExportedDocument]
    changed: frozenset[PageId]
    is_full: bool
    wanted: list[Planned] = field(default_factory=list)
    resting: list[ExportedFile] = field(default_factory=list)
    """The files of the others."""

    def look(self, planned: Iterable[Planned]) -> None:
        """Tell one from the other."""
        from postil.export.notes.files import NoteFiles  # noqa: PLC0415 - see NoteSources

        files = NoteFiles(self.target.folder)
        for each in planned:
            known = self.known.get(each.id)
            if known is None or self.is_full or self._is_due(each, known, files.stamp_at(known.file)):
                self.wanted.append(each)
                continue
            outcome = FileOutcome.DELETED if known.size == _DELETED else FileOutcome.UNCHANGED
            self.resting.append(ExportedFile(self.target.folder / known.file, outcome))

    def _is_due(self, planned: Planned, known: ExportedDocument, stamp: Stamp | None) -> bool:
        if known.size == _DELETED:
            return stamp is not None
        if stamp is None or (stamp.size, stamp.modified) != (known.size, known.modified):
            return True
        now = frozenset(part.page for part in planned.parts)
        return now != known.pages or not now.isdisjoint(self.changed)


@dataclass(slots=True)
class _Memory:
    """Remembers what became of documents, some at a time."""

    holdings: Holdings
    target: ExportTarget
    known: dict[str, ExportedDocument]
    dry_run: bool
    _taken: list[ExportedDocument] = field(default_factory=list)

    def take(self, outcome: Outcome) -> None:
        """Remember one document."""
        if not outcome.name:  # it could not be written
            known = self.known.get(outcome.planned.id)
            if known is not None:
                self._taken.append(replace(known, modified=_LOOK_AGAIN))
            return
        if outcome.name != _storable(outcome.name):
            return  # a name that is no text: the file is looked at again
        pages = frozenset(part.page for part in outcome.planned.parts)
        size, modified = (
            (outcome.stamp.size, outcome.stamp.modified) if outcome.stamp else (_DELETED, _LOOK_AGAIN)
        )
        self._taken.append(ExportedDocument(outcome.planned.id, outcome.name, size, modified, pages))
        if len(self._taken) >= _TOGETHER:
            self.keep()

    def keep(self, state: ExportState | None = None) -> None:
        """Write it down, and how far the target is where all of it was looked at."""
        if self.dry_run or not self.holdings.database.writable:
            return
        with self.holdings.transaction() as tx:
            exported.remember(tx, self.target.id, self._taken, state=state)
        self._taken.clear()


def _storable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def _made_by(target: ExportTarget, colors: ColorNames) -> str:
    """A hash of all that makes the target's notes what they are, beside the library."""
    digest = hashlib.sha256()
    for part in (__version__, target.layout, target.shape, target.pages, target.name, colors):
        digest.update(f"{part!r}\0".encode())
    for path in _templates(target.shape.template):
        digest.update(f"{path.name}\0".encode())
        with suppress(OSError):  # whoever renders it says so
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _templates(folder: Path | None) -> list[Path]:
    """Those in the folder and in the folders in it: it may be any folder, and is not searched to its end."""
    if folder is None:
        return []
    found = (*folder.glob(_TEMPLATE_ENDING), *folder.glob(f"*/{_TEMPLATE_ENDING}"))
    return sorted(path for path in found if path.is_file())
