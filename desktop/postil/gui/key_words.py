"""Sentences that name keys: they name a command in braces, and are shown with the key that it has now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.gui import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.command import Command

_COMMAND = re.compile(r"\{([a-z-]+\.[a-z0-9-]+)\}")


def with_keys(sentence: str, commands: Iterable[Command]) -> str:
    """``{edit.undo} takes it back`` is ``Ctrl+Z takes it back``; the title of a command without a key."""
    known = {command.id: command for command in commands} if "{" in sentence else {}

    def shown(match: re.Match[str]) -> str:
        command = known.get(match.group(1))
        if command is None:
            return match.group()
        return words.key_text(command.keys[0]) if command.keys else f"“{command.label.rstrip('…')}”"

    return _COMMAND.sub(shown, sentence)
