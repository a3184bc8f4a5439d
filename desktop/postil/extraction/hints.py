"""What a page's head says that helps to tell its article: titles, description, stated text, kind of page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.extraction.linkeddata import linked_data

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.linkeddata import Thing

_SPACES = re.compile(r"\s+")
_TITLE_PARTS = re.compile(r"\s+[|–—·•»:-]+\s+")
_KINDS = {
    "article": frozenset(
        {"Article", "NewsArticle", "BlogPosting", "Report", "TechArticle", "ScholarlyArticle"}
    ),
    "product": frozenset({"Product", "Offer", "AggregateOffer"}),
    "forum": frozenset({"DiscussionForumPosting", "QAPage", "Question", "Comment"}),
    "listing": frozenset({"ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog"}),
}
_TITLE_NAMES = frozenset({"og:title", "twitter:title", "title", "dc.title"})
_DESCRIPTION_NAMES = frozenset({"og:description", "description", "twitter:description"})
_SHORTEST_TITLE = 4


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page's head says, for comparison with its blocks."""

    titles: tuple[str, ...] = ()
    description: str = ""
    body: str = ""
    """The article's text as structured data states it (``articleBody``), or nothing; case folded."""
    kinds: frozenset[str] = frozenset()
    """What the page calls itself: ``article``, ``product``, ``forum``, ``listing``."""


def read_hints(html: _Element, title: str | None, *, things: tuple[Thing, ...] | None = None) -> Hints:
    """The hints of a parsed page. ``title`` is what the metadata chose.

    ``things`` is the page's linked data, if that was read before.
    """
    titles = [title] if title else []
    descriptions = []
    kinds = set()
    for meta in html.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        content = meta.get("content") or ""
        if name in _TITLE_NAMES:
            titles.append(content)
        elif name in _DESCRIPTION_NAMES:
            descriptions.append(content)
        elif name == "og:type":
            kinds |= {kind for kind in _KINDS if kind in content.lower()}
    head = html.find("head/title")
    if head is not None and head.text:
        titles += [head.text, *_TITLE_PARTS.split(head.text)]
    if things is None:
        things = linked_data(html)
    for thing in things:
        if not thing.aside:
            kinds |= {kind for kind, types in _KINDS.items() if thing.types & types}
    return Hints(
        titles=tuple(
            dict.fromkeys(known for each in titles if len(known := folded(each)) >= _SHORTEST_TITLE)
        ),
        description=" ".join(folded(each) for each in descriptions),
        body=folded(_stated_body(things)),
        kinds=frozenset(kinds),
    )


def _stated_body(things: tuple[Thing, ...]) -> str:
    """The article's text as the page's structured data has it; empty if it has none."""
    bodies = [body for thing in things if (body := thing.text("articleBody") or thing.text("reviewBody"))]
    return max(bodies, key=len, default="")


def folded(text: str) -> str:
    """A text as it is compared: one space between words, without case."""
    return _SPACES.sub(" ", text).strip().casefold()
