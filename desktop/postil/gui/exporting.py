"""Export in the window: notes of pages, other formats, and the targets that are kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui import words
from postil.gui.dialogs.export_target import ExportTargetDialog
from postil.gui.dialogs.export_targets import ExportTargetsDialog
from postil.gui.dialogs.export_updates import ExportUpdatesDialog
from postil.gui.dialogs.exports import ExportDialog
from postil.gui.dialogs.question import Question
from postil.gui.export_updates import ExportUpdates, told
from postil.gui.export_work import ExportWork, Pages
from postil.gui.paper_export import save_pdfs
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.gui.export_updates import TargetUpdate
    from postil.gui.reader.paper import PaperWishes
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.changes import Changes
    from postil.model.export_target import ExportTarget
    from postil.model.ids import PageId
    from postil.model.note_edit import NoteEdit


class Exporting(QObject):
    """Opens the dialogs of export, does what they ask for, and says how it went."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        meant: Callable[[], tuple[PageId, ...]],
        listed: Callable[[], tuple[PageId, ...]],
        wishes: Callable[[], PaperWishes],
        see_edits: Callable[[tuple[NoteEdit, ...], QWidget], object],
        told: Callable[[str], object],
        appearance: Appearance,
        messages: MessageBar,
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        """``meant`` are the pages that a command is about, ``listed`` all of the list.

        ``wishes`` are how PDFs look; ``see_edits`` shows edits that were found in files, over a dialog.
        ``told`` says a sentence with undo beside it.
        """
        super().__init__(window)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._meant = meant
        self._listed = listed
        self._see_edits = see_edits
        self._told = told
        self._appearance = appearance
        self._messages = messages
        self._failed = failed
        self._window = window
        self._work = ExportWork(
            library,
            lambda ids, folder, progress: save_pdfs(
                library.reading, ids, folder, wishes(), progress=progress
            ),
        )
        self._targets: ExportTargetsDialog | None = None
        self._dialog: ExportDialog | None = None
        self.updates = ExportUpdates(library, jobs, failed, self)
        self.updates.ended.connect(self._ended)
        self.updates.troubled.connect(self._troubled)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of export, and what does them."""
        return (
            ("notes.export-page", self._export_meant),
            ("notes.export-selected", self._export_meant),
            ("notes.export-list", self._export_listed),
            ("notes.export-all", self._export_all),
            ("notes.targets", self.show_targets),
            ("notes.update", self.update_all),
            ("notes.update-report", self.show_report),
        )

    def refresh(self, changes: Changes) -> None:
        """A deed changed the library."""
        self.updates.hear(changes)
        if changes.export_targets:
            self._refresh()

    # Exports, asked for once.

    def _export_meant(self) -> None:
        self._export_pages(self._meant())

    def _export_listed(self) -> None:
        self._export_pages(self._listed())

    def _export_all(self) -> None:
        self._export(Pages(None, _("Export the notes of the whole library")))

    def _export_pages(self, ids: tuple[PageId, ...]) -> None:
        if len(ids) == 1:
            title = self._library.reading.page(ids[0]).title
            self._export(Pages(ids, _("Export the notes of “{title}”").format(title=title)))
        elif ids:
            title = words.counted(
                "Export the notes of {count} page", "Export the notes of {count} pages", len(ids)
            )
            self._export(Pages(ids, title))
        else:
            self._messages.tell(_("There is no page here to export."))

    def _export(self, pages: Pages) -> None:
        dialog = ExportDialog(
            pages,
            self._work,
            self._jobs,
            self._settings,
            appearance=self._appearance,
            failed=self._failed,
            parent=self._window,
        )
        dialog.targets_wanted.connect(lambda: self._show_targets(dialog))
        dialog.edits_wanted.connect(lambda edits: self._see_edits(edits, dialog))
        dialog.finished.connect(lambda _code: self._forget(dialog))
        self._dialog = dialog
        dialog.open()

    def _forget(self, dialog: ExportDialog) -> None:
        if self._dialog is dialog:
            self._dialog = None

    # Export targets.

    def show_targets(self) -> None:
        """Show the export targets."""
        self._show_targets(self._window)

    def update_all(self) -> None:
        """Bring all export targets up to date; where there is none, offer to set one up."""
        targets = self._work.targets()
        if targets:
            self.updates.update(targets)
            self._messages.tell(_("Updating the notes…"), deed=(_("Cancel"), self.updates.cancel))
        else:
            self._messages.tell(
                _("There is no export target yet: a folder in which notes are kept up to date."),
                deed=(_("Set one up"), self.show_targets),
            )

    def show_report(self) -> None:
        """Show what the last updates did."""
        updates = tuple(self.updates.last.values())
        if not updates:
            self._messages.tell(_("No export target was updated since Postil was opened."))
            return
        dialog = ExportUpdatesDialog(updates, self._appearance, self._targets or self._window)
        dialog.edits_wanted.connect(lambda edits: self._see_edits(edits, dialog))
        dialog.open()

    def _show_targets(self, over: QWidget) -> None:
        dialog = ExportTargetsDialog(self._appearance, over)
        dialog.add_wanted.connect(lambda: self._edit(None, dialog))
        dialog.change_wanted.connect(lambda target: self._edit(target, dialog))
        dialog.remove_wanted.connect(lambda target: self._ask_to_remove(target, dialog))
        dialog.update_wanted.connect(self.updates.update)
        dialog.report_wanted.connect(self.show_report)
        self.updates.running.connect(dialog.show_work)
        dialog.finished.connect(lambda _code: self._targets_seen())
        self._targets = dialog
        self._refresh()
        dialog.open()

    def _targets_seen(self) -> None:
        self._targets = None
        if self._dialog is not None:
            self._dialog.offer_targets()

    def _refresh(self) -> None:
        if self._targets is not None:
            known = self._library.export_targets
            self._targets.show_targets(
                tuple((each, known.last_update(each.id)) for each in self._work.targets()),
                reported=bool(self.updates.last),
            )

    def _edit(self, target: ExportTarget | None, over: QWidget) -> None:
        """Ask for a new target, or for what is to be other in one."""
        dialog = ExportTargetDialog(
            target,
            [each for each in self._work.targets() if target is None or each.id != target.id],
            self._work.preview_of(Pages(None, "")),
            jobs=self._jobs,
            appearance=self._appearance,
            failed=self._failed,
            keep=self._add if target is None else self._change,
            parent=over,
        )
        dialog.open()

    def _add(self, target: ExportTarget) -> None:
        kept = self._library.export_targets.add(target)
        self._refresh()
        self._told(_("Added the export target “{name}”").format(name=kept.name))

    def _change(self, target: ExportTarget) -> None:
        self._library.export_targets.change(target)
        self._refresh()
        self._told(_("Changed the export target “{name}”").format(name=target.name))

    def _ask_to_remove(self, target: ExportTarget, over: QWidget) -> None:
        def remove() -> None:
            self._library.export_targets.remove(target.id)
            self._refresh()
            self._told(_("Removed the export target “{name}”").format(name=target.name))

        Question(
            _("Remove “{name}”?").format(name=target.name),
            _("Its files stay where they are, and are no longer brought up to date."),
            _("Remove"),
            remove,
            over,
        ).open()

    # How updates went.

    def _ended(self, updates: tuple[TargetUpdate, ...]) -> None:
        self._refresh()
        if self._targets is None:
            amiss = any(each.failure for each in updates)
            deed = (_("Details"), self.show_report)
            if amiss:
                self._messages.tell_error(told(updates), deed=deed)
            else:
                self._messages.tell(told(updates), deed=deed)

    def _troubled(self, update: TargetUpdate) -> None:
        self._refresh()
        self._messages.tell_error(
            _("“{name}” could not be kept up to date: {problem}").format(
                name=update.target.name, problem=update.problem
            ),
            deed=(_("Details"), self.show_report),
        )
