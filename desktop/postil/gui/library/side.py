"""The left pane: the menu, the places, and quietly at the foot what goes on in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from postil.gui.icons import icon
from postil.gui.library.places import PlacesView
from postil.gui.library.work_line import WorkLine
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.quiet_button import quiet_button
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from postil.gui.appearance import Appearance

_OFFER_EDGE = 6


class SidePane(QWidget):
    """Stands beside the list; it has no logic of its own."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.places = PlacesView(appearance)
        self.menu_button = quiet_button(_("Menu"), command="menu.open")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_button = quiet_button(_("Import files"), command="page.import")
        name = PlainLabel("Postil")
        name.setProperty("role", "brand")
        self._status = PlainLabel(wordWrap=True)
        self._status.setProperty("role", "status")
        self._status.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._status.hide()
        self._sentences: dict[str, str] = {}
        self._offer = _Offer()
        self.work = WorkLine()
        self.import_work = WorkLine()
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
        rows.addWidget(self._offer)
        rows.addWidget(self.work)
        rows.addWidget(self.import_work)
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

    def tell(self, sentence: str, about: str = "") -> None:
        """Say what goes on; nothing where nothing does. What is said ``about`` other work stays."""
        self._sentences[about] = sentence
        told = "\n".join(filter(None, self._sentences.values()))
        self._status.setText(told)
        self._status.setVisible(bool(told))

    def offer(self, sentence: str, word: str, deed: Callable[[], object]) -> None:
        """Offer to do something, until it is done or put off; ``word`` is on the button."""
        self._offer.show_offer(sentence, word, deed)

    def withdraw(self) -> None:
        """Offer nothing any more."""
        self._offer.hide()

    def _draw(self) -> None:
        color = self._appearance.theme.window.muted
        self.menu_button.setIcon(icon("menu", color))
        self.add_button.setIcon(icon("add", color))


class _Offer(QWidget):
    """A sentence, a button that does it, and one that puts it off. It never takes the focus by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._deed: Callable[[], object] | None = None
        self._text = PlainLabel(wordWrap=True)
        self._text.setProperty("role", "offer")
        self._accept = QPushButton(_("Yes"))
        self._later = QPushButton(_("Not now"))
        self._later.clicked.connect(self.hide)
        self._accept.clicked.connect(self._do)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(0)
        for button in (self._accept, self._later):
            button.setProperty("role", "link")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_OFFER_EDGE, 10, _OFFER_EDGE, 6)
        rows.setSpacing(0)
        rows.addWidget(self._text)
        rows.addLayout(self._buttons)
        self.hide()

    def show_offer(self, sentence: str, word: str, deed: Callable[[], object]) -> None:
        """Show this offer instead."""
        self._deed = deed
        self._text.setText(sentence)
        self._accept.setText(word)
        self._lay_out()
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find room for the buttons, once the layout that is under way is done."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._lay_out)

    def _lay_out(self) -> None:
        """The buttons side by side, or one below the other where their words need it."""
        wanted = self._accept.sizeHint().width() + self._later.sizeHint().width()
        fits = wanted <= self.width() - 2 * _OFFER_EDGE
        self._buttons.setDirection(
            QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        )

    def _do(self) -> None:
        self.hide()
        if self._deed is not None:
            self._deed()
