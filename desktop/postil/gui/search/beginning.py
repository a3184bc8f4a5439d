"""What stands under an empty field: what was searched for before, to have it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from postil.gui.keys import is_typing_key, type_elsewhere
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from postil.gui.appearance import Appearance


class Beginning(QStackedWidget):
    """The queries that were used last; before there are any, what can be found here."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing_yet = EmptyState(appearance)
        self._nothing_yet.tell(
            "search", _("Find every word again"), _("In pages, in highlights and in your notes.")
        )
        self.recent = RecentQueries()
        listed = QWidget()
        rows = QVBoxLayout(listed)
        rows.setContentsMargins(12, 6, 12, 0)
        rows.setSpacing(4)
        heading = PlainLabel(_("Searched before"))
        heading.setProperty("role", "recent-heading")
        rows.addWidget(heading)
        rows.addWidget(self.recent, 1)
        self.addWidget(self._nothing_yet)
        self.addWidget(listed)

    def show_queries(self, queries: tuple[str, ...]) -> None:
        """List these, the last used first."""
        self.recent.show_queries(queries)
        self.setCurrentIndex(1 if queries else 0)


class RecentQueries(QListWidget):
    """A query in each row. What is typed here goes on in the field above."""

    typed = Signal(object)
    """A ``QKeyEvent`` that is meant for the field."""
    forgotten = Signal(str)
    """A query that is to be forgotten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queries: tuple[str, ...] = ()
        type_elsewhere(self)
        self.setAccessibleName(_("Searched before"))
        self.setAccessibleDescription(_("Enter searches for it again, Delete forgets it."))
        self.setProperty("role", "recent")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    @property
    def marked(self) -> str | None:
        """The query that is marked."""
        item = self.currentItem()
        return item.text() if item is not None else None

    def show_queries(self, queries: tuple[str, ...]) -> None:
        """List these."""
        if queries == self._queries:
            return
        self._queries = queries
        row = self.currentRow()
        self.clear()
        self.addItems(list(queries))
        self.setCurrentRow(min(row, len(queries) - 1) if self.hasFocus() else -1)

    def step(self, step: int) -> bool:
        """Mark the next query, or the one before; False at the end."""
        row = self.currentRow() + step
        if not 0 <= row < self.count():
            return False
        self.setCurrentRow(row)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Forget a query; what types is the field's."""
        if event.key() == Qt.Key.Key_Delete and self.marked is not None:
            self.forgotten.emit(self.marked)
        elif is_typing_key(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)
