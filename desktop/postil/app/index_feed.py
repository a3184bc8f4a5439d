"""From the database to the index: what changed, as documents, in batches.

Each page and annotation has one row in the outbox, with the sequence number of its last change. That
number is the document's stamp: what has another stamp in the index is indexed again.

What changed last is taken first, and what came in since the last batch is taken alone: a page that was
just imported, or a highlight just made, never waits for the 50,000 others of a library that is indexed
anew, only for the batch that is being written. A batch is bounded in time and memory: so many entries, so
many letters.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from postil.errors import LibraryDamaged
from postil.model.annotation import Style
from postil.model.ids import AnnotationId, PageId
from postil.model.page import Status
from postil.search.document import Document, annotation_key, page_key
from postil.store import annotations as kept
from postil.store import outbox, pages, versions
from postil.store.outbox import Kind
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from postil.jobs import Progress
    from postil.model.annotation import Annotation
    from postil.model.page import Page
    from postil.search.index import Index
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database
    from postil.store.outbox import Entry

BATCH = 100
"""Entries of one commit."""

LETTERS = 300_000
"""Code points of one commit: it ends with the page that reaches them. A fifth of a second."""

_log = logging.getLogger(__name__)


class Feed:
    """Feeds one index from one library. The index is open for writing."""

    def __init__(self, index: Index, database: Database, contents: Contents) -> None:
        self.index = index
        self._database = database
        self._documents = Documents(database, contents)
        self._seen = 0

    def begin(self) -> None:
        """See to it that what the index should already have is in it as the database says.

        An index that was made anew has nothing: all is pending again. Else each entry is compared, and what
        is not in it, or as it was, is pending again.
        """
        if self.index.fresh:
            with self._database.transaction() as tx:
                outbox.restart(tx)
            return
        stamps = self.index.stamps()
        with self._database.snapshot() as connection:
            entries = {key_of(entry): entry for entry in outbox.entries(connection)}
            differing = [entry for key, entry in entries.items() if stamps.get(key) != str(entry.sequence)]
            waiting = (
                {entry.sequence for entry in outbox.take(connection, len(entries))} if differing else set()
            )
            stale = [entry for entry in differing if entry.sequence not in waiting]
            shown = Shown.of(connection, stale)
        again = [entry for entry in stale if shown.page(entry) is not None or key_of(entry) in stamps]
        if again:
            with self._database.transaction() as tx:
                outbox.again(tx, again)
        self.index.write((), stamps.keys() - entries.keys())

    def step(self) -> int:
        """Index a batch of what is pending, the newest first; how many entries that were, 0 for none.

        Raises LibraryError where the disk refuses, Unusable where the index was damaged meanwhile.
        """
        connection = self._database.reader()
        since, self._seen = self._seen, outbox.newest(connection)
        entries = outbox.take(connection, BATCH, after=since) or outbox.take(connection, BATCH)
        if not entries:
            return 0
        written = self._documents.write(self.index, entries)
        with self._database.transaction() as tx:
            outbox.done(tx, written)
        return len(written)

    def urgent(self) -> bool:
        """Whether something changed since the last batch: what takes long is to give way."""
        return outbox.newest(self._database.reader()) > self._seen

    def pending(self) -> int:
        """How many entries there are to take."""
        return outbox.pending(self._database.reader())

    def count(self) -> int:
        """How many entries there are, taken or not."""
        return outbox.count(self._database.reader())

    def drain(self, progress: Progress) -> None:
        """Index all that is pending; raises Cancelled between two batches."""
        done = 0
        while left := self.pending():
            progress.step(done, done + left, _("Search index"))
            done += self.step()
            self.index.tidy(lambda: False)
        if done:
            progress.step(done, done, _("Search index"))


class Documents:
    """Makes documents of entries, and gives them to an index."""

    def __init__(self, database: Database, contents: Contents) -> None:
        self._database = database
        self._contents = contents

    def write(self, index: Index, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Give the index the first of these entries in one commit, as many as a batch holds; those."""
        documents: dict[str, Document] = {}
        letters = 0
        written: list[Entry] = []
        with self._database.snapshot() as connection:
            shown = Shown.of(connection, entries)
            archived = pages.archived(connection, shown.page_ids)
            for entry in entries:
                written.append(entry)
                document = self._document(connection, entry, shown, archived)
                if document is not None:
                    documents[document.key] = document
                    letters += len(document.body)
                if letters >= LETTERS:
                    break
        gone = {key_of(entry) for entry in written} - documents.keys()
        index.write(documents.values(), gone, merge=False)
        return written

    def _document(
        self, connection: Connection, entry: Entry, shown: Shown, archived: dict[PageId, datetime]
    ) -> Document | None:
        """The entry's document; None where its page or annotation is gone, or in the trash."""
        stamp = str(entry.sequence)
        page, annotation = shown.page(entry), shown.annotation(entry)
        if page is None:
            return None
        read = _read(page, archived)
        if annotation is not None:
            return _annotation_document(annotation, page, stamp, read=read)
        notes = _notes(connection, page)
        return _page_document(page, stamp, text=self._text(connection, page), notes=notes, read=read)

    def _text(self, connection: Connection, page: Page) -> str:
        version = versions.get(connection, page.version)
        if version is None:
            return ""
        try:
            return self._contents.get(version.text_hash).decode("utf-8")
        except LibraryDamaged as error:
            # It is found by its title; `postil check` tells what is wrong with it.
            _log.warning("The text of page %s could not be indexed: %s", page.id, error)
            return ""


