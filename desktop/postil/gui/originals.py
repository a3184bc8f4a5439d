"""What is done with the original of a page: opened in a browser after a warning, or shown as source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from postil.gui.dialogs.original import OriginalWarning
from postil.gui.reader.source_card import SourceCard
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.app.originals import Source
    from postil.gui.appearance import Appearance
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.model.ids import PageId
    from postil.model.page import Page


class Originals(QObject):
    """Shows the original of the page that is meant. ``open_file`` gives a file to the browser."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        meant: Callable[[], tuple[PageId, ...]],
        *,
        open_file: Callable[[Path], bool],
        appearance: Appearance,
        messages: MessageBar,
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._meant = meant
        self._open_file = open_file
        self._messages = messages
        self._failed = failed
        self._window = parent
        self._asks = True
        self.card = SourceCard(appearance, parent)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands on originals, and what does them."""
        return (("page.original", self.open), ("page.source", self.show_source))

    def open(self) -> None:
        """Open the original in the browser; the person is warned before."""
        page = self._page()
        if page is None:
            return
        if page.waiting or not self._asks:  # of a link there is nothing to warn of: it is told why
            self._copy_and_open(page)
            return
        warning = OriginalWarning(page.title, self._window)

        def agreed() -> None:
            self._asks = not warning.asks_no_more
            self._copy_and_open(page)

        warning.accepted.connect(agreed)
        warning.open()

    def show_source(self) -> None:
        """Show what the original says, letter by letter."""
        page = self._page()
        if page is not None:
            self._jobs.run(
                lambda _progress: self._library.originals.source(page.id),
                lane="read",
                done=lambda source: self.card.show_source(_title(page, source), source.text),
                failed=self._failed,
            )

    def _copy_and_open(self, page: Page) -> None:
        self._jobs.run(
            lambda _progress: self._library.originals.copy(page.id),
            lane="read",
            done=self._give_to_browser,
            failed=self._failed,
        )

    def _give_to_browser(self, copy: Path) -> None:
        if self._open_file(copy):
            self._messages.tell(_("Opened in your browser"))
        else:
            self._messages.tell(
                _("No program opens this kind of file. A copy of it is {file}.").format(file=copy)
            )

    def _page(self) -> Page | None:
        meant = self._meant()
        if len(meant) != 1:
            self._messages.tell(_("Choose one page whose original is to be shown."))
            return None
        return self._library.reading.page(meant[0])


def _title(page: Page, source: Source) -> str:
    size = QLocale().formattedDataSize(source.size)
    title = _("Original of “{title}”  ·  {name}  ·  {size}  ·  {encoding}").format(
        title=page.title, name=page.original_name, size=size, encoding=source.encoding
    )
    return title if source.is_whole else title + "  ·  " + _("only its beginning is shown")
