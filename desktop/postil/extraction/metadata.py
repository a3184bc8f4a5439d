"""What a page says of itself: title, byline, dates, site, language, address, each with evidence.

Every field has an order of sources; the order was measured on pages with known answers (see
``tests/benchmarks/metadata.py``). What no source says stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from postil.extraction.byline import join_names
from postil.extraction.dates import to_iso
from postil.extraction.language import checked_language, language_tag, text_direction
from postil.extraction.linkeddata import Thing, linked_data
from postil.extraction.masthead import Masthead, element_text, read_masthead
from postil.extraction.metatags import MetaTags
from postil.extraction.titles import choose_title, words_of
from postil.model.article import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element

_ARTICLE_TYPES = frozenset({
    "Article", "NewsArticle", "BlogPosting", "Report", "ReportageNewsArticle", "OpinionNewsArticle",
    "AnalysisNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "SatiricalArticle",
    "AdvertiserContentArticle", "ScholarlyArticle", "MedicalScholarlyArticle", "TechArticle", "APIReference",
    "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Question", "Recipe", "QAPage", "Blog",
    "CreativeWork",
})  # fmt: skip
_COLLECTION_TYPES = frozenset({"CollectionPage", "ItemList", "Product", "ProductGroup", "SearchResultsPage"})
_PUBLISHED_TAGS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_online_date", "citation_date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dc.date.created",
    "dc.created", "dc.issued", "article_date_original", "publish-date", "publish_date", "published_at",
    "published", "pubdate", "pub_date", "date_published", "publicationdate", "datecreated",
    "article.published", "article:published", "originalpublicationdate", "displaydate", "ptime",
    "rnews:datepublished", "dc.date", "weibo:article:create_at", "date",
)  # fmt: skip
_MODIFIED_TAGS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dc.modified",
    "dc.date.modified", "last-modified", "lastmod", "article:updated_time", "last_updated",
)  # fmt: skip
_AUTHOR_TAGS = (
    "author", "article:author", "og:article:author", "parsely-author", "citation_author", "sailthru.author",
    "byl", "dc.creator", "dc.contributor.author", "cxenseparse:author", "article:author_name", "author_name",
    "authors", "article.author", "rbauthors",
)  # fmt: skip
_TITLE_TAGS = ("citation_title", "parsely-title", "sailthru.title", "dc.title", "twitter:title", "title")
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")
_TEXT_SAMPLE = 5_000
"""Code points of running text that tell the language."""


def read_metadata(tree: _Element, *, address: str | None, saved: datetime | None) -> Metadata:
    """What the page under ``tree`` (its ``html`` element) says of itself.

    ``address`` is where it was saved from, if known. ``saved`` bounds its dates: nothing is published
    later than it was saved; it is never taken for a date of the page.
    """
    page = _read_page(tree, address)
    sample = _sample(tree)
    language = checked_language(_declared_language(page), sample)
    title = _title(page)
    masthead = read_masthead(tree, title=title, language=language, latest=saved)
    return Metadata(
        title=title,
        byline=_byline(page, masthead),
        site=page.site,
        language=language,
        direction=_direction(tree, language, sample),
        published=_published(page, masthead, latest=saved),
        modified=_modified(page, masthead, latest=saved),
        canonical=page.address,
        excerpt=_excerpt(page),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The declarations of one page, read once."""

    tree: _Element
    tags: MetaTags
    things: tuple[Thing, ...]
    article: Thing | None
    address: str | None
    site: str | None

    def article_texts(self, *keys: str) -> tuple[str, ...]:
        if self.article is None:
            return ()
        return tuple(text for key in keys for text in self.article.texts(key))

    def is_article(self) -> bool:
        return self.article is not None or (self.tags.first("og:type") or "").lower() == "article"

    def is_collection(self) -> bool:
        """A front page, a shop or a list: it has no day of its own."""
        if self.address and _is_front_page(self.address):
            return True
        listed = any(thing.types & _COLLECTION_TYPES and not thing.aside for thing in self.things)
        return listed and self.article is None


