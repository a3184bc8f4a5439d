"""Where pages say what is known of them: rows of the table ``page_evidence``.

A row has the value of each field beside its source. What a page is said to be may change without its
evidence (a person corrects it, an undo brings older facts back); then the values differ, and nothing is
told of where the new value came from.

Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postil.model.article import Evidence, Source

if TYPE_CHECKING:
    from postil.model.article import Metadata
    from postil.model.ids import PageId
    from postil.model.page import Page
    from postil.store.connection import Connection

FIELDS = ("title", "byline", "site", "language", "published", "modified", "canonical")
"""What is told of; the page has a field of each name, and so has its metadata."""


def of_page(con: Connection, page: Page) -> tuple[Evidence, ...]:
    """Where the facts that the page has now were found; a fact of which that is not known is left out."""
    row = con.execute("SELECT evidence FROM page_evidence WHERE page = ?", (page.id,)).fetchone()
    if row is None:
        return ()
    return tuple(
        Evidence(field, Source(source), name)
        for field, source, name, value in json.loads(row[0])
        if getattr(page, field) == value
    )


def set_of_page(tx: Connection, page: PageId, metadata: Metadata) -> None:
    """Keep where the facts of ``metadata`` were found, in place of what was kept of the page before."""
    found = [
        (each.field, each.source.value, each.name, getattr(metadata, each.field))
        for each in metadata.sources
        if each.field in FIELDS
    ]
    tx.execute("INSERT OR REPLACE INTO page_evidence VALUES (?, ?)", (page, json.dumps(found)))
