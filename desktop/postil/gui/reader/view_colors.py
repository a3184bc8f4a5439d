"""The colours of the page as Qt's text view needs them: what we paint ourselves, it must not paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPalette

from postil.gui.reader.scroll_bar import MarkedScrollBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextBrowser

    from postil.gui.theme import Theme

_CLEAR = QColor(0, 0, 0, 0)


def take_colors(view: QTextBrowser, theme: Theme) -> None:
    """Show the page in the colours of a theme. The selection is left to us: it lies under highlights."""
    page = theme.page
    palette = view.palette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        palette.setColor(group, QPalette.ColorRole.Base, QColor(page.ground))
        palette.setColor(group, QPalette.ColorRole.Window, QColor(page.ground))
        palette.setColor(group, QPalette.ColorRole.Text, QColor(page.caret))
        palette.setColor(group, QPalette.ColorRole.Highlight, _CLEAR)
        palette.setBrush(group, QPalette.ColorRole.HighlightedText, QBrush(Qt.BrushStyle.NoBrush))
    view.setPalette(palette)
    view.setStyleSheet(
        f"QTextBrowser {{ background: {page.ground}; border: none; padding: 0; border-radius: 0; }}"
        "QAbstractScrollArea::corner { background: transparent; border: none; }"
    )
    view.setPalette(palette)
    bar = view.verticalScrollBar()
    if isinstance(bar, MarkedScrollBar):
        bar.take_theme(theme)
