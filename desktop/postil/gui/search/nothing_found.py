"""What stands where nothing was found: what may have been meant, and what else to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from postil.gui.icons import pixmap
from postil.gui.widgets.plain_text import PlainLabel, plain_tip
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from postil.gui.appearance import Appearance


class NothingFound(QWidget):
    """A word in the middle; the suggestion is a button, which Enter in the field presses, too."""

    suggestion_taken = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.suggestion: str | None = None
        self._sign = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        title = PlainLabel(_("Nothing found"), alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        title.setProperty("role", "empty-title")
        self._hint = PlainLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self.button = QPushButton()
        self.button.setProperty("role", "link")
        self.button.setAccessibleName(_("Did you mean…"))
        self.button.clicked.connect(self.take)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 24)
        rows.setSpacing(8)
        rows.addStretch(2)
        rows.addWidget(self._sign)
        rows.addSpacing(4)
        rows.addWidget(title)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(self._hint)
        rows.addStretch(3)
        appearance.changed.connect(self._draw)
        self._draw()
        self.tell(None, narrowed=False)

    def tell(self, suggestion: str | None, *, narrowed: bool) -> None:
        """Say so. ``narrowed`` says that the query has filters, which may be too many."""
        self.suggestion = suggestion
        self.button.setVisible(suggestion is not None)
        self._name()
        if suggestion is not None:
            hint = self._appearance.with_keys(_("{results.open} searches for it."))
        elif narrowed:
            hint = _("Try fewer words, or take a filter away.")
        else:
            hint = _("Try fewer or shorter words. A word with ~ after it is found in other spellings, too.")
        self._hint.setText(hint)

    def take(self) -> bool:
        """Search for what was suggested; False where nothing was."""
        if self.suggestion is None:
            return False
        self.suggestion_taken.emit(self.suggestion)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A suggestion may be too long for its place."""
        super().resizeEvent(event)
        self._name()

    def _name(self) -> None:
        if self.suggestion is None:
            return
        whole = _("Did you mean “{query}”?").format(query=self.suggestion)
        room = max(80, self.width() - 2 * 24 - 28)
        shown = self.button.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, room)
        self.button.setText(shown.replace("&", "&&"))
        self.button.setAccessibleName(whole)
        self.button.setToolTip(plain_tip(whole) if shown != whole else "")

    def _draw(self) -> None:
        self._sign.setPixmap(pixmap("search", self._appearance.theme.window.muted, 32))
