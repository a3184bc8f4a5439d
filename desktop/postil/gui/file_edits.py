"""Notes that were edited in exported files: shown where some are found, taken back as the person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui import words
from postil.gui.dialogs.file_edits import FileEditsDialog
from postil.gui.errands import Errands
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.app.taking_back import Answer, OfferedNote, Taken
    from postil.gui.appearance import Appearance
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs, Progress
    from postil.model.note_edit import NoteEdit


class FileEdits:
    """Opens the dialog over whichever window asks for it."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        *,
        appearance: Appearance,
        messages: MessageBar,
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        """``told`` says a sentence with undo beside it."""
        self._library = library
        self._jobs = jobs
        self._failed = failed
        self._window = window
        self._appearance = appearance
        self._messages = messages
        self._told = told
        self._errands = Errands(library.undo, jobs, failed)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The command that looks for edits, and what does it."""
        return (("notes.take-edits", self.look),)

    def look(self) -> None:
        """Look through the files of all export targets for edited notes; nothing is written."""
        targets = self._library.export_targets
        if not targets.all():
            self._messages.tell(_("There is no export target whose files could have been edited."))
            return

        def find(progress: Progress) -> tuple[OfferedNote, ...]:
            reports = (targets.update(target, progress, dry_run=True, again=True) for target in targets.all())
            return self._library.taking_back.offers([edit for each in reports for edit in each.edits])

        self._messages.tell(_("Looking through the files…"))
        self._jobs.run(
            find, lane="read", done=lambda found: self._ask(found, self._window), failed=self._failed
        )

    def show(self, edits: Sequence[NoteEdit], over: QWidget) -> None:
        """Show what was edited, over a window or a dialog."""
        self._errands.ask(
            len(edits), lambda: self._library.taking_back.offers(edits), lambda found: self._ask(found, over)
        )

    def _ask(self, offers: tuple[OfferedNote, ...], over: QWidget) -> None:
        if not offers:
            self._messages.tell(_("Postil has all notes as the files have them."))
            return
        dialog = FileEditsDialog(offers, self._appearance, over)
        dialog.answered.connect(lambda answers: self._accept(answers, dialog))
        dialog.open()

    def _accept(self, answers: tuple[Answer, ...], dialog: FileEditsDialog) -> None:
        taking_back = self._library.taking_back

        def accept() -> tuple[Taken, tuple[OfferedNote, ...]]:
            taken = taking_back.accept(answers)
            return taken, taking_back.offers(taken.left)

        def done(found: tuple[Taken, tuple[OfferedNote, ...]]) -> None:
            taken, changed = found
            if changed:
                dialog.show_again(changed)
            dialog.settle(answers)
            if taken.notes:
                self._told(_taken(taken.notes))

        self._errands.run(len(answers), accept, done)


def _taken(count: int) -> str:
    return words.counted("Took {count} note from files", "Took {count} notes from files", count)
