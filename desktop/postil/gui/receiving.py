"""Receives pages from a browser's extension while the settings allow it and the window is open."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.app.import_report import Outcome
from postil.app.received_pages import ReceivedPages, fresh_token, receiver_token
from postil.app.receiving import Receiver, ReceiverError, Taken, receiver_address
from postil.gui.dialogs.receiver import ReceiverDialog
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from postil.app.import_report import ImportReport
    from postil.app.library import Library
    from postil.app.receiving import ReceivedPage
    from postil.jobs import Jobs, Progress
    from postil.live_settings import LiveSettings

WAIT_SECONDS = 20.0
"""How long the sender waits to hear what became of its page; then it hears that the page is safe."""

_REFUSED = (Outcome.NOT_A_PAGE, Outcome.FAILED)
_log = logging.getLogger(__name__)


class Receiving(QObject):
    """Starts and ends the receiver as the settings say, and imports what it is given."""

    taken = Signal(object)
    """The ``ImportReport`` of a page that came in."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        token_file: Path,
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._token_file = token_file
        self._failed = failed
        self._window = window
        self._received = ReceivedPages(library.folder)
        self._receiver: Receiver | None = None
        settings.changed.connect(lambda _settings: self._follow())
        self._follow()
        for path in self._received.waiting():
            self._import(path, lambda _taken: None)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The command of the receiver, and what does it."""
        return (("receiver.set-up", self.set_up),)

    @property
    def address(self) -> str:
        """Where it listens; empty where it does not."""
        return "" if self._receiver is None else receiver_address(self._receiver.port)

    def set_up(self) -> None:
        """Show what a browser's extension must know."""
        dialog = ReceiverDialog(self._settings, lambda: self.address, self._token, self._window)
        dialog.token_refused.connect(self._change_token)
        dialog.open()

    def stop(self) -> None:
        """Listen no more."""
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.close()

    def _follow(self) -> None:
        """Do as the settings say."""
        wanted, port = self._settings.value.receive_pages, self._settings.value.receiver_port
        if self._receiver is not None and (not wanted or port not in (0, self._receiver.port)):
            self.stop()
        if not wanted or self._receiver is not None:
            return
        try:
            self._receiver = Receiver(self._token(), self._take, port=port)
        except ReceiverError as error:
            self._settings.change(receive_pages=False)
            self._failed(error)
            return
        except OSError as error:
            self._settings.change(receive_pages=False)
            told = _("The token for received pages cannot be kept: {reason}.")
            self._failed(ReceiverError(told.format(reason=error.strerror or error)))
            return
        if port == 0:  # the extension is told it once, so it stays
            self._settings.change(receiver_port=self._receiver.port)

    def _token(self) -> str:
        return receiver_token(self._token_file)

    def _change_token(self) -> None:
        self.stop()
        fresh_token(self._token_file)
        self._follow()

    def _take(self, page: ReceivedPage) -> Taken:
        """Keep a page and import it. Called on a thread of the request."""
        try:
            path = self._received.keep(page)
        except OSError:
            _log.exception("A received page could not be kept.")
            return Taken("failed", message="The disk does not take the page.", refused=True)
        ended = threading.Event()
        known: list[Taken] = []

        def tell(taken: Taken) -> None:
            known.append(taken)
            ended.set()

        self._import(path, tell)
        if ended.wait(WAIT_SECONDS):
            if known[0].refused:
                self._received.drop(path)  # the sender hears it, and has the page
            return known[0]
        return Taken("received", message="It is kept, and imported after what is being imported now.")

    def _import(self, path: Path, tell: Callable[[Taken], object]) -> None:
        """Import a kept page on the lane of imports; ``tell`` is called there.

        One that fails, as on a full disk, is kept for the next start: its sender may believe that it is safe.
        """

        def work(progress: Progress) -> ImportReport:
            report = self._library.importing.add((path,), progress)
            if not report.cancelled and not report.count(Outcome.FAILED):
                self._received.drop(path)
            tell(_taken(report))
            return report

        self._jobs.run(work, lane="write", done=self.taken.emit, failed=self._failed)


def _taken(report: ImportReport) -> Taken:
    """What the sender hears."""
    if not report.rows:
        return Taken("received")
    row = next((row for row in report.rows if row.outcome not in _REFUSED), report.rows[0])
    return Taken(row.outcome.value, page=row.page, message=row.message, refused=row.outcome in _REFUSED)
