"""What a page declares of itself, for machines: meta tags, linked data, links, titles. Gathered once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from postil.extraction.claims import Claim
from postil.extraction.headline import element_text
from postil.extraction.linkeddata import Thing, linked_data
from postil.extraction.metatags import MetaTags
from postil.extraction.titles import words_of
from postil.model.article import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_ARTICLE_TYPES = frozenset({
    "Article", "NewsArticle", "BlogPosting", "Report", "ReportageNewsArticle", "OpinionNewsArticle",
    "AnalysisNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "SatiricalArticle",
    "AdvertiserContentArticle", "ScholarlyArticle", "MedicalScholarlyArticle", "TechArticle", "APIReference",
    "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Question", "Recipe", "QAPage", "Blog",
    "CreativeWork",
})  # fmt: skip
_COLLECTION_TYPES = frozenset({"CollectionPage", "ItemList", "Product", "ProductGroup", "SearchResultsPage"})
_FORUM_TYPES = frozenset({"DiscussionForumPosting", "QAPage", "Question"})
_GATHERED = ("meta", "title", "link", "base", "h1")
_BOXES = frozenset({"div", "section", "button", "ul", "nav", "aside"})
_SIGN = re.compile(r"\s+[¶§#]$")
"""A link to the heading itself, as manuals have it behind their headings."""
_FIRST = 5
"""So many headings and window titles are looked at."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and its words."""

    element: _Element
    text: str


@dataclass(frozen=True, slots=True)
class Declarations:
    """The declarations of one page."""

    tags: MetaTags
    things: tuple[Thing, ...]
    article: Thing | None
    """The article that the page is, among ``things``."""
    headings: tuple[Heading, ...]
    """The first h1 elements."""
    window: str | None
    """The words of the ``title`` element."""
    canonical: tuple[str, ...]
    """The addresses of canonical links, as written."""
    base: str
    """What addresses of the page are relative to, as written."""
    site: Claim | None

    def claims(self, *keys: str) -> Iterator[Claim]:
        """What the linked data says of the article, under each of ``keys``."""
        if self.article is not None:
            for key in keys:
                for text in self.article.texts(key):
                    yield Claim(text, Source.LINKED_DATA, key)

    def texts(self, key: str) -> tuple[str, ...]:
        """The words under ``key`` of the article's linked data."""
        return self.article.texts(key) if self.article is not None else ()

    def is_article(self) -> bool:
        """Whether the page calls itself an article."""
        return self.article is not None or (self.tags.first("og:type") or "").lower() == "article"

    def is_forum(self) -> bool:
        """Whether the page calls itself a thread."""
        return any(thing.types & _FORUM_TYPES and not thing.aside for thing in self.things)

    def is_list(self) -> bool:
        """Whether the page is a shop or a list, which has no day of its own."""
        if self.is_article():
            return False
        return any(thing.types & _COLLECTION_TYPES and not thing.aside for thing in self.things)


def read_declarations(tree: _Element, *, things: tuple[Thing, ...] | None = None) -> Declarations:
    """The declarations of the page under ``tree``. ``things`` is its linked data, if that was read before."""
    if things is None:
        things = linked_data(tree)
    gathered: dict[str, list[_Element]] = {tag: [] for tag in _GATHERED}
    for element in tree.iter(*_GATHERED):
        gathered[str(element.tag)].append(element)
    windows = [element_text(element) for element in gathered["title"][:_FIRST]]
    tags = MetaTags(gathered["meta"])
    known = (*tags.all("og:title"), *windows)
    headings = tuple(Heading(element, _heading_text(element, known)) for element in gathered["h1"][:_FIRST])
    article = _main_article(things, (*windows, *(heading.text for heading in headings)))
    return Declarations(
        tags=tags,
        things=things,
        article=article,
        headings=headings,
        window=next(iter(windows), None),
        canonical=tuple(_canonical_links(gathered["link"])),
        base=next((element.get("href") or "" for element in gathered["base"]), ""),
        site=_site(tags, things, article),
    )


def _heading_text(element: _Element, known: Iterable[str]) -> str:
    """The words of a heading, without the sign that links to it.

    Of one that also holds boxes of other things (players, buttons), only what a declared title begins with.
    """
    text = _SIGN.sub("", element_text(element))
    if any(child.tag in _BOXES for child in element):
        words = (element_text(child) for child in element if child.tag not in _BOXES)
        own = " ".join([(element.text or "").strip(), *words]).strip()
        if words_of(own) and any(words_of(title).startswith(words_of(own)) for title in known):
            return own
    return text


def _main_article(things: tuple[Thing, ...], shown: tuple[str, ...]) -> Thing | None:
    """The article that the page is, not one that it lists: the one whose headline the page shows."""
    articles = [
        thing
        for thing in things
        if thing.types & _ARTICLE_TYPES and (thing.text("headline") or thing.text("name"))
    ]
    if not articles:
        return None
    articles = [thing for thing in articles if not thing.aside] or articles
    titles = {words_of(text) for text in shown}
    for thing in articles:
        headline = words_of(unescape(thing.text("headline") or thing.text("name") or ""))
        if any(headline and (headline in text or (len(text) > 12 and text in headline)) for text in titles):
            return thing
    dated = [thing for thing in articles if thing.text("datePublished") and not thing.aside]
    return dated[0] if len(dated) == 1 else None


def _canonical_links(links: Iterable[_Element]) -> Iterator[str]:
    for element in links:
        if "canonical" in (element.get("rel") or "").lower().split():
            yield (element.get("href") or "").strip()


def _site(tags: MetaTags, things: tuple[Thing, ...], article: Thing | None) -> Claim | None:
    """The name of the site or the publisher."""
    publisher = article.text("publisher") if article else None
    website = next(
        (text for thing in things if "WebSite" in thing.types and (text := thing.text("name"))), None
    )
    claims = (
        *tags.claims("og:site_name"),
        Claim(publisher or "", Source.LINKED_DATA, "publisher"),
        Claim(website or "", Source.LINKED_DATA, "WebSite"),
        *tags.claims("application-name", "apple-mobile-web-app-title", "al:android:app_name"),
    )
    for claim in claims:
        if claim.value and "://" not in claim.value and len(claim.value) <= 100:
            return claim.with_value(unescape(claim.value))
    return None
