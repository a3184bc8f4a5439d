"""The one way in which anything leaves the library: what has rested in the trash for long enough.

Rows go first, in small transactions that also write down which kept bytes they named. The bytes go after
that, each once no row names it any more. A program that is killed in between goes on at its next start.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.store import likeness
from postil.store.timestamps import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from postil.model.ids import AnnotationId, ContentHash, PageId
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database

BATCH = 50
"""Pages, or highlights, of one transaction: nobody waits long for it."""
BATCH_OF_BYTES = 1000
"""Kept files that are removed at a time: for each time, all names of the library are gone through."""

_OLD_PAGES = "SELECT id FROM page WHERE trashed < ? ORDER BY trashed LIMIT ?"
_OLD_ANNOTATIONS = "SELECT id FROM annotation WHERE trashed < ? ORDER BY trashed LIMIT ?"
_PAGES_IN_TRASH = "SELECT id FROM page WHERE trashed IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
_IN_TRASH = "SELECT id FROM annotation WHERE trashed IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
_OF_PAGES = "SELECT id FROM annotation WHERE page IN (SELECT value FROM json_each(?))"
_DOOM = (
    "INSERT INTO doomed_content (hash) SELECT hash FROM named_content WHERE page = ? ON CONFLICT DO NOTHING"
)
"""Of one page: SQLite does not look for several pages in a view without going through all of it."""
_DOOM_OF_ANNOTATIONS = """
    INSERT INTO doomed_content (hash)
    SELECT text_hash FROM annotation WHERE text_hash IS NOT NULL AND id IN (SELECT value FROM json_each(?1))
    UNION SELECT text_hash FROM former_anchor
           WHERE text_hash IS NOT NULL AND annotation IN (SELECT value FROM json_each(?1))
    ON CONFLICT DO NOTHING"""
_DOOMED = "SELECT hash FROM doomed_content LIMIT ?"
_STILL_NAMED = "SELECT DISTINCT hash FROM named_content WHERE hash IN (SELECT value FROM json_each(?))"
_NO_LONGER_DOOMED = "DELETE FROM doomed_content WHERE hash IN (SELECT value FROM json_each(?))"
_DELETE_ANNOTATIONS = (
    "DELETE FROM annotation_tag WHERE annotation IN (SELECT value FROM json_each(?))",
    "DELETE FROM annotation WHERE id IN (SELECT value FROM json_each(?))",
)
_OWNED_BY_PAGES = """
    SELECT m.name, k."from" FROM sqlite_schema AS m JOIN pragma_foreign_key_list(m.name) AS k
     WHERE m.type = 'table' AND k."table" = 'page' AND m.name <> 'annotation'"""


@dataclass(frozen=True, slots=True)
class Purged:
    """What is gone for good."""

    pages: frozenset[PageId] = frozenset()
    annotations: frozenset[AnnotationId] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether there was nothing to purge."""
        return not self.pages and not self.annotations


def purge_old(database: Database, *, before: datetime, limit: int = BATCH) -> Purged:
    """Delete the rows of what was put into the trash before that time, so many at the most."""
    old = to_text(before)
    with database.transaction() as tx:
        pages = [row[0] for row in tx.execute(_OLD_PAGES, (old, limit))]
        annotations = [] if pages else [row[0] for row in tx.execute(_OLD_ANNOTATIONS, (old, limit))]
        return _delete(tx, pages, annotations)


def purge_chosen(
    database: Database, pages: Iterable[PageId] = (), annotations: Iterable[AnnotationId] = ()
) -> Purged:
    """Delete the rows of these pages and highlights now; those that are not in the trash are left."""
    with database.transaction() as tx:
        found = [row[0] for row in tx.execute(_PAGES_IN_TRASH, (json.dumps(list(pages)),))]
        marked = [row[0] for row in tx.execute(_IN_TRASH, (json.dumps(list(annotations)),))]
        return _delete(tx, found, marked)


def remove_doomed(database: Database, contents: Contents, *, limit: int = BATCH_OF_BYTES) -> int:
    """Remove kept bytes that a purge named last and no row names now; how many were looked at.

    Only while nothing is kept: bytes that an import has kept and not yet named could be removed. Others
    may write meanwhile: what no row names is only ever named again by whoever keeps it anew.
    """
    connection = database.reader()
    doomed: list[ContentHash] = [row[0] for row in connection.execute(_DOOMED, (limit,))]
    if not doomed:
        return 0
    listed = json.dumps(doomed)
    named = {row[0] for row in connection.execute(_STILL_NAMED, (listed,))}
    for name in doomed:
        if name not in named:
            contents.remove(name)
    with database.transaction() as tx:
        tx.execute(_NO_LONGER_DOOMED, (listed,))
    return len(doomed)


def _delete(tx: Connection, pages: list[PageId], annotations: list[AnnotationId]) -> Purged:
    wanted = json.dumps(pages)
    annotations = annotations + [row[0] for row in tx.execute(_OF_PAGES, (wanted,))]
    marked = json.dumps(annotations)
    for page in pages:
        likeness.forget(tx, page)
    tx.executemany(_DOOM, [(page,) for page in pages])
    tx.execute(_DOOM_OF_ANNOTATIONS, (marked,))
    for statement in _DELETE_ANNOTATIONS:
        tx.execute(statement, (marked,))
    for table, column in tx.execute(_OWNED_BY_PAGES):
        tx.execute(f'DELETE FROM "{table}" WHERE "{column}" IN (SELECT value FROM json_each(?))', (wanted,))  # noqa: S608 - names of the schema
    tx.execute("DELETE FROM page WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    return Purged(frozenset(pages), frozenset(annotations))
