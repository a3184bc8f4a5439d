"""Bringing export targets up to date: by hand, on a key, or by themselves when something changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from postil.errors import PostilError
from postil.gui import export_words, words
from postil.model.export_report import ExportReport
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.library import Library
    from postil.jobs import Jobs, Progress
    from postil.model.changes import Changes
    from postil.model.export_target import ExportTarget
    from postil.model.ids import ExportTargetId

FIRST_MILLISECONDS = 10_000
"""The window is to be usable first; then what changed while it was closed is written."""
QUIET_MILLISECONDS = 3_000
"""So long nothing is to change before it is written: a person makes highlights one after the other."""


@dataclass(frozen=True, slots=True)
class TargetUpdate:
    """What one update of one target did."""

    target: ExportTarget
    report: ExportReport = ExportReport()  # noqa: RUF009 - frozen, like this
    failure: str = ""
    """Why nothing could be done at all."""

    @property
    def problem(self) -> str:
        """What is amiss, in a sentence; empty where nothing is."""
        return self.failure or next(iter(self.report.problems), "")


class ExportUpdates(QObject):
    """Runs one update at a time; what is asked for meanwhile is done after it."""

    ended = Signal(object)
    """The ``TargetUpdate``s that the person asked for, as a tuple."""
    troubled = Signal(object)
    """A ``TargetUpdate`` that went on by itself and has a problem that was not told yet."""
    running = Signal(str)
    """How far it is, in words; empty when nothing runs."""

    def __init__(
        self, library: Library, jobs: Jobs, failed: Callable[[Exception], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._failed = failed
        self._work: Progress | None = None
        self._asked: tuple[ExportTarget, ...] = ()
        self._again = False
        self._told: dict[ExportTargetId, str] = {}
        self.last: dict[ExportTargetId, TargetUpdate] = {}
        """The last update of each target since the window was opened."""
        self._soon = QTimer(self, singleShot=True, interval=FIRST_MILLISECONDS)
        self._soon.timeout.connect(self._keep)
        self._soon.start()

    def hear(self, changes: Changes) -> None:
        """Something changed: what is kept on change is written when it is quiet."""
        if changes.pages or changes.annotated or changes.membership or changes.export_targets:
            self._soon.start(QUIET_MILLISECONDS)

    def update(self, targets: Sequence[ExportTarget]) -> None:
        """Bring these up to date, in the background."""
        self._asked = tuple(targets)
        if self._work is None:
            self._start_asked()

    def cancel(self) -> None:
        """Stop; what was written stays, and the rest is written the next time."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
            self._asked = ()
            self.running.emit("")

    def _start_asked(self) -> None:
        targets = self._asked
        self._start(lambda: targets, asked=True)

    def _keep(self) -> None:
        """Bring those up to date that are kept on change."""
        if self._work is not None:
            self._again = True
            return
        self._start(self._library.export_targets.kept_on_change, asked=False)

    def _start(self, targets: Callable[[], Sequence[ExportTarget]], *, asked: bool) -> None:
        if asked:
            self._asked = ()
            self.running.emit(_("Updating the notes…"))

        def work(progress: Progress) -> tuple[TargetUpdate, ...]:
            return tuple(self._update(each, progress) for each in targets())

        def failed(error: Exception) -> None:
            self._end()
            self._failed(error)

        self._work = self._jobs.run(
            work, lane="read", done=lambda updates: self._done(updates, asked=asked), failed=failed
        )

    def _update(self, target: ExportTarget, progress: Progress) -> TargetUpdate:
        try:
            return TargetUpdate(target, self._library.export_targets.update(target, progress))
        except PostilError as error:
            return TargetUpdate(target, failure=str(error))

    def _done(self, updates: tuple[TargetUpdate, ...], *, asked: bool) -> None:
        for update in updates:
            self.last[update.target.id] = update
            if not asked and update.problem and update.problem != self._told.get(update.target.id):
                self.troubled.emit(update)
            self._told[update.target.id] = update.problem
        self._end()
        if asked:
            self.ended.emit(updates)

    def _end(self) -> None:
        self._work = None
        self.running.emit("")
        if self._asked:
            self._start_asked()
        elif self._again:
            self._again = False
            self._soon.start(QUIET_MILLISECONDS)


def told(updates: Sequence[TargetUpdate]) -> str:
    """``4 files updated``: what several updates did, in a sentence; failures come first."""
    failures = [each.failure for each in updates if each.failure]
    together = ExportReport(
        tuple(file for each in updates for file in each.report.files),
        tuple(problem for each in updates for problem in each.report.problems),
        tuple(edit for each in updates for edit in each.report.edits),
    )
    parts = [*failures]
    written = len(together.written)
    if written:
        parts.append(words.counted("{count} file updated.", "{count} files updated.", written))
    elif not failures:
        parts.append(_("All notes are up to date."))
    if together.problems:
        count = len(together.problems)
        parts.append(words.counted("{count} problem.", "{count} problems.", count))
    return " ".join(filter(None, (*parts, export_words.edits_told(together))))
