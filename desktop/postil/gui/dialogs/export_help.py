"""The manual of exporting: what becomes of notes in files of one's own, on a card over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.dialogs.manual_card import ManualCard
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance


class ExportHelp(ManualCard):
    """Choices stand in the first columns."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__("export.md", _("What can be exported"), appearance, parent=parent, first_column=26)
