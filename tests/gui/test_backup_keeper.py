"""The daily backup while the window is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.gui.backup_keeper import BackupKeeper
from postil.store.schema import BACKUPS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


def test_it_is_made_in_the_background_once_a_day(
    qtbot: QtBot, host: QWidget, library: Library, jobs: Jobs, settings: LiveSettings
) -> None:
    failed: list[Exception] = []
    keeper = BackupKeeper(library, jobs, settings, failed.append, host)
    keeper.back_up()
    qtbot.waitUntil(lambda: len(list((library.folder / BACKUPS).glob("scheduled-*.zip"))) == 1)
    keeper.back_up()
    jobs.close()
    assert len(list((library.folder / BACKUPS).glob("scheduled-*.zip"))) == 1
    assert failed == []


def test_a_disk_that_is_not_there_is_told_once(
    qtbot: QtBot, host: QWidget, library: Library, jobs: Jobs, settings: LiveSettings
) -> None:
    failed: list[Exception] = []
    settings.change(backup_folder=str(library.folder / "unplugged"))
    keeper = BackupKeeper(library, jobs, settings, failed.append, host)
    keeper.back_up()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert "is not there" in str(failed[0])
    keeper.back_up()
    keeper.back_up()
    jobs.close()
    assert len(failed) == 1
