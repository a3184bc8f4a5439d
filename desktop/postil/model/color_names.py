"""What the eight colours are called, and what each means to the person: "green = evidence"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.annotation import Color
from postil.translation import _, marked

if TYPE_CHECKING:
    from postil.settings import Settings

_TITLES = {
    Color.YELLOW: marked("Yellow"),
    Color.RED: marked("Red"),
    Color.GREEN: marked("Green"),
    Color.BLUE: marked("Blue"),
    Color.PURPLE: marked("Purple"),
    Color.MAGENTA: marked("Magenta"),
    Color.ORANGE: marked("Orange"),
    Color.GRAY: marked("Gray"),
}


@dataclass(frozen=True, slots=True)
class ColorNames:
    """The person's names of the colours. A colour without one is called as colours are."""

    given: tuple[str, ...] = ("",) * len(Color)
    """In the order of ``Color``; empty where the person gave none."""

    @classmethod
    def of(cls, settings: Settings) -> ColorNames:
        """Those in the settings ``color_yellow`` … ``color_gray``."""
        return cls(tuple(str(getattr(settings, f"color_{color.value}")).strip() for color in Color))

    def meaning(self, color: Color) -> str:
        """What the colour means to the person; empty where they did not say."""
        return self.given[tuple(Color).index(color)]

    def title(self, color: Color) -> str:
        """``Green``, or ``Evidence (green)``: never the meaning alone, for the name is what one sees."""
        name, meaning = _(_TITLES[color]), self.meaning(color)
        if not meaning:
            return name
        return _("{meaning} ({color})").format(meaning=meaning, color=name.lower())

    def named(self, word: str) -> Color | None:
        """The colour that is called so, or whose meaning is that, in any letter case."""
        sought = word.strip().casefold()
        for color in Color:
            names = (color.value, _(_TITLES[color]), self.meaning(color))
            if sought and sought in (name.casefold() for name in names):
                return color
        return None
