"""The search over the list: a field, what the results can be narrowed by, and what was found as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.announcing import announce
from postil.gui.icons import icon
from postil.gui.search.asking import Asking
from postil.gui.search.beginning import Beginning
from postil.gui.search.completing import Completing
from postil.gui.search.facet_chips import FacetChips
from postil.gui.search.history import SearchedBefore
from postil.gui.search.nothing_found import NothingFound
from postil.gui.search.ordering import OrderButton, sorted_query
from postil.gui.search.query_field import QueryField
from postil.gui.search.results_view import ResultsView
from postil.gui.search.rows import CopyRow, HitRow, RowKey, copy_as_hit, rows_of
from postil.gui.widgets.key_tips import tie_tip
from postil.gui.widgets.plain_text import PlainLabel
from postil.search.parsing import parse
from postil.search.query import Nothing
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.finding import Hit, Results
    from postil.gui.appearance import Appearance
    from postil.gui.search.source import SearchSource
    from postil.jobs import Jobs
    from postil.search.ranking import Sort


class SearchPane(QWidget):
    """Searches while one types. The rows stay until others are there."""

    opened = Signal(object, object)
    """The ``Hit`` to open, and the ``Results`` it is one of."""
    opened_behind = Signal(object, object)
    """The same, to be opened while the person stays here."""
    left = Signal()
    """The person is done with searching."""
    keep_wanted = Signal()
    """The query is to be kept as a place."""

    def __init__(
        self,
        source: SearchSource,
        jobs: Jobs,
        failed: Callable[[Exception], object],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """``source`` is asked on the read lane."""
        super().__init__(parent)
        self._appearance = appearance
        self._results: Results | None = None
        self._nothing: Results | None = None
        self._unfolded: frozenset[RowKey] = frozenset()
        self.field = QueryField(appearance)
        self._told = PlainLabel(wordWrap=True)
        self._problem = PlainLabel(wordWrap=True)
        self._pending = PlainLabel(wordWrap=True)
        self.order = OrderButton(appearance)
        self.facets = FacetChips(appearance)
        self.view = ResultsView(appearance)
        self.model = self.view.results
        self.nothing = NothingFound(appearance)
        self.beginning = Beginning(appearance)
        self._stack = QStackedWidget()
        self._asking = Asking(source.search, jobs, failed, self)
        self._before = SearchedBefore(source, jobs, failed, self)
        self.completing = Completing(
            self, self.field, source, jobs=jobs, failed=failed, appearance=appearance
        )
        self._add_signs()
        self._lay_out()
        self._connect()
        self._draw()
        self._begin()

    def _add_signs(self) -> None:
        self._sign = QAction(self)
        self.field.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.field.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(_("Close  (Esc)"))
        self._keep = self.field.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        tie_tip(self._keep, _("Keep this search"), "search.keep")
        self._keep.setVisible(False)

    def _lay_out(self) -> None:
        self.setFocusProxy(self.field)
        for label, role in ((self._told, "muted"), (self._problem, "danger"), (self._pending, "muted")):
            label.setProperty("role", role)
        self._pending.hide()
        for shown in (self.view, self.nothing, self.beginning):
            self._stack.addWidget(shown)
        told = QHBoxLayout()
        told.setContentsMargins(8, 0, 0, 0)
        told.addWidget(self._told, 1)
        told.addWidget(self.order, 0, Qt.AlignmentFlag.AlignTop)
        sentences = QVBoxLayout()
        sentences.setContentsMargins(8, 0, 8, 0)
        sentences.addWidget(self._problem)
        sentences.addWidget(self._pending)
        heading = QVBoxLayout()
        heading.setContentsMargins(12, 10, 12, 6)
        heading.setSpacing(6)
        heading.addWidget(self.field)
        heading.addLayout(told)
        heading.addLayout(sentences)
        heading.addWidget(self.facets)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(heading)
        rows.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self._clear.triggered.connect(self.left)
        self._keep.triggered.connect(self._keep_query)
        self._asking.answered.connect(self._answered)
        self._asking.narrowed.connect(self._narrowed)
        self._asking.rested.connect(self._rested)
        self._before.known.connect(self.beginning.show_queries)
        self.order.chosen.connect(self._sort)
        self.facets.chosen.connect(self.show_query)
        self.nothing.suggestion_taken.connect(self.show_query)
        self.view.clicked.connect(self._open)
        self.view.fold_clicked.connect(self._fold_clicked)
        self.view.end_reached.connect(lambda: self._asking.ask_more(len(self.model.hits)))
        recent = self.beginning.recent
        recent.itemClicked.connect(lambda item: self.show_query(item.text()))
        recent.forgotten.connect(self._before.forget)
        for typing in (self.view.typed, recent.typed):
            typing.connect(self._type_on)
        self._appearance.changed.connect(self._draw)

    def start(self) -> None:
        """Take the focus, with the old query ready to be typed over."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._before.ask()
        self.completing.learn()

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the results, and what does them."""
        return (
            ("results.next", lambda: self._step(1)),
            ("results.previous", lambda: self._step(-1)),
            ("results.page-down", lambda: self._page(1)),
            ("results.page-up", lambda: self._page(-1)),
            ("results.open", self._enter),
            ("results.open-behind", self._open_behind),
            ("results.unfold", lambda: self._turn(inward=True)),
            ("results.fold", lambda: self._turn(inward=False)),
            ("results.complete", self._complete),
            ("results.offer", self._offer),
            ("results.older", lambda: self._walk(self._before.queries.older)),
            ("results.newer", lambda: self._walk(self._before.queries.newer)),
            ("results.sort", self._open_order),
            *self.facets.bindings(),
        )

    def current(self) -> Hit | None:
        """The hit that is marked."""
        match self.view.row:
            case HitRow(hit=hit):
                return hit
            case CopyRow() as row:
                return copy_as_hit(row)
            case _:
                return None

    def unwind(self) -> None:
        """One step back: to the field, to an empty one, out of the search."""
        if self.completing.dismiss():
            return
        if self._within_lists:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.field.text() and self.field.hasFocus():
            self._remember()
            self.field.clear()
        else:
            self.left.emit()

    def search_again(self) -> None:
        """The library changed: what was found may have changed too."""
        if self.isVisible() and self.field.text().strip():
            self._asking.ask(self.field.text())

    def show_query(self, query: str) -> None:
        """Search for this, as if it had been typed."""
        if self.field.text() != query:
            self.field.write(query)

    def tell_pending(self, pages: int) -> None:
        """So many pages are not in the index yet."""
        told = words.counted(
            "{count} page is still being indexed", "{count} pages are still being indexed", pages
        )
        self._pending.setText(told)
        self._pending.setVisible(pages > 0)

    # What was typed, and what is answered.

    def _typed(self) -> None:
        query = self.field.text()
        parsed = parse(query)
        asks = not isinstance(parsed.query, Nothing)
        self._keep.setVisible(asks)
        if query.strip() and not asks and parsed.problem is None:
            self._asking.forget()  # a field without a value asks for nothing yet: what is shown stays
        elif query.strip():
            self._asking.ask(query)
        else:
            self._begin()

    def _answered(self, results: Results) -> None:
        if results.hits:
            self._show(results)
        else:
            self._nothing = results  # told when nobody types any more: the next letter may find something

    def _rested(self) -> None:
        nothing, self._nothing = self._nothing, None
        if nothing is not None:
            self._show(nothing)
        if self._results is not None and self.field.hasFocus():
            announce(self.field, self._problem.text() or self._told.text())

    def _narrowed(self, results: Results) -> None:
        self.facets.show_facets(results.facets)

    def _show(self, results: Results) -> None:
        again = self._results is not None and self._results.query == results.query
        row = self.view.row
        keep = row.key if again and isinstance(row, HitRow | CopyRow) else None
        if not again:
            self._unfolded = frozenset()
        self._results = results
        self._nothing = None
        self.view.show_rows(rows_of(results, self._unfolded), keep=keep)
        if not results.hits:
            self.nothing.tell(results.suggestion, narrowed=self.facets.narrowed)
        self._turn_to(self.view if results.hits else self.nothing)
        self.order.show_sort(results.sort)
        self.order.setVisible(results.total > 1)
        self.field.mark_problem(results.problem_at)
        self._tell(words.counted("{count} hit", "{count} hits", results.total), results.problem)

    def _begin(self) -> None:
        """Nothing is asked for."""
        self._asking.forget()
        self._results = self._nothing = None
        self._unfolded = frozenset()
        self.model.show(())
        self.facets.show_facets(())
        self.order.hide()
        self.field.mark_problem(None)
        self._tell(_("Words, “whole phrases”, OR, NOT, tag:name, site:name"))
        self._before.ask()
        self._turn_to(self.beginning)

    def _tell(self, told: str, problem: str | None = None) -> None:
        self._told.setText(told)
        self._problem.setText(problem or "")
        self._problem.setVisible(problem is not None)

    def _turn_to(self, shown: QWidget) -> None:
        """Show the results, or what stands in their place; the focus does not stay where nothing is seen."""
        if self._stack.currentWidget() is shown:
            return
        within = self._within_lists
        self._stack.setCurrentWidget(shown)
        if within:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys.

    @property
    def _within_lists(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._stack.isAncestorOf(focus)

    def _step(self, step: int) -> bool:
        """Down from the field into the list below it, up from its first row back to the field."""
        if self.completing.list.step(step):
            return True
        self.completing.close()
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton):
            return self._step_from(focus, step)
        if step < 0 and self.field.hasFocus():
            return not self.field.text() and self._walk(self._before.queries.older)
        shown = self._stack.currentWidget()
        listed = self.view if shown is self.view else self.beginning.recent
        if shown is self.nothing:
            return True
        if listed.step(step):
            listed.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step < 0:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif listed is self.view and self.view.row is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _step_from(self, button: QAbstractButton, step: int) -> bool:
        """Chips open downwards; upwards is the field."""
        if step < 0:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif button is self.order:
            self.order.showMenu()
        else:
            return self.facets.open_at(button)
        return True

    def _page(self, step: int) -> bool:
        if self._stack.currentWidget() is not self.view:
            return False
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.page(step)
        return True

    def _turn(self, *, inward: bool) -> bool:
        """Unfold the copies of the hit, or fold them; in the field the keys are the caret's."""
        row = self.view.row
        if not self.view.hasFocus() or row is None:
            return False
        unfold = inward is not self.isRightToLeft()
        if isinstance(row, CopyRow):
            key = HitRow(row.of).key
        elif isinstance(row, HitRow) and row.hit.folded:
            key = row.key
        else:
            return True
        self._fold(key, unfold=unfold)
        return True

    def _fold_clicked(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        row = self.view.row
        if isinstance(row, HitRow):
            self._fold(row.key, unfold=not row.unfolded)

    def _fold(self, key: RowKey, *, unfold: bool) -> None:
        if self._results is None:
            return
        self._unfolded = self._unfolded | {key} if unfold else self._unfolded - {key}
        self.view.show_rows(rows_of(self._results, self._unfolded), keep=key)

    def _walk(self, way: Callable[[str], str | None]) -> bool:
        query = way(self.field.text())
        if query is not None:
            self.show_query(query)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return query is not None

    def _complete(self) -> bool:
        """Take what is offered first; where nothing is, the key goes on to the next part, as everywhere."""
        return self.field.hasFocus() and self.completing.take()

    def _offer(self) -> bool:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.deselect()
        return self.completing.offer(asked=True)

    def _open_order(self) -> bool:
        if self.order.isHidden():
            return False
        self.order.showMenu()
        return True

    def _type_on(self, event: QKeyEvent) -> None:
        """What was typed in a list goes on in the field; a slash begins anew."""
        if event.text() == "/":
            self.start()
            return
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)
        QApplication.sendEvent(self.field, QKeyEvent(event))

    # Deeds.

    def _enter(self) -> bool:
        """Open what is marked, take what is suggested, search again for what was searched before."""
        if isinstance(QApplication.focusWidget(), QAbstractButton):
            return False
        if self.completing.take_marked():
            return True
        self.completing.close()
        shown = self._stack.currentWidget()
        if shown is self.beginning:
            marked = self.beginning.recent.marked
            if marked is not None:
                self.show_query(marked)
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown is self.nothing:
            self.nothing.take()
        else:
            self._open()
        return True

    def _open(self) -> None:
        hit = self.current()
        if hit is not None and self._results is not None:
            self._remember()
            self.opened.emit(hit, self._results)

    def _open_behind(self) -> None:
        hit = self.current()
        if hit is not None and self._results is not None:
            self._remember()
            self.opened_behind.emit(hit, self._results)

    def _sort(self, sort: Sort) -> None:
        self.show_query(sorted_query(self.field.text(), sort))

    def _keep_query(self) -> None:
        self._remember()
        self.keep_wanted.emit()

    def _remember(self) -> None:
        if self._results is not None and self._results.hits:
            self._before.remember(self._results.query)

    def _draw(self) -> None:
        color = self._appearance.theme.window.muted
        self._sign.setIcon(icon("search", color, 16))
        self._keep.setIcon(icon("saved-search", color, 16))
        self._clear.setIcon(icon("close", color, 16))
        self.view.viewport().update()
