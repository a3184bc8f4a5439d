"""Which sites, hosts, authors and languages the pages have, and how many pages have each.

To be offered where a query is typed, and to be shown as they are written. It walks through all pages.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.page import site_of

if TYPE_CHECKING:
    from postil.store.connection import Connection

_ALL = """
    SELECT ifnull(nullif(address, ''), canonical), site, byline, language
      FROM page WHERE trashed IS NULL"""
_ANNOTATION_TAGS = """
    SELECT name, count(*)
      FROM annotation_tag CROSS JOIN tag ON tag.id = annotation_tag.tag
     CROSS JOIN annotation ON annotation.id = annotation_tag.annotation
     CROSS JOIN page ON page.id = annotation.page
     WHERE annotation.trashed IS NULL AND page.trashed IS NULL GROUP BY tag.id"""
_TOGETHER = 1000
"""Rows that are looked at between two looks around, so that other threads are not held up."""
_PARTED_BY = ", "
"""What stands between the authors of a byline."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A value, and how many pages have it."""

    value: str
    pages: int


@dataclass(frozen=True, slots=True)
class PageValues:
    """The values of all pages outside the trash, the most frequent first."""

    hosts: tuple[Counted, ...] = ()
    """Without ``www.``."""
    sites: tuple[Counted, ...] = ()
    """The names of sites, as the pages write them."""
    authors: tuple[Counted, ...] = ()
    """One by one, where several wrote a page."""
    languages: tuple[Counted, ...] = ()
    """Primary subtags."""


def of_all(con: Connection) -> PageValues:
    """Read all of them."""
    origins: Counter[str] = Counter()
    sites: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    cursor = con.execute(_ALL)
    while rows := cursor.fetchmany(_TOGETHER):
        origins.update("/".join(row[0].split("/", 3)[:3]) for row in rows if row[0])
        sites.update(site or "" for _address, site, _byline, _language in rows)
        authors.update(name.strip() for row in rows for name in (row[2] or "").split(_PARTED_BY))
        languages.update((row[3] or "").partition("-")[0].lower() for row in rows)
    hosts: Counter[str] = Counter()
    for origin, pages in origins.items():  # there are far fewer of them than addresses
        hosts[site_of(origin)] += pages
    return PageValues(*(_sorted(each) for each in (hosts, sites, authors, languages)))


def of_annotation_tags(con: Connection) -> tuple[Counted, ...]:
    """The tags that highlights have, and how many of these have each."""
    return _sorted(Counter(dict(con.execute(_ANNOTATION_TAGS).fetchall())))


def _sorted(counts: Counter[str]) -> tuple[Counted, ...]:
    del counts[""]
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
    return tuple(Counted(value, pages) for value, pages in ordered)
