"""What a page says of itself: title, byline, dates, site, language, address, each with evidence.

Every field has an order of sources; the order was measured on pages with known answers (see
``tests/benchmarks/metadata.py``). What no source says stays None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from postil.extraction.byline import join_names
from postil.extraction.dates import to_iso
from postil.extraction.language import checked_language, language_tag, text_direction
from postil.extraction.linkeddata import Thing, linked_data
from postil.extraction.masthead import Masthead, read_masthead
from postil.extraction.metatags import MetaTags
from postil.extraction.titles import choose_title, words_of
from postil.model.article import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.etree import _Element

_ARTICLE_TYPES = frozenset({
    "Article", "NewsArticle", "BlogPosting", "Report", "ReportageNewsArticle", "OpinionNewsArticle",
    "AnalysisNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "SatiricalArticle", "AdvertiserContentArticle",
    "ScholarlyArticle", "MedicalScholarlyArticle", "TechArticle", "APIReference", "LiveBlogPosting",
    "SocialMediaPosting", "DiscussionForumPosting", "Question", "Recipe", "QAPage", "Blog", "CreativeWork",
})  # fmt: skip
_PAGE_TYPES = frozenset({"WebPage", "ItemPage", "AboutPage", "MedicalWebPage"})
_PUBLISHED_TAGS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_online_date", "citation_date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dc.date.created", "dc.created",
    "dc.issued", "article_date_original", "publish-date", "publish_date", "published_at", "published",
    "pubdate", "pub_date", "date_published", "publicationdate", "datecreated", "article.published", "article:published",
    "originalpublicationdate", "displaydate", "ptime", "rnews:datepublished", "dc.date", "weibo:article:create_at", "date",
)  # fmt: skip
_MODIFIED_TAGS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dc.modified",
    "dc.date.modified", "last-modified", "lastmod", "article:updated_time", "last_updated",
)  # fmt: skip
_AUTHOR_TAGS = (
    "author", "article:author", "og:article:author", "parsely-author", "citation_author", "sailthru.author",
    "byl", "dc.creator", "dc.contributor.author", "cxenseparse:author", "article:author_name", "author_name", "authors",
    "article.author", "rbauthors", "twitter:data1",
)  # fmt: skip
_TEXT_SAMPLE = 20_000


def read_metadata(tree: _Element, *, address: str | None, saved: datetime | None) -> Metadata:
    """What the page under ``tree`` (its ``html`` element) says of itself.

    ``address`` is where it was saved from, if known. ``saved`` bounds its dates: nothing saved is
    published later; it is never taken for a date of the page.
    """
    tags = MetaTags(tree)
    things = linked_data(tree)
    article = _main_article(things, tree)
    sample = _sample(tree)
    language = checked_language(_declared_language(tree, tags, article), sample)
    canonical = _canonical(tree, tags, address)
    site = _site(tags, things, article)
    masthead = read_masthead(tree, language=language, latest=saved)
    return Metadata(
        title=_title(tree, tags, article, site=site, address=canonical),
        byline=_byline(tags, article, masthead, site=site),
        site=site,
        language=language,
        direction=_direction(tree, language, sample),
        published=_published(tags, things, article, masthead, saved=saved),
        modified=_modified(tags, article, masthead, saved=saved),
        canonical=canonical,
        excerpt=_excerpt(tags, article),
    )


def _main_article(things: tuple[Thing, ...], tree: _Element) -> Thing | None:
    """The article that the page is, not one that it lists: the one whose headline the page shows."""
    articles = [
        thing
        for thing in things
        if thing.types & _ARTICLE_TYPES and (thing.text("headline") or thing.text("name"))
    ]
    articles = [thing for thing in articles if not thing.aside] or articles
    shown = {words_of("".join(heading.itertext())) for heading in list(tree.iter("h1"))[:5]}
    shown |= {words_of("".join(title.itertext())) for title in list(tree.iter("title"))[:1]}
    for thing in articles:
        headline = words_of(thing.text("headline") or thing.text("name"))
        if any(headline and (headline in text or (len(text) > 12 and text in headline)) for text in shown):
            return thing
    dated = [thing for thing in articles if thing.text("datePublished") and not thing.aside]
    return dated[0] if len(dated) == 1 else None


def _title(
    tree: _Element, tags: MetaTags, article: Thing | None, *, site: str | None, address: str | None
) -> str | None:
    headlines = [
        text
        for text in (
            article.text("headline") if article else None,
            tags.first("og:title"),
            tags.first(
                "citation_title", "parsely-title", "sailthru.title", "dc.title", "twitter:title", "title"
            ),
            article.text("name") if article else None,
        )
        if text
    ]
    headings = [" ".join("".join(heading.itertext()).split()) for heading in list(tree.iter("h1"))[:5]]
    window = next((" ".join("".join(element.itertext()).split()) for element in tree.iter("title")), None)
    return choose_title(headlines=headlines, headings=headings, window=window, site=site, address=address)


def _byline(tags: MetaTags, article: Thing | None, masthead: Masthead, *, site: str | None) -> str | None:
    declared = article.texts("author") or article.texts("creator") if article else ()
    tagged = [value for name in _AUTHOR_TAGS for value in tags.all(name) if "://" not in value]
    first = next(
        (tags.all(name) for name in _AUTHOR_TAGS if any("://" not in value for value in tags.all(name))), ()
    )
    candidates = (
        join_names(tuple(name for name in declared if "://" not in name)),
        join_names(tuple(value for value in first if "://" not in value)),
        masthead.byline,
        join_names(tuple(tagged[:1])),
    )
    names = [name for name in candidates if name]
    people = [name for name in names if words_of(name) != words_of(site)]
    return (people or names or [None])[0]


def _published(
    tags: MetaTags,
    things: tuple[Thing, ...],
    article: Thing | None,
    masthead: Masthead,
    *,
    saved: datetime | None,
) -> str | None:
    evidence = _published_evidence(tags, things, article, masthead)
    return next((iso for value in evidence if (iso := to_iso(value, latest=saved))), None)


def _published_evidence(
    tags: MetaTags, things: tuple[Thing, ...], article: Thing | None, masthead: Masthead
) -> Iterator[str]:
    if article:
        yield from article.texts("datePublished")
    yield from (value for name in _PUBLISHED_TAGS for value in tags.all(name))
    if article:
        yield from (*article.texts("dateCreated"), *article.texts("uploadDate"))
    if masthead.published:
        yield masthead.published
    if (tags.first("og:type") or "").lower() == "article":
        for thing in things:
            if thing.types & _PAGE_TYPES and not thing.aside:
                yield from thing.texts("datePublished")


def _modified(
    tags: MetaTags, article: Thing | None, masthead: Masthead, *, saved: datetime | None
) -> str | None:
    declared = article.texts("dateModified") if article else ()
    tagged = tuple(value for name in _MODIFIED_TAGS for value in tags.all(name))
    shown = (masthead.modified,) if masthead.modified else ()
    return next((iso for value in (*declared, *tagged, *shown) if (iso := to_iso(value, latest=saved))), None)


def _site(tags: MetaTags, things: tuple[Thing, ...], article: Thing | None) -> str | None:
    named = tags.first(
        "og:site_name", "application-name", "apple-mobile-web-app-title", "al:android:app_name"
    )
    website = next(
        (text for thing in things if "WebSite" in thing.types and (text := thing.text("name"))), None
    )
    publisher = article.text("publisher") if article else None
    for name in (tags.first("og:site_name"), publisher, website, named):
        if name and "://" not in name and len(name) <= 100:
            return name
    return None


def _excerpt(tags: MetaTags, article: Thing | None) -> str | None:
    described = (
        tags.first("description")
        or tags.first("og:description")
        or tags.first("dc.description", "twitter:description")
    )
    return described or (article.text("description") if article else None)


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


def _declared_language(tree: _Element, tags: MetaTags, article: Thing | None) -> str | None:
    body = tree.find("body")
    candidates = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        None if body is None else body.get("lang"),
        tags.first("content-language", "dc.language", "language", "og:locale"),
        article.text("inLanguage") if article else None,
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
