"""All pages of the library that are the same as another one, in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from postil.gui.dialogs.foot import Foot
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.page_lines import PageLines
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.gui.appearance import Appearance
    from postil.gui.widgets.page_lines import PageLine


class DuplicatesDialog(QDialog):
    """Enter shows what can be done with a page and those that are the same."""

    opened = Signal(str)
    """The id of the page that is looked at closer."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Duplicates"))
        self.resize(min(680, parent.width() - 40), min(520, parent.height() - 40))
        title = PlainLabel(_("Pages that are the same"))
        title.setProperty("role", "heading")
        self.list = PageLines(_("Pages that are the same"), appearance)
        # Enter presses the button: both would open it twice.
        self.list.itemDoubleClicked.connect(lambda _item: self._tell())
        self._empty = EmptyState(appearance)
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.note = PlainLabel(_("Looking…"), wordWrap=True)
        self.note.setProperty("role", "muted")
        foot = Foot(self)
        self._show = foot.answer(_("Show what can be done"), self._tell)
        self._show.setEnabled(False)
        self._close = foot.leave(_("Close"))
        bottom = QHBoxLayout()
        bottom.addWidget(self.note, 1)
        bottom.addWidget(foot)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(title)
        rows.addWidget(self._stack, 1)
        rows.addLayout(bottom)
        self.list.setFocus()

    def show_pages(self, lines: Sequence[PageLine]) -> None:
        """List these groups."""
        self.list.show_lines(lines)
        self._show.setEnabled(bool(lines))
        self._show.setVisible(bool(lines))
        self.note.setText(_("Nothing is made one without being asked for.") if lines else "")
        if lines:
            self._stack.setCurrentWidget(self.list)
            return
        hint = _("Pages that say the same are listed here, to be compared and made one.")
        self._empty.tell("check", _("No two pages are the same."), hint)
        self._stack.setCurrentWidget(self._empty)
        self._close.setDefault(True)
        self._close.setFocus()

    def _tell(self) -> None:
        page = self.list.page()
        if page is not None:
            self.opened.emit(page)
