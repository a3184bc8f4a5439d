"""Starts the process that makes a backup (``backup_worker``), waits for it, and hears what went wrong."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from postil import paths
from postil.errors import BackupError
from postil.jobs import Cancelled
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.jobs import Progress

FAILED = 2
"""The exit status of a process that has said what went wrong."""

_LOOK_SECONDS = 0.2
_FLAGS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)


def back_up_beside(library: Path, place: Path | None, progress: Progress, *, now: bool = False) -> None:
    """Make the daily backup, or one ``now``, in a process of its own and wait for it.

    ``place`` is the person's own folder, None for the library's. Raises BackupError with what the process
    says went wrong, or where it ends without a word; cancelled, the process ends, too.
    """
    command = [*paths.program(), "backup-worker", "--library", str(library)]
    if place is not None:
        command += ["--place", str(place)]
    if now:
        command.append("--now")
    with _started(command) as process:
        try:
            while True:
                progress.step(0, 0)
                try:
                    process.wait(_LOOK_SECONDS)
                except subprocess.TimeoutExpired:
                    continue
                break
        except Cancelled:
            process.kill()  # it loses nothing
            raise
        assert process.stdout is not None
        told = process.stdout.read().strip()
    if process.returncode == FAILED and told:
        raise BackupError(told)
    if process.returncode != 0:
        raise BackupError(_told(process.returncode))


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(  # noqa: S603 - this program itself
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            creationflags=_FLAGS,
        )
    except OSError as error:
        raise BackupError(_told(error.strerror or error)) from error


def _told(reason: object) -> str:
    told = _("The backup could not be made: its process ended ({reason}). The log may say more.")
    return told.format(reason=reason)
