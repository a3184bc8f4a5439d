"""The one way in which anything leaves the library: what has rested in the trash for long enough."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from postil.store.timestamps import to_text

if TYPE_CHECKING:
    from datetime import datetime

    from postil.model.ids import AnnotationId, ContentHash, PageId
    from postil.store.contents import Contents
    from postil.store.database import Database

REST = timedelta(days=30)
"""How long a page or an annotation rests in the trash before it may be purged."""

_OLD_PAGES = "SELECT id FROM page WHERE trashed < ?"
_OLD_ANNOTATIONS = "SELECT id FROM annotation WHERE trashed < ? OR page IN (SELECT value FROM json_each(?))"
_NAMED = "SELECT DISTINCT hash FROM named_content WHERE page IN (SELECT value FROM json_each(?))"
_IS_NAMED = "SELECT 1 FROM named_content WHERE hash = ? LIMIT 1"
_DELETE_ANNOTATIONS = (
    "DELETE FROM annotation_tag WHERE annotation IN (SELECT value FROM json_each(?))",
    "DELETE FROM annotation WHERE id IN (SELECT value FROM json_each(?))",
)
_DELETE_PAGES = (
    "DELETE FROM page_blocks WHERE page IN (SELECT value FROM json_each(?))",
    "DELETE FROM page_repair WHERE page IN (SELECT value FROM json_each(?))",
    "DELETE FROM page_tag WHERE page IN (SELECT value FROM json_each(?))",
    "DELETE FROM resource WHERE page IN (SELECT value FROM json_each(?))",
    "DELETE FROM text_version WHERE page IN (SELECT value FROM json_each(?))",
    "DELETE FROM page WHERE id IN (SELECT value FROM json_each(?))",
)


@dataclass(frozen=True, slots=True)
class Purged:
    """What is gone for good."""

    pages: frozenset[PageId]
    annotations: frozenset[AnnotationId]
    contents: frozenset[ContentHash]


def purge(database: Database, contents: Contents, *, now: datetime) -> Purged:
    """Delete what was put into the trash more than ``REST`` ago, then the kept bytes that only it named.

    Only while nothing is imported: bytes that an import has kept and not yet named could be removed.
    """
    before = to_text(now - REST)
    with database.transaction() as tx:
        pages = [row[0] for row in tx.execute(_OLD_PAGES, (before,))]
        annotations = [row[0] for row in tx.execute(_OLD_ANNOTATIONS, (before, json.dumps(pages)))]
        named = [row[0] for row in tx.execute(_NAMED, (json.dumps(pages),))]
        for statement in _DELETE_ANNOTATIONS:
            tx.execute(statement, (json.dumps(annotations),))
        for statement in _DELETE_PAGES:
            tx.execute(statement, (json.dumps(pages),))
        unnamed = [name for name in named if tx.execute(_IS_NAMED, (name,)).fetchone() is None]
    for name in unnamed:
        contents.remove(name)
    return Purged(frozenset(pages), frozenset(annotations), frozenset(unnamed))
