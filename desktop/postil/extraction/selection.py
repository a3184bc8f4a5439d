"""What of a page is kept: from the verdict on each block to whole units, without the repeated title.

Blocks are judged one by one; a reader wants lists, tables and code whole, headings with what they head,
and pictures with the text around them. Here verdicts become consistent.
"""

from __future__ import annotations

from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.extraction.captions import keep_attributions, keep_captions
from postil.extraction.headings import ANCHOR_SIGNS, is_heading
from postil.extraction.kept import Kept
from postil.extraction.objects import kept_objects
from postil.extraction.paragraphs import keep_paragraphs
from postil.extraction.posts import drop_around, find_thread, settle_posts, thread_containers
from postil.extraction.twins import drop_twins
from postil.extraction.units import settle_units
from postil.extraction.verdicts import Reason, Verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.blocks import Block, Node, Page
    from postil.extraction.classify import Judged
    from postil.extraction.hints import Hints
    from postil.extraction.posts import Thread

_EARLY = 6
_STANDFIRST_WORDS = 8
_POSSIBLE_HEADING = 0.4
"""A heading that is less likely than this share of the cut is not kept for what comes after it."""
_POSSIBLE_BY_ROLE = 0.25
"""The same for one that is a heading only by its role: the model knows headings by their tags."""
_LEVELS = 4
_ASIDE_WORDS = 40
"""So many dropped words may stand between a heading and what it heads: a note, a picture's caption."""


def choose_kept(page: Page, judged: Judged, hints: Hints) -> Kept:
    """The kept blocks and objects of a page, from the verdict on each block."""
    verdicts = Verdicts(judged.kept(), Reason.NOTHING_STANDS_OUT if judged.plain else Reason.LIKELIHOOD)
    kept = verdicts.kept
    thread = None if judged.plain else find_thread(page, kept)
    if thread is not None:
        settle_posts(thread, kept, page)
        drop_around(thread, kept, page)
        verdicts.note(Reason.THREAD)
    if not judged.plain:
        settle_units(page, kept, judged, apart=thread_containers(thread))
        keep_paragraphs(page, kept, judged)
        verdicts.note(Reason.UNIT)
        _settle_headings(page, kept, judged)
        verdicts.note(Reason.HEADING)
        drop_twins(page, kept, () if thread is None else _own_blocks(thread))
        verdicts.note(Reason.TWIN)
        _drop_title(page, kept, hints)
        verdicts.note(Reason.TITLE)
        if thread is None:
            _drop_standfirst_again(page, kept, judged.words)
            verdicts.note(Reason.AGAIN)
    objects = kept_objects(page, kept, judged.words)
    keep_captions(kept, objects, judged)
    keep_attributions(page, kept)
    verdicts.note(Reason.CAPTION)
    return Kept(tuple(kept), objects, verdicts.reasons, () if thread is None else thread.posts)


def _own_blocks(thread: Thread) -> frozenset[int]:
    """The blocks of a thread's posts: people say again what others said."""
    return frozenset(index for post in thread.posts for index in range(post.node.first, post.node.last))


def _settle_headings(page: Page, kept: list[bool], judged: Judged) -> None:
    """A heading is kept with what it heads: the kept text that comes soon after it, in its own container.

    From the last heading to the first, so that a heading right above another one is kept with it.
    """
    begun = next((index for index, each in enumerate(kept) if each), len(kept))
    for index in range(len(kept) - 1, begun, -1):
        block = page.blocks[index]
        likely = judged.likelihoods[index]
        if kept[index] or not is_heading(block.node) or likely < _least(block.node) * judged.cut:
            continue
        headed = _next_kept(kept, judged.words, index + 1)
        if headed is None or _heads_form(block.node, headed):
            continue
        if (kept[index - 1] and headed == index + 1) or (
            _has_block(_section_of(block.node), headed) and not _leads_away(block)
        ):
            kept[index] = True


def _least(heading: Node) -> float:
    return _POSSIBLE_HEADING if heading.tag in HEADINGS else _POSSIBLE_BY_ROLE


def _next_kept(kept: Sequence[bool], words: Sequence[float], start: int) -> int | None:
    """The first kept block from ``start`` on, before too many dropped words."""
    passed = 0.0
    for index in range(start, len(kept)):
        if kept[index]:
            return index
        passed += words[index]
        if passed > _ASIDE_WORDS:
            return None
    return None


def _leads_away(block: Block) -> bool:
    """Whether a heading is a link to another page: the name of something else, not of a section."""
    return block.linked > len(block.text) / 2 and any(
        node.tag == "a" and not (node.element.get("href") or "").startswith("#")
        for node in block.node.nodes()
    )


def _section_of(heading: Node) -> Node | None:
    """What holds a heading and more than it."""
    around = islice(heading.ancestors(), 1, _LEVELS)
    return next((each for each in around if each.last - each.first > heading.last - heading.first), None)


def _heads_form(heading: Node, headed: int) -> bool:
    """Whether a form that asks for an address stands nearer to a heading than the block ``headed``."""
    nearer = takewhile(lambda each: not _has_block(each, headed), heading.ancestors())
    forms = (node.element for each in islice(nearer, _LEVELS) for node in each.nodes() if node.tag == "form")
    return any(field.get("type") == "email" for form in forms for field in form.iter("input"))


def _has_block(node: Node | None, index: int) -> bool:
    return node is not None and node.first <= index < node.last


def _drop_title(page: Page, kept: list[bool], hints: Hints) -> None:
    """Drop the first kept blocks that only repeat the page's title."""
    early = [index for index, each in enumerate(kept) if each][:_EARLY]
    for index in early:
        if page.blocks[index].text.rstrip(ANCHOR_SIGNS).casefold() in hints.titles:
            kept[index] = False


def _drop_standfirst_again(page: Page, kept: list[bool], words: Sequence[float]) -> None:
    """Drop early text that comes again right after it: a standfirst made of the first paragraph."""
    early = [index for index, each in enumerate(kept) if each][: _EARLY + 1]
    for index, following in pairwise(early):
        block, other = page.blocks[index], page.blocks[following]
        apart = block.node.parent is not other.node.parent or block.node.tag != other.node.tag
        if apart and words[index] >= _STANDFIRST_WORDS and block.text == other.text:
            kept[index] = False
