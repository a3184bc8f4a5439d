"""What goes wrong: a sentence for the user in the message bar; a bug in the log, with one dialog."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from postil.errors import PostilError
from postil.gui.icons import pixmap
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.gui.widgets.message_bar import MessageBar

_log = logging.getLogger(__name__)


class Failures(QObject):
    """Shows each failure once, and lets the program go on."""

    def __init__(
        self,
        messages: MessageBar,
        log_folder: Path,
        on_main_thread: Callable[[Callable[[], object]], object],
        *,
        appearance: Appearance,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._messages = messages
        self._log_folder = log_folder
        self._on_main_thread = on_main_thread
        self._window = parent
        self._dialog: QMessageBox | None = None

    def install(self) -> None:
        """Hear of every exception that nobody caught, on every thread."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda told: self._uncaught(told.exc_type, told.exc_value, told.exc_traceback)

    def show(self, error: BaseException) -> None:
        """Show what a deed or a background job failed with."""
        if isinstance(error, PostilError):
            self._messages.tell_error(str(error))
            return
        _log.error("A bug", exc_info=error)
        self._tell_bug(error)

    def _uncaught(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        caught = error
        self._on_main_thread(lambda: self.show(caught))

    def _tell_bug(self, error: BaseException) -> None:
        # One dialog at a time: a bug in painting would otherwise open a thousand.
        if self._dialog is not None and self._dialog.isVisible():
            return
        self._dialog = QMessageBox(self._window)
        self._dialog.setIconPixmap(pixmap("warning", self._appearance.theme.window.danger, 40))
        self._dialog.setWindowTitle("Postil")
        self._dialog.setText(_("Something went wrong inside Postil."))
        self._dialog.setInformativeText(
            _(
                "Your pages and notes are safe, and you can go on. "
                "What happened is written in the log: {file}"
            ).format(file=self._log_folder / "postil.log")
        )
        self._dialog.setDetailedText(f"{type(error).__name__}: {error}")
        self._dialog.open()
