"""Highlights that were not found in the text: they stand below it, so that none is ever out of sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.gui import fonts, words
from postil.gui.reader.formats import BlockStyle, CharStyle
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.gui.reader.setting import Look, Setting
    from postil.gui.reader.writer import Writer
    from postil.model.annotation import Placed
    from postil.model.ids import AnnotationId

_IMAGE = "\ufffc"  # what stands for an image in the canonical text


@dataclass(frozen=True, slots=True)
class LostHighlight:
    """What is shown of a highlight that has no place in the text."""

    annotation: AnnotationId
    quote: str
    note: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LostPlace:
    """Where the quote of a lost highlight was written: positions of the document, end exclusive."""

    annotation: AnnotationId
    start: int
    end: int


def lost_of(placed: Iterable[Placed]) -> tuple[LostHighlight, ...]:
    """Those that were not found."""
    return tuple(
        LostHighlight(
            item.annotation.id,
            " ".join(item.annotation.selectors.quote.exact.replace(_IMAGE, "[image]").split()),
            item.annotation.note.strip(),
            item.annotation.tags,
        )
        for item in placed
        if item.start is None
    )


def write_lost(
    writer: Writer, lost: tuple[LostHighlight, ...], setting: Setting, look: Look, *, waiting: bool = False
) -> tuple[LostPlace, ...]:
    """Write them below the article, one after the other; nothing where there are none.

    ``waiting`` is whether the page itself has not come yet.
    """
    if not lost:
        return ()
    line = look.metrics.line_height
    small = CharStyle(color=look.theme.page.muted, size=14, family=fonts.INTERFACE)
    plain = BlockStyle(line=22, bottom=round(line * 0.4), rtl=setting.block.rtl)
    writer.end_block(space=2 * line)
    writer.ornament(_sentence(len(lost), waiting=waiting), small, plain)
    return tuple(_write_one(writer, one, small=small, plain=plain, setting=setting) for one in lost)


def _write_one(
    writer: Writer, one: LostHighlight, *, small: CharStyle, plain: BlockStyle, setting: Setting
) -> LostPlace:
    writer.end_block()
    quote = one.quote or _("(no words)")
    # Written by itself, so that the block is begun before its position is asked for.
    writer.ornament("", setting.chars, replace(setting.block, bottom=4))
    start = writer.cursor.position()
    writer.ornament(quote, replace(setting.chars, hyphenation=""), setting.block)
    end = writer.cursor.position()
    below = "  ".join((*([one.note] if one.note else ()), *(f"#{tag}" for tag in one.tags)))
    if below:
        writer.end_block()
        writer.ornament(below, small, plain)
    writer.end_block(space=setting.block.bottom)
    return LostPlace(one.annotation, start, end)


def _sentence(number: int, *, waiting: bool) -> str:
    if waiting:
        return words.counted(
            "{count} highlight waits for the page:", "{count} highlights wait for the page:", number
        )
    return words.counted(
        "{count} highlight was not found in this text:",
        "{count} highlights were not found in this text:",
        number,
    )
