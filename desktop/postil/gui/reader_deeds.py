"""What else is done with the open page: its links, its original, paper and voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from postil.gui.linking import Linking
from postil.gui.originals import Originals
from postil.gui.printing import Printing, ask_for_printer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.gui.open_page import OpenPage
    from postil.gui.palette.palette import Palette
    from postil.gui.reader.pane import ReaderPane
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.model.changes import Changes
    from postil.model.ids import PageId


def open_with_system(file: Path) -> bool:
    """Give a file to the program that the system has for it; False where it has none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


class ReaderDeeds:
    """Joins these parts to the window, one of each."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        open_page: OpenPage,
        *,
        meant: Callable[[], tuple[PageId, ...]],
        reader: ReaderPane,
        palette: Palette,
        appearance: Appearance,
        messages: MessageBar,
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        self.linking = Linking(
            library, jobs, open_page, reader=reader, palette=palette, told=messages.tell, failed=failed
        )
        self.originals = Originals(
            library,
            jobs,
            meant,
            open_file=open_with_system,
            appearance=appearance,
            messages=messages,
            failed=failed,
            parent=window,
        )
        self.printing = Printing(
            library,
            jobs,
            meant,
            ask_printer=ask_for_printer,
            color_names=lambda: appearance.color_names,
            messages=messages,
            failed=failed,
            parent=window,
        )

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Their commands."""
        return (*self.linking.bindings(), *self.originals.bindings(), *self.printing.bindings())

    def refresh(self, changes: Changes) -> None:
        """A deed changed the library."""
        self.linking.refresh(changes)
