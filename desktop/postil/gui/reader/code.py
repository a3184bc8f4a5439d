"""Preformatted text: every line is a block, in a box, in the colours of its language."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from postil.gui import fonts
from postil.gui.reader.formats import BlockStyle, BoxKind, CharStyle
from postil.gui.reader.tokens import tokens

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat
    from postil.gui.reader.setting import Look, Setting
    from postil.gui.reader.writer import Writer

BOX_PADDING = 16
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_HANG = 4
"""Letters by which a line that must wrap goes on further in than it began."""


def write_code(
    writer: Writer, element: _Element, flat: Flat, *, setting: Setting, look: Look, box: int
) -> None:
    """Write a ``pre`` off the canonical text itself, so that all its white space keeps its offsets.

    ``box`` is the number of the box around it. In the cell of a table there is none.
    """
    start, end = flat.span(element)
    text = flat.text[start:end]
    if not text:
        return
    size = round(setting.chars.size) if setting.in_cell else max(11, round(look.metrics.size * 0.7))
    space = 0 if setting.in_cell else look.metrics.gap + BOX_PADDING
    base = BlockStyle(
        line=round(size * 1.57), start=setting.block.start, rtl=False, quotes=setting.block.quotes
    )
    if not setting.in_cell:
        base = replace(base, box=(int(BoxKind.CODE), box, base.start - BOX_PADDING))
    letter = QFontMetricsF(fonts.font(fonts.CODE, size=size)).horizontalAdvance("m")
    lines = iter([_line_style(line, base, letter) for line in text.split("\n")])
    chars = CharStyle(color=look.theme.code.ink, size=size, family=fonts.CODE)
    if not setting.in_cell:
        writer.end_block(space=look.metrics.gap)
        writer.begin_box()
    was_joined = writer.join_units(joined=True)
    block = next(lines)
    for token in tokens(text, _language(element), look.theme.code):
        letters = replace(chars, color=token.color, italic=token.italic)
        at = start + token.start
        for piece in _LINE.findall(text[token.start : token.end]):
            if piece != "\n":
                writer.text(at, piece.removesuffix("\n"), letters, block)
            at += len(piece)
            if piece.endswith("\n"):
                block = next(lines)
                writer.line_feed(at - 1, block)
    writer.join_units(joined=was_joined)
    writer.end_block(space=space)


def _line_style(line: str, base: BlockStyle, letter: float) -> BlockStyle:
    spread = line.expandtabs(_HANG)
    hang = round((len(spread) - len(spread.lstrip(" ")) + _HANG) * letter)
    return replace(base, start=base.start + hang, hang=hang)


def _language(element: _Element) -> str | None:
    for part in element.iter("code"):
        for name in (part.get("class") or "").split():
            if name.startswith("language-"):
                return name.removeprefix("language-")
    return None
