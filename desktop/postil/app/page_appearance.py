"""Giving a page a look of its own, beside the settings that all pages follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.changes import Changes
from postil.store import page_appearance
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.holdings import Holdings
    from postil.model.ids import PageId
    from postil.model.page_appearance import PageAppearance


class PageAppearances:
    """What each page has of its own. Every change can be undone."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def of(self, page_id: PageId) -> PageAppearance:
        """What a page has of its own."""
        return page_appearance.of_page(self._holdings.reader(), page_id)

    def set(self, page_id: PageId, appearance: PageAppearance) -> Changes:
        """Let a page have this of its own; an empty one gives it back to the settings."""
        before = self.of(page_id)
        if before == appearance:
            return Changes()

        def write(wanted: PageAppearance) -> Changes:
            with self._holdings.transaction() as tx:
                page_appearance.set_of_page(tx, page_id, wanted)
            return Changes(pages=frozenset({page_id}))

        return self._holdings.undo.do(
            _("Display of the page"), lambda: write(appearance), lambda: write(before)
        )
