"""What a page is called: title, site, author and tags as one text, for the quick filter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postil.model.page import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import PageId
    from postil.store.connection import Connection

_NAMES = """
    SELECT id, title, site, ifnull(canonical, address), byline,
           (SELECT group_concat('#' || name, ' ') FROM page_tag JOIN tag ON tag.id = page_tag.tag
             WHERE page_tag.page = page.id)
      FROM page WHERE id IN (SELECT value FROM json_each(?))"""


def of_pages(con: Connection, pages: Iterable[PageId]) -> tuple[tuple[PageId, str], ...]:
    """The pages that are there, each with its names, a line each, in no order."""
    rows = con.execute(_NAMES, (json.dumps(list(pages)),))
    return tuple(
        (page_id, "\n".join((title, site or site_of(address), byline or "", tags or "")))
        for page_id, title, site, address, byline, tags in rows
    )
