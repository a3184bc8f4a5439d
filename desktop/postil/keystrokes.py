"""How keys are written: ``Ctrl+K`` for a chord, ``G, I`` for one press after the other.

A press is its modifiers in this order, and a letter, a sign or a key's name. Letters are written large,
``Shift`` only before letters and named keys: a sign is the sign that is typed (``?``, not ``Shift+/``).
"""

from __future__ import annotations

import re
from functools import lru_cache

MODIFIERS = ("Ctrl", "Alt", "Meta", "Shift")
NAMES = frozenset({
    "Return", "Esc", "Tab", "Backspace", "Delete", "Insert", "Home", "End", "PgUp", "PgDown",
    "Up", "Down", "Left", "Right", "Space", *(f"F{number}" for number in range(1, 13)),
})  # fmt: skip
"""The keys that type nothing, and the space bar."""

LONGEST_SEQUENCE = 3
"""Presses after each other, at the most."""

_SEPARATOR = ", "
_OTHER_NAMES = {
    "Enter": "Return", "Escape": "Esc", "Del": "Delete", "Ins": "Insert", "Pageup": "PgUp", "Pgup": "PgUp",
    "Pagedown": "PgDown", "Pgdown": "PgDown", "Control": "Ctrl", "Option": "Alt",
}  # fmt: skip
_PRESS = re.compile(r"((?:(?:ctrl|control|alt|option|meta|shift)\+)*)(.+)", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=2048)
def presses_of(keys: str) -> tuple[str, ...]:
    """The presses of a sequence, in their order."""
    return tuple(keys.split(_SEPARATOR))


def sequence_of(presses: tuple[str, ...]) -> str:
    """Presses after each other, as they are written."""
    return _SEPARATOR.join(presses)


def normalised(keys: str) -> str | None:
    """``keys`` as this module writes them; None where they are no keys."""
    presses = tuple(_normalised_press(press) for press in presses_of(keys.strip()))
    whole = tuple(press for press in presses if press is not None)
    if len(whole) != len(presses) or len(whole) > LONGEST_SEQUENCE:
        return None
    return sequence_of(whole)


def is_bare(keys: str) -> bool:
    """Whether any press of a sequence is a letter, a digit or a sign without Ctrl, Alt or Meta."""
    return any(_is_bare_press(press) for press in presses_of(keys))


def begins(shorter: str, longer: str) -> bool:
    """Whether the presses of ``shorter`` are the first ones of ``longer``, or all of them."""
    first = presses_of(shorter)
    return presses_of(longer)[: len(first)] == first


def _is_bare_press(press: str) -> bool:
    return len(press.removeprefix("Shift+")) == 1


def _normalised_press(press: str) -> str | None:
    match = _PRESS.fullmatch(press)
    if match is None:
        return None
    held = {_named(word) for word in match.group(1).split("+") if word}
    key = _named(match.group(2))
    if len(key) == 1:
        if not key.isprintable() or key.isspace():
            return None
        key = key.upper() if len(key.upper()) == 1 else key
        if not key.isalpha():
            held -= {"Shift"} if not held & {"Ctrl", "Alt", "Meta"} else set()
    elif key not in NAMES:
        return None
    return "+".join((*(word for word in MODIFIERS if word in held), key))


def _named(word: str) -> str:
    if len(word) == 1:
        return word
    name = word[:1].upper() + word[1:].lower()
    return {"Pgup": "PgUp", "Pgdown": "PgDown"}.get(name) or _OTHER_NAMES.get(name, name)
