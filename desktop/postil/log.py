"""Logging: one rotating file, so that a bug can be told after it happened."""

from __future__ import annotations

import logging
import logging.handlers
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "postil.log"
_BYTES = 1_000_000
_KEPT = 3


def set_up(folder: Path) -> None:
    """Write what the program logs to ``folder/postil.log``, and nothing to the terminal.

    A folder that cannot be made is no reason to stop: then nothing is logged.
    """
    root = logging.getLogger()
    for old in [each for each in root.handlers if each.get_name() == NAME]:
        root.removeHandler(old)
        old.close()
    handler: logging.Handler = logging.NullHandler()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / NAME, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.set_name(NAME)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
