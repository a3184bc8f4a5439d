"""Export targets: folders that a person has notes kept in, and bringing them up to date."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postil.app import export_updating
from postil.errors import ExportFailed, ExportTargetError, NotFound, QueryError
from postil.model.changes import Changes
from postil.model.export_target import Keeping, LastUpdate, Layout
from postil.model.ids import ExportTargetId, new_id
from postil.search.queries.parsing import parse
from postil.store import export_targets, exported
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.app.exporting import Exporting
    from postil.app.finding import Finding
    from postil.app.holdings import Holdings
    from postil.jobs import Progress
    from postil.model.export_report import ExportReport
    from postil.model.export_target import ExportTarget, NoteShape
    from postil.model.ids import PageId


class ExportTargets:
    """What a person does with the folders that notes are kept in."""

    def __init__(self, holdings: Holdings, exporting: Exporting, finding: Finding) -> None:
        self._holdings = holdings
        self._exporting = exporting
        self._finding = finding
        self._updating = threading.Lock()

    def all(self) -> tuple[ExportTarget, ...]:
        """Every target, in the order in which they were added."""
        return export_targets.everyone(self._holdings.reader())

    def kept_on_change(self) -> tuple[ExportTarget, ...]:
        """Those that follow by themselves: which were set up, or brought up to date, on this computer.

        Others came with a backup, and their folders may be anything here: a person looks at them first.
        """
        con = self._holdings.reader()
        return tuple(
            each
            for each in self.all()
            if each.keeping is Keeping.ON_CHANGE and exported.state(con, each.id) is not None
        )

    def find(self, called: str) -> ExportTarget:
        """The target of that name, in any letter case, or of that id. Raises NotFound."""
        wanted = _key(called)
        for target in self.all():
            if wanted in (_key(target.name), target.id):
                return target
        raise NotFound(
            _("No export target is called “{name}”; 'postil targets list' shows them.").format(name=called)
        )

    def add(self, target: ExportTarget) -> ExportTarget:
        """Keep notes in a folder from now on; the target as it is kept. Raises ExportTargetError."""
        made = self._checked(replace(target, id=target.id or ExportTargetId(new_id())))
        self._change(_("Add export target"), (*self.all(), made))
        return made

    def change(self, target: ExportTarget) -> Changes:
        """Let the target of that id be like this. Raises NotFound or ExportTargetError."""
        before = self._get(target.id)
        after = self._checked(target)
        return self._change(
            _("Change export target"), [after if each == before else each for each in self.all()]
        )

    def remove(self, target_id: ExportTargetId) -> Changes:
        """Keep notes there no longer; the files stay. Raises NotFound."""
        gone = self._get(target_id)
        return self._change(_("Remove export target"), [each for each in self.all() if each != gone])

    def update(
        self, target: ExportTarget, progress: Progress, *, dry_run: bool = False, again: bool = False
    ) -> ExportReport:
        """Bring the files of a target up to date: what changed in the library or in the folder is looked at.

        A dry run writes nothing and tells the differences. ``again`` looks at everything, and writes files
        that the person deleted anew. Raises ExportFailed.
        """
        with self._updating:
            try:
                report = export_updating.update(
                    self._holdings,
                    self._exporting.sources,
                    self._finding,
                    target,
                    progress=progress,
                    dry_run=dry_run,
                    again=again,
                )
            except ExportFailed as error:
                self._note_update(target, str(error), dry_run=dry_run)
                raise
            self._note_update(target, next(iter(report.problems), ""), dry_run=dry_run)
            return report

    def last_update(self, target_id: ExportTargetId) -> LastUpdate | None:
        """When the target was last brought up to date, and what was amiss; None where it never was."""
        return exported.last_update(self._holdings.reader(), target_id)

    def preview(self, shape: NoteShape, page_id: PageId) -> str:
        """The note of a page in that shape. Raises ExportFailed, which tells the line of a template."""
        return self._exporting.markdown(page_id, shape)

    def _note_update(self, target: ExportTarget, problem: str, *, dry_run: bool) -> None:
        if not dry_run and self._holdings.database.writable:
            with self._holdings.transaction() as tx:
                exported.note_update(tx, target.id, LastUpdate(datetime.now(UTC), problem))

    def _get(self, target_id: ExportTargetId) -> ExportTarget:
        for target in self.all():
            if target.id == target_id:
                return target
        raise NotFound(_("There is no such export target any more."))

    def _checked(self, target: ExportTarget) -> ExportTarget:
        name = " ".join(target.name.split())
        if not name:
            raise ExportTargetError(_("An export target needs a name."))
        if any(_key(each.name) == _key(name) and each.id != target.id for each in self.all()):
            raise ExportTargetError(
                _("There is an export target “{name}” already; choose another name.").format(name=name)
            )
        folder = target.folder.expanduser().absolute()
        if folder.resolve().is_relative_to(self._holdings.folder.resolve()):
            raise ExportTargetError(
                _("The folder {folder} belongs to the library; choose another one for notes.").format(
                    folder=folder
                )
            )
        self._refuse_shared_folder(replace(target, folder=folder))
        pages = " ".join(target.pages.split())
        problem = parse(pages, typing=False).problem if pages else None
        if isinstance(problem, QueryError):
            raise ExportTargetError(str(problem))
        return replace(target, name=name, folder=folder, pages=pages)

    def _refuse_shared_folder(self, target: ExportTarget) -> None:
        """Two targets that keep the same files would write them in turns. One file for all is of each."""
        for other in self.all():
            same = other.id != target.id and other.layout is target.layout is not Layout.ONE_FILE
            if same and (
                target.folder.is_relative_to(other.folder) or other.folder.is_relative_to(target.folder)
            ):
                raise ExportTargetError(
                    _(
                        "The export target “{name}” keeps such files there already; choose another folder."
                    ).format(name=other.name)
                )

    def _change(self, label: str, targets: Sequence[ExportTarget]) -> Changes:
        before, after = self.all(), tuple(targets)
        if before == after:
            return Changes()

        def write(wanted: tuple[ExportTarget, ...]) -> Changes:
            with self._holdings.transaction() as tx:
                there = {each.id: each for each in export_targets.everyone(tx)}
                export_targets.replace_all(tx, wanted)
                kept = {each.id: each for each in wanted}
                for name, target in there.items():
                    if name not in kept or _place(kept[name]) != _place(target):
                        exported.forget(tx, name)
                for target in wanted:
                    if there.get(target.id) != target:
                        exported.begin(tx, target.id)
            return Changes(export_targets=True)

        return self._holdings.undo.do(label, lambda: write(after), lambda: write(before))


def _place(target: ExportTarget) -> tuple[Path, Layout]:
    """What says where the files of a target are; those of another place stay as they are."""
    return target.folder, target.layout


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
