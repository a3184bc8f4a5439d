"""Where something is written: a path that is typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postil.gui.dialogs.folder_choice import FolderChoice
from postil.gui.dialogs.path_choice import PathChoice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]

TYPED = [("Notes/vault", "Notes/vault"), ("~/vault", "vault")]


@pytest.mark.parametrize(("typed", "meant"), TYPED)
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


@pytest.mark.parametrize(("typed", "meant"), TYPED)
def test_a_folder_of_the_settings_begins_there_too(qtbot: QtBot, typed: str, meant: str) -> None:
    choice = FolderChoice()
    qtbot.addWidget(choice)
    choice.path.setText(typed)
    with qtbot.waitSignal(choice.chosen) as chosen:
        choice.path.editingFinished.emit()
    assert chosen.args == [str(Path.home() / meant)]
