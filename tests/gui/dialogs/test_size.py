"""Dialogs open no larger than the screen, and stand on a small one with all their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog

from postil.gui.dialogs.bulk_tags import BulkTags
from postil.gui.dialogs.size import open_at

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]


def test_a_dialog_is_as_large_as_it_would_like_to_be(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    open_at(dialog, 460, 300)
    assert (dialog.width(), dialog.height()) == (460, 300)


def test_a_dialog_is_not_larger_than_the_screen(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    open_at(dialog, 90_000, 90_000)
    room = dialog.screen().availableGeometry()
    assert 0 < dialog.width() < room.width()
    assert 0 < dialog.height() < room.height()


def test_the_tags_of_many_pages_stand_on_a_small_screen(host: QWidget) -> None:
    known = tuple(f"tag {number}" for number in range(60))
    dialog = BulkTags("Tags of 3 pages", (("town", 2),), 3, known, host)
    assert dialog.minimumSizeHint().height() <= 420 - 48
