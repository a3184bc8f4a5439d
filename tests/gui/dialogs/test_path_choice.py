"""Where something is written: a path that is typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from postil.gui.dialogs.path_choice import PathChoice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]


@pytest.mark.parametrize(("typed", "meant"), [("Notes/vault", "Notes/vault"), ("~/vault", "vault")])
def test_a_path_begins_in_the_home_folder(qtbot: QtBot, typed: str, meant: str) -> None:
    choice = PathChoice("Folder")
    qtbot.addWidget(choice)
    choice.line.setText(typed)
    assert choice.path == Path.home() / meant, "a window has no folder that it is in"


def test_a_whole_path_is_taken_as_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    choice = PathChoice("Folder")
    qtbot.addWidget(choice)
    assert choice.path is None
    choice.line.setText(f" {tmp_path} ")
    assert choice.path == tmp_path


def test_a_folder_that_is_chosen_is_told_at_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = PathChoice("Folder")
    qtbot.addWidget(choice)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path))
    with qtbot.waitSignal(choice.chosen):
        choice.button.click()
    assert choice.path == tmp_path
