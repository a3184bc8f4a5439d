"""What is done to the look of the window: theme, letters, order, full screen. All of it is a setting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from postil.gui.display_card import DisplayCard
from postil.gui.theme import SYSTEM, THEME_NAMES
from postil.model.page import SortOrder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.gui.display import Display
    from postil.live_settings import LiveSettings


class ViewDeeds:
    """Turns commands into changes of settings."""

    def __init__(self, settings: LiveSettings, display: Display, window: QWidget, *, page: QWidget) -> None:
        """``page`` is the part of the window whose display is changed."""
        self._settings = settings
        self._display = display
        self._window = window
        self._card = DisplayCard(display, page, window)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the look, and what does them."""
        display = self._display
        return (
            ("theme.next", self._next_theme),
            *((f"theme.{name}", partial(display.change, "theme", name)) for name in (SYSTEM, *THEME_NAMES)),
            ("display.open", self._card.toggle),
            ("text.larger", lambda: display.step("text_size", 1)),
            ("text.smaller", lambda: display.step("text_size", -1)),
            ("text.wider", lambda: display.step("column_width", 1)),
            ("text.narrower", lambda: display.step("column_width", -1)),
            ("text.reset", display.reset_sizes),
            *(
                (f"sort.{order.value}", partial(self._settings.change, sort=order.value))
                for order in SortOrder
            ),
            ("sort.reverse", self._reverse),
            ("pane.right", self._toggle_margin),
            ("window.full-screen", self.toggle_full_screen),
        )

    def marks(self) -> dict[str, bool]:
        """Which of the commands of theme and order hold now."""
        settings, theme = self._settings.value, self._display.settings.theme
        return {
            **{f"theme.{name}": theme == name for name in (SYSTEM, *THEME_NAMES)},
            **{f"sort.{order.value}": settings.sort == order.value for order in SortOrder},
        }

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _next_theme(self) -> None:
        at = THEME_NAMES.index(self._display.theme.name)
        self._display.change("theme", THEME_NAMES[(at + 1) % len(THEME_NAMES)])

    def _reverse(self) -> None:
        self._settings.change(sort_descending=not self._settings.value.sort_descending)

    def _toggle_margin(self) -> None:
        self._settings.change(margin_shown=not self._settings.value.margin_shown)
