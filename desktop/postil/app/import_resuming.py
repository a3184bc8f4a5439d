"""Imports that were cut short: remembered beside the library until they are gone on with, or given up.

What has come in is known again by its bytes, so that an import goes on by being run once more. All that
is to be remembered is what was chosen, and how far it was. A few files are not worth a question.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postil.durable import fresh_file
from postil.jobs import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.import_report import ImportReport
    from postil.app.importing import Importing
    from postil.model.annotation import Color

FEW = 20
"""So many files are simply imported again."""

_FILE = "unfinished-imports.json"
_WRITE_SECONDS = 2.0
"""How often it is written down how far an import is."""
_MOST = 20
"""Imports that are remembered; the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class UnfinishedImport:
    """An import that did not come to its end."""

    chosen: tuple[Path, ...]
    """The files and folders, as they were chosen; absolute."""
    begun: datetime
    done: int = 0
    total: int = 0
    """How many files there are; not more than ``done`` where nobody knows how many pages they hold."""

    @property
    def left(self) -> int:
        """How many are left; 0 where that is not known."""
        return max(0, self.total - self.done)


class ImportResuming:
    """Imports so that they can be gone on with."""

    def __init__(self, folder: Path, importing: Importing) -> None:
        self._file = folder / _FILE
        self._importing = importing

    def add(self, chosen: Sequence[Path], progress: Progress, *, color: Color, workers: int) -> ImportReport:
        """Import files and folders, as ``Importing.add``; while it is not done, it is remembered.

        An import that was remembered and is run to its end is remembered no more.
        """
        absolute = tuple(path.absolute() for path in chosen)
        noting = _Noting(progress, lambda done, total: self._note(absolute, done, total))
        report = self._importing.add(absolute, noting, color=color, workers=workers)
        if report.cancelled:
            noting.note_now()
        else:
            self.forget(absolute)
        return report

    def unfinished(self) -> tuple[UnfinishedImport, ...]:
        """The imports that did not come to their ends, the last one first."""
        try:
            written = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return ()
        read = (_read(entry) for entry in written) if isinstance(written, list) else ()
        return tuple(entry for entry in read if entry is not None)

    def forget(self, chosen: Sequence[Path]) -> None:
        """Remember nothing of the import of these any more."""
        known = self.unfinished()
        left = [each for each in known if each.chosen != tuple(chosen)]
        if len(left) != len(known):
            self._write(left)

    def _note(self, chosen: tuple[Path, ...], done: int, total: int) -> None:
        known = self.unfinished()
        begun = next((each.begun for each in known if each.chosen == chosen), datetime.now(UTC))
        others = [each for each in known if each.chosen != chosen]
        self._write([UnfinishedImport(chosen, begun, done, total), *others][:_MOST])

    def _write(self, entries: Sequence[UnfinishedImport]) -> None:
        """Write them down at once or not at all; that a full disk forgets them stops no import."""
        content = json.dumps([_written(each) for each in entries], indent=1)
        try:
            if entries:
                with fresh_file(self._file) as fresh:
                    fresh.write(content.encode())
            else:
                self._file.unlink(missing_ok=True)
        except OSError:
            return


class _Noting(Progress):
    """Hands all on to another Progress, and has it written down now and then."""

    def __init__(self, inner: Progress, note: Callable[[int, int], object]) -> None:
        super().__init__()
        self._inner = inner
        self._note = note
        self._at = (0, 0)
        self._noted = 0.0

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report; raises Cancelled where the job was asked to stop."""
        self._at = (done, total)
        if max(done, total) > FEW and time.monotonic() - self._noted > _WRITE_SECONDS:
            self.note_now()
        self._inner.step(done, total, what)

    @property
    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._inner.cancelled

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._inner.cancel()

    def note_now(self) -> None:
        """Write down where it is."""
        if max(self._at) > FEW:
            self._noted = time.monotonic()
            self._note(*self._at)


def _written(entry: UnfinishedImport) -> dict[str, Any]:
    return {
        "chosen": [os.fspath(path) for path in entry.chosen],
        "begun": entry.begun.isoformat(),
        "done": entry.done,
        "total": entry.total,
    }


def _read(entry: object) -> UnfinishedImport | None:
    """What was written down; None where it is not what this program writes."""
    try:
        assert isinstance(entry, dict)
        chosen = tuple(Path(path) for path in entry["chosen"])
        begun = datetime.fromisoformat(entry["begun"])
        return UnfinishedImport(chosen, begun, int(entry["done"]), int(entry["total"])) if chosen else None
    except (AssertionError, KeyError, TypeError, ValueError):
        return None
