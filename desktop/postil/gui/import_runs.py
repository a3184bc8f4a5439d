"""Imports as they run in the window: looked at before, shown while they go on, reported, gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.app.import_report import Outcome
from postil.app.import_report_file import highlights_told
from postil.app.import_survey import survey
from postil.app.worker_count import workers_by_cores
from postil.gui import words
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.dialogs.import_card import ImportCard
from postil.gui.dialogs.import_report import IMPORT, LOOK, summary
from postil.model.annotation import Color
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from postil.app.import_report import ImportReport, ImportRow
    from postil.app.import_resuming import UnfinishedImport
    from postil.app.import_survey import ImportSurvey
    from postil.app.library import Library
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs, Progress, Step
    from postil.live_settings import LiveSettings

_NOTHING_NEW = frozenset({Outcome.ALREADY_THERE, Outcome.NOT_A_PAGE, Outcome.FAILED})
_LEFT_OUT = frozenset({Outcome.NOT_A_PAGE, Outcome.FAILED})
_SHOWN_FAILURES = 2


class ImportRuns(QObject):
    """Starts imports, and keeps the last one's dialog, which holds its report."""

    told = Signal(str)
    """What to say of an import in the background; empty when there is none."""
    page_wanted = Signal(str)
    """The id of a page that came in and is to be opened."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        messages: MessageBar,
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._messages = messages
        self._failed = failed
        self._window = parent
        self._last: BatchDialog | None = None

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands on imports, and what does them."""
        return (
            ("import.report", self.show_last),
            ("import.pause", self.turn_pause),
            ("import.go-on", self.go_on),
            ("import.give-up", self.give_up),
        )

    def consider(self, chosen: Sequence[Path], *, ask: bool = True) -> None:
        """Import these, at once where it is little; else, if ``ask``, tell first how much it is."""
        if not chosen:
            return
        self.told.emit(_("Looking for pages…"))
        self._jobs.run(
            lambda progress: survey(chosen, progress),
            lane="read",
            done=lambda found: self._surveyed(tuple(chosen), found, ask=ask),
            failed=self._failed,
        )

    def start(self, chosen: Sequence[Path], *, quiet: bool = False) -> None:
        """Import these; ``quiet`` shows no dialog for it."""
        color, workers = self._color(), workers_by_cores()
        resuming = self._library.import_resuming
        self._run(lambda progress: resuming.add(chosen, progress, color=color, workers=workers), quiet=quiet)

    def look(self, chosen: Sequence[Path]) -> None:
        """Read all of these and tell what would come of them; nothing is written."""
        dialog = BatchDialog(LOOK, self._jobs, self._failed, self._window)
        dialog.ended.connect(lambda report: self._looked(dialog, tuple(chosen), report))
        dialog.progressed.connect(lambda step: self._tell_work(dialog, step))
        dialog.page_wanted.connect(self.page_wanted)
        importing = self._library.importing
        workers = workers_by_cores()
        dialog.start(lambda progress: importing.add(chosen, progress, dry=True, workers=workers))

    # The import that goes on, or was the last.

    def show_last(self) -> None:
        """Show how far the import is, or else the report of the last one."""
        if self._last is None:
            self._messages.tell(_("Nothing was imported since Postil was opened."))
        else:
            self._last.open()

    def turn_pause(self) -> None:
        """Let the import wait, or go on."""
        if self._last is None or not self._last.running:
            self._messages.tell(_("No import is going on."))
            return
        self._last.turn_pause()
        paused = _("The import is paused.")
        self._messages.tell(
            paused if self._last.paused else _("The import goes on."), deed=(_("Show"), self.show_last)
        )

    # Imports that were cut short.

    def offer_unfinished(self) -> None:
        """Offer to go on with an import that did not come to its end, if there is one."""
        unfinished = self._library.import_resuming.unfinished()
        if unfinished:
            self._messages.tell(_unfinished_told(unfinished[0]), deed=(_("Go on"), self.go_on))

    def go_on(self) -> None:
        """Go on with the import that was cut short last."""
        unfinished = self._library.import_resuming.unfinished()
        if self._last is not None and self._last.running:
            self.show_last()
        elif unfinished:
            self.start(unfinished[0].chosen)
        else:
            self._messages.tell(_("No import was cut short."))

    def give_up(self) -> None:
        """Offer no more to go on with the import that was cut short last. What came in stays."""
        unfinished = self._library.import_resuming.unfinished()
        if not unfinished:
            self._messages.tell(_("No import was cut short."))
            return
        self._library.import_resuming.forget(unfinished[0].chosen)
        self._messages.tell(_("The import is given up; what came in stays."))

    def tell_result(self, report: ImportReport) -> None:
        """Say what came, where nobody looks at a report."""
        (row,) = report.rows if len(report.rows) == 1 else (None,)
        page = row.page if row is not None else None
        left_out = [each for each in report.rows if each.outcome in _LEFT_OUT]
        if left_out:
            self._messages.tell_error(_failures_told(report, left_out))
        elif row is not None and page is not None and row.outcome is not Outcome.LINK:
            opened = page
            self._messages.tell(_one_told(row), deed=(_("Open"), lambda: self.page_wanted.emit(opened)))
        else:
            deed = (_("Report"), self.show_last) if self._last is not None and report.rows else None
            self._messages.tell(_with_hint(report), deed=deed)

    def _surveyed(self, chosen: tuple[Path, ...], found: ImportSurvey, *, ask: bool) -> None:
        self.told.emit("")
        wish = self._settings.value.look_first
        if not found.readable and found.files == 0:
            self._messages.tell(_("There is nothing to import here."))
        elif ask and (wish == "on" or (wish == "many" and not found.small)):
            card = ImportCard(found, self._window)
            card.confirmed.connect(lambda: self.start(chosen))
            card.look_wanted.connect(lambda: self.look(chosen))
            card.open()
        else:
            self.start(chosen, quiet=found.small)

    def _run(self, work: Callable[[Progress], ImportReport], *, quiet: bool) -> None:
        dialog = BatchDialog(IMPORT, self._jobs, self._failed, self._window)
        dialog.ended.connect(lambda report: self._ended(dialog, report))
        dialog.progressed.connect(lambda step: self._tell_work(dialog, step))
        dialog.shown.connect(lambda: self.told.emit(""))
        dialog.page_wanted.connect(self.page_wanted)
        dialog.finished.connect(lambda _code: self.told.emit(dialog.told))
        self._last = dialog
        dialog.start(work, quiet=quiet)
        if quiet:
            self.told.emit(dialog.told)

    def _tell_work(self, dialog: BatchDialog, step: Step | None) -> None:
        self.told.emit("" if step is None or dialog.isVisible() else dialog.told)

    def _ended(self, dialog: BatchDialog, report: ImportReport) -> None:
        if report.cancelled:
            self._cut_short(dialog, report)
        elif not dialog.isVisible():
            self.tell_result(report)
        elif not any(row.outcome in _LEFT_OUT for row in report.rows):
            dialog.close()
            self.tell_result(report)

    def _cut_short(self, dialog: BatchDialog, report: ImportReport) -> None:
        unfinished = self._library.import_resuming.unfinished()
        if unfinished and dialog.isVisible():
            dialog.offer(_("Go on"), self.go_on, instead=_("Close"))
        elif not dialog.isVisible():
            deed = (_("Go on"), self.go_on) if unfinished else (_("Report"), self.show_last)
            self._messages.tell(summary(report), deed=deed)

    def _looked(self, dialog: BatchDialog, chosen: tuple[Path, ...], report: ImportReport) -> None:
        if any(row.outcome not in _NOTHING_NEW for row in report.rows):
            dialog.offer(_("Import them"), lambda: self.start(chosen), instead=_("Cancel"))
        if not dialog.isVisible():
            self._messages.tell(summary(report), deed=(_("Report"), dialog.open))

    def _color(self) -> Color:
        return Color(self._settings.value.highlight_color)


