"""The place of all highlights: read them again, go to where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.annotations.model import HighlightsModel
from postil.gui.annotations.row import HighlightDelegate
from postil.gui.widgets.empty_state import EmptyState
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from postil.gui.annotations.model import Latest
    from postil.gui.appearance import Appearance
    from postil.model.annotation import Annotation
    from postil.model.page import Page


class HighlightsPane(QWidget):
    """A list of every highlight, the newest first."""

    opened = Signal(object)
    """The ``Annotation``: open its page there."""
    removal_requested = Signal(str)
    """annotation id."""
    copy_requested = Signal(object, object)
    """The ``Annotation`` and its ``Page``."""

    def __init__(self, latest: Latest, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HighlightsModel(latest, self)
        self.view = _HighlightsView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(HighlightDelegate(appearance, self.view))
        self.view.clicked.connect(self._open)
        self.setFocusProxy(self.view)
        self._title = QLabel(_("Highlights"))
        self._title.setProperty("role", "pane-title")
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._empty = EmptyState(appearance)
        self._empty.tell(
            "highlights",
            _("No highlights yet"),
            _("While reading, press H to highlight and N to write a note."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        heading = QHBoxLayout()
        heading.setContentsMargins(20, 19, 12, 15)
        heading.addWidget(self._title)
        heading.setSpacing(4)
        heading.addSpacing(4)
        heading.addWidget(self._count)
        heading.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(heading)
        rows.addWidget(self._stack, 1)
        appearance.changed.connect(self.view.viewport().update)

    def load(self, total: int) -> None:
        """Show what there is now; ``total`` is how many there are."""
        row = max(0, self.view.currentIndex().row())
        offset = self.view.verticalScrollBar().value()
        self.model.load()
        self._count.setText(words.number(total) if total else "")
        shown = self.view if self.model.rowCount() else self._empty
        focused = self.view.hasFocus() or self._empty.hasFocus()
        self.setFocusProxy(shown)
        self._stack.setCurrentWidget(shown)
        if focused:
            self.setFocus()
        self._move_to(row)
        self.view.verticalScrollBar().setValue(offset)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the list, and what does them."""
        return (
            ("highlights.next", lambda: self._move_to(self.view.currentIndex().row() + 1)),
            ("highlights.previous", lambda: self._move_to(self.view.currentIndex().row() - 1)),
            ("highlights.top", lambda: self._move_to(0)),
            ("highlights.bottom", lambda: self._move_to(self.model.rowCount() - 1)),
            ("highlights.open", self._open),
            ("highlights.remove", self._remove),
            ("highlights.copy", self._copy),
        )

    def current(self) -> tuple[Annotation, Page] | None:
        """The highlight that the keys act on, with its page."""
        row = self.view.currentIndex().row()
        return self.model.row(row) if row >= 0 else None

    def _move_to(self, row: int) -> None:
        rows = self.model.rowCount()
        if rows:
            self.view.setCurrentIndex(self.model.index(min(max(row, 0), rows - 1)))

    def _open(self) -> None:
        current = self.current()
        if current is not None:
            self.opened.emit(current[0])

    def _remove(self) -> None:
        current = self.current()
        if current is not None:
            self.removal_requested.emit(current[0].id)

    def _copy(self) -> None:
        current = self.current()
        if current is not None:
            self.copy_requested.emit(*current)


class _HighlightsView(QListView):
    """Rows as high as their words; they are measured anew when the pane's width changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Highlights"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setMouseTracking(True)
        self.setProperty("role", "page-list")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
