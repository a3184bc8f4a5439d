"""The measures of the page: sizes in pixels, derived from a few settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.gui import fonts
from postil.model.reading_time import WORDS_A_MINUTE

if TYPE_CHECKING:
    from postil.settings import Settings


@dataclass(frozen=True, slots=True)
class Metrics:
    """How large letters are and how wide and dense lines are; all else follows from these."""

    size: int = 20
    """The letters of running text, in logical pixels."""
    column_em: float = 33.6
    """The width of a line in letter sizes: about 68 letters of Literata."""
    line: float = 1.6
    """The distance of lines in letter sizes."""
    justify: bool = False
    hyphenate: bool = True
    font: str = fonts.READING
    """The family of the letters."""
    indented: bool = False
    """Whether a paragraph after another begins further in, instead of below a space."""
    code_line_numbers: bool = False
    wrap_code: bool = True
    reading_speed: int = WORDS_A_MINUTE
    """Of the person, in words a minute: what the line below the title says of the time."""

    @property
    def line_height(self) -> int:
        """The distance of two baselines of running text."""
        return round(self.size * self.line)

    @property
    def column(self) -> int:
        """The width of a line where the window has room for it."""
        return round(self.size * self.column_em)

    @property
    def gap(self) -> int:
        """The space between two paragraphs, and around what stands between them."""
        return round(self.line_height * 0.62)

    @property
    def indent(self) -> int:
        """How much further in a paragraph begins that follows another; 0 where a space parts them."""
        return round(self.size * 1.3) if self.indented else 0


def metrics_of(settings: Settings) -> Metrics:
    """The measures that the settings ask for."""
    return Metrics(
        size=settings.text_size,
        column_em=settings.column_width,
        line=settings.line_height,
        justify=settings.justify,
        hyphenate=settings.hyphenate,
        font=settings.text_font,
        indented=settings.paragraphs == "indented",
        code_line_numbers=settings.code_line_numbers,
        wrap_code=settings.wrap_code,
        reading_speed=settings.reading_speed,
    )
