"""What a page is called: title, site, author and tags as one text, for the quick filter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postil.model.page import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.model.ids import PageId
    from postil.store.connection import Connection

_NAMES = """
    SELECT id, title, site, ifnull(canonical, address), byline,
           (SELECT group_concat('#' || name, ' ') FROM page_tag JOIN tag ON tag.id = page_tag.tag
             WHERE page_tag.page = page.id)
      FROM page WHERE id IN (SELECT value FROM json_each(?))"""
_ALL_NAMES = "SELECT id, title, site, ifnull(canonical, address), byline FROM page"
_ALL_TAGS = """
    SELECT page, group_concat('#' || name, ' ') FROM page_tag JOIN tag ON tag.id = page_tag.tag
     GROUP BY page"""
_TOGETHER = 2000
"""Rows fetched at once, so that other threads are not held up."""


def of_pages(con: Connection, pages: Iterable[PageId]) -> tuple[tuple[PageId, str], ...]:
    """The pages that are there, each with its names, a line each, in no order."""
    rows = con.execute(_NAMES, (json.dumps(list(pages)),))
    return tuple(
        (page_id, _joined(title, site, address, byline, tags))
        for page_id, title, site, address, byline, tags in rows
    )


def of_all(con: Connection) -> Iterator[tuple[PageId, str]]:
    """The same of every page of the library: in one walk, several times faster than by their ids."""
    tags = dict(con.execute(_ALL_TAGS).fetchall())
    cursor = con.execute(_ALL_NAMES)
    while rows := cursor.fetchmany(_TOGETHER):
        for page_id, title, site, address, byline in rows:
            yield page_id, _joined(title, site, address, byline, tags.get(page_id))


def _joined(title: str, site: str | None, address: str | None, byline: str | None, tags: str | None) -> str:
    return "\n".join((title, site or site_of(address), byline or "", tags or ""))
