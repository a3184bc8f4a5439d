"""How exported pages look: the colours of the window's own themes, by day and by night, for style sheets."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from postil import paths
from postil.model.annotation import Color

DAY = "light"
NIGHT = "dark"


@dataclass(frozen=True, slots=True)
class Look:
    """A theme, as far as style sheets want it. Colours are ``#rrggbb``."""

    page: tuple[tuple[str, str], ...]
    """Names and colours of the page's parts: ``ground``, ``ink``, ``muted`` …"""
    fills: tuple[tuple[Color, str], ...]
    """What lies under highlighted words."""
    accents: tuple[tuple[Color, str], ...]
    """Lines under words, and signs, in the highlights' colours."""


@cache
def look(name: str) -> Look:
    """The theme of that name: ``light``, ``dark``."""
    read = tomllib.loads(paths.resource(f"themes/{name}.toml").read_text(encoding="utf-8"))
    page = ((part, value) for part, value in read["page"].items() if str(value).startswith("#"))
    highlights = {color: read["highlights"][color.value] for color in Color}
    return Look(
        tuple(page),
        tuple((color, highlights[color]["fill"]) for color in Color),
        tuple((color, highlights[color]["accent"]) for color in Color),
    )
