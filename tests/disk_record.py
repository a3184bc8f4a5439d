"""In which order things reach the disk. A kill cannot show this; only a power cut, or a record, can."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from postil.store.connection import Cursor

needs_names_of_files = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(),
    reason="the record names files through /proc, which this system has not",
)


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sync, rename and commit from now on, in order."""
    done: list[str] = []
    real_sync, real_replace, real_execute = os.fsync, Path.replace, Cursor.execute

    def fsync(descriptor: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink()}")
        real_sync(descriptor)

    def replace(path: Path, target: Path) -> Path:
        done.append(f"rename {path} {target}")
        return real_replace(path, target)

    def execute(cursor: Cursor, sql: str, parameters: object = ()) -> Cursor:
        if sql == "COMMIT":
            done.append("commit")
        return real_execute(cursor, sql, parameters)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Cursor, "execute", execute)
    return done
