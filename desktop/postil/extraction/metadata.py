"""What a page says of itself: title, byline, dates, site, language, address, each with its source.

Every field has an order of sources; the order was measured on pages with known answers (see
``tests/benchmarks/metadata.py``). What no source says stays None.
"""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from postil.extraction.address import own_address
from postil.extraction.authors import read_authors
from postil.extraction.claims import Claim, evidence, value_of
from postil.extraction.declarations import read_declarations
from postil.extraction.headline import find_headline, is_recommendation
from postil.extraction.language import checked_language, language_tag, text_direction
from postil.extraction.masthead import shown_dates
from postil.extraction.microdata import Microdata
from postil.extraction.published import DateEvidence, modification_date, publication_date
from postil.extraction.relative import relative_date
from postil.extraction.titles import choose_title
from postil.model.article import Metadata, Source

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.etree import _Element

    from postil.extraction.declarations import Declarations
    from postil.extraction.linkeddata import Thing

_TITLE_TAGS = ("citation_title", "parsely-title", "sailthru.title", "dc.title", "twitter:title", "title")
_SAMPLE = 2_000
"""Code points of running text that tell the language."""
_FEW = 600
"""Where the paragraphs have fewer, other blocks are read too."""
_BLOCKS = ("h1", "h2", "li", "blockquote", "td", "pre", "div", "span")
_LINE = 20
"""What is shorter is no running text (code points)."""


def read_metadata(
    tree: _Element,
    *,
    address: str | None,
    saved: datetime | None,
    things: tuple[Thing, ...] | None = None,
) -> Metadata:
    """What the page under ``tree`` (its ``html`` element) says of itself.

    ``address`` is where it was saved from, if known. ``saved`` bounds its dates: nothing is published
    later than it was saved; it is never taken for a date of the page. ``things`` is the page's linked data,
    if that was read before.
    """
    said = read_declarations(tree, things=things)
    canonical = own_address(said, address)
    sample = _sample(tree)
    language = _language(tree, said, sample)
    direction = _direction(tree, value_of(language), sample)
    title = _title(said, value_of(canonical))
    headline = find_headline(tree, said.headings, title=value_of(title))
    near = tuple(headline.near()) if headline else ()
    shown = shown_dates(
        headline, near, language=value_of(language), latest=saved, is_article=said.is_article()
    )
    microdata = Microdata(tree)
    dates = DateEvidence(microdata, said, shown, value_of(canonical), saved)
    byline = read_authors(said, microdata, headline, near, address=value_of(canonical))
    published = publication_date(dates)
    if published is None and said.is_article():
        published = relative_date(headline, near, language=value_of(language), saved=saved)
    modified = modification_date(dates)
    excerpt = _excerpt(said)
    return Metadata(
        title=value_of(title),
        byline=value_of(byline),
        site=value_of(said.site),
        language=value_of(language),
        direction=direction.value,
        published=value_of(published),
        modified=value_of(modified),
        canonical=value_of(canonical),
        excerpt=value_of(excerpt),
        sources=evidence(
            title=title,
            byline=byline,
            site=said.site,
            language=language,
            direction=direction,
            published=published,
            modified=modified,
            canonical=canonical,
            excerpt=excerpt,
        ),
    )


def _title(said: Declarations, address: str | None) -> Claim | None:
    headlines = (
        *tuple(said.claims("headline"))[:1],
        *tuple(said.tags.claims("og:title"))[:1],
        *tuple(said.tags.claims(*_TITLE_TAGS))[:1],
        *tuple(said.claims("name"))[:1],
    )
    return choose_title(
        headlines=[claim.with_value(unescape(claim.value)) for claim in headlines],
        headings=[
            Claim(heading.text, Source.SHOWN, "h1")
            for heading in said.headings
            if not is_recommendation(heading.element)
        ],
        window=None if said.window is None else Claim(said.window, Source.WINDOW_TITLE),
        site=value_of(said.site),
        address=address,
    )


def _excerpt(said: Declarations) -> Claim | None:
    claims = (
        *said.tags.claims("description", "og:description", "dc.description", "twitter:description"),
        *said.claims("description"),
    )
    return next((claim.with_value(unescape(claim.value)) for claim in claims), None)


def _language(tree: _Element, said: Declarations, sample: str) -> Claim | None:
    """The declared language, unless the words of the text are in another."""
    body = tree.find("body")
    attributes = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        None if body is None else body.get("lang"),
    )
    claims = (
        *(Claim(value, Source.ATTRIBUTE, "lang") for value in attributes if value),
        *said.tags.claims("content-language", "dc.language", "language", "og:locale"),
        *said.claims("inLanguage"),
    )
    declared = next((claim for claim in claims if language_tag(claim.value)), None)
    language = checked_language(value_of(declared), sample)
    if language is None:
        return None
    if declared and language == language_tag(declared.value):
        return declared.with_value(language)
    return Claim(language, Source.TEXT)


def _direction(tree: _Element, language: str | None, sample: str) -> Claim:
    for element in (tree, tree.find("body"), next(tree.iter("main"), None)):
        declared = "" if element is None else (element.get("dir") or "").lower()
        if declared in ("rtl", "ltr"):
            return Claim(declared, Source.ATTRIBUTE, "dir")
    return Claim(text_direction(language, sample), Source.TEXT)


def _sample(tree: _Element) -> str:
    """Some of the page's running text, to tell its language by: its paragraphs, or what it has instead."""
    pieces: list[str] = []
    length = 0
    for tags in (("p",), _BLOCKS):
        for element in tree.iter(*tags):
            own = element.text or ""
            if len(element):
                own = " ".join([own, *[tail for child in element if (tail := child.tail)]])
            if len(own) <= _LINE:
                continue
            text = " ".join(own.split())
            if len(text) > _LINE:
                pieces.append(text)
                length += len(text)
            if length > _SAMPLE:
                return "\n".join(pieces)
        if length > _FEW:
            break
    return "\n".join(pieces)
