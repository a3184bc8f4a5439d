"""The three sets of keys that one can choose from: Reader (the table of commands), Vim, and modifiers only.

Vim is a list of differences. The third is for those whose screen reader takes bare letters for itself: a
rule makes it, so that a new command has its keys there at once, and a list says where the rule is not enough.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from postil.keystrokes import is_bare, presses_of, sequence_of

if TYPE_CHECKING:
    from postil.command import Command


class Preset(Enum):
    """A whole set of keys."""

    READER = "reader"
    VIM = "vim"
    MODIFIERS_ONLY = "modifiers-only"


def keys_in(preset: Preset, command: Command) -> tuple[str, ...]:
    """The keys of a command in a preset."""
    if preset is Preset.VIM:
        return _VIM.get(command.id, command.keys)
    if preset is Preset.MODIFIERS_ONLY:
        chosen = _MODIFIERS_ONLY.get(command.id)
        return chosen if chosen is not None else _without_bare_keys(command.keys)
    return command.keys


def _without_bare_keys(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that are no bare letters or signs; where that leaves none, all of them with Ctrl and Alt."""
    kept = tuple(key for key in keys if not is_bare(key))
    return kept or tuple(map(_with_ctrl_alt, keys))


def _with_ctrl_alt(keys: str) -> str:
    return sequence_of(tuple(f"Ctrl+Alt+{press}" if is_bare(press) else press for press in presses_of(keys)))


_VIM: dict[str, tuple[str, ...]] = {
    "page.import": ("Ctrl+O",),
    "edit.undo": ("U", "Ctrl+Z"),
    "edit.redo": ("Ctrl+R", "Ctrl+Shift+Z"),
    "search.focus": ("G, /", "Ctrl+L"),
    "palette.open": (":", "Ctrl+K"),
    "list.focus": ("Q",),
    "pane.left": ("G, [",),
    "pane.right": ("G, ]",),
    "page.reading": ("G, M",),
    "reader.find": ("/",),
    "reader.find-next": ("N", "F3"),
    "reader.find-previous": ("Shift+N", "Shift+F3"),
    "reader.next-sentence": (")",),
    "reader.previous-sentence": ("(",),
    "reader.next-paragraph": ("}",),
    "reader.previous-paragraph": ("{",),
    "reader.next-word": ("W",),
    "reader.previous-word": ("B",),
    "reader.next-heading": ("], ]",),
    "reader.previous-heading": ("[, [",),
    "reader.page-down": ("Ctrl+F", "Space", "PgDown"),
    "reader.page-up": ("Ctrl+B", "Shift+Space", "PgUp"),
    "reader.half-down": ("Ctrl+D",),
    "reader.half-up": ("Ctrl+U",),
    "annotation.highlight": ("M",),
    "annotation.note": ("A",),
    "page.note": ("Shift+A",),
    "annotation.next": ("], M",),
    "annotation.previous": ("[, M",),
    "annotation.remove": ("D, D", "Delete"),
}

_MODIFIERS_ONLY: dict[str, tuple[str, ...]] = {
    "help.keys": ("F1",),
    "pane.left": ("Ctrl+Alt+Left",),
    "pane.right": ("Ctrl+Alt+Right",),
    "text.wider": ("Ctrl+Alt+W",),
    "text.narrower": ("Ctrl+Alt+Shift+W",),
    "page.trash": ("Ctrl+Delete",),
    "list.select-none": ("Ctrl+Shift+A",),
    "list.select": ("Ctrl+Space",),
    "reader.next-heading": ("Ctrl+Alt+Down",),
    "reader.previous-heading": ("Ctrl+Alt+Up",),
    "annotation.next": ("Alt+Down",),
    "annotation.previous": ("Alt+Up",),
    "visual.next-sentence": ("Alt+Down",),
    "visual.previous-sentence": ("Alt+Up",),
    "visual.next-paragraph": ("Ctrl+Down",),
    "visual.previous-paragraph": ("Ctrl+Up",),
    "visual.find": (),
}
