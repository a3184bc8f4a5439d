"""Anchors: whether highlights stand where they should, and what the person says of those in doubt.

Every text that is read anew is looked at by ``placing``: at opening, and before another version is taken
(extracting again, a repair, a choice of versions). Here the person confirms a place or refuses it, and
the whole library is verified at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.anchoring.describe import describe
from postil.app import placing
from postil.app.anchor_report import AnchorReport, AnchorRow
from postil.errors import LibraryDamaged, NotFound
from postil.jobs import Cancelled
from postil.model.annotation import AnchorState
from postil.model.changes import Changes
from postil.store import anchors, pages, versions
from postil.store import annotations as kept
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.holdings import Holdings
    from postil.jobs import Progress
    from postil.model.annotation import Annotation, Placed
    from postil.model.ids import AnnotationId, ContentHash, PageId, VersionId
    from postil.model.selectors import Selectors
    from postil.store.connection import Connection


class Anchors:
    """Where highlights stand, and who says so."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def confirm(
        self, annotation_id: AnnotationId, start: int, end: int, *, version: VersionId | None = None
    ) -> Changes:
        """Let a highlight stand on the code points ``start`` to ``end`` of the text: the person said so.

        It gets new selectors, the old ones are kept (``former``). ``version`` is the text that they count
        in, where it may no longer be the one that is read. Raises NotFound.
        """
        before = self._annotation(annotation_id)
        text_hash = self._text_hash(before.page, version)
        selectors = describe(self._holdings.text(text_hash), start, end, text_hash=text_hash)
        now = self._holdings.now()
        after = replace(before, selectors=selectors, state=AnchorState.ANCHORED, modified=now)
        refused = anchors.refused(self._holdings.reader(), (annotation_id,)).get(annotation_id)

        def back(tx: Connection) -> None:
            kept.update(tx, before)
            anchors.set_refused(tx, annotation_id, refused)

        return self._do(_("Confirm highlight"), before, lambda tx: kept.update(tx, after), back)

    def refuse(self, annotation_id: AnnotationId, *, version: VersionId | None = None) -> Changes:
        """Say that a highlight does not stand in the text: it is not found there until the text changes."""
        before = self._annotation(annotation_id)
        text_hash = self._text_hash(before.page, version)
        refused = anchors.refused(self._holdings.reader(), (annotation_id,)).get(annotation_id)

        def again(tx: Connection) -> None:
            anchors.set_refused(tx, annotation_id, text_hash)
            kept.set_state(tx, annotation_id, AnchorState.NOT_FOUND)

        def back(tx: Connection) -> None:
            anchors.set_refused(tx, annotation_id, refused)
            kept.set_state(tx, annotation_id, before.state)

        return self._do(_("Not here"), before, again, back)

    def former(self, annotation_id: AnnotationId) -> tuple[Selectors, ...]:
        """The selectors that a highlight had before, the oldest first."""
        return anchors.former(self._holdings.reader(), annotation_id)

    def states(self) -> dict[AnchorState, int]:
        """How many highlights of the library were anchored, moved and not found when last looked for."""
        return anchors.states(self._holdings.reader())

    def in_doubt(self) -> dict[PageId, dict[AnchorState, int]]:
        """How many highlights of each page are in doubt, by what was seen when they were last looked for."""
        return anchors.in_doubt(self._holdings.reader())

    def verify(self, ids: Sequence[PageId] | None, progress: Progress) -> AnchorReport:
        """Look for every highlight of these pages, of all for None, and write down what became of each.

        Page by page: one text is held at a time. A cancelled run keeps and tells what it did. A page
        whose text is damaged is a row that says so.
        """
        wanted = anchors.highlighted_pages(self._holdings.reader()) if ids is None else tuple(ids)
        rows: list[AnchorRow] = []
        anchored = looked_at = 0
        changed: set[AnnotationId] = set()
        owners: set[PageId] = set()
        cancelled = False
        try:
            for done, page_id in enumerate(wanted):
                progress.step(done, len(wanted))
                page_rows, sure, written = self._verify_page(page_id)
                rows += page_rows
                anchored += sure
                looked_at += 1
                changed |= written
                owners |= {page_id} if written else set()
            progress.step(len(wanted), len(wanted))
        except (Cancelled, KeyboardInterrupt):
            cancelled = True
        if changed:
            self._holdings.changed.emit(Changes(annotations=frozenset(changed), annotated=frozenset(owners)))
        return AnchorReport(tuple(rows), anchored, looked_at, cancelled=cancelled)

    def _verify_page(self, page_id: PageId) -> tuple[list[AnchorRow], int, frozenset[AnnotationId]]:
        """The rows of a page, how many of its highlights stand surely, and which have another state now."""
        page = pages.get(self._holdings.reader(), page_id)
        if page is None:
            return [], 0, frozenset()
        try:
            text_hash = self._text_hash(page_id, page.version)
            text = self._holdings.text(text_hash)
            placed = placing.place(self._holdings, page_id, text, text_hash)
        except LibraryDamaged as error:
            return [AnchorRow(page_id, page.title, message=str(error))], 0, frozenset()
        changed = self._remember(page_id, text_hash, placed)
        doubtful = [each for each in placed if each.annotation.state is not AnchorState.ANCHORED]
        rows = [
            AnchorRow(
                page_id,
                page.title,
                annotation=each.annotation.id,
                state=each.annotation.state,
                quote=each.annotation.selectors.quote.exact,
                offered=_words(text, (each.start, each.end) if each.start is not None else each.guess),
            )
            for each in doubtful
        ]
        return rows, len(placed) - len(doubtful), changed

    def _remember(
        self, page_id: PageId, text_hash: ContentHash, placed: tuple[Placed, ...]
    ) -> frozenset[AnnotationId]:
        """Write down the states that are others now, where the text is still the one that is read."""
        known = kept.many(self._holdings.reader(), [each.annotation.id for each in placed])
        if all(known[each.annotation.id].state is each.annotation.state for each in placed):
            return frozenset()
        with self._holdings.transaction() as tx:
            current = versions.current(tx, page_id)
            if current is None or current.text_hash != text_hash:
                return frozenset()
            return placing.remember_states(tx, placed)

    def _annotation(self, annotation_id: AnnotationId) -> Annotation:
        found = kept.get(self._holdings.reader(), annotation_id)
        if found is None:
            raise NotFound(
                _("There is no highlight {annotation} in this library.").format(annotation=annotation_id)
            )
        return found

    def _text_hash(self, page_id: PageId, wanted: VersionId | None) -> ContentHash:
        connection = self._holdings.reader()
        version = versions.get(connection, wanted) if wanted else versions.current(connection, page_id)
        if version is None or version.page != page_id:
            raise NotFound(
                _("There is no page {page} in this library, or it has no such text.").format(page=page_id)
            )
        return version.text_hash

    def _do(
        self,
        label: str,
        annotation: Annotation,
        again: Callable[[Connection], object],
        back: Callable[[Connection], object],
    ) -> Changes:
        owner = frozenset({annotation.page})
        changes = Changes(pages=owner, annotations=frozenset({annotation.id}), annotated=owner)

        def run(act: Callable[[Connection], object]) -> Changes:
            with self._holdings.transaction() as tx:
                act(tx)
            return changes

        return self._holdings.undo.do(label, lambda: run(again), lambda: run(back))


def _words(text: str, span: tuple[int | None, int | None] | None) -> str:
    return "" if span is None or span[0] is None else text[span[0] : span[1]]
