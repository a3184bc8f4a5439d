"""The codec at Whoosh's door: its own writer, readers and matchers work with these files as with theirs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.search.builders import page
from whoosh import query
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import SegmentWriter

from postil.search.segments import schema
from postil.search.segments.codec import ColumnCodec
from postil.search.segments.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.index import FileIndex

DOCUMENTS = (
    page("a", "the sea and the land", title="Sea", tags=("blue",), added=date(2026, 1, 2)),
    page("b", "land " * 300, starred=True, published="2020-01-01"),
    page("c", "東京都 e-mail", title="Mail"),
    page("d", ""),
)


def written(folder: Path, codec: Any) -> FileIndex:
    """Two segments, by Whoosh's own writer; one document of the first is deleted."""
    folder.mkdir()
    index = FileStorage(str(folder)).create_index(schema.schema())
    for several in (DOCUMENTS[:2], DOCUMENTS[2:]):
        writer = SegmentWriter(index, codec=codec)
        for document in several:
            writer.add_document(**schema.row(document, Vocabulary()))
        writer.commit(merge=False)
    writer = SegmentWriter(index, codec=codec)
    writer.delete_document(1)
    writer.commit(merge=False)
    return index


@pytest.fixture
def ours(tmp_path: Path) -> FileIndex:
    return written(tmp_path / "ours", ColumnCodec())


@pytest.fixture
def stock(tmp_path: Path) -> FileIndex:
    return written(tmp_path / "stock", None)


def postings(index: FileIndex) -> list[Any]:
    found = []
    with index.reader() as reader:
        for field, term in reader.all_terms():
            info = reader.term_info(field, term)
            matcher = reader.postings(field, term)
            while matcher.is_active():
                positions = matcher.value() and reader.schema[field].format.decode_positions(matcher.value())
                found.append((field, term, matcher.id(), min(matcher.weight(), 255), positions or []))
                matcher.next()
            found.append((field, term, info.doc_frequency(), info.min_id(), info.max_id()))
    return found


def test_every_posting_is_the_same(ours: FileIndex, stock: FileIndex) -> None:
    assert postings(ours) == postings(stock)


def test_documents_and_columns_are_the_same(ours: FileIndex, stock: FileIndex) -> None:
    with ours.reader() as mine, stock.reader() as theirs:
        assert list(mine.iter_docs()) == list(theirs.iter_docs())
        assert mine.doc_count() == theirs.doc_count() == 3
        for name in ("added", "published", "read", "length"):
            assert list(mine.column_reader(name)) == list(theirs.column_reader(name))


def test_terms_are_stepped_through_as_with_whoosh(ours: FileIndex, stock: FileIndex) -> None:
    with ours.reader() as mine, stock.reader() as theirs:
        for name in ("text", "words", "flag"):
            assert list(mine.lexicon(name)) == list(theirs.lexicon(name))
            assert list(mine.expand_prefix(name, "l")) == list(theirs.expand_prefix(name, "l"))
            assert list(mine.terms_within(name, "lend", 1)) == list(theirs.terms_within(name, "lend", 1))
        assert ("text", b"sea") in mine
        assert ("text", b"seal") not in mine


@pytest.mark.parametrize(
    "tree",
    [
        query.Term("text", "land"),
        query.Phrase("text", ["sea", "and", "the"]),
        query.Wildcard("words", "l?nd"),
        query.Regex("words", "(sea|mail)"),
        query.TermRange("words", "a", "m"),
        query.And([query.Term("text", "the"), query.Not(query.Term("text", "mail"))]),
        query.FuzzyTerm("words", "lend"),
        query.Every("title"),
    ],
)
def test_every_kind_of_query_finds_the_same(ours: FileIndex, stock: FileIndex, tree: Any) -> None:
    with ours.searcher() as mine, stock.searcher() as theirs:
        assert list(mine.docs_for_query(tree)) == list(theirs.docs_for_query(tree))


def test_whoosh_merges_them_posting_by_posting(ours: FileIndex, stock: FileIndex) -> None:
    for index, codec in ((ours, ColumnCodec()), (stock, None)):
        SegmentWriter(index, codec=codec).commit(optimize=True)
    assert postings(ours) == postings(stock)
    with ours.reader() as mine, stock.reader() as theirs:
        assert list(mine.iter_docs()) == list(theirs.iter_docs())
