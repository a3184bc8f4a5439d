"""What is done to the look of the window: theme, letters, order, full screen. All of it is a setting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from postil.gui.theme import SYSTEM, THEME_NAMES
from postil.model.page import SortOrder
from postil.settings import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.settings import LiveSettings


class ViewDeeds:
    """Turns commands into changes of settings."""

    def __init__(self, settings: LiveSettings, appearance: Appearance, window: QWidget) -> None:
        self._settings = settings
        self._appearance = appearance
        self._window = window

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the look, and what does them."""
        return (
            ("theme.next", self._next_theme),
            *(
                (f"theme.{name}", partial(self._settings.change, theme=name))
                for name in (SYSTEM, *THEME_NAMES)
            ),
            ("text.larger", lambda: self._step("text_size", 1)),
            ("text.smaller", lambda: self._step("text_size", -1)),
            ("text.wider", lambda: self._step("column_width", 1)),
            ("text.narrower", lambda: self._step("column_width", -1)),
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
        settings = self._settings.value
        return {
            **{f"theme.{name}": settings.theme == name for name in (SYSTEM, *THEME_NAMES)},
            **{f"sort.{order.value}": settings.sort == order.value for order in SortOrder},
        }

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _next_theme(self) -> None:
        at = THEME_NAMES.index(self._appearance.theme.name)
        self._settings.change(theme=THEME_NAMES[(at + 1) % len(THEME_NAMES)])

    def _step(self, name: str, steps: int) -> None:
        setting = next(setting for setting in table() if setting.name == name)
        value = getattr(self._settings.value, name) + steps * setting.step
        bounded = min(max(value, setting.least), setting.most)
        self._settings.change(**{name: type(setting.default)(round(bounded, 3))})

    def _reverse(self) -> None:
        self._settings.change(sort_descending=not self._settings.value.sort_descending)

    def _toggle_margin(self) -> None:
        self._settings.change(margin_shown=not self._settings.value.margin_shown)
