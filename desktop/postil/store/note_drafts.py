"""Drafts of notes: rows of the table ``note_draft``, one a note at the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.store.timestamps import to_text

if TYPE_CHECKING:
    from datetime import datetime

    from postil.model.ids import AnnotationId, PageId
    from postil.store.connection import Connection


def put(
    tx: Connection, page: PageId, annotation: AnnotationId | None, *, note: str, written: datetime
) -> None:
    """Keep a draft instead of the one before. ``annotation`` is None for the note of the page itself."""
    drop(tx, page, annotation)
    tx.execute(
        "INSERT INTO note_draft (page, annotation, note, written) VALUES (?, ?, ?, ?)",
        (page, annotation, note, to_text(written)),
    )


def drop(tx: Connection, page: PageId, annotation: AnnotationId | None) -> None:
    """Forget a draft, if there is one."""
    tx.execute("DELETE FROM note_draft WHERE page = ? AND annotation IS ?", (page, annotation))


def of_page(con: Connection, page: PageId) -> tuple[tuple[AnnotationId | None, str], ...]:
    """The drafts on a page, the last written first; not those of highlights in the trash."""
    rows = con.execute(
        """SELECT annotation, note_draft.note FROM note_draft
             LEFT JOIN annotation ON annotation.id = note_draft.annotation
            WHERE note_draft.page = ? AND annotation.trashed IS NULL ORDER BY written DESC, annotation""",
        (page,),
    )
    return tuple((row[0], row[1]) for row in rows)
