"""The keyboard of the window: the person's keys on every command, and all that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui.dialogs.key_changes import KeyChanges
from postil.gui.dialogs.keys import KeyHelp
from postil.gui.key_words import with_keys
from postil.gui.keys import Keys
from postil.gui.widgets.following_keys import FollowingKeys
from postil.gui.widgets.key_tips import show_keys_in_tips
from postil.presets import Preset
from postil.settings import keymap_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.command import Where
    from postil.gui.actions import Actions
    from postil.gui.appearance import Appearance
    from postil.live_settings import LiveSettings
    from postil.settings import Settings


class Keyboard(QObject):
    """Follows the settings: whoever changes a key finds it in menus, palette and help at once."""

    def __init__(
        self,
        actions: Actions,
        settings: LiveSettings,
        appearance: Appearance,
        *,
        scopes: Callable[[QWidget], tuple[Where, ...]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._settings = settings
        self._appearance = appearance
        self._window = window
        self._keymap = keymap_in(settings.value)
        self._scopes = scopes
        self.help = KeyHelp(appearance, window)
        self.following = FollowingKeys(appearance, window)
        self._show()
        self.keys = Keys(self._keymap.commands, scopes=scopes, fire=actions.fire, parent=self)
        self.keys.begun.connect(self.following.tell)
        settings.changed.connect(self._follow_settings)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (("help.keys", self._help), ("keys.open", self._change_keys))

    def _follow_settings(self, settings: Settings) -> None:
        fresh = keymap_in(settings)
        if fresh.commands != self._keymap.commands:
            self._keymap = fresh
            self._show()
            self.keys.use(fresh.commands)
        self._keymap = fresh

    def _show(self) -> None:
        self._actions.use(self._keymap.commands)
        show_keys_in_tips(self._window, self._keymap.commands)

    def fill(self, sentence: str) -> str:
        """A sentence that names commands in braces, with the person's keys for them."""
        return with_keys(sentence, self._keymap.commands)

    def bare(self) -> bool:
        """Whether letters by themselves are keys; else they are left to a screen reader."""
        return self._keymap.preset is not Preset.MODIFIERS_ONLY

    def _help(self) -> None:
        widget = self._window.focusWidget()
        self.help.tell(self._scopes(widget) if widget is not None else ("window",), self._actions.commands)

    def _change_keys(self) -> None:
        KeyChanges(self._settings, self._appearance, self._window).open()
