"""What passes between Postil and the world by the person's hand: links, copies, exports, backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.backups import Backups
from postil.gui.copying import Copying
from postil.gui.exporting import Exporting
from postil.gui.file_edits import FileEdits
from postil.gui.link_opening import LinkOpening

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.gui.navigation import Navigation
    from postil.gui.open_page import OpenPage
    from postil.gui.parts import Parts
    from postil.gui.printing import Printing
    from postil.gui.whereabouts import Whereabouts
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.changes import Changes


class Exchange:
    """Joins these parts to the window, one of each."""

    def __init__(
        self,
        parts: Parts,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        printing: Printing,
        appearance: Appearance,
        whereabouts: Whereabouts,
        open_page: OpenPage,
        navigation: Navigation,
        messages: MessageBar,
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
        window: QWidget,
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
        self.file_edits = FileEdits(
            library,
            jobs,
            appearance=appearance,
            messages=messages,
            told=told,
            failed=failed,
            window=window,
        )
        self.backups = Backups(library, jobs, settings, failed=failed, window=window)
        self.exporting = Exporting(
            library,
            jobs,
            settings,
            meant=whereabouts.meant,
            listed=parts.list.listed,
            wishes=lambda: printing.wishes,
            see_edits=self.file_edits.show,
            told=told,
            appearance=appearance,
            messages=messages,
            failed=failed,
            window=window,
        )

    def refresh(self, changes: Changes) -> None:
        """A deed changed the library."""
        self.exporting.refresh(changes)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Their commands."""
        parts = (self.links, self.copying, self.file_edits, self.exporting, self.backups)
        return tuple(binding for part in parts for binding in part.bindings())
