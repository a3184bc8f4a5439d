"""The links of an article: where each stands, what it says and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat


@dataclass(frozen=True, slots=True)
class Link:
    """One link, in canonical offsets; the end is exclusive."""

    start: int
    end: int
    href: str
    """As the article has it: an address, or ``#`` and the name of a place in it."""
    text: str

    @property
    def leads_outside(self) -> bool:
        """Whether it leads out of the article."""
        return not self.href.startswith("#")


def links_of(root: _Element, flat: Flat) -> tuple[Link, ...]:
    """The links of an article, in their order; those without a word are left out."""
    found = ((element, *flat.span(element)) for element in root.iter("a") if element.get("href"))
    return tuple(
        Link(start, end, element.get("href", ""), " ".join(flat.text[start:end].split()))
        for element, start, end in found
        if start < end
    )
