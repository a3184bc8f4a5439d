"""Pages as the layouts of an export see them: what says into which files their notes go."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postil.export.notes.layout import ListedHighlight, ListedPage
from postil.model.ids import AnnotationId, PageId
from postil.store import tags
from postil.store.timestamps import from_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.store.connection import Connection


def listed(con: Connection, pages: Sequence[PageId], *, by_parts: bool) -> tuple[ListedPage, ...]:
    """These pages in the order in which they were added; those in the trash are left out.

    ``by_parts`` asks for their tags and highlights, too.
    """
    wanted = json.dumps(list(pages))
    rows = con.execute(
        """SELECT id, title, added, note <> '' FROM page
            WHERE id IN (SELECT value FROM json_each(?)) AND trashed IS NULL ORDER BY added, id""",
        (wanted,),
    ).fetchall()
    names = tags.of_pages(con, wanted) if by_parts else {}
    highlights = _highlights(con, wanted) if by_parts else {}
    return tuple(
        ListedPage(
            PageId(page),
            title,
            from_text(added),
            names.get(PageId(page), ()),
            tuple(highlights.get(PageId(page), ())),
            bool(noted),
        )
        for page, title, added, noted in rows
    )


def _highlights(con: Connection, wanted: str) -> dict[PageId, list[ListedHighlight]]:
    rows = con.execute(
        """SELECT page, id, created FROM annotation
            WHERE page IN (SELECT value FROM json_each(?)) AND trashed IS NULL ORDER BY created, id""",
        (wanted,),
    ).fetchall()
    names = tags.of_annotations(con, json.dumps([row[1] for row in rows]))
    found: dict[PageId, list[ListedHighlight]] = {}
    for page, name, created in rows:
        highlight = ListedHighlight(AnnotationId(name), from_text(created), names.get(AnnotationId(name), ()))
        found.setdefault(PageId(page), []).append(highlight)
    return found
