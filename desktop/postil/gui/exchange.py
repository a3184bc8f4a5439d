"""What passes between Postil and other programs by the person's hand: links, and what is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.copying import Copying
from postil.gui.link_opening import LinkOpening

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.gui.navigation import Navigation
    from postil.gui.open_page import OpenPage
    from postil.gui.parts import Parts
    from postil.gui.whereabouts import Whereabouts
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs


class Exchange:
    """Joins these parts to the window, one of each."""

    def __init__(
        self,
        parts: Parts,
        library: Library,
        jobs: Jobs,
        *,
        whereabouts: Whereabouts,
        open_page: OpenPage,
        navigation: Navigation,
        messages: MessageBar,
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """``told`` says a sentence with undo beside it."""
        self.links = LinkOpening(
            library,
            jobs,
            navigation=navigation,
            reader=parts.reader,
            messages=messages,
            told=told,
            failed=failed,
        )

        self.copying = Copying(
            parts,
            library,
            jobs,
            whereabouts=whereabouts,
            open_page=open_page,
            messages=messages,
            failed=failed,
        )

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Their commands."""
        return (*self.links.bindings(), *self.copying.bindings())
