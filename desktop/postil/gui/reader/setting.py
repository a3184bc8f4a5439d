"""What goes down the tree with the walk over an article: how text is set at each place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.gui.reader.formats import BlockStyle, CharStyle
from postil.gui.reader.writer import hyphenation_of

if TYPE_CHECKING:
    from postil.gui.reader.metrics import Metrics
    from postil.gui.theme import Theme

AssetReader = Callable[[str], bytes | None]
"""The bytes of an image by its hash, None where it was not saved."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the page is set with."""

    metrics: Metrics
    theme: Theme
    asset: AssetReader
    width: int
    """Of the column; pixels."""
    bleed: int = 0
    """What is free at the right of the column, for wide tables; pixels."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set at some place of the tree."""

    chars: CharStyle
    block: BlockStyle
    width: int
    """Of the column or the cell; pixels."""
    language: str | None = None
    list_depth: int = 0
    in_cell: bool = False

    @property
    def room(self) -> int:
        """The width that a block has here."""
        return max(40, self.width - self.block.start - self.block.end)

    def indented(self, by: int) -> int:
        """The start of what stands ``by`` pixels further in; however deep, half the width is left."""
        return max(self.block.start, min(self.block.start + by, self.width // 2))

    def in_language(self, language: str) -> Setting:
        """The same in another language: words are broken by its rules, if any were broken before."""
        breaks = self.chars.hyphenation or not hyphenation_of(self.language)
        rules = hyphenation_of(language) if breaks and not self.in_cell else ""
        return replace(self, language=language, chars=replace(self.chars, hyphenation=rules))


def running_text(look: Look, language: str | None, direction: str) -> Setting:
    """The setting of paragraphs."""
    metrics = look.metrics
    chars = CharStyle(
        color=look.theme.page.ink,
        size=metrics.size,
        family=metrics.font,
        hyphenation=hyphenation_of(language) if metrics.hyphenate else "",
    )
    block = BlockStyle(
        line=metrics.line_height,
        bottom=metrics.gap,
        justified=metrics.justify,
        rtl=True if direction == "rtl" else None,
    )
    return Setting(chars=chars, block=block, width=look.width, language=language)