def _read_page(tree: _Element, address: str | None) -> _Page:
    tags = MetaTags(tree)
    things = linked_data(tree)
    article = _main_article(things, tree)
    return _Page(tree, tags, things, article, _canonical(tree, tags, address), _site(tags, things, article))


def _main_article(things: tuple[Thing, ...], tree: _Element) -> Thing | None:
    """The article that the page is, not one that it lists: the one whose headline the page shows."""
    articles = [
        thing
        for thing in things
        if thing.types & _ARTICLE_TYPES and (thing.text("headline") or thing.text("name"))
    ]
    articles = [thing for thing in articles if not thing.aside] or articles
    shown = {
        words_of(element_text(element)) for tag in ("title", "h1") for element in list(tree.iter(tag))[:5]
    }
    for thing in articles:
        headline = words_of(thing.text("headline") or thing.text("name"))
        if any(headline and (headline in text or (len(text) > 12 and text in headline)) for text in shown):
            return thing
    dated = [thing for thing in articles if thing.text("datePublished") and not thing.aside]
    return dated[0] if len(dated) == 1 else None


def _title(page: _Page) -> str | None:
    declared = (
        *page.article_texts("headline")[:1],
        page.tags.first("og:title"),
        page.tags.first(*_TITLE_TAGS),
        *page.article_texts("name")[:1],
    )
    return choose_title(
        headlines=[unescape(text) for text in declared if text],
        headings=[element_text(heading) for heading in list(page.tree.iter("h1"))[:5]],
        window=next((element_text(element) for element in page.tree.iter("title")), None),
        site=page.site,
        address=page.address,
    )


def _byline(page: _Page, masthead: Masthead) -> str | None:
    """The first source that names people; a user's short name or the publisher itself only if none does."""
    tagged = [tuple(_given_name_first(value, name) for value in page.tags.all(name)) for name in _AUTHOR_TAGS]
    sources = [page.article_texts("author") or page.article_texts("creator"), *tagged]
    candidates = [join_names(tuple(name for name in names if "://" not in name)) for names in sources]
    candidates.insert(2, masthead.byline)
    names = [name for name in candidates if name]
    houses = {words_of(page.site), *(words_of(name) for name in page.article_texts("publisher"))}
    people = [name for name in names if words_of(name) not in houses]
    full = [name for name in people if " " in name or not name.isascii()]
    return next(iter((*full, *people, *names)), None)


def _given_name_first(value: str, tag: str) -> str:
    """Citation tags write ``Doe, Jane``."""
    family, comma, given = value.partition(", ")
    return f"{given} {family}" if tag.startswith("citation") and comma and "," not in given else value


def _published(page: _Page, masthead: Masthead, *, latest: datetime | None) -> str | None:
    """The declared day, unless the page shows its readers another one as its own.

    A moment declared in universal time may be the evening before where the page was read; and a page
    that was rewritten often declares its first day but shows, without a word, that of its last change.
    An article that only says when it was updated is dated by that.
    """
    if page.is_collection():
        return None
    declared = _first_date(_published_values(page), latest)
    shown = masthead.published
    if declared is None:
        changed = masthead.modified if page.is_article() else None
        return shown or _first_date(_day_in_address(page), latest) or changed
    for day in (shown, _first_date(_day_in_address(page), latest)):
        if day and _is_next_day_in_universal_time(declared, day):
            return day
    changed = _first_date(_modified_values(page), latest)
    is_newer = shown and changed and shown[:10] == changed[:10] != declared[:10]
    return shown if is_newer else declared


def _first_date(values: Iterator[str], latest: datetime | None) -> str | None:
    return next((iso for value in values if (iso := to_iso(value, latest=latest))), None)


