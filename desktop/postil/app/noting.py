"""Noting: the note on a whole page, and drafts, so that no crash takes what was being written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.app.annotating import tags_after
from postil.errors import NotFound
from postil.model.changes import Changes
from postil.store import annotations as annotation_rows
from postil.store import note_drafts, pages
from postil.store import tags as tag_rows
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.holdings import Holdings
    from postil.model.ids import AnnotationId, PageId


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a note's editor when it was last kept."""

    annotation: AnnotationId | None
    """The highlight that the note is of; None for the note of the page itself."""
    note: str


class Noting:
    """What a person writes about a whole page, and what is not yet written to its end."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def set_note(self, page_id: PageId, note: str) -> Changes:
        """Write the note of a page, in Markdown; an empty one takes it away. Its ``#tags`` tag the page."""
        page = pages.get(self._holdings.reader(), page_id)
        if page is None:
            raise NotFound(_("There is no page {page} in this library.").format(page=page_id))
        tags = tags_after(page.tags, page.note, note)
        if (note, tags) == (page.note, page.tags):
            return Changes()

        def write(text: str, names: tuple[str, ...]) -> Changes:
            with self._holdings.transaction() as tx:
                pages.set_note(tx, page_id, text)
                tag_rows.set_of_page(tx, page_id, names)
            return Changes(pages=frozenset({page_id}), membership=names != page.tags or tags != page.tags)

        return self._holdings.undo.do(
            _("Note on the Page"), lambda: write(note, tags), lambda: write(page.note, page.tags)
        )

    def keep_draft(self, page_id: PageId, annotation: AnnotationId | None, note: str) -> None:
        """Keep what is being written; it is no deed, and nothing shows it until ``drafts`` is asked."""
        with self._holdings.transaction() as tx:
            note_drafts.put(tx, page_id, annotation, note=note, written=self._holdings.now())

    def forget_draft(self, page_id: PageId, annotation: AnnotationId | None) -> None:
        """The note was written, or given up."""
        if note_drafts.of_page(self._holdings.reader(), page_id):
            with self._holdings.transaction() as tx:
                note_drafts.drop(tx, page_id, annotation)

    def drafts(self, page_id: PageId) -> tuple[Draft, ...]:
        """What was being written on a page when the program ended without being closed.

        Not what the note says by now: it was written, and only its draft was not forgotten in time.
        """
        connection = self._holdings.reader()
        kept = note_drafts.of_page(connection, page_id)
        page = pages.get(connection, page_id)
        rows = annotation_rows.many(connection, (name for name, _note in kept if name is not None))
        written = {name: row.note for name, row in rows.items()}
        whole = page.note if page is not None else ""
        return tuple(
            Draft(name, note)
            for name, note in kept
            if note.strip() != (whole if name is None else written.get(name, ""))
        )
