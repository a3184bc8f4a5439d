"""What changed in a file, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from postil.gui.dialogs.difference_view import DifferenceView
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

DIFFERENCE = "--- a/Figs.md\n+++ b/Figs.md\n@@ -1,2 +1,2 @@\n # Figs\n-dried\n+fresh <b>\n"


def grounds(view: DifferenceView) -> list[str]:
    """The grounds of the lines; empty for those without one."""
    found, block = [], view.document().begin()
    while block.isValid():
        brush = block.blockFormat().background()
        found.append(brush.color().name() if brush.style().value else "")
        block = block.next()
    return found


def test_lines_that_come_and_go_lie_on_green_and_red_in_every_theme(
    appearance: Appearance, settings: LiveSettings, qtbot: QtBot
) -> None:
    view = DifferenceView(appearance)
    qtbot.addWidget(view)
    view.show_difference(DIFFERENCE)
    for theme in ("light", "dark"):
        settings.change(theme=theme)
        red, green = (
            QColor(appearance.theme.highlight(color).fill).name() for color in (Color.RED, Color.GREEN)
        )
        assert grounds(view) == ["", "", "", "", red, green]
    assert view.toPlainText() == DIFFERENCE.rstrip("\n")
