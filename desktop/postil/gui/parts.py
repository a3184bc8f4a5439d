"""The panes of the window and how they are nested; no behaviour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from postil.gui.annotations.pane import HighlightsPane
from postil.gui.details.beside import ArticleAndDetails
from postil.gui.details.panel import DetailsPanel
from postil.gui.library.pane import ListPane
from postil.gui.library.side import SidePane
from postil.gui.panes import Panes
from postil.gui.reader.pane import ReaderPane
from postil.gui.reader.repair_pane import RepairPane
from postil.gui.search.pane import SearchPane
from postil.gui.search.source import LibrarySource
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.welcome import Welcome
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.command import Where
    from postil.gui.appearance import Appearance
    from postil.gui.library.spots import Spot
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings


class Parts:
    """All panes: left the places, in the middle one of three lists, right the article."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        appearance: Appearance,
        failed: Callable[[Exception], object],
    ) -> None:
        self.side = SidePane(appearance)
        self.list = ListPane(library.reading, appearance)
        self.highlights = HighlightsPane(
            library.annotating,
            library.reading,
            tags=library.tagging.names,
            jobs=jobs,
            appearance=appearance,
            failed=failed,
        )
        self.search = SearchPane(LibrarySource(library), jobs, failed, appearance)
        self.reader = ReaderPane(library.reading.asset)
        self.middle = _stack("panel", self.list, self.highlights, self.search)
        nothing_open = EmptyState(appearance)
        nothing_open.tell("reading", _("Nothing open"), _("Enter opens the page that is marked in the list."))
        self.repair = RepairPane(library.reading.asset, appearance)
        self.article = _stack("page", nothing_open, self.reader, self.repair)
        self.details = DetailsPanel(appearance, lambda color: ColorNames.of(settings.value).title(color))
        self.article_side = ArticleAndDetails(self.article, self.details)
        self.panes = Panes(self.side, self.middle, self.article_side, settings)
        self.welcome = Welcome(appearance)
        self.whole = _stack("", self.panes, self.welcome)

    def scope_of(self, widget: QWidget) -> Where | None:
        """The part that ``widget`` is in, if it has keys of its own."""
        scoped: tuple[tuple[QWidget, Where], ...] = (
            (self.reader, self.reader.mode),
            (self.repair, "question" if self.repair.asks else "repair"),
            (self.side.places, "places"),
            (self.list, "list"),
            (self.highlights, "highlights"),
            (self.search, "results"),
        )
        for pane, scope in scoped:
            if pane is widget or pane.isAncestorOf(widget):
                return scope
        return None

    def show_middle(self, spot: Spot) -> None:
        """Show the list that belongs to a place."""
        if spot.search is not None:
            # The space ends the last word: nobody is typing it, and it was counted as it stands.
            self.search.show_query(f"{spot.search.query} ")
            self.middle.setCurrentWidget(self.search)
        else:
            self.middle.setCurrentWidget(self.highlights if spot.place is None else self.list)
        self.side.places.choose(spot)

    def focus_middle(self) -> None:
        """Turn to whichever list is shown."""
        _focus(self.middle.currentWidget())

    def show_article(self) -> None:
        """Show the article where there is room for it; the focus stays where it is."""
        self.article.setCurrentWidget(self.reader)

    def turn_to_article(self) -> None:
        """Turn to the article."""
        self.show_article()
        self.panes.read()
        self.reader.setFocus()

    def close_article(self) -> None:
        """Show that nothing is open."""
        self.article.setCurrentIndex(0)
        self.turn_to_list()

    def show_details(self) -> None:
        """Show the details panel, in the place of the list where there is little room."""
        self.article_side.show_panel(shown=True)
        if not self.article_side.isVisible():
            self.panes.read()

    def turn_to_repair(self) -> None:
        """Turn to the repair of the article."""
        self.article.setCurrentWidget(self.repair)
        self.panes.read()
        self.repair.setFocus()

    def turn_to_list(self) -> None:
        """Turn to the list, which comes back if it was hidden."""
        self.panes.choose()
        self.focus_middle()

    def toggle_left(self) -> None:
        """Show or hide places and list."""
        self.panes.toggle_left()
        if not self.middle.isVisible():
            _focus(self.article.currentWidget())
        elif not self.article.isVisible():
            self.focus_middle()

    def cycle(self, now: QWidget | None, step: int) -> None:
        """Turn to the next pane that is shown, or the one before."""
        panes = (
            (self.side, self.side.places),
            (self.middle, self.middle.currentWidget()),
            (self.article, self.article.currentWidget()),
            (self.details, self.details),
        )
        shown = [(pane, focus) for pane, focus in panes if pane.isVisible()]
        around = (number for number, (pane, _its) in enumerate(shown) if now and pane.isAncestorOf(now))
        at = next(around, -1)
        _focus(shown[(at + step) % len(shown)][1])


def _focus(widget: QWidget | None) -> None:
    if widget is not None:
        widget.setFocus()


def _stack(role: str, *widgets: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    stack.setProperty("role", role)
    for widget in widgets:
        stack.addWidget(widget)
    return stack
