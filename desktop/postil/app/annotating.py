"""Annotating: highlights, notes and their colours; every deed can be undone, none deletes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.anchoring.describe import describe
from postil.anchoring.quote import find_all
from postil.anchoring.resolve import resolve
from postil.app import placing
from postil.errors import NotFound
from postil.model.annotation import AnchorState, Annotation, Color, Placed
from postil.model.changes import Changes
from postil.model.ids import AnnotationId, new_id
from postil.model.selectors import Selectors, TextQuoteSelector
from postil.store import annotations as kept
from postil.store import pages, versions

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.holdings import Holdings
    from postil.model.ids import ContentHash, PageId, VersionId
    from postil.model.page import Page
    from postil.store.connection import Connection


class Annotating:
    """What a person does in the margin."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def highlight(
        self,
        page_id: PageId,
        start: int,
        end: int,
        *,
        color: Color,
        note: str = "",
        tags: tuple[str, ...] = (),
        version: VersionId | None = None,
    ) -> Annotation:
        """Highlight the code points ``start`` to ``end`` of the page's text.

        ``version`` names the text that they count in, where it may no longer be the one that is read.
        """
        text, text_hash = self._text(page_id, version)
        selectors = describe(text, start, end, text_hash=text_hash)
        now = self._holdings.now()
        annotation = Annotation(
            AnnotationId(new_id()), page_id, selectors, color, note, created=now, modified=now, tags=tags
        )
        self._do(
            "Highlight",
            annotation,
            lambda tx: self._add_or_restore(tx, annotation),
            lambda tx: kept.set_trashed(tx, annotation.id, self._holdings.now()),
        )
        return annotation

    def highlight_quote(
        self, page_id: PageId, quote: str, *, color: Color, note: str = "", tags: tuple[str, ...] = ()
    ) -> Placed:
        """Highlight words by themselves; NotFound where the page does not have them, or more than once."""
        text, _ = self._text(page_id)
        start, end = _only_place(quote.strip(), text)
        annotation = self.highlight(page_id, start, end, color=color, note=note, tags=tags)
        return Placed(annotation, start, end)

    def recolor(self, annotation_id: AnnotationId, color: Color) -> Changes:
        """Give a highlight another colour."""
        return self._edit("Change Colour", annotation_id, lambda old: replace(old, color=color))

    def set_note(self, annotation_id: AnnotationId, note: str) -> Changes:
        """Write the note of a highlight, in Markdown; an empty one takes it away."""
        return self._edit("Edit Note", annotation_id, lambda old: replace(old, note=note))

    def set_tags(self, annotation_id: AnnotationId, tags: tuple[str, ...]) -> Changes:
        """Give a highlight these tags and no others."""
        return self._edit("Tag Highlight", annotation_id, lambda old: replace(old, tags=tags))

    def remove(self, annotation_id: AnnotationId) -> Changes:
        """Move a highlight to the trash."""
        annotation = self.annotation(annotation_id)
        return self._do(
            "Remove Highlight",
            annotation,
            lambda tx: kept.set_trashed(tx, annotation_id, self._holdings.now()),
            lambda tx: kept.set_trashed(tx, annotation_id, None),
        )

    def annotation(self, annotation_id: AnnotationId) -> Annotation:
        """One annotation; NotFound where there is none."""
        found = kept.get(self._holdings.reader(), annotation_id)
        if found is None:
            raise NotFound(f"There is no highlight {annotation_id} in this library.")
        return found

    def placed(self, page_id: PageId, version: VersionId | None = None) -> tuple[Placed, ...]:
        """The page's annotations where they stand in this version, else in the one that is read, in order."""
        text, text_hash = self._text(page_id, version)
        return placing.place(self._holdings, page_id, text, text_hash)

    def latest(self, limit: int, offset: int = 0) -> tuple[tuple[Annotation, Page], ...]:
        """All annotations of the library, the newest first, with their pages."""
        connection = self._holdings.reader()
        found = kept.latest(connection, limit, offset=offset)
        owners = pages.many(connection, tuple({annotation.page for annotation in found}))
        return tuple(
            (annotation, owners[annotation.page]) for annotation in found if annotation.page in owners
        )

    def _text(self, page_id: PageId, wanted: VersionId | None = None) -> tuple[str, ContentHash]:
        connection = self._holdings.reader()
        version = versions.get(connection, wanted) if wanted else versions.current(connection, page_id)
        if version is None or version.page != page_id:
            raise NotFound(f"There is no page {page_id} in this library, or it has no such text.")
        return self._holdings.text(version.text_hash), version.text_hash

    def _edit(
        self, label: str, annotation_id: AnnotationId, edit: Callable[[Annotation], Annotation]
    ) -> Changes:
        before = self.annotation(annotation_id)
        edited = edit(before)
        if edited == before:
            return Changes()
        after = replace(edited, modified=self._holdings.now())
        return self._do(
            label,
            before,
            lambda tx: kept.update(tx, after),
            lambda tx: kept.update(tx, before),
        )

    def _do(
        self,
        label: str,
        annotation: Annotation,
        again: Callable[[Connection], object],
        back: Callable[[Connection], object],
    ) -> Changes:
        changes = Changes(
            pages=frozenset({annotation.page}),
            annotations=frozenset({annotation.id}),
            annotated=frozenset({annotation.page}),
        )

        def run(act: Callable[[Connection], object]) -> Changes:
            with self._holdings.transaction() as tx:
                act(tx)
            return changes

        return self._holdings.undo.do(label, lambda: run(again), lambda: run(back))

    def _add_or_restore(self, tx: Connection, annotation: Annotation) -> None:
        if kept.get(tx, annotation.id) is None:
            kept.add(tx, annotation)
        else:
            kept.set_trashed(tx, annotation.id, None)


def _only_place(quote: str, text: str) -> tuple[int, int]:
    """Where ``quote`` stands in ``text``: letter by letter, else but for spaces and quotation marks."""
    starts = find_all(quote, text) if quote else []
    if len(starts) == 1:
        return starts[0], starts[0] + len(quote)
    if starts:
        raise NotFound(f"These words stand on the page {len(starts)} times. Quote more of them.")
    found = resolve(Selectors(TextQuoteSelector(quote)), text)
    if found.start is None or found.end is None or found.state is not AnchorState.ANCHORED:
        raise NotFound("These words do not stand on the page. Quote them as 'postil show' prints them.")
    return found.start, found.end
