"""Pictures of an article: each kept image or drawing once, with the caption that is no part of the text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.serialise import without_control_characters
from postil.extraction.drawings import draw
from postil.extraction.figures import (
    build_image,
    is_captioned,
    is_in_noscript,
    is_inline_picture,
    shared_images,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from postil.extraction.blocks import Node, Page
    from postil.extraction.images import Images

_CAPTION_WORDS = 80
_CAPTION_STEPS = 6


class Pictures:
    """Makes the pictures of one article."""

    def __init__(self, page: Page, images: Images, kept: Sequence[int], words: Sequence[int]) -> None:
        """``kept`` and ``words`` count the kept blocks and the words before each block."""
        self._page = page
        self._images = images
        self._kept = kept
        self._words = words
        self._shared = shared_images(page.root.element.getroottree().getroot())
        self._last: tuple[str, Node | None] = ("", None)

    def build(self, node: Node, container: _Element) -> _Element | None:
        """A new ``img`` for ``container``; None where it shows nothing, or what was just shown there."""
        image = self._drawn(node) if node.tag == "svg" else build_image(node, self._images, self._shared)
        if image is None or self._is_copy(node, image, container):
            return None
        caption = self._caption(node)
        if caption:
            image.set("title", caption)
        return image

    def is_small_figure(self, node: Node, objects: frozenset[Node]) -> bool:
        """Whether a container with a picture's name holds one picture and no more words than a caption."""
        if self._words[node.last] - self._words[node.first] > _CAPTION_WORDS:
            return False
        inside = list(node.nodes())
        pictures = sum(each.tag in ("img", "svg") and each in objects for each in inside)
        return pictures == 1 and not any(
            each.tag in ("figure", "table", "ul", "ol", "h2", "h3") for each in inside
        )

    def _drawn(self, node: Node) -> _Element | None:
        drawing = draw(node)
        if drawing is None:
            return None
        image = etree.Element("img", {"src": f"asset:{self._images.add_drawing(drawing.content)}"})
        image.set("alt", without_control_characters(drawing.title))
        return image

    def _caption(self, node: Node) -> str:
        """The caption of a picture where it was not judged a part of the text: it stays with the picture."""
        for container in islice(node.ancestors(), 1, _CAPTION_STEPS):
            if self._words[container.last] - self._words[container.first] > _CAPTION_WORDS:
                break
            if container.tag == "figure" or is_captioned(container):
                blocks = self._page.blocks[container.first : container.last]
                if blocks and self._kept[container.last] == self._kept[container.first]:
                    return without_control_characters(" ".join(block.text for block in blocks))
        return ""

    def _is_copy(self, node: Node, image: _Element, container: _Element) -> bool:
        """Whether the same picture was just written: pages keep copies for browsers without scripts."""
        source = image.get("src") or (image.get("data-source") or "").split("?")[0].rsplit("/", 1)[-1]
        (last, last_node), self._last = self._last, (source, node)
        if source != last:
            return False
        if _is_next(last_node, node) and not is_inline_picture(node, image):
            return True
        return container.find(".//img") is not None if container.tag == "figure" else is_in_noscript(node)


def _is_next(before: Node | None, node: Node) -> bool:
    """Whether a node comes right after another in the same element, without a word between."""
    if before is None or node.element.getprevious() is not before.element:
        return False
    return not (before.element.tail or "").strip()
