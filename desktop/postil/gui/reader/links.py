"""The links of an article: where each stands, what it says and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat

_OUTSIDE = ("http://", "https://", "mailto:")
_WORDS_BEFORE = 6
"""Words that tell where a link without a word of its own stands."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link, in canonical offsets; the end is exclusive."""

    start: int
    end: int
    href: str
    """As the article has it: an address, or ``#`` and the name of a place in it."""
    text: str
    """What it says; of a bare sign or number, the words before it, too."""

    @property
    def leads_outside(self) -> bool:
        """Whether it leads out of the article."""
        return leads_outside(self.href)


def leads_outside(address: str) -> bool:
    """Whether an address leads out of the program, and may be given to a browser.

    >>> leads_outside("HTTPS://example.org/"), leads_outside("#notes"), leads_outside("file:///etc/hosts")
    (True, False, False)
    """
    return address.lower().startswith(_OUTSIDE)


def links_of(root: _Element, flat: Flat) -> tuple[Link, ...]:
    """The links of an article, in their order; those without a word are left out."""
    found = ((element, *flat.span(element)) for element in root.iter("a") if element.get("href"))
    return tuple(
        Link(start, end, element.get("href", ""), _said(flat.text, start, end))
        for element, start, end in found
        if start < end
    )


def _said(text: str, start: int, end: int) -> str:
    said = " ".join(text[start:end].split())
    if any(letter.isalpha() for letter in said):
        return said
    line = text[text.rfind("\n", 0, start) + 1 : start].split()
    return " ".join(("…" if len(line) > _WORDS_BEFORE else "", *line[-_WORDS_BEFORE:], said)).strip()
