"""Captions: which words belong to a picture, and whether they are a part of the article's text.

A caption that the model finds half possible is kept with its picture and stands in the figure, where it
can be read, highlighted and found. The others (credits, names of agencies, what the text says again) are
left out of the text, but not lost: they stay with the picture as its title, which is shown below it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from postil.extraction.blocks import Node
from postil.extraction.figures import is_caption, is_captioned

if TYPE_CHECKING:
    from collections.abc import Collection

    from postil.extraction.blocks import Page
    from postil.extraction.classify import Judged

_MOST_WORDS = 80
_STEPS = 6
_POSSIBLE = 0.75
"""From this share of the cut a caption is kept. Measured: all captions would cost 0.005 F1 on news, where
what people mark as the article mostly leaves captions out; these cost 0.0003."""
_PICTURES = frozenset({"img", "svg"})
_QUOTED = frozenset({"blockquote", "table", "pre"})


def keep_captions(kept: list[bool], objects: Collection[Node], judged: Judged) -> None:
    """Keep the captions of the kept pictures that may be text; ``kept`` is changed."""
    figures = {figure for node in objects if node.tag in _PICTURES and (figure := _figure_around(node))}
    for caption in (node for figure in figures for node in figure.nodes() if is_caption(node)):
        if not any(kept[caption.first : caption.last]) and _may_be_text(caption, judged):
            kept[caption.first : caption.last] = [True] * (caption.last - caption.first)


def keep_attributions(page: Page, kept: list[bool]) -> None:
    """Keep what stands below a kept quotation, table or code in its figure; ``kept`` is changed."""
    for figure in page.nodes:
        if figure.tag != "figure" or all(kept[figure.first : figure.last]):
            continue
        for node in figure.nodes():
            if node.tag in _QUOTED and node.last > node.first and all(kept[node.first : node.last]):
                for caption in (child for child in figure.content if isinstance(child, Node)):
                    if caption.tag == "figcaption":
                        kept[caption.first : caption.last] = [True] * (caption.last - caption.first)
                break


def _may_be_text(caption: Node, judged: Judged) -> bool:
    words = judged.words[caption.first : caption.last]
    likely = judged.likelihoods[caption.first : caption.last]
    expected = sum(count * each for count, each in zip(words, likely, strict=True))
    return sum(words) <= _MOST_WORDS and expected > _POSSIBLE * judged.cut * sum(words)


def _figure_around(picture: Node) -> Node | None:
    """The figure, whatever element it is, that a picture stands in."""
    around = islice(picture.ancestors(), 1, _STEPS)
    return next((each for each in around if each.tag == "figure" or is_captioned(each)), None)
