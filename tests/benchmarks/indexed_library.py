"""A library of made-up pages (``search_corpus``) with kept texts, as imports leave it; made once a folder."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import islice
from typing import TYPE_CHECKING

from tests.benchmarks.search_corpus import Corpus
from tests.store.builders import add_whole, page

from postil.model.ids import content_hash
from postil.store import page_counts
from postil.store.contents import Contents
from postil.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from postil.model.page import Page
    from postil.search.document import Document

_TOGETHER = 500


def make(folder: Path, count: int) -> Corpus:
    """See to it that ``folder`` has a library of so many pages; what makes further ones is given back."""
    corpus = Corpus()
    database = Database.open(folder)
    there = page_counts.counts(database.reader()).all
    made = corpus.pages(0, count)
    while some := tuple(islice(made, _TOGETHER)):
        if not there:
            keep(database, Contents(folder), some)
    database.close()
    return corpus


def keep(database: Database, contents: Contents, made: Iterable[Document]) -> tuple[Page, ...]:
    """Import pages, all in one transaction."""
    documents = tuple(made)
    hashes = contents.put_all(document.body.encode() for document in documents)
    added = []
    with database.transaction() as tx:
        for document, text in zip(documents, hashes, strict=True):
            one = page(
                id=document.page,
                title=document.title,
                added=datetime.combine(document.added, time(), UTC),
                status=document.status,
                original=text,
                byline=document.byline,
                site=document.site,
                address=document.address,
                tags=document.tags,
                language=document.language,
                words=document.body.count(" "),
            )
            add_whole(tx, one, text_hash=text, html_hash=content_hash(b""))
            added.append(one)
    return tuple(added)
