"""What the note of a page would be, as it is being chosen: made in the background, shown as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from postil.errors import PostilError
from postil.gui.dialogs.note_colors import NoteColors
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs, Progress
    from postil.model.export_target import NoteShape

SOON_MILLISECONDS = 80
"""Changes this close together are one: a path is typed letter by letter."""
_LONGEST = 60_000
"""Letters that are shown of a note; nobody reads more of it here, and the window would wait for it."""

_TAB = 4
"""Letters between the steps of an outline."""


class NotePreview(QWidget):
    """Shows the newest wish alone. What is wrong with a template stands above the last note that was good."""

    def __init__(
        self,
        render: Callable[[NoteShape], str] | None,
        jobs: Jobs,
        failed: Callable[[Exception], object],
        appearance: Appearance,
    ) -> None:
        """``render`` makes the note, on another thread; None where there is no page to show it of."""
        super().__init__()
        self._render = render
        self._jobs = jobs
        self._failed = failed
        self._wish: NoteShape | None = None
        self._running: Progress | None = None
        self._asked = 0
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(_("Preview of the note"))
        self.text.setProperty("role", "source")
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(10)
        self.text.ensurePolished()
        self.text.setTabStopDistance(_TAB * self.text.fontMetrics().horizontalAdvance(" "))
        self.problem = PlainLabel(wordWrap=True)
        self.problem.setProperty("role", "danger")
        self.problem.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.problem)
        rows.addWidget(self.text, 1)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MILLISECONDS)
        self._soon.timeout.connect(self._make)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._soon.start)
        self._watcher.directoryChanged.connect(self._soon.start)
        self._marks = NoteColors(self.text.document(), appearance)
        if render is None:
            self.text.setPlaceholderText(_("Nothing to show: no page has highlights or notes yet."))

    def show_shape(self, shape: NoteShape) -> None:
        """Show the note in that shape, soon."""
        self._wish = shape
        self._soon.start()

    def _make(self) -> None:
        if self._render is None or self._wish is None:
            return
        if self._running is not None:
            self._running.cancel()
        self._asked += 1
        asked, shape, render = self._asked, self._wish, self._render
        self._watch(shape.template)
        self._running = self._jobs.run(
            lambda _progress: render(shape)[:_LONGEST],
            lane="read",
            done=lambda note: self._show(asked, note),
            failed=lambda error: self._show_problem(asked, error),
        )

    def _show(self, asked: int, note: str) -> None:
        if asked != self._asked:
            return
        self.problem.hide()
        if note != self.text.toPlainText():
            at = self.text.verticalScrollBar().value()
            self.text.setPlainText(note)
            self.text.verticalScrollBar().setValue(at)

    def _show_problem(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        if not isinstance(error, PostilError):
            self._failed(error)
            return
        self.problem.setText(str(error))
        self.problem.show()

    def _watch(self, folder: Path | None) -> None:
        """A template that is being written shows at each saving what it makes."""
        watched = [*self._watcher.files(), *self._watcher.directories()]
        wanted = (
            [str(folder), *(str(each) for each in folder.iterdir() if each.is_file())]
            if folder is not None and folder.is_dir()
            else []
        )
        if gone := [each for each in watched if each not in wanted]:
            self._watcher.removePaths(gone)
        if new := [each for each in wanted if each not in watched]:
            self._watcher.addPaths(new)
