"""The search over the list: a field, and what it found as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.icons import icon
from postil.gui.search.results import ResultDelegate, ResultsModel
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.key_tips import tie_tip
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.finding import Hit, Results
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs

LIMIT = 50
"""Hits that are listed."""


class SearchPane(QWidget):
    """Searches while one types. One search runs at a time, and no old answer is shown for a new query."""

    opened = Signal(object, object)
    """The ``Hit`` to open, and the ``Results`` it is one of."""
    left = Signal()
    """The person is done with searching."""
    keep_wanted = Signal()
    """The query is to be kept as a place."""

    def __init__(
        self,
        search: Callable[[str, int], Results],
        jobs: Jobs,
        failed: Callable[[Exception], object],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """``search`` answers a query with so many hits at the most; it is called on the read lane."""
        super().__init__(parent)
        self._search = search
        self._jobs = jobs
        self._failed = failed
        self._appearance = appearance
        self._running: str | None = None
        self._results: Results | None = None
        self.field = QLineEdit(placeholderText=_("Search pages, highlights and notes"))
        self.field.setAccessibleName(_("Search"))
        self.field.setProperty("role", "search")
        self._sign = QAction(self)
        self.field.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.field.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(_("Close  (Esc)"))
        self._clear.triggered.connect(self.left)
        self._keep = self.field.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        tie_tip(self._keep, _("Keep this search"), "search.keep")
        self._keep.triggered.connect(self.keep_wanted)
        self._keep.setVisible(False)
        self.field.textChanged.connect(self._typed)
        self.setFocusProxy(self.field)
        self._told = PlainLabel(wordWrap=True)
        self._told.setProperty("role", "muted")
        self.model = ResultsModel(self)
        self.view = QListView()
        self.view.setAccessibleName(_("Results"))
        self._empty = EmptyState(appearance)
        self._stack = QStackedWidget()
        self._lay_out()
        appearance.changed.connect(self._draw)
        self._draw()
        self._tell_nothing()

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(ResultDelegate(self._appearance, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self._open)
        self.view.setProperty("role", "page-list")
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        heading = QVBoxLayout()
        heading.setContentsMargins(12, 10, 12, 6)
        heading.setSpacing(6)
        heading.addWidget(self.field)
        told = QHBoxLayout()
        told.setContentsMargins(8, 0, 8, 0)
        told.addWidget(self._told)
        heading.addLayout(told)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(heading)
        rows.addWidget(self._stack, 1)

    def start(self) -> None:
        """Take the focus, with the old query ready to be typed over."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the results, and what does them."""
        return (
            ("results.next", lambda: self._step(1)),
            ("results.previous", lambda: self._step(-1)),
            ("results.open", self._open),
        )

    def current(self) -> Hit | None:
        """The hit that is marked."""
        row = self.view.currentIndex().row()
        return self.model.hits[row] if 0 <= row < len(self.model.hits) else None

    def unwind(self) -> None:
        """First empty the query, then leave."""
        if self.field.text() and self.field.hasFocus():
            self.field.clear()
        else:
            self.left.emit()

    def search_again(self) -> None:
        """The library changed: what was found may have changed too."""
        if self.isVisible() and self.field.text().strip():
            self._ask()

    def show_query(self, query: str) -> None:
        """Search for this, as if it had been typed; the results take the focus once they are there."""
        if self.field.text() != query:
            self.field.setText(query)

    def _typed(self) -> None:
        self._keep.setVisible(bool(self.field.text().strip()))
        if self.field.text().strip():
            self._ask()
        else:
            self._tell_nothing()

    def _ask(self) -> None:
        if self._running is not None:
            return  # the answer that is on its way will see that the query is another one
        query = self._running = self.field.text()
        self._jobs.run(
            lambda _progress: self._search(query, LIMIT),
            lane="read",
            done=lambda results: self._answered(query, results),
            failed=self._broke,
        )

    def _answered(self, query: str, results: Results) -> None:
        self._running = None
        if self.field.text() != query:
            self._typed()
            return
        self._show(results)

    def _broke(self, error: Exception) -> None:
        self._running = None
        self._failed(error)

    def _show(self, results: Results) -> None:
        again = self._results is not None and self._results.query == results.query
        row = self.view.currentIndex().row() if again else 0
        self._results = results
        self.model.show(results.hits)
        if results.hits:
            self.view.setCurrentIndex(self.model.index(min(max(row, 0), len(results.hits) - 1)))
        self._stack.setCurrentWidget(self.view if results.hits else self._empty)
        self._empty.tell("search", _("Nothing found"), _("Try fewer or shorter words."))
        self._told.setText(results.problem or words.counted("{count} hit", "{count} hits", results.total))
        self._told.setProperty("role", "danger" if results.problem else "muted")
        self._told.style().polish(self._told)

    def _tell_nothing(self) -> None:
        self.model.show(())
        self._told.setText(_("Words, “whole phrases”, OR, NOT, tag:name, site:name"))
        self._told.setProperty("role", "muted")
        self._told.style().polish(self._told)
        self._empty.tell(
            "search", _("Find every word again"), _("In pages, in highlights and in your notes.")
        )
        self._stack.setCurrentWidget(self._empty)

    def _step(self, step: int) -> None:
        row = self.view.currentIndex().row() + step
        if 0 <= row < len(self.model.hits):
            self.view.setCurrentIndex(self.model.index(row))

    def _open(self) -> None:
        hit = self.current()
        if hit is not None:
            self.opened.emit(hit, self._results)

    def _draw(self) -> None:
        color = self._appearance.theme.window.muted
        self._sign.setIcon(icon("search", color, 16))
        self._keep.setIcon(icon("saved-search", color, 16))
        self._clear.setIcon(icon("close", color, 16))
        self.view.viewport().update()
