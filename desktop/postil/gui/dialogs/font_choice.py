"""Choosing the font of the text: each family in its own letters, and a sample as the page would set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel

from postil.gui import fonts
from postil.translation import _

if TYPE_CHECKING:
    from postil.settings import Settings

_LISTED = 14
_WIDTH = 220


class FontChoice(QComboBox):
    """The families that text may be set in."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumWidth(_WIDTH)
        self.setMaxVisibleItems(_LISTED)
        for number, family in enumerate(fonts.text_families()):
            self.addItem(family)
            self.setItemData(number, fonts.font(family, size=15), Qt.ItemDataRole.FontRole)
        self.activated.connect(lambda row: self.chosen.emit(self.itemText(row)))

    def show_family(self, family: str) -> None:
        """Show which one is chosen, also one that this computer does not have."""
        if self.findText(family) < 0:
            self.addItem(family)
        self.setCurrentIndex(self.findText(family))
        self.setFont(fonts.font(family, size=14))


class Sample(QLabel):
    """Two lines of text in the font, the size and the alignment of the settings."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setProperty("role", "sample")
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_settings(self, settings: Settings) -> None:
        """Set the sample as the page would be set."""
        families = ", ".join(f"'{name}'" for name in fonts.families(settings.text_font))
        words = _("A page of quiet letters, evenly spaced, is read to its end: 1, 2, 3 and so on.")
        alignment = "justify" if settings.justify else "left"
        self.setText(
            f'<p style="font-family: {families}; font-size: {settings.text_size}px;'
            f' line-height: {round(settings.line_height * 84)}%" align="{alignment}">{words}</p>'
        )
