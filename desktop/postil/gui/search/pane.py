"""The search over the list: what is typed, what can be narrowed, and what was found, as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from postil.gui.search.asking import Asking
from postil.gui.search.beginning import Beginning
from postil.gui.search.completing import Completing
from postil.gui.search.folds import Folds
from postil.gui.search.heading import Heading
from postil.gui.search.history import SearchedBefore
from postil.gui.search.nothing_found import NothingFound
from postil.gui.search.ordering import sorted_query
from postil.gui.search.results_view import ResultsView
from postil.gui.search.rows import CopyRow, HitRow, copy_as_hit
from postil.gui.search.walking import Walking
from postil.search.queries.narrowing import Narrowing
from postil.search.queries.parsing import parse
from postil.search.queries.query import Nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.finding import Hit, Results
    from postil.gui.appearance import Appearance
    from postil.gui.search.rows import RowKey
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
        self._results: Results | None = None
        self._nothing: Results | None = None
        self.heading = Heading(appearance)
        self.field = self.heading.field
        self.view = ResultsView(appearance)
        self.model = self.view.results
        self.nothing = NothingFound(appearance)
        self.beginning = Beginning(appearance)
        self.stack = QStackedWidget()
        self.completing = Completing(
            self, self.field, source, jobs=jobs, failed=failed, appearance=appearance
        )
        self._asking = Asking(source.search, jobs, failed, self)
        self._folds = Folds(source, jobs, failed, self)
        self.before = SearchedBefore(source, jobs, failed, self)
        self._walking = Walking(self)
        self._lay_out()
        self._connect()
        appearance.changed.connect(self.view.viewport().update)
        self._begin()

    def _lay_out(self) -> None:
        self.setFocusProxy(self.field)
        for shown in (self.view, self.nothing, self.beginning):
            self.stack.addWidget(shown)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.heading)
        rows.addWidget(self.stack, 1)

    def _connect(self) -> None:
        heading, recent = self.heading, self.beginning.recent
        self.field.textChanged.connect(self._typed)
        heading.close_wanted.connect(self.left)
        heading.keep_wanted.connect(self._keep_query)
        heading.order.chosen.connect(self._sort)
        heading.facets.chosen.connect(self.show_query)
        heading.facets.wanted.connect(self._asking.hurry)
        self._asking.answered.connect(self._answered)
        self._asking.narrowed.connect(lambda results: heading.facets.show_facets(results.facets))
        self._asking.rested.connect(self._rested)
        self._asking.delayed.connect(heading.show_delay)
        self._folds.fetched.connect(self._fold_anew)
        self.before.known.connect(self.beginning.show_queries)
        self.nothing.suggestion_taken.connect(self.show_query)
        self.view.clicked.connect(self._open)
        self.view.fold_clicked.connect(self._fold_clicked)
        self.view.end_reached.connect(self._ask_more)
        recent.itemClicked.connect(lambda item: self.show_query(item.text()))
        recent.forgotten.connect(self.before.forget)
        for typing in (self.view.typed, recent.typed):
            typing.connect(self._walking.type_on)

    def start(self) -> None:
        """Take the focus, with the old query ready to be typed over."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.before.ask()
        self.completing.learn()

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the results, and what does them."""
        return (
            *self._walking.bindings(),
            ("results.open", self._enter),
            ("results.open-behind", self._open_behind),
            ("results.unfold", lambda: self._turn(inward=True)),
            ("results.fold", lambda: self._turn(inward=False)),
            ("results.sort", self.heading.order.open),
            *self.heading.facets.bindings(),
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
        if self._walking.within_lists:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.field.text() and self.field.hasFocus():
            self._remember()
            self.field.clear()
        else:
            self.left.emit()

    def search_again(self) -> None:
        """The library changed: what was found may have changed too."""
        if self.isVisible() and self._results is not None:
            self._typed()

    def show_query(self, query: str) -> None:
        """Search for this, as if it had been typed."""
        if self.field.text() != query:
            self.field.write(query)

    def tell_pending(self, pages: int) -> None:
        """So many pages are not in the index yet."""
        self.heading.tell_pending(pages)

    # What was typed, and what is answered.

    def _typed(self) -> None:
        query = self.field.text()
        self.heading.facets.outdate()
        parsed = parse(query)
        asks = not isinstance(parsed.query, Nothing)
        self.heading.offer_to_keep(on=asks)
        if asks or parsed.problem is not None:
            self._asking.ask(query)
        elif query.strip():
            self._asking.forget()  # a field without a value asks for nothing yet: what is shown stays
        else:
            self._begin()

    def _ask_more(self) -> None:
        if self._results is not None:
            self._asking.ask_more(len(self._results.hits))

    def _answered(self, results: Results) -> None:
        if results.hits:
            self._show(results)
        else:
            self._nothing = results  # told when nobody types any more: the next letter may find something

    def _rested(self) -> None:
        nothing, self._nothing = self._nothing, None
        if nothing is not None:
            self._show(nothing)
        if self._results is not None:
            self.heading.say_aloud()

    def _show(self, results: Results) -> None:
        again = self._results is not None and self._results.query == results.query
        self._results = results
        self._nothing = None
        self.view.show_rows(self._folds.rows(results), keep=self._marked_key() if again else None)
        if not results.hits:
            self.nothing.tell(results.suggestion, narrowed=bool(Narrowing.of(results.query).filters))
        self._turn_to(self.view if results.hits else self.nothing)
        self.heading.show_results(results)

    def _begin(self) -> None:
        """Nothing is asked for."""
        self._asking.forget()
        self._results = self._nothing = None
        self.model.show(())
        self.heading.show_nothing_asked()
        self.before.ask()
        self._turn_to(self.beginning)

    def _turn_to(self, shown: QWidget) -> None:
        """Show the results, or what stands in their place; the focus does not stay where nothing is seen."""
        if self.stack.currentWidget() is shown:
            return
        within = self._walking.within_lists
        self.stack.setCurrentWidget(shown)
        if within:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is folded.

    def _turn(self, *, inward: bool) -> bool:
        """Unfold what is under the hit, or fold it; in the field the keys are the caret's."""
        if not self.view.hasFocus():
            return False
        unfold = inward is not self.isRightToLeft()
        parent = self.view.results.parent_of(self.view.currentIndex().row())
        if parent is not None and parent.folds and parent.unfolded is not unfold:
            self._fold(parent, unfold=unfold)
        return True

    def _fold_clicked(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        row = self.view.row
        if isinstance(row, HitRow):
            self._fold(row, unfold=not row.unfolded)

    def _fold(self, row: HitRow, *, unfold: bool) -> None:
        if self._results is not None:
            self._folds.turn(row, self._results, unfold=unfold)
            self.view.show_rows(self._folds.rows(self._results), keep=row.key)

    def _fold_anew(self) -> None:
        if self._results is not None:
            self.view.show_rows(self._folds.rows(self._results), keep=self._marked_key())

    def _marked_key(self) -> RowKey | None:
        row = self.view.row
        return row.key if isinstance(row, HitRow | CopyRow) else None

    # Deeds.

    def _enter(self) -> bool:
        """Open what is marked, take what is suggested, search again for what was searched before."""
        if self._walking.on_button:
            return False
        if self.completing.take_marked():
            return True
        self.completing.close()
        shown = self.stack.currentWidget()
        if shown is self.view:
            self._open()
        elif shown is self.nothing:
            self.nothing.take()
        elif (query := self.beginning.recent.marked) is not None:
            self.show_query(query)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
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
            self.before.remember(self._results.query)
