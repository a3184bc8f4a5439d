"""Preformatted text: every line is a block, in a box, in the colours of its language."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

from postil.gui import fonts
from postil.gui.reader.formats import BlockStyle, BoxKind, CharStyle
from postil.gui.reader.tokens import language_name, tokens

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
    letter = QFontMetricsF(fonts.font(fonts.CODE, size=size)).horizontalAdvance("m")
    language = _language(element)
    rows = text.removesuffix("\n").split("\n")
    base = BlockStyle(
        line=round(size * 1.57), start=setting.block.start, rtl=False, quotes=setting.block.quotes
    )
    name = ""
    if not setting.in_cell:
        name = language_name(language)
        base = _boxed(base, rows, letter=letter, box=box, look=look, room=setting.width)
    lines = iter(_line_styles(rows, base, letter, name=name, numbered=_is_numbered(rows, setting, look)))
    chars = CharStyle(color=look.theme.code.ink, size=size, family=fonts.CODE)
    if not setting.in_cell:
        writer.end_block(space=look.metrics.gap)
        writer.begin_box(labelled=bool(name))
    was_joined = writer.join_units(joined=True)
    block = next(lines)
    for token in tokens(text, language, look.theme.code):
        letters = replace(chars, color=token.color, italic=token.italic)
        at = start + token.start
        for piece in _LINE.findall(text[token.start : token.end]):
            if piece != "\n":
                writer.text(at, piece.removesuffix("\n"), letters, block)
            at += len(piece)
            if piece.endswith("\n"):
                block = next(lines, block)
                writer.line_feed(at - 1, block)
    writer.join_units(joined=was_joined)
    writer.end_block(space=space)


def _boxed(
    base: BlockStyle, rows: list[str], *, letter: float, box: int, look: Look, room: int
) -> BlockStyle:
    """A line in a box of its own; where lines are not wrapped, the box is as wide as its longest one."""
    edge = base.start - BOX_PADDING
    start = base.start + (_gutter(rows, letter) if look.metrics.code_line_numbers and len(rows) > 1 else 0)
    if look.metrics.wrap_code:
        return replace(base, start=start, box=(int(BoxKind.CODE), box, edge, 0))
    longest = max(len(row.expandtabs(_HANG)) for row in rows) * letter
    wider = max(0, round(start + longest - room))
    return replace(base, start=start, unbroken=True, box=(int(BoxKind.CODE), box, edge, wider))


def _is_numbered(rows: list[str], setting: Setting, look: Look) -> bool:
    return look.metrics.code_line_numbers and len(rows) > 1 and not setting.in_cell


def _gutter(rows: list[str], letter: float) -> int:
    """The room for the numbers of lines."""
    return round((len(str(len(rows))) + 2) * letter)


def _line_styles(
    rows: list[str], base: BlockStyle, letter: float, *, name: str, numbered: bool
) -> list[BlockStyle]:
    styles = []
    for number, row in enumerate(rows, start=1):
        spread = row.expandtabs(_HANG)
        hang = round((len(spread) - len(spread.lstrip(" ")) + _HANG) * letter)
        styles.append(
            replace(
                base,
                start=base.start + hang,
                hang=hang,
                code_line=number if numbered else 0,
                code_language=name if number == 1 else "",
            )
        )
    return styles


def _language(element: _Element) -> str | None:
    for part in element.iter("code"):
        for name in (part.get("class") or "").split():
            if name.startswith("language-"):
                return name.removeprefix("language-")
    return None
