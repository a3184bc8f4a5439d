"""The library's side of the window: places, the list with its filter, saved searches, details, the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from postil.errors import NotFound
from postil.gui import words
from postil.gui.dialogs.edit_details import EditDetails
from postil.gui.errands import Errands
from postil.gui.library.spots import HIGHLIGHTS
from postil.gui.place_deeds import PlaceDeeds
from postil.gui.saved_searches import SearchCounts
from postil.gui.trash_keeper import TrashKeeper
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.details import Facts
    from postil.app.library import Library
    from postil.command import Where
    from postil.gui.listing import Listing
    from postil.gui.navigation import Navigation
    from postil.gui.page_deeds import PageDeeds
    from postil.gui.parts import Parts
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.changes import Changes
    from postil.model.details import Correction
    from postil.model.ids import PageId
    from postil.model.page import Page
    from postil.settings import Settings

_SOON_MILLISECONDS = 60
"""The details follow the mark in the list once it rests."""


class Shelf(QObject):
    """Joins these parts; what each does is its own."""

    def __init__(
        self,
        parts: Parts,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        listing: Listing,
        navigation: Navigation,
        deeds: PageDeeds,
        meant: Callable[[], tuple[PageId, ...]],
        fire: Callable[[str], object],
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._parts, self._library, self._jobs, self._settings = parts, library, jobs, settings
        self._listing, self._navigation, self._deeds = listing, navigation, deeds
        self._meant, self._fire, self._failed, self._window = meant, fire, failed, parent
        self._detailed: PageId | None = None
        self._focus_before: QWidget | None = None
        self._errands = Errands(library.undo, jobs, failed)
        self.trash = TrashKeeper(library, jobs, settings, failed, self)
        self.counts = SearchCounts(library, jobs, failed, self)
        self.places = PlaceDeeds(
            library,
            jobs,
            spot=lambda: listing.spot,
            query=parts.search.field.text,
            meant=meant,
            done=deeds.told,
            failed=failed,
            parent=parent,
        )
        self._details_soon = QTimer(self, singleShot=True, interval=_SOON_MILLISECONDS)
        self._details_soon.timeout.connect(self._ask_facts)
        self._connect()
        places = parts.side.places
        places.fold(frozenset(settings.value.folded_tags.splitlines()))
        parts.list.set_trash_days(settings.value.trash_days)
        self.counts.list_again()

    def _connect(self) -> None:
        parts, places = self._parts, self._parts.side.places
        parts.list.filtered.connect(self._listing.narrow)
        parts.list.filter_begun.connect(self._listing.warm)
        parts.list.trash.empty_wanted.connect(self.places.ask_to_empty_trash)
        parts.list.trash.highlights_wanted.connect(self._list_removed_highlights)
        parts.search.keep_wanted.connect(self.places.keep_search)
        parts.list.view.selectionModel().currentChanged.connect(self._list_moved)
        places.folded.connect(lambda names: self._settings.change(folded_tags="\n".join(sorted(names))))
        self.counts.listed.connect(places.show_searches)
        self.counts.counted.connect(places.show_found)
        self.places.went.connect(self._navigation.go)
        self._settings.changed.connect(self._settings_changed)
        parts.details.left.connect(self.close_details)
        parts.details.acted.connect(self._fire)
        parts.details.told.connect(self._deeds.told_only)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the library's side, and what does them."""
        return (
            *self.places.bindings(),
            ("place.fold", self._parts.side.places.toggle),
            ("page.details", self._turn_details),
            ("page.edit-details", self._edit_details),
        )

    def refresh(self, changes: Changes) -> None:
        """Show what a deed changed."""
        if changes.searches:
            self.counts.list_again()
        if changes.membership or changes.pages or changes.annotations:
            self.counts.ask()
        if self._detailed is not None and self._detailed in changes.pages | changes.annotated:
            self._details_soon.start()

    def index_changed(self) -> None:
        """The search knows more: what saved searches find may have changed."""
        self.counts.ask()

    def page_shown(self) -> None:
        """Another page is open: the details are about it, and leave it the room where there is little."""
        if self._parts.article_side.covered:
            self.close_details()
        self._details_soon.start()

    def unwind(self, scope: Where) -> bool:
        """One step out: of picking, of the filter, of the details. False where there is none to take."""
        pane = self._parts.list
        return (scope == "list" and (pane.unpick() or pane.unfilter())) or self.close_details()

    def close_details(self) -> bool:
        """Let the details go. False where they are not shown."""
        panel = self._parts.details
        if panel.isHidden():
            return False
        within = panel.isAncestorOf(self._window.focusWidget() or self._window)
        self._parts.article_side.show_panel(shown=False)
        self._detailed = None
        if self._focus_before is not None and within:
            if not self._focus_before.isVisible():
                self._parts.turn_to_list()
            self._focus_before.setFocus()
        return True

    def detailed_at_focus(self) -> PageId | None:
        """The page whose details the person is in; None where they are elsewhere."""
        within = self._parts.details.isAncestorOf(self._window.focusWidget() or self._window)
        return self._detailed if within else None

    def _turn_details(self) -> None:
        if self.close_details():
            return
        if not self._meant():
            return
        self._focus_before = self._window.focusWidget()
        self._ask_facts(show=True)

    def _list_removed_highlights(self) -> None:
        self._navigation.go(HIGHLIGHTS)
        self._parts.highlights.show_removed()

    def _list_moved(self) -> None:
        self._details_soon.start()

    def _ask_facts(self, *, show: bool = False) -> None:
        """Fetch what is known of the page that is meant, if it is shown or is to be."""
        if self._parts.details.isHidden() and not show:
            return
        meant = self._meant()
        if not meant:
            return
        marked = self._parts.list.current()
        page_id = marked if marked in meant else meant[0]
        self._detailed = page_id
        self._jobs.run(
            lambda _progress: self._facts(page_id),
            lane="read",
            done=lambda facts: self._show_facts(page_id, facts, show=show),
            failed=self._failed,
        )

    def _facts(self, page_id: PageId) -> Facts | None:
        try:
            return self._library.details.facts(page_id)
        except NotFound:  # it was purged meanwhile
            return None

    def _show_facts(self, page_id: PageId, facts: Facts | None, *, show: bool) -> None:
        if page_id != self._detailed:
            return
        if facts is None:
            self.close_details()
            return
        self._parts.details.show_facts(facts)
        if show:
            self._parts.show_details()
            self._parts.details.take_focus()

    def _edit_details(self) -> None:
        ids = self._meant()
        self._errands.run(
            len(ids), lambda: tuple(self._library.reading.pages(ids).values()), self._ask_details
        )

    def _ask_details(self, pages: tuple[Page, ...]) -> None:
        if not pages:
            return
        title = words.of_pages(
            pages, _("Details of “{title}”"), "Details of {count} page", "Details of {count} pages"
        )
        editor = EditDetails(title, pages, self._window)
        ids = tuple(page.id for page in pages)
        editor.corrected.connect(lambda correction: self._correct(ids, correction))
        editor.open()

    def _correct(self, ids: tuple[PageId, ...], correction: Correction) -> None:
        def done(changes: Changes) -> None:
            count = len(changes.pages)
            if count:
                self._deeds.told(
                    words.counted(
                        "Corrected the details of {count} page",
                        "Corrected the details of {count} pages",
                        count,
                    )
                )

        self._jobs.run(
            lambda _progress: self._library.details.correct(ids, correction),
            lane="read",
            done=done,
            failed=self._failed,
        )

    def _settings_changed(self, settings: Settings) -> None:
        self._parts.list.set_trash_days(settings.trash_days)
