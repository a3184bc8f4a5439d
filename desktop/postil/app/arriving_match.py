"""Which page of the library something is that arrives: told by its address, and then by its words.

1. The page that the same part of some file became, by its own bytes and its address.
2. The pages that were ever known by one of its addresses. One that only waits for its page is it. Another
   one is it where its words are related: a front page that was saved on two days, or a page that names a
   wrong address as its own, is a page of its own.
3. A link without an address (a book) is the one of that title and author that waits.

Pages outside the trash come first. One in the trash is still that page: what arrives is kept with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from postil.app.carrying import share_kept
from postil.errors import LibraryDamaged
from postil.model.addresses import address_keys, page_keys
from postil.model.ids import content_hash
from postil.store import addresses, captures, pages, versions, waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.app.conversion_wire import Conversion
    from postil.app.holdings import Holdings
    from postil.model.ids import PageId
    from postil.model.page import Page

LEAST_SHARED = 0.3
"""Of the letters of the shorter text, in runs, the part that the other one has where both are one page."""
_MOST_LOOKED_AT = 8
"""Pages of one address whose texts are compared."""


class Meeting(Enum):
    """What an arrival is to the page that it meets."""

    LINK = "link"
    """The arrival is a link, to a page that is there: it brings only what is recorded of it."""
    PAGE_OF_LINK = "page of link"
    """The page was only a link, and the arrival is what it was waiting for."""
    SAME_TEXT = "same text"
    OTHER_TEXT = "other text"
    """The page was saved again, and says other words, or the same in another shape."""


@dataclass(frozen=True, slots=True)
class Match:
    """The page that an arrival is."""

    page: Page
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found: the page, if any, and a page of the same address that it is not."""

    match: Match | None = None
    other: Page | None = None
    """With unrelated words."""


def find(holdings: Holdings, converted: Conversion) -> Matched:
    """The page of the library that an arrival is."""
    candidates = _candidates(holdings, converted)
    if converted.waiting:
        found = next(iter(candidates), None) or _book(holdings, converted)
        return Matched(None if found is None else Match(found, Meeting.LINK))
    met = [(page, _meets(holdings, page, converted)) for page in candidates]
    for trashed in (False, True):
        for meeting in (Meeting.SAME_TEXT, Meeting.PAGE_OF_LINK, Meeting.OTHER_TEXT):
            for page, how in met:
                if (page.trashed is not None) is trashed and how is meeting:
                    return Matched(Match(page, meeting))
    return Matched(other=next((page for page in candidates if page.trashed is None), None))


def keys_of(converted: Conversion) -> frozenset[str]:
    """The addresses by which an arrival is known, in one spelling."""
    return page_keys(converted.address, converted.metadata.canonical) | address_keys(converted.aliases)


def are_related(one: str, other: str) -> bool:
    """Whether two texts of one address are the same page: much of the shorter one is in the longer one."""
    shorter, longer = sorted((one, other), key=len)
    return share_kept(shorter, longer) >= LEAST_SHARED


def _candidates(holdings: Holdings, converted: Conversion) -> list[Page]:
    connection = holdings.reader()
    keys = keys_of(converted)
    found = dict.fromkeys(each.page for each in addresses.all_pages_at(connection, keys))
    if converted.part and converted.page is not None and not converted.waiting:
        for page in captures.pages_of_markup(connection, converted.page.hash):
            if keys == addresses.keys_of(connection, page) == frozenset():  # else its address tells
                found[page] = None
    rows = pages.many(connection, found)
    return _live_first(rows[page] for page in found if page in rows)


def _live_first(rows: Iterable[Page]) -> list[Page]:
    return sorted(rows, key=lambda page: page.trashed is not None)[:_MOST_LOOKED_AT]


def _book(holdings: Holdings, converted: Conversion) -> Page | None:
    if converted.address:
        return None
    title = converted.metadata.title or converted.record.title
    if not title:
        return None
    page = waiting.without_address(holdings.reader(), title, converted.record.byline, converted.format)
    return None if page is None else pages.get(holdings.reader(), page)


def _meets(holdings: Holdings, page: Page, converted: Conversion) -> Meeting | None:
    """What the arrival is to a page of its address; None where it is another page."""
    if page.waiting:
        return Meeting.PAGE_OF_LINK
    text = converted.article.text
    name = content_hash(text.encode("utf-8"))
    if any(version.text_hash == name for version in versions.of_page(holdings.reader(), page.id)):
        return Meeting.SAME_TEXT
    return Meeting.OTHER_TEXT if are_related(_text(holdings, page.id), text) else None


def _text(holdings: Holdings, page: PageId) -> str:
    """The text that is read; nothing where it is damaged: then the arrival is what mends the page."""
    version = versions.current(holdings.reader(), page)
    try:
        return "" if version is None else holdings.text(version.text_hash)
    except LibraryDamaged:
        return ""
