"""The process that makes backups by itself, so that nobody at the window waits for them.

It is this program, started with ``backup-worker``. It reads the library beside the window that owns it, and
ends when its standard input is closed: when it is told to, and when the program that started it is gone. It
may be killed at any time; what it was writing has no name of a backup yet.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from postil import log, paths
from postil.app import language
from postil.app.backup_process import FAILED
from postil.app.library import Library
from postil.errors import PostilError
from postil.jobs import Cancelled, Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

_NICENESS = 10
_log = logging.getLogger(__name__)


def main(words: Sequence[str]) -> int:
    """The process."""
    parser = argparse.ArgumentParser(prog="postil backup-worker")
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--place", type=Path)
    parser.add_argument("--now", action="store_true")
    asked = parser.parse_args(words)
    log.set_up(paths.log_folder())
    language.speak_as_started()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # a text stream by now
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    progress = Progress()
    threading.Thread(target=_cancel_at_the_end, args=(progress,), daemon=True).start()
    try:
        with Library.open(asked.library, write=False) as library:
            if asked.now:
                library.backup_schedule.now(progress)
            else:
                library.backup_schedule.daily(asked.place, progress)
    except Cancelled:
        return 0
    except PostilError as error:
        sys.stdout.write(str(error))
        sys.stdout.flush()
        return FAILED
    except Exception:
        _log.exception("The backup broke")  # whoever waits hears only that it did
        raise
    return 0


def _cancel_at_the_end(progress: Progress) -> None:
    """Stop when nobody waits for the backup any more."""
    # Unbuffered: where the process ends first, a thread that waits in a buffer would abort the interpreter.
    with os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as said:
        while said.read(1):
            pass
    progress.cancel()
