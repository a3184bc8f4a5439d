"""The daily backup in a process of its own, beside the window that has the library open."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from postil import paths
from postil.app.backup_process import back_up_beside
from postil.errors import BackupError
from postil.importers.backup_archive import BackupArchive
from postil.jobs import Cancelled, Progress
from postil.store.schema import BACKUPS

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.library import Library


def test_it_backs_up_a_library_that_is_open(library: Library) -> None:
    assert library.backup_schedule.is_due(None)
    back_up_beside(library.folder, None, Progress())
    (made,) = (library.folder / BACKUPS).glob("*.zip")
    with BackupArchive(made) as archive:
        assert archive.is_finished
        assert archive.about.pages == 2
    assert not library.backup_schedule.is_due(None)


def test_what_goes_wrong_is_told(library: Library, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="is not there"):
        back_up_beside(library.folder, tmp_path / "unplugged", Progress())


def test_it_ends_when_it_is_cancelled(library: Library) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        back_up_beside(library.folder, None, progress)
    assert not list((library.folder / BACKUPS).glob("scheduled-*"))


@pytest.mark.parametrize(
    "program",
    [(sys.executable, "-c", "raise SystemExit(1)"), ("/nowhere/postil",)],
    ids=["ends without a word", "is not there"],
)
def test_a_process_that_breaks_is_no_backup(
    library: Library, program: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "program", lambda: program)
    with pytest.raises(BackupError, match="could not be made"):
        back_up_beside(library.folder, None, Progress())
