"""The left pane: the menu, the places, and quietly at the foot what goes on in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from postil.gui.icons import icon
from postil.gui.library.places import PlacesView
from postil.gui.widgets.quiet_button import quiet_button

if TYPE_CHECKING:
    from postil.gui.appearance import Appearance


class SidePane(QWidget):
    """Stands beside the list; it has no logic of its own."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.places = PlacesView(appearance)
        self.menu_button = quiet_button("Menu", "F10")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_button = quiet_button("Import files", "Ctrl+O")
        name = QLabel("Postil")
        name.setProperty("role", "brand")
        self._status = QLabel(wordWrap=True)
        self._status.setProperty("role", "status")
        self._status.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._status.hide()
        top = QHBoxLayout()
        top.setContentsMargins(10, 12, 10, 8)
        top.setSpacing(6)
        top.addWidget(self.menu_button)
        top.addWidget(name, 1)
        top.addWidget(self.add_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(self.places, 1)
        rows.addWidget(self._status)
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        appearance.changed.connect(self._draw)
        self._draw()

    def set_menus(self, menus: tuple[QMenu, ...]) -> None:
        """Show these menus at the button."""
        menu = QMenu(self)
        for each in menus:
            menu.addMenu(each)
        self.menu_button.setMenu(menu)

    def tell(self, sentence: str) -> None:
        """Say what goes on; nothing where nothing does."""
        self._status.setText(sentence)
        self._status.setVisible(bool(sentence))

    def _draw(self) -> None:
        color = self._appearance.theme.window.muted
        self.menu_button.setIcon(icon("menu", color))
        self.add_button.setIcon(icon("add", color))
