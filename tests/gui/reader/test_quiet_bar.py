"""A line at the foot of the page stays as long as what it says holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from postil.gui.reader.quiet_bar import QuietBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui


@pytest.fixture
def bar(qtbot: QtBot) -> QuietBar:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    made = QuietBar(page)
    made._timer.setInterval(0)
    return made


def test_what_is_brief_goes_by_itself(bar: QuietBar, qtbot: QtBot) -> None:
    bar.say("Esc goes back", brief=True)
    assert bar.isVisible()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_what_is_said_after_it_stays(bar: QuietBar, qtbot: QtBot) -> None:
    bar.say("Esc goes back", brief=True)
    bar.say("Address copied", "Open in the browser")
    qtbot.wait(20)
    assert bar.isVisible()
