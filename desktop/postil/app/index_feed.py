"""From the database to the index: what changed, as documents, in batches.

Each page and annotation has one row in the outbox, with the sequence number of its last change. That
number is the document's stamp: what has another stamp in the index is indexed again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.errors import LibraryDamaged
from postil.model.annotation import Style
from postil.model.ids import AnnotationId, PageId
from postil.search.document import Document, annotation_key, page_key
from postil.store import annotations as kept
from postil.store import outbox, pages, versions
from postil.store.outbox import Kind
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.jobs import Progress
    from postil.model.annotation import Annotation
    from postil.model.page import Page
    from postil.search.index import Index
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database
    from postil.store.outbox import Entry

BATCH = 200
"""Entries of one commit: one of new pages takes about two seconds."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Feed:
    """Feeds one index from one library. The index is open for writing."""

    index: Index
    database: Database
    contents: Contents

    def begin(self, progress: Progress) -> None:
        """See to it that what the index should already have is in it as the database says.

        An index that was made anew has nothing: all is pending again. Else each entry is compared.
        """
        if self.index.fresh:
            with self.database.transaction() as tx:
                outbox.restart(tx)
            return
        connection = self.database.reader()
        taken = outbox.indexed(connection)
        stamps = self.index.stamps()
        entries = outbox.entries(connection)
        known = [entry for entry in entries if entry.sequence <= taken]
        stale = [entry for entry in known if stamps.get(key_of(entry), "") != str(entry.sequence)]
        for done in range(0, len(stale), BATCH):
            progress.step(done, len(stale), _("Search index"))
            self._write(stale[done : done + BATCH])
        self.index.write((), stamps.keys() - {key_of(entry) for entry in entries})

    def drain(self, progress: Progress) -> None:
        """Index all that is pending; raises Cancelled between two batches."""
        connection = self.database.reader()
        total = outbox.pending(connection)
        done = 0
        while entries := outbox.take(connection, BATCH):
            progress.step(done, max(total, done + len(entries)), _("Search index"))
            self._write(entries)
            with self.database.transaction() as tx:
                outbox.done(tx, entries[-1].sequence)
            done += len(entries)
        if done:
            progress.step(done, done, _("Search index"))

    def _write(self, entries: Sequence[Entry]) -> None:
        with self.database.snapshot() as connection:
            documents = {document.key: document for document in self._documents(connection, entries)}
        self.index.write(documents.values(), {key_of(entry) for entry in entries} - documents.keys())

    def _documents(self, connection: Connection, entries: Sequence[Entry]) -> Iterator[Document]:
        """A document for each entry whose page or annotation is there and not in the trash."""
        shown = Shown.of(connection, entries)
        for entry in entries:
            stamp = str(entry.sequence)
            page, annotation = shown.page(entry), shown.annotation(entry)
            if page is None:
                continue
            if annotation is not None:
                yield _annotation_document(annotation, page, stamp)
            elif entry.kind is Kind.PAGE:
                notes = _notes(connection, page)
                yield _page_document(page, stamp, text=self._text(connection, page), notes=notes)

    def _text(self, connection: Connection, page: Page) -> str:
        version = versions.get(connection, page.version)
        if version is None:
            return ""
        try:
            return self.contents.get(version.text_hash).decode("utf-8")
        except LibraryDamaged as error:
            # It is found by its title; `postil check` tells what is wrong with it.
            _log.warning("The text of page %s could not be indexed: %s", page.id, error)
            return ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The pages and annotations of some entries that are to be found: not gone, not in the trash."""

    _pages: dict[PageId, Page]
    _annotations: dict[AnnotationId, Annotation]

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


def _page_document(page: Page, stamp: str, *, text: str, notes: int) -> Document:
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
        published=page.published,
        note=page.note,
        highlights=page.highlights,
        notes=notes,
    )


def _annotation_document(annotation: Annotation, page: Page, stamp: str) -> Document:
    return Document(
        key=annotation_key(annotation.id),
        page=page.id,
        stamp=stamp,
        added=annotation.created.astimezone().date(),
        status=page.status,
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
        published=page.published,
    )
