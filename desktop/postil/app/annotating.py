"""Annotating: highlights, their notes, colours and styles; every deed can be undone, none deletes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.anchoring.describe import describe
from postil.anchoring.quote import find_all
from postil.anchoring.resolve import resolve
from postil.app import placing
from postil.app.merging import merged
from postil.dom.note_text import note_tags
from postil.errors import NotFound
from postil.model.annotation import (
    AnchorState,
    Annotation,
    AnnotationFilter,
    AnnotationOrder,
    Color,
    Placed,
    Style,
)
from postil.model.changes import Changes
from postil.model.ids import AnnotationId, new_id
from postil.model.selectors import Selectors, TextQuoteSelector
from postil.store import annotations as kept
from postil.store import tags as tag_rows
from postil.store import versions
from postil.translation import _, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from postil.app.holdings import Holdings
    from postil.model.ids import ContentHash, PageId, VersionId
    from postil.store.connection import Connection


class Annotating:
    """What a person does in the margin."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    # Deeds.

    def highlight(
        self,
        page_id: PageId,
        start: int,
        end: int,
        *,
        color: Color,
        style: Style = Style.HIGHLIGHT,
        note: str = "",
        tags: tuple[str, ...] = (),
        version: VersionId | None = None,
    ) -> Annotation:
        """Highlight the code points ``start`` to ``end`` of the page's text. ``#tags`` of the note are set.

        ``version`` names the text that they count in, where it may no longer be the one that is read.
        """
        text, text_hash = self._text(page_id, version)
        now = self._holdings.now()
        annotation = Annotation(
            AnnotationId(new_id()),
            page_id,
            describe(text, start, end, text_hash=text_hash),
            color,
            note,
            created=now,
            modified=now,
            tags=tag_rows.once_each((*tags, *note_tags(note))),
            style=style,
        )
        self._holdings.undo.do(
            _("Underline") if style is Style.UNDERLINE else _("Highlight"),
            lambda: self._run((annotation,), self._add_or_restore),
            lambda: self._write((replace(annotation, trashed=self._holdings.now()),)),
        )
        return annotation

    def highlight_quote(
        self,
        page_id: PageId,
        quote: str,
        *,
        color: Color,
        style: Style = Style.HIGHLIGHT,
        note: str = "",
        tags: tuple[str, ...] = (),
    ) -> Placed:
        """Highlight words by themselves; NotFound where the page does not have them, or more than once."""
        text, _hash = self._text(page_id)
        start, end = _only_place(quote.strip(), text)
        annotation = self.highlight(page_id, start, end, color=color, style=style, note=note, tags=tags)
        return Placed(annotation, start, end)

    def recolor(self, ids: Sequence[AnnotationId], color: Color) -> Changes:
        """Give highlights another colour."""
        label = plural("Change colour", "Change colours", len(ids))
        return self._edit(label, ids, lambda old: replace(old, color=color))

    def restyle(self, ids: Sequence[AnnotationId], style: Style) -> Changes:
        """Let highlights be drawn as marker or as underline."""
        label = _("Underline") if style is Style.UNDERLINE else _("Take the underline away")
        return self._edit(label, ids, lambda old: replace(old, style=style))

    def set_note(self, annotation_id: AnnotationId, note: str) -> Changes:
        """Write the note of a highlight, in Markdown; an empty one takes it away.

        A ``#tag`` in it tags the highlight; one that is no longer in it goes, others stay.
        """
        return self._edit(
            _("Edit note"),
            (annotation_id,),
            lambda old: replace(old, note=note, tags=tags_after(old.tags, old.note, note)),
        )

    def set_tags(self, annotation_id: AnnotationId, tags: tuple[str, ...]) -> Changes:
        """Give a highlight these tags and no others."""
        return self._edit(_("Tag highlight"), (annotation_id,), lambda old: replace(old, tags=tags))

    def retag(
        self, ids: Sequence[AnnotationId], *, added: Sequence[str] = (), removed: Sequence[str] = ()
    ) -> Changes:
        """Add tags to highlights and take others off them; the rest of their tags stay."""
        keys = {tag_rows.key(name) for name in removed}

        def edit(old: Annotation) -> Annotation:
            kept_tags = (tag for tag in old.tags if tag_rows.key(tag) not in keys)
            return replace(old, tags=tag_rows.once_each((*kept_tags, *added)))

        return self._edit(plural("Tag highlight", "Tag highlights", len(ids)), ids, edit)

    def resize(
        self, annotation_id: AnnotationId, start: int, end: int, *, version: VersionId | None = None
    ) -> Changes:
        """Let a highlight reach from ``start`` to ``end`` of the page's text; all else of it stays."""
        old = self.annotation(annotation_id)
        text, text_hash = self._text(old.page, version)
        selectors = describe(text, start, end, text_hash=text_hash)
        return self._edit(
            _("Resize highlight"),
            (annotation_id,),
            lambda old: replace(old, selectors=selectors, state=AnchorState.ANCHORED),
        )

    def merge(
        self, ids: Sequence[AnnotationId], start: int, end: int, *, version: VersionId | None = None
    ) -> Annotation:
        """Let highlights of a page become one, from ``start`` to ``end``: the first, with all notes and tags.

        The others go to the trash; one undo brings everything back.
        """
        parts = self._rows(ids)
        text, text_hash = self._text(parts[0].page, version)
        selectors = describe(text, start, end, text_hash=text_hash)
        whole = merged(parts, selectors, now=self._holdings.now())
        rest = tuple(replace(part, trashed=self._holdings.now()) for part in parts[1:])
        self._replace(_("Merge highlights"), parts, (whole, *rest))
        return whole

    def remove(self, ids: Sequence[AnnotationId]) -> Changes:
        """Move highlights to the trash."""
        now = self._holdings.now()
        before = tuple(old for old in self._rows(ids) if old.trashed is None)
        after = tuple(replace(old, trashed=now) for old in before)
        return self._replace(plural("Remove highlight", "Remove highlights", len(before)), before, after)

    def restore(self, ids: Sequence[AnnotationId]) -> Changes:
        """Take highlights out of the trash."""
        before = tuple(old for old in self._rows(ids) if old.trashed is not None)
        after = tuple(replace(old, trashed=None) for old in before)
        return self._replace(plural("Restore highlight", "Restore highlights", len(before)), before, after)

    # Questions.

    def annotation(self, annotation_id: AnnotationId) -> Annotation:
        """One annotation; NotFound where there is none."""
        return self._rows((annotation_id,))[0]

    def annotations(self, ids: Iterable[AnnotationId]) -> dict[AnnotationId, Annotation]:
        """The rows of these annotations; one that is gone is left out."""
        return kept.many(self._holdings.reader(), ids)

    def ids(
        self, wanted: AnnotationFilter, order: AnnotationOrder = AnnotationOrder.DATE
    ) -> tuple[tuple[AnnotationId, PageId], ...]:
        """The annotations of a list, each with its page, in order; those of a page stand together."""
        return kept.ids(self._holdings.reader(), wanted, order)

    def placed(self, page_id: PageId, version: VersionId | None = None) -> tuple[Placed, ...]:
        """The page's annotations where they stand in this version, else in the one that is read, in order."""
        text, text_hash = self._text(page_id, version)
        return placing.place(self._holdings, page_id, text, text_hash)

    # Parts.

    def _text(self, page_id: PageId, wanted: VersionId | None = None) -> tuple[str, ContentHash]:
        connection = self._holdings.reader()
        version = versions.get(connection, wanted) if wanted else versions.current(connection, page_id)
        if version is None or version.page != page_id:
            raise NotFound(
                _("There is no page {page} in this library, or it has no such text.").format(page=page_id)
            )
        return self._holdings.text(version.text_hash), version.text_hash

    def _rows(self, ids: Iterable[AnnotationId]) -> tuple[Annotation, ...]:
        """The annotations, in this order; NotFound where one is not there."""
        wanted = tuple(ids)
        rows = kept.many(self._holdings.reader(), wanted)
        for annotation_id in wanted:
            if annotation_id not in rows:
                raise NotFound(
                    _("There is no highlight {annotation} in this library.").format(annotation=annotation_id)
                )
        return tuple(rows[annotation_id] for annotation_id in wanted)

    def _edit(
        self, label: str, ids: Iterable[AnnotationId], edit: Callable[[Annotation], Annotation]
    ) -> Changes:
        edits = [(old, edit(old)) for old in self._rows(ids)]
        edits = [(old, new) for old, new in edits if new != old]
        now = self._holdings.now()
        before = tuple(old for old, _new in edits)
        return self._replace(label, before, tuple(replace(new, modified=now) for _old, new in edits))

    def _replace(self, label: str, before: tuple[Annotation, ...], after: tuple[Annotation, ...]) -> Changes:
        """One deed: the rows ``before`` become ``after``."""
        if not before:
            return Changes()
        return self._holdings.undo.do(label, lambda: self._write(after), lambda: self._write(before))

    def _write(self, annotations: tuple[Annotation, ...]) -> Changes:
        return self._run(annotations, kept.update)

    def _run(
        self, annotations: tuple[Annotation, ...], write: Callable[[Connection, Annotation], object]
    ) -> Changes:
        with self._holdings.transaction() as tx:
            for annotation in annotations:
                write(tx, annotation)
        owners = frozenset(annotation.page for annotation in annotations)
        return Changes(
            pages=owners,
            annotations=frozenset(annotation.id for annotation in annotations),
            annotated=owners,
        )

    def _add_or_restore(self, tx: Connection, annotation: Annotation) -> None:
        if kept.get(tx, annotation.id) is None:
            kept.add(tx, annotation)
        else:
            kept.set_trashed(tx, annotation.id, None)


def tags_after(tags: tuple[str, ...], before: str, after: str) -> tuple[str, ...]:
    """The tags of something whose note was ``before`` and is ``after`` now.

    What is no longer written in the note goes, what is newly written comes, all others stay.
    """
    wanted = note_tags(after)
    gone = {tag_rows.key(tag) for tag in note_tags(before)} - {tag_rows.key(tag) for tag in wanted}
    return tag_rows.once_each((*(tag for tag in tags if tag_rows.key(tag) not in gone), *wanted))


def _only_place(quote: str, text: str) -> tuple[int, int]:
    """Where ``quote`` stands in ``text``: letter by letter, else but for spaces and quotation marks."""
    starts = find_all(quote, text) if quote else []
    if len(starts) == 1:
        return starts[0], starts[0] + len(quote)
    if starts:
        raise NotFound(
            _("These words stand on the page {count} times. Quote more of them.").format(count=len(starts))
        )
    found = resolve(Selectors(TextQuoteSelector(quote)), text)
    if found.start is None or found.end is None or found.state is not AnchorState.ANCHORED:
        raise NotFound(_("These words do not stand on the page. Quote them as 'postil show' prints them."))
    return found.start, found.end
