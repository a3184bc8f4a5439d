"""The markers of list items: numbers as HTML counts them, bullets by depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.reader.formats import Bullet

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999


def item_markers(element: _Element, depth: int) -> tuple[str, ...]:
    """The marker of each ``li`` of a list that is ``depth`` deep, from 1: a word of Bullet, or "3."."""
    items = [child for child in element if child.tag == "li"]
    if element.tag != "ol":
        return (Bullet.at_depth(depth),) * len(items)
    step = -1 if element.get("reversed") is not None else 1
    number = _number(element.get("start"), len(items) if step < 0 else 1)
    markers: list[str] = []
    for item in items:
        number = _number(item.get("value"), number)
        markers.append(f"{numeral(number, element.get('type') or '1')}.")
        number += step
    return tuple(markers)


def marker_width(markers: tuple[str, ...], size: float) -> int:
    """How far the items of a list stand in, in pixels, where letters have ``size``."""
    bullets = {Bullet.DISC, Bullet.RING, Bullet.DASH}
    longest = max((len(marker) for marker in markers if marker not in bullets), default=0)
    return round(size * max(1.3, 0.55 * longest + 0.45))


def numeral(number: int, kind: str) -> str:
    """A number in the way of ``type``: 1, a, A, i or I; decimal where that way has no such number."""
    if kind in ("a", "A") and number > 0:
        return _letters(number) if kind == "a" else _letters(number).upper()
    if kind in ("i", "I") and 0 < number <= _MOST_ROMAN:
        return _roman(number) if kind == "i" else _roman(number).upper()
    return str(number)


def _number(value: str | None, otherwise: int) -> int:
    digits = (value or "").strip()
    is_number = digits.removeprefix("-").isdecimal() and len(digits) <= 9
    return int(digits) if is_number else otherwise


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters
