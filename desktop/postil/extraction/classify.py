"""Keep or drop: the verdict on each block of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.extraction.blocks import Page
    from postil.extraction.features import Measured

_CLUTTER = ("share", "related", "comment", "navigation", "foot", "advert", "offer", "facts", "side")


def judge(page: Page, measured: Measured) -> list[bool]:
    """Whether each block belongs to the article."""
    from postil.extraction.features import _groups_of, _GROUP_CODES

    codes = [_GROUP_CODES[name] for name in _CLUTTER]
    container = measured.container
    verdicts = []
    for index, block in enumerate(page.blocks):
        inside = container is not None and container.first <= index < container.last
        cluttered = False
        for node in block.node.ancestors():
            if node is container:
                break
            groups = _groups_of(node.names)
            cluttered = (
                cluttered or node.tag in ("nav", "footer", "aside", "form") or any(groups[c] for c in codes)
            )
        verdicts.append(inside and not cluttered and measured.links[index] < 0.5)
    return verdicts
