"""Where a page keeps its article: in its body, in a frame, or in the data for its scripts.

The body comes first. A frame is judged like a page: its article is the page's where the page around it has
little text of its own; else it stands, as far as it has running text, where the frame stood, and is judged
with what is around it. Last, the data is looked at where the body lacks the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from postil.extraction.blocks import read_blocks
from postil.extraction.classify import Judged, judge
from postil.extraction.frames import frame_documents
from postil.extraction.hints import read_hints
from postil.extraction.linkeddata import linked_data
from postil.extraction.preloaded import preloaded_page
from postil.extraction.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from postil.extraction.blocks import Page
    from postil.extraction.frames import Frame
    from postil.extraction.hints import Hints
    from postil.model.capture import Resource

_FEWEST_WORDS = 40
"""A frame whose article has fewer words is not the page's article."""
_FEWEST_WORDS_AMID = 15
_FEWEST_WORDS_SAID = 4
_SENTENCE_END = re.compile(r"(?:[.!?…]|[。！？])[\"'”’»)\]」』]*\s*$")
_ASKING = ("a", "button", "form", "input", "select", "textarea")
_OUTER_SHARE = 0.5
_OUTER_WORDS = 80
"""With fewer words than this, and than that share of the frame's, a page has little text of its own."""
_DEEPEST = 60
"""A frame that is deeper in its page is not opened there: the tree would grow too deep to walk."""


class Origin(Enum):
    """Where the article stands. The value says it in words."""

    BODY = "the page's body"
    FRAME = "a frame of the page"
    DATA = "the data for the page's scripts"


@dataclass(frozen=True, slots=True)
class Source:
    """What the article is read from, judged."""

    page: Page
    judged: Judged
    hints: Hints
    """Of the page, and of the frame that holds the article."""
    origin: Origin = Origin.BODY
    frame: _Element | None = None
    """The ``html`` element of the frame that holds the article, if one does."""


def read_source(
    html: _Element, hints: Hints, resources: Sequence[Resource] = (), *, address: str | None = None
) -> Source:
    """The blocks of the page's article and their verdicts, from wherever the page keeps it.

    ``address`` is where the page was saved from, if that is known.
    Frames that stand amid the page's own text are put into ``html`` itself.
    """
    page = read_blocks(html)
    source = Source(page, judge(page, hints), hints)
    frames = frame_documents(html, resources, address)
    if frames:
        source = _framed(html, hints, source, frames)
    preloaded = preloaded_page(html, hints, page=source.page, kept=_kept(source))
    if preloaded is None:
        return source
    return replace(read_whole(preloaded, source.hints), origin=Origin.DATA)


def read_whole(html: _Element, hints: Hints) -> Source:
    """All blocks of a page, each as likely as can be."""
    page = read_blocks(html)
    words = tuple(count_words(block.text) for block in page.blocks)
    return Source(page, Judged((1.0,) * len(words), words, cut=0.5, plain=False), hints)


def _framed(html: _Element, hints: Hints, outer: Source, frames: Sequence[Frame]) -> Source:
    """The frame that holds the article; else the page with what its frames hold in their places."""
    judged = [_judged_frame(frame, hints) for frame in frames]
    best = max(judged, key=_words)
    if _words(best) >= _FEWEST_WORDS and _words(outer) < min(_OUTER_WORDS, _OUTER_SHARE * _words(best)):
        return best
    amid = [
        frame
        for frame, inner in zip(frames, judged, strict=True)
        if _words(inner) >= _FEWEST_WORDS_AMID or _is_sentence(inner)
    ]
    if not amid:
        return outer
    for frame in amid:
        _put_in_place(frame)
    page = read_blocks(html)
    return Source(page, judge(page, hints), hints)


def _is_sentence(frame: Source) -> bool:
    """Whether a frame says a sentence and asks for nothing: a quotation, not an advertisement or a form."""
    blocks = frame.page.blocks
    if frame.frame is None or not blocks or next(frame.frame.iter(*_ASKING), None) is not None:
        return False
    enough = sum(frame.judged.words) >= _FEWEST_WORDS_SAID
    return enough and all(_SENTENCE_END.search(block.text) for block in blocks)


def _judged_frame(frame: Frame, outer: Hints) -> Source:
    page = read_blocks(frame.document)
    own = read_hints(frame.document, None, things=linked_data(frame.document))
    hints = replace(
        outer, titles=outer.titles + own.titles, description=f"{outer.description} {own.description}"
    )
    return Source(page, judge(page, hints), hints, Origin.FRAME, frame.document)


def _put_in_place(frame: Frame) -> None:
    """Make a frame a plain container of what its document's body holds."""
    body = frame.document.find("body")
    element = frame.element
    if body is None or sum(1 for _ in element.iterancestors()) > _DEEPEST:
        return
    element.tag = "div"
    element.text = body.text
    for child in list(body):
        element.append(child)


def _words(source: Source) -> float:
    """The words of the article that was found."""
    return sum(words for words, kept in zip(source.judged.words, _kept(source), strict=True) if kept)


def _kept(source: Source) -> list[bool]:
    """Whether each block is part of the article; none is where the article cannot be told."""
    return [kept and not source.judged.plain for kept in source.judged.kept()]
