"""Words that are shown letter by letter: Qt takes what looks like HTML for HTML, wherever it is not told.

A page may be called ``<img src="//somewhere/a.png">``. Set as rich text, its title would be laid out, and
the file be read, or asked for on the network. So every label is a ``PlainLabel``, and every tip that has
words of a page goes through ``plain_tip``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PlainLabel(QLabel):
    """A label whose text is never read as markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None, **properties: Any) -> None:
        """``properties`` are Qt's, such as ``wordWrap``."""
        super().__init__(parent, **properties)
        self.setTextFormat(Qt.TextFormat.PlainText)  # before there is any text
        self.setText(text)


def plain_tip(text: str) -> str:
    """``text`` for ``setToolTip``, so that the tip says it letter by letter."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
