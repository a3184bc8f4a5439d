"""Whether queries are remembered, as the settings say, and how all of them are forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui.dialogs.question import Question
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.settings import Settings


class SearchMemory(QObject):
    """Lets the library remember searches or not. What it remembers by then stays until it is forgotten."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        told: Callable[[str], object],
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        """``told`` says a sentence without a way back: there is none from here."""
        super().__init__(window)
        self._library = library
        self._jobs = jobs
        self._told = told
        self._failed = failed
        self._window = window
        settings.changed.connect(self._follow)
        self._follow(settings.value)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The command that forgets all of them."""
        return (("search.clear-history", self._ask_to_clear),)

    def _follow(self, settings: Settings) -> None:
        self._library.search_history.wanted = settings.remember_searches

    def _ask_to_clear(self) -> None:
        Question(
            _("Forget what you searched for?"),
            _("The queries that you used are forgotten; saved searches stay. This cannot be undone."),
            _("Forget"),
            self._clear,
            self._window,
        ).open()

    def _clear(self) -> None:
        self._jobs.run(
            lambda _progress: self._library.search_history.clear(),
            lane="read",
            done=lambda _nothing: self._told(_("What you searched for is forgotten")),
            failed=self._failed,
        )
