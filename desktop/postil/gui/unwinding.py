"""Esc: one step out of wherever the person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.whereabouts import IN_READER

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.gui.open_page import OpenPage
    from postil.gui.parts import Parts
    from postil.gui.shelf import Shelf
    from postil.gui.view_deeds import ViewDeeds
    from postil.gui.whereabouts import Whereabouts
    from postil.gui.widgets.message_bar import MessageBar


class Unwinding:
    """Takes back what came last: a message, a mode, a card, a search, the full screen."""

    def __init__(
        self,
        parts: Parts,
        open_page: OpenPage,
        whereabouts: Whereabouts,
        *,
        shelf: Shelf,
        view: ViewDeeds,
        messages: MessageBar,
        window: QWidget,
    ) -> None:
        self._parts = parts
        self._open_page = open_page
        self._whereabouts = whereabouts
        self._shelf = shelf
        self._view = view
        self._messages = messages
        self._window = window

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The one command."""
        return (("go.unwind", self.unwind),)

    def unwind(self) -> bool:
        """One step out of wherever the person is; False where there is none to take."""
        told = self._messages.isVisible()
        self._messages.hide()
        scope = self._whereabouts.scopes_now()[0]
        if scope in IN_READER and self._parts.reader.unwind():
            pass
        elif scope == "repair":
            self._parts.repair.leave()
        elif scope == "results":
            self._parts.search.unwind()
        elif scope == "hits":
            self._open_page.forget_hits()
        elif (scope == "highlights" and self._parts.highlights.unwind()) or self._shelf.unwind(scope):
            pass
        elif self._window.isFullScreen():
            self._view.toggle_full_screen()
        else:
            return told
        return True
