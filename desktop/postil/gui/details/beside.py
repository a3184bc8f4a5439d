"""The article with the details panel beside it, or in its place where there is no room for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from postil.gui.details.panel import WIDTH

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

BOTH = 640
"""From this width on, article and panel stand beside each other."""


class ArticleAndDetails(QWidget):
    """Arranges the two; what they do is theirs."""

    def __init__(self, article: QWidget, panel: QWidget) -> None:
        super().__init__()
        self._article, self._panel = article, panel
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(article, 1)
        row.addWidget(panel)

    @property
    def covered(self) -> bool:
        """Whether the panel stands where the article would."""
        return not self._panel.isHidden() and self.width() < BOTH

    def show_panel(self, *, shown: bool) -> None:
        """Show the panel, or let it go."""
        self._panel.setVisible(shown)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See again whether there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._article.setVisible(not self.covered)
        if self.covered:
            self._panel.setMaximumWidth(self.width())
            self._panel.setMinimumWidth(0)
        else:
            self._panel.setFixedWidth(WIDTH)
