"""What comes into the library: imports, the watched folder, and pages that a browser hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil import paths
from postil.gui.dropping import Dropping
from postil.gui.imports import Imports
from postil.gui.receiving import Receiving
from postil.gui.watched_folder import WatchedFolder
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.manuals import Manuals
    from postil.gui.navigation import Navigation
    from postil.gui.parts import Parts
    from postil.gui.widgets.message_bar import MessageBar
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings


class Arrivals:
    """Joins these parts to the window, one of each."""

    def __init__(
        self,
        parts: Parts,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        navigation: Navigation,
        manuals: Manuals,
        messages: MessageBar,
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        self.imports = Imports(library, jobs, settings, messages=messages, failed=failed, parent=window)
        self.watched_folder = WatchedFolder(library, jobs, settings, failed=failed, parent=window)
        self.receiving = Receiving(
            library,
            jobs,
            settings,
            token_file=paths.receiver_token_file(),
            failed=failed,
            window=window,
        )
        self._tell(parts, messages)
        self.imports.runs.page_wanted.connect(navigation.read)
        self.imports.manual_added.connect(navigation.read)
        parts.side.add_button.clicked.connect(self.imports.choose_files)
        parts.welcome.files_wanted.connect(self.imports.choose_files)
        parts.welcome.folder_wanted.connect(self.imports.choose_folder)
        parts.welcome.samples_wanted.connect(self.imports.add_samples)
        parts.welcome.help_wanted.connect(manuals.of_imports.tell)
        Dropping(window, self.imports, messages)

    def _tell(self, parts: Parts, messages: MessageBar) -> None:
        """Say what came, and how far an import is."""
        runs = self.imports.runs
        runs.told.connect(lambda told: parts.side.import_work.show_work(told, _("Show"), runs.show_last))
        self.watched_folder.taken.connect(self.imports.tell_taken)
        self.watched_folder.told.connect(messages.tell)
        self.receiving.taken.connect(self.imports.tell_taken)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Their commands."""
        parts = (self.imports, self.watched_folder, self.receiving)
        return tuple(binding for part in parts for binding in part.bindings())
