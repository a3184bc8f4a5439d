"""Other engines with the same pages and the same questions, to tell what of a figure is the machine's.

``Fts5`` is SQLite's, as Python brings it. ``Tantivy`` runs where its package can be imported; the project
does not install it. ``StockWhoosh`` is Whoosh without the codec and the executor of Postil; it only tells
how quickly it takes pages in.
"""

from __future__ import annotations

import importlib
import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.benchmarks.search_corpus import Question

    from postil.search.document import Document

TOP = 20


class Peer(Protocol):
    """An engine that is measured."""

    name: str
    folder: Path
    """Where its files are."""

    def fill(self, pages: Sequence[Document]) -> None:
        """Take pages in, in one batch."""

    def open(self) -> None:
        """Open what was filled, as a program does that starts."""

    def find(self, question: Question) -> int:
        """How many of the best were found, 20 at the most; -1 where it cannot be asked so."""

    def add(self, page: Document) -> None:
        """Take one page in, so that the next question finds it."""

    def close(self) -> None:
        """Let go of the files."""


class Fts5:
    """SQLite's full-text index, with Porter's stemmer and ready-made prefixes."""

    name = "FTS5"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "fts5"
        self.folder.mkdir()
        self.open()
        self._connection.execute(
            "CREATE VIRTUAL TABLE page USING fts5(title, body, tokenize = 'porter unicode61', prefix = '2 3')"
        )
        self._connection.execute("CREATE TABLE day (number INTEGER PRIMARY KEY, added INTEGER)")

    def open(self) -> None:
        self._connection = sqlite3.connect(self.folder / "pages.db")
        self._connection.execute("PRAGMA journal_mode = WAL")

    def fill(self, pages: Sequence[Document]) -> None:
        with self._connection as connection:
            for page in pages:
                number = int(page.page) + 1
                connection.execute(
                    "INSERT INTO page(rowid, title, body) VALUES (?, ?, ?)", (number, page.title, page.body)
                )
                connection.execute("INSERT INTO day VALUES (?, ?)", (number, page.added.toordinal()))

    def find(self, question: Question) -> int:
        if question.misspelt:
            return -1
        parts = [
            *(f'"{word}"' for word in question.words),
            *([f'"{" ".join(question.phrase)}"'] if question.phrase else []),
            *([f'title : "{question.title}"'] if question.title else []),
            *([f'"{question.begun}" *'] if question.begun else []),
            *(["(" + " OR ".join(f'"{word}"' for word in question.any_of) + ")"] if question.any_of else []),
        ]
        match = " AND ".join(parts) + (f' NOT "{question.without}"' if question.without else "")
        sentence = "SELECT page.rowid FROM page"
        values: list[object] = [match]
        where = " WHERE page MATCH ?"
        if question.month:
            first, last = _days(question.month)
            sentence += " JOIN day ON day.number = page.rowid"
            where += " AND day.added BETWEEN ? AND ?"
            values += [first.toordinal(), last.toordinal()]
        found = self._connection.execute(f"{sentence}{where} ORDER BY bm25(page, 3, 1) LIMIT {TOP}", values)
        return len(found.fetchall())

    def add(self, page: Document) -> None:
        self.fill([page])

    def close(self) -> None:
        self._connection.close()


class Tantivy:
    """Lucene's manner in Rust: how quick it can be."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        """Raises ImportError where tantivy is not installed."""
        self._tantivy = importlib.import_module("tantivy")
        self.folder = folder / "tantivy"
        self.folder.mkdir()
        builder = self._tantivy.SchemaBuilder()
        for name in ("title", "body"):
            builder.add_text_field(name, tokenizer_name="en_stem", index_option="position")
        builder.add_text_field("words", tokenizer_name="default", index_option="basic")
        builder.add_integer_field("added", indexed=True, fast=True)
        builder.add_unsigned_field("page", stored=True)
        self._schema = builder.build()
        self.open()

    def open(self) -> None:
        self._index = self._tantivy.Index(self._schema, path=str(self.folder))
        self._writer: Any = None
        self._index.reload()
        self._searcher = self._index.searcher()

    def fill(self, pages: Sequence[Document]) -> None:
        self._writer = self._writer or self._index.writer(heap_size=200_000_000, num_threads=1)
        for page in pages:
            self._writer.add_document(
                self._tantivy.Document(
                    title=page.title,
                    body=page.body,
                    words=f"{page.title}\n{page.body}",
                    added=page.added.toordinal(),
                    page=int(page.page),
                )
            )
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, question: Question) -> int:
        query = self._query(question)
        return len(self._searcher.search(query, TOP).hits)

    def add(self, page: Document) -> None:
        self.fill([page])

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()
        self._writer = None

    def _query(self, question: Question) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        parts = []
        asked = [
            *question.words,
            *([f'"{" ".join(question.phrase)}"'] if question.phrase else []),
            *([f"title:{question.title}"] if question.title else []),
            *(["(" + " OR ".join(question.any_of) + ")"] if question.any_of else []),
        ]
        parts += [(occur.Must, self._index.parse_query(text, ["title", "body"])) for text in asked]
        if question.begun:
            parts.append(
                (occur.Must, query.regex_query(self._schema, "words", f"{question.begun.lower()}.*"))
            )
        if question.misspelt:
            parts.append((occur.Must, query.fuzzy_term_query(self._schema, "words", question.misspelt, 1)))
        if question.without:
            parts.append((occur.MustNot, self._index.parse_query(question.without, ["title", "body"])))
        if question.month:
            first, last = (day.toordinal() for day in _days(question.month))
            kind = self._tantivy.FieldType.Integer
            parts.append((occur.Must, query.range_query(self._schema, "added", kind, first, last)))
        return query.boolean_query(parts)


class StockWhoosh:
    """Whoosh as it comes, with its English analyser."""

    name = "Whoosh"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "whoosh"
        self.folder.mkdir()
        analyzer = StemmingAnalyzer(stoplist=None, cachesize=-1)
        schema = fields.Schema(
            key=fields.ID(stored=True, unique=True),
            title=fields.TEXT(analyzer=analyzer),
            body=fields.TEXT(analyzer=analyzer),
        )
        self._index = index.create_in(str(self.folder), schema)

    def fill(self, pages: Sequence[Document]) -> None:
        """Take pages in, in one batch."""
        writer = self._index.writer(limitmb=512)
        for page in pages:
            writer.add_document(key=page.key, title=page.title, body=page.body)
        writer.commit(merge=False)

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()


def peers(folder: Path) -> list[Peer]:
    """The engines that there are here, each with nothing in it."""
    found: list[Peer] = [Fts5(folder)]
    try:
        found.append(Tantivy(folder))
    except ImportError:
        print("tantivy is not installed here: it is left out")
    return found


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _days(month: tuple[int, int]) -> tuple[date, date]:
    year, number = month
    first = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)
