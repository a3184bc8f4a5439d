"""The fonts that every test of the reader measures with, and a pane that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gui.reader.readers import Library, bind_keys, make_pane

from postil.gui import fonts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from postil.gui.reader.pane import ReaderPane


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    fonts.load_fonts()


@pytest.fixture
def pane(qtbot: QtBot) -> ReaderPane:
    """The rich article in a shown pane, with the keys of the table."""
    made = make_pane()
    qtbot.addWidget(made)
    bind_keys(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    qtbot.waitUntil(lambda: made.isActiveWindow() and made.focusWidget() is not None)
    return made


@pytest.fixture
def library(pane: ReaderPane) -> Library:
    """What answers the pane."""
    made = Library(pane)
    made.connect()
    return made