def _published_values(page: _Page) -> Iterator[str]:
    yield from page.article_texts("datePublished")
    yield from (value for name in _PUBLISHED_TAGS for value in page.tags.all(name))
    yield from page.article_texts("dateCreated", "uploadDate")


def _day_in_address(page: _Page) -> Iterator[str]:
    match = _DAY_IN_ADDRESS.search(urlsplit(page.address or "").path)
    if match:
        yield f"{match[1]}-{match[2]}-{match[3]}"


def _is_next_day_in_universal_time(declared: str, shown: str) -> bool:
    """Whether ``declared`` is the same moment as the day ``shown``, counted from Greenwich."""
    if not declared.endswith(("Z", "+00:00")):
        return False
    return abs((date.fromisoformat(declared[:10]) - date.fromisoformat(shown[:10])).days) == 1


def _modified(page: _Page, masthead: Masthead, *, latest: datetime | None) -> str | None:
    return _first_date(_modified_values(page), latest) or masthead.modified


def _modified_values(page: _Page) -> Iterator[str]:
    yield from page.article_texts("dateModified")
    yield from (value for name in _MODIFIED_TAGS for value in page.tags.all(name))


def _site(tags: MetaTags, things: tuple[Thing, ...], article: Thing | None) -> str | None:
    publisher = article.text("publisher") if article else None
    website = next(
        (text for thing in things if "WebSite" in thing.types and (text := thing.text("name"))), None
    )
    application = tags.first("application-name", "apple-mobile-web-app-title", "al:android:app_name")
    for name in (tags.first("og:site_name"), publisher, website, application):
        if name and "://" not in name and len(name) <= 100:
            return unescape(name)
    return None


def _excerpt(page: _Page) -> str | None:
    tags = page.tags
    described = tags.first("description") or tags.first(
        "og:description", "dc.description", "twitter:description"
    )
    described = described or next(iter(page.article_texts("description")), None)
    return unescape(described) if described else None


def _canonical(tree: _Element, tags: MetaTags, address: str | None) -> str | None:
    """The address that the page calls its own; never a front page in place of a page below it."""
    base = next((element.get("href") or "" for element in tree.iter("base")), "")
    base = urljoin(address or "", base)
    links = [
        element.get("href") or ""
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    own = _web_address(address or "")
    for candidate in (*links[:3], tags.first("og:url") or ""):
        found = _web_address(_joined(base, candidate.strip())) if candidate.strip() else None
        if found and not (own and _is_front_page(found) and not _is_front_page(own)):
            return found
    return own


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _web_address(address: str) -> str | None:
    """``address`` without its fragment, if it is one of the web's."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme.lower(), parts.netloc, parts.path or "/", parts.query, fragment))


def _is_front_page(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _declared_language(page: _Page) -> str | None:
    tree = page.tree
    body = tree.find("body")
    candidates = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        None if body is None else body.get("lang"),
        page.tags.first("content-language", "dc.language", "language", "og:locale"),
        *page.article_texts("inLanguage"),
    )
    return next((tag for candidate in candidates if (tag := language_tag(candidate))), None)


def _direction(tree: _Element, language: str | None, sample: str) -> str:
    body = tree.find("body")
    for element in (tree, body):
        declared = "" if element is None else (element.get("dir") or "").lower()
        if declared in ("rtl", "ltr"):
            return declared
    return text_direction(language, sample)


def _sample(tree: _Element) -> str:
    """Some of the page's running text, to tell its language by."""
    pieces: list[str] = []
    length = 0
    for element in tree.iter("p", "h1", "h2", "li", "blockquote", "td", "pre", "div", "span"):
        own = [element.text or "", *(child.tail or "" for child in element)]
        text = " ".join(" ".join(own).split())
        if len(text) > 20:
            pieces.append(text)
            length += len(text)
        if length > _TEXT_SAMPLE:
            break
    return "\n".join(pieces)
