"""Colours of other tools as one of our eight: by name, or the nearest of what a hex or CSS number says.

The eight are those of Zotero, and its numbers are met exactly. Others are told by their hue, since most
tools highlight in pale versions of the same few colours.
"""

from __future__ import annotations

import colorsys
import re

from postil.model.annotation import Color

_NAMES = {
    Color.YELLOW: ("yellow", "gold", "khaki", "lemon", "cream"),
    Color.RED: ("red", "crimson", "tomato", "salmon", "coral", "maroon", "brick"),
    Color.GREEN: ("green", "lime", "olive", "mint", "chartreuse", "emerald", "seagreen"),
    Color.BLUE: ("blue", "cyan", "aqua", "teal", "turquoise", "sky", "skyblue", "navy", "azure", "steelblue"),
    Color.PURPLE: ("purple", "violet", "indigo", "lavender", "lilac", "plum"),
    Color.MAGENTA: ("magenta", "pink", "fuchsia", "rose", "orchid", "hotpink"),
    Color.ORANGE: ("orange", "amber", "peach", "brown", "bronze", "apricot"),
    Color.GRAY: ("gray", "grey", "silver", "black", "white", "slate"),
}
"""What tools call colours that are one of ours, or next to it."""
_OF_NAME = {name: color for color, names in _NAMES.items() for name in names}
_SHADE = re.compile(r"^(?:light|dark|pale|deep|medium|bright|pastel|neon|hot)(?=[a-z]{3})")
_WORD = re.compile(r"[a-z]+")
_HEX = re.compile(r"(?:#|0x)?([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})", re.IGNORECASE)
_NUMBERS = re.compile(r"rgba?\(\s*([\d.]{1,8})[\s,]+([\d.]{1,8})[\s,]+([\d.]{1,8})", re.IGNORECASE)
_HUES = (
    (15, Color.RED),
    (43, Color.ORANGE),
    (70, Color.YELLOW),
    (170, Color.GREEN),
    (247, Color.BLUE),
    (280, Color.PURPLE),
    (345, Color.MAGENTA),
    (360, Color.RED),
)
"""Up to which degree of the circle of hues each colour reaches."""
_FAINT = 0.08
"""Less saturated than this is gray; so is what is darker than ``_DARK``."""
_DARK = 0.15
_PALE = 0.8
"""A red as light as this is a pink."""
_PINK = (325, 12)
"""The hues between which it is."""
_LONGEST = 200


def read_color(text: object) -> Color | None:
    """The colour that ``text`` means: ``yellow``, ``#ffd400``, ``rgb(255, 212, 0)``; None for what is none.

    Of several words the last one that is a colour counts, as in the name of a class.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    stated = text.strip().lower()
    number = _HEX.fullmatch(stated)
    if number is not None:
        return _nearest(*_of_hex(number[1]))
    numbers = _NUMBERS.match(stated)
    if numbers is not None:
        return _nearest(*(min(_number(each), 255.0) / 255 for each in numbers.groups()))
    for word in reversed(_WORD.findall(stated)):
        color = _OF_NAME.get(word) or _OF_NAME.get(_SHADE.sub("", word))
        if color is not None:
            return color
    return None


def _of_hex(digits: str) -> tuple[float, float, float]:
    if len(digits) < 6:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _number(digits: str) -> float:
    try:
        return float(digits)
    except ValueError:
        return 0.0


def _nearest(red: float, green: float, blue: float) -> Color:
    turn, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _FAINT or value < _DARK:
        return Color.GRAY
    hue = 360 * turn
    lightness = (max(red, green, blue) + min(red, green, blue)) / 2
    if lightness >= _PALE and (hue >= _PINK[0] or hue < _PINK[1]):
        return Color.MAGENTA
    return next((color for upper, color in _HUES if hue < upper), Color.RED)
