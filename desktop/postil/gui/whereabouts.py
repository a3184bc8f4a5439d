"""Where the person is in the window: which keys hold there, and which pages a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.widgets.overlay import keeps_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.command import Where
    from postil.gui.open_page import OpenPage
    from postil.gui.parts import Parts
    from postil.model.ids import PageId

IN_READER: tuple[Where, ...] = ("reader", "hits", "visual", "check", "speech")
"""The scopes of the open article."""


class Whereabouts:
    """Reads off the focus what the next key means."""

    def __init__(
        self, window: QWidget, parts: Parts, open_page: OpenPage, *, detailed: Callable[[], PageId | None]
    ) -> None:
        """``detailed`` is the page whose details the person is in; None where they are elsewhere."""
        self._window = window
        self._parts = parts
        self._open_page = open_page
        self._detailed = detailed

    def scopes(self, widget: QWidget) -> tuple[Where, ...]:
        """The parts of the window that ``widget`` is in, the nearest first; none for dialogs and cards."""
        if widget.window() is not self._window or keeps_keys(widget):
            return ()
        scope = self._parts.scope_of(widget)
        if scope in ("check", "speech"):
            return (scope, "reader", "window")
        if scope == "reader" and self._open_page.hits_shown:
            return ("hits", "reader", "window")
        if scope in ("question", "overlap"):
            return (scope,)
        return ("window",) if scope is None else (scope, "window")

    def scopes_now(self) -> tuple[Where, ...]:
        """The same for where the focus is."""
        widget = self._window.focusWidget()
        return (self.scopes(widget) if widget is not None else ()) or ("window",)

    @property
    def in_article(self) -> bool:
        """Whether the keys are those of the open article."""
        return self.scopes_now()[-2:] == ("reader", "window")

    def meant(self) -> tuple[PageId, ...]:
        """The pages that a command is about: the one that is open, or those that are chosen in a list."""
        if (detailed := self._detailed()) is not None:
            return (detailed,)
        scope = self.scopes_now()[0]
        if scope in ("repair", *IN_READER) and self._open_page.page is not None:
            return (self._open_page.page.id,)
        if scope == "highlights" and (current := self._parts.highlights.current()) is not None:
            return (current[1].id,)
        if scope == "results" and (hit := self._parts.search.current()) is not None:
            return (hit.page.id,)
        return self._parts.list.selected()
