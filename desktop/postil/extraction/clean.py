"""A page that is nothing but its article: it was written as one, or what was around it is gone already.

Nothing of it is judged away: no block, no picture, no repetition. Only a heading at the beginning goes that
says the title again, as on every page: the reader shows the title by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.extraction.headings import ANCHOR_SIGNS, is_heading
from postil.extraction.hints import folded
from postil.extraction.kept import Kept
from postil.extraction.objects import all_objects
from postil.extraction.sources import read_whole
from postil.extraction.verdicts import Reason, Verdicts

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.hints import Hints
    from postil.extraction.sources import Source

_EARLY = 6
"""Blocks at the beginning among which the headline stands."""


def read_clean(html: _Element, hints: Hints, *, title: str | None = None) -> tuple[Source, Kept]:
    """All blocks and objects of a page, but headings that say its title again.

    ``title`` is what is known from elsewhere; else it is what the page says. A page that is nothing but its
    title keeps it: better twice than not at all.
    """
    source = read_whole(html, hints)
    blocks = source.page.blocks
    titles = {folded(title)} if title else set(hints.titles)
    again = {
        index
        for index, block in enumerate(blocks[:_EARLY])
        if is_heading(block.node) and folded(block.text.rstrip(ANCHOR_SIGNS)) in titles
    }
    verdicts = Verdicts([True] * len(blocks), Reason.CLEAN)
    if len(again) < len(blocks):
        verdicts.kept[:] = [index not in again for index in range(len(blocks))]
        verdicts.note(Reason.TITLE)
    return source, Kept(tuple(verdicts.kept), all_objects(source.page), verdicts.reasons)
