"""What this program is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

import postil
from postil.gui.dialogs.about import About

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]


def test_it_names_version_library_and_licence(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    about = About(Path("a") / "library", window)
    text = "\n".join(label.text() for label in about.findChildren(QLabel))
    assert f"Postil {postil.__version__}" in text
    assert str(Path("a") / "library") in text
    assert "GNU General Public License" in text
