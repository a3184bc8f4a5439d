"""The list of results. What is typed in it goes on in the field above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from postil.gui.keys import is_typing_key, type_elsewhere
from postil.gui.search.drawing import ResultDelegate
from postil.gui.search.results import ROW_ROLE, ResultsModel
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.gui.search.rows import Row, RowKey


class ResultsView(QListView):
    """Rows to walk and to open."""

    typed = Signal(object)
    """A ``QKeyEvent`` that is meant for the field."""
    fold_clicked = Signal(QModelIndex)
    """What tells how much is folded under a row was clicked."""
    end_reached = Signal()
    """The last row is in sight: there may be more."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = ResultsModel(self)
        self._delegate = ResultDelegate(appearance, self)
        type_elsewhere(self)
        self.setAccessibleName(_("Results"))
        self.setModel(self.results)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty("role", "page-list")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def row(self) -> Row | None:
        """The row that is marked."""
        found: Row | None = self.currentIndex().data(ROW_ROLE)
        return found

    def show_rows(self, rows: tuple[Row, ...], *, keep: RowKey | None = None) -> None:
        """List these instead. The row called ``keep`` is marked and stays where it is, else the first."""
        at = self.results.place_of(keep) if keep is not None else None
        offset = self.visualRect(self.results.index(at)).top() if at is not None else 0
        self.results.show(rows)
        again = self.results.place_of(keep) if keep is not None else None
        first = self.results.beside(-1, 1)
        number = again if again is not None else first
        if number is None:
            return
        self.setCurrentIndex(self.results.index(number))
        if again is None or at is None:
            self.scrollToTop()
            return
        moved = self.visualRect(self.results.index(again)).top() - offset
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def step(self, step: int) -> bool:
        """Mark the next row, or the one before; False at the end."""
        number = self.results.beside(self.currentIndex().row(), step)
        if number is None:
            return False
        self.setCurrentIndex(self.results.index(number))
        if self.results.beside(number, 1) is None:
            self.end_reached.emit()
        return True

    def page(self, step: int) -> None:
        """Mark what is as many rows further as are in sight."""
        seen = max(1, self.viewport().height() // max(1, self.sizeHintForRow(0)) - 1)
        for _time in range(seen):
            if not self.step(step):
                break

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What types or takes back a letter is the field's."""
        if is_typing_key(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the number of copies or highlights unfolds them; elsewhere it opens the row."""
        index = self.indexAt(event.position().toPoint())
        row: Row | None = index.data(ROW_ROLE)
        place = self.visualRect(index)
        if row is not None and self._delegate.folds_at(row, place, event.position(), self.layoutDirection()):
            self.fold_clicked.emit(index)
            self.setState(QAbstractItemView.State.NoState)
        else:
            super().mouseReleaseEvent(event)

    def _scrolled(self, value: int) -> None:
        if value == self.verticalScrollBar().maximum() > 0:
            self.end_reached.emit()
