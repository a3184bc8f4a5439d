"""Captions: how the words at a table or an image are set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from postil.gui import fonts
from postil.gui.reader.formats import CharStyle

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat
    from postil.gui.reader.setting import Look, Setting


def caption_setting(text: str, setting: Setting, *, look: Look, of_figure: bool) -> Setting:
    """How the caption ``text`` is set: small, and below a figure in the middle where it is one line."""
    size = max(12, round(look.metrics.size * 0.7))
    line = look.metrics.line_height
    side = 30 if of_figure and setting.width > 480 else 0
    font = fonts.font(fonts.INTERFACE, size=size)
    one_line = QFontMetricsF(font).horizontalAdvance(text) < setting.width - 2 * side
    block = replace(
        setting.block,
        line=round(size * 1.45),
        top=round(line * (0.1 if of_figure else 0.3)),
        bottom=round(line * (0.95 if of_figure else 0.25)),
        start=setting.block.start + side,
        end=setting.block.end + side,
        centred=of_figure and one_line,
        justified=False,
    )
    chars = CharStyle(color=look.theme.page.muted, size=size, family=fonts.INTERFACE)
    return replace(setting, chars=chars, block=block)


def words_in(caption: _Element, flat: Flat) -> str:
    """What a caption says, on one line."""
    return " ".join(flat.text[slice(*flat.span(caption))].split())
