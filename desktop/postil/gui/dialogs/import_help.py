"""The manual of importing: which formats, and how to export from other tools, on a card over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.dialogs.manual_card import ManualCard
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance


class ImportHelp(ManualCard):
    """Tools stand in the first columns."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__("import.md", _("What can be imported"), appearance, parent=parent, first_column=26)
