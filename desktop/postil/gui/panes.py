"""The three panes side by side: what is shown at which width, and what the person hid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from postil.live_settings import LiveSettings

THREE_PANES = 1000
"""From this width on, places, list and article stand beside each other."""

TWO_PANES = 760
"""From this width on, list and article do; below it one takes the place of the other."""

_PLACES_ALONE = 176


class Panes(QSplitter):
    """Places, list and article. The person's widths are kept in the settings."""

    resized = Signal()

    def __init__(self, places: QWidget, middle: QWidget, article: QWidget, settings: LiveSettings) -> None:
        super().__init__()
        self._places, self._middle, self._article = places, middle, article
        self._settings = settings
        self._reading = False
        self._choosing = False
        places.setMinimumWidth(140)
        middle.setMinimumWidth(240)
        article.setMinimumWidth(320)
        for widget in (places, middle, article):
            self.addWidget(widget)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for index, stretch in ((0, 0), (1, 0), (2, 1)):
            self.setStretchFactor(index, stretch)
        self.setSizes([settings.value.places_width, settings.value.list_width, THREE_PANES])
        self._keep_soon = QTimer(self, singleShot=True, interval=500)
        self._keep_soon.timeout.connect(self._keep_widths)
        self.splitterMoved.connect(self._keep_soon.start)
        settings.changed.connect(lambda _settings: self.arrange())

    def read(self) -> None:
        """The person turns to the article."""
        self._reading, self._choosing = True, False
        self.arrange()

    def choose(self) -> None:
        """The person turns to the list, which comes back if it was hidden."""
        self._reading = False
        self._choosing = not self._settings.value.left_shown
        self.arrange()

    def toggle_left(self) -> None:
        """Show or hide places and list."""
        if self._middle.isVisible():
            self._choosing = False
            if self.width() >= TWO_PANES:
                self._settings.change(left_shown=False)
            self._reading = True
        else:
            self._settings.change(left_shown=True)
            self._reading = self.width() >= TWO_PANES
        self.arrange()

    def arrange(self) -> None:
        """Show what there is room for, and what the person wants to see."""
        if self.width() < TWO_PANES:
            left, places, article = not self._reading, True, self._reading
        else:
            left = self._settings.value.left_shown or self._choosing
            article = True
            places = self.width() >= THREE_PANES or not self._reading
        self._places.setVisible(left and places)
        self._middle.setVisible(left)
        self._article.setVisible(article)
        if left and not article:
            self.setSizes([_PLACES_ALONE, self.width() - _PLACES_ALONE, 0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See again what there is room for."""
        super().resizeEvent(event)
        self.arrange()

    def _keep_widths(self) -> None:
        if self._places.isVisible() and self._article.isVisible():
            places, middle = self.sizes()[:2]
            self._settings.change(
                places_width=min(max(places, 120), 800), list_width=min(max(middle, 200), 1600)
            )
