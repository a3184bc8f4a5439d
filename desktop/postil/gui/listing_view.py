"""Shows what was listed: the counts, the pages, and the welcome where there is nothing at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.gui.actions import Actions
    from postil.gui.listing import Listed, Listing
    from postil.gui.open_page import OpenPage
    from postil.gui.parts import Parts
    from postil.gui.whereabouts import Whereabouts


class ListingView:
    """Fills the panes at the left and in the middle."""

    def __init__(
        self,
        parts: Parts,
        listing: Listing,
        open_page: OpenPage,
        *,
        whereabouts: Whereabouts,
        actions: Actions,
    ) -> None:
        self._parts = parts
        self._listing = listing
        self._open_page = open_page
        self._whereabouts = whereabouts
        self._actions = actions

    def show(self, listed: Listed) -> None:
        """Show this instead of what was listed before."""
        counts, parts = listed.counts, self._parts
        parts.side.places.show_counts(counts)
        parts.side.places.choose(self._listing.spot)
        if listed.spot.place is not None:
            parts.list.show_pages(
                listed.spot,
                listed.ids,
                keep=listed.same_place,
                filtered=listed.filter,
                total=len(listed.unfiltered),
            )
            if self._open_page.page is not None and self._whereabouts.in_article:
                parts.list.make_current(self._open_page.page.id)
        elif listed.spot.search is None:
            parts.highlights.ask()
        to_delete = counts.trashed + counts.removed > 0
        parts.list.trash.empty_button.setVisible(to_delete)
        self._actions.enable("trash.empty", enabled=to_delete)
        empty = not counts.all and not counts.trashed
        was_empty = parts.whole.currentWidget() is parts.welcome
        parts.whole.setCurrentWidget(parts.welcome if empty else parts.panes)
        if empty:
            parts.welcome.setFocus()
        elif was_empty and self._open_page.page is not None:
            parts.turn_to_article()
        elif was_empty:
            parts.focus_middle()