def _one_told(row: ImportRow) -> str:
    title = row.title or row.path.name
    told = {
        Outcome.IMPORTED: _("“{title}” imported"),
        Outcome.NEW_VERSION: _("“{title}” has a newer version now"),
        Outcome.UPDATED: _("“{title}” was updated"),
        Outcome.ALREADY_THERE: _("“{title}” is there already"),
    }
    came = told.get(row.outcome, "{title}").format(title=title)
    highlights = highlights_told(row)
    return f"{came}. {highlights}" if highlights else came


def _with_hint(report: ImportReport) -> str:
    """What came; of links also what they are."""
    if not report.count(Outcome.LINK):
        return summary(report)
    hint = _("Links wait until you import what was saved of their pages; nothing is fetched.")
    return f"{summary(report)}. {hint}"


def _failures_told(report: ImportReport, left_out: Sequence[ImportRow]) -> str:
    if len(left_out) > _SHOWN_FAILURES:
        return summary(report)
    reasons = " ".join(f"{row.path.name}: {row.message}" for row in left_out)
    return reasons if len(left_out) == len(report.rows) else f"{summary(report)}. {reasons}"


def _unfinished_told(unfinished: UnfinishedImport) -> str:
    name = unfinished.chosen[0].name or str(unfinished.chosen[0])
    if not unfinished.left:
        return _("The import of “{name}” was cut short.").format(name=name)
    return _("The import of “{name}” was cut short: {left} of {total} left.").format(
        name=name, left=words.number(unfinished.left), total=words.number(unfinished.total)
    )
