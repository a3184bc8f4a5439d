"""The manual of templates: what they are called and what they can say, on a card over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.dialogs.manual_card import ManualCard
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance


class TemplateHelp(ManualCard):
    """Files and values stand in the first columns."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__("templates.md", _("Templates of notes"), appearance, parent=parent, first_column=34)
