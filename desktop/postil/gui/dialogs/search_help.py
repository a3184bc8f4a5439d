"""The manual of the search: all that can be typed, on a card over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.dialogs.manual_card import ManualCard
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance


class SearchHelp(ManualCard):
    """What is typed stands in the first columns."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__("search.md", _("Search help"), appearance, parent=parent, first_column=42)
