"""One worker process of conversions, as the program sees it: asked, timed, and started anew when it died."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from postil.app.conversion_wire import (
    OUT_OF_MEMORY,
    Question,
    asked_address,
    extra_seconds,
    guidance_message,
    receive,
    send,
)
from postil.app.wire_fields import BrokenMessage
from postil.jobs import Cancelled
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from postil.model.guidance import Guidance

    Guide = Callable[[str | None], Guidance]
    """The guidance for a page that was saved from that address."""

WALL_SECONDS = 90.0
"""For each message of a worker. Its processor time runs out first, unless the machine is very busy."""

_log = logging.getLogger(__name__)
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_OUT_OF_TIME = None if sys.platform == "win32" else -signal.SIGXCPU
_KILLED = None if sys.platform == "win32" else -signal.SIGKILL
"""How the system ends a process when its memory runs out."""
_PARTING_SECONDS = 1.0
_TOLD = 4000
"""Bytes of a dead worker's last words that are logged."""


class WorkerDied(Exception):
    """The worker ended or spoke nonsense. The message is a sentence for the person who reads the page."""


class WorkerProcess:
    """A worker that starts when it is first asked. For one thread at a time, but for ``interrupt``."""

    def __init__(self, command: Sequence[str], log: Path, *, seconds: float = WALL_SECONDS) -> None:
        self._command = command
        self._log = log
        self._seconds = seconds
        self._extra = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False
        self._interrupted = False

    def start(self) -> float:
        """Start the worker if it does not run; the processor seconds it has used to get ready.

        Raises WorkerDied; Cancelled when interrupted.
        """
        if self._interrupted:
            raise Cancelled
        if self._process is not None:
            return 0.0
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                creationflags=_NO_WINDOW,
            )
        cpu = self._next_message(self._process).get("cpu")
        return cpu if isinstance(cpu, float) else 0.0

    def ask(self, question: Question, guide: Guide | None = None) -> Generator[dict[str, Any]]:
        """The worker's messages, the last one included. Raises WorkerDied; Cancelled when interrupted.

        A guided question needs the guide: the worker asks it, through this process, for each capture.
        """
        self.start()
        process = self._process
        assert process is not None
        self._extra = extra_seconds(question.path)
        leaving = True
        try:
            self._send(process, asdict(question))
            message = self._answer(process, guide)
            while "conversion" in message or "outline" in message:
                yield message
                message = self._answer(process, guide)
            leaving = message.get("leaving") is True  # before it is told: who hears the last one asks no more
            yield message
        finally:
            if leaving:  # or left in the midst of its answer
                self.close()

    def interrupt(self) -> None:
        """Kill the worker while another thread waits for it: that thread gets Cancelled, until ``end``."""
        self._interrupted = True
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        """End the worker; the next question starts another."""
        self._interrupted = False
        self.close()

    def close(self) -> None:
        """End the worker; after ``interrupt`` there is no other."""
        process, self._process = self._process, None
        self._late = False
        if process is not None:
            process.kill()
            process.communicate()

    def _answer(self, process: subprocess.Popen[bytes], guide: Guide | None) -> dict[str, Any]:
        """The next message that is an answer; what the worker asks before it is answered."""
        message = self._next_message(process)
        if guide is not None and "address" in message:
            self._send(process, guidance_message(guide(asked_address(message))))
            message = self._next_message(process)
        return message

    def _send(self, process: subprocess.Popen[bytes], message: dict[str, Any]) -> None:
        assert process.stdin is not None
        try:
            send(process.stdin, message)
        except OSError as error:
            raise self._death(process) from error

    def _next_message(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        assert process.stdout is not None
        clock = threading.Timer(self._seconds + self._extra, self._kill_late, (process,))
        clock.daemon = True
        clock.start()
        try:
            message = receive(process.stdout)
        except BrokenMessage as error:
            raise self._death(process) from error
        finally:
            clock.cancel()
        if message is None:
            raise self._death(process)
        return message

    def _kill_late(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        process.kill()

    def _death(self, process: subprocess.Popen[bytes]) -> Exception:
        """What to raise for a worker that is dead or must be."""
        try:
            status = process.wait(_PARTING_SECONDS)
        except subprocess.TimeoutExpired:  # it lives, and speaks nonsense
            process.kill()
            status = process.wait()
        late = self._late
        self.close()
        if self._interrupted:
            return Cancelled()
        if late or status == _OUT_OF_TIME:
            return WorkerDied(_("Its article takes longer to make out than a page may take."))
        if status in (OUT_OF_MEMORY, _KILLED):
            return WorkerDied(_("Its article needs more memory than a page may take."))
        _log.error("A conversion worker died (%s):\n%s", status, self._last_words())
        return WorkerDied(_("Its article could not be made out."))

    def _last_words(self) -> str:
        try:
            return self._log.read_bytes()[-_TOLD:].decode("utf-8", "replace")
        except OSError:
            return ""