class Shown:
    """The pages and annotations of some entries that are to be found: not gone, not in the trash."""

    def __init__(self, found: dict[PageId, Page], annotations: dict[AnnotationId, Annotation]) -> None:
        self._pages = found
        self._annotations = annotations

    @classmethod
    def of(cls, connection: Connection, entries: Sequence[Entry]) -> Shown:
        """Read them."""
        named = [AnnotationId(entry.id) for entry in entries if entry.kind is Kind.ANNOTATION]
        found = kept.many(connection, named)
        wanted = {PageId(entry.id) for entry in entries if entry.kind is Kind.PAGE}
        wanted |= {annotation.page for annotation in found.values()}
        return cls(
            {page.id: page for page in pages.many(connection, wanted).values() if page.trashed is None},
            {name: annotation for name, annotation in found.items() if annotation.trashed is None},
        )

    @property
    def page_ids(self) -> frozenset[PageId]:
        """The pages that are shown, or whose annotations are."""
        return frozenset(self._pages)

    def annotation(self, entry: Entry) -> Annotation | None:
        """The annotation that an entry is about; None for a page."""
        return self._annotations.get(AnnotationId(entry.id)) if entry.kind is Kind.ANNOTATION else None

    def page(self, entry: Entry) -> Page | None:
        """The page that an entry is about, or that its annotation is on."""
        if entry.kind is Kind.PAGE:
            return self._pages.get(PageId(entry.id))
        annotation = self.annotation(entry)
        return None if annotation is None else self._pages.get(annotation.page)


def key_of(entry: Entry) -> str:
    """The key of an entry's document."""
    if entry.kind is Kind.PAGE:
        return page_key(PageId(entry.id))
    return annotation_key(AnnotationId(entry.id))


def _notes(connection: Connection, page: Page) -> int:
    if not page.highlights:
        return 0
    return sum(bool(annotation.note.strip()) for annotation in kept.of_page(connection, page.id))


def _read(page: Page, archived: dict[PageId, datetime]) -> date | None:
    """The day on which a page was read to its end; where it never was, the one on which it was archived."""
    if page.finished is not None:
        return page.finished.astimezone().date()
    if page.status is Status.ARCHIVE and page.id in archived:
        return archived[page.id].astimezone().date()
    return None


def _page_document(page: Page, stamp: str, *, text: str, notes: int, read: date | None) -> Document:
    return Document(
        key=page_key(page.id),
        page=page.id,
        stamp=stamp,
        added=page.added.astimezone().date(),
        status=page.status,
        title=page.title,
        body=text,
        byline=page.byline or "",
        site=page.site or "",
        address=page.address or page.canonical or "",
        tags=page.tags,
        language=page.language,
        starred=page.starred,
        waiting=page.waiting,
        published=page.published,
        read=read,
        note=page.note,
        highlights=page.highlights,
        notes=notes,
    )


def _annotation_document(annotation: Annotation, page: Page, stamp: str, *, read: date | None) -> Document:
    return Document(
        key=annotation_key(annotation.id),
        page=page.id,
        stamp=stamp,
        added=annotation.created.astimezone().date(),
        status=page.status,
        title=page.title,
        quote=annotation.selectors.quote.exact,
        note=annotation.note,
        color=annotation.color,
        underlined=annotation.style is Style.UNDERLINE,
        state=annotation.state,
        tags=annotation.tags,
        site=page.site or "",
        address=page.address or page.canonical or "",
        language=page.language,
        starred=page.starred,
        waiting=page.waiting,
        published=page.published,
        read=read,
    )
