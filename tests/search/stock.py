"""Stock Whoosh beside our index: its own codec and matchers, the same documents, the same scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh import columns, fields, formats
from whoosh.index import create_in

from postil.search.execution.bm25 import BM25F, statistics
from postil.search.execution.whoosh_queries import for_matchers
from postil.search.segments.schema import FILTERS, LENGTH, PARTS, TEXT, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from postil.search.engine import Engine

_PLACED = (TEXT, *PARTS)
_PLAIN = ("key", WORDS, *FILTERS)
_DAYS = ("added", "published")


class _Given(fields.FieldType):  # type: ignore[misc] # Whoosh has no types
    """A field whose terms are given ready-made."""

    analyzer = None
    scorable = False
    unique = False
    vector = None

    def __init__(self, format_: Any, *, stored: bool = False) -> None:
        self.format = format_
        self.stored = stored

    def index(self, value: Any, **_: Any) -> Any:
        return value


class Stock:
    """An index as Whoosh makes it, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._index = create_in(
            folder,
            fields.Schema(
                **{name: _Given(formats.Positions()) for name in _PLACED},
                **{name: _Given(formats.Existence(), stored=name == "key") for name in _PLAIN},
                **{name: fields.COLUMN(columns.NumericColumn("i")) for name in _DAYS},
                **{LENGTH: fields.COLUMN(columns.NumericColumn("f", default=0.0))},
            ),
        )

    def write(self, engine: Engine, keys: Iterable[str]) -> None:
        """Take over documents from our index, all in one segment of their own."""
        writer = self._index.writer()
        for key in keys:
            writer.delete_by_term("key", key)
            writer.add_document(**_content(engine, key))
        writer.commit(merge=False)

    def delete(self, keys: Iterable[str]) -> None:
        writer = self._index.writer()
        for key in keys:
            writer.delete_by_term("key", key)
        writer.commit(merge=False)

    def merge(self) -> None:
        self._index.optimize()

    def scores(self, tree: Any) -> dict[str, float]:
        """What matches, by its key, with the score that Whoosh's matchers work out."""
        return scores_of(self._index, tree)


def scores_of(index: Any, tree: Any) -> dict[str, float]:
    """What matches in a Whoosh index, by its key, with the score that its matchers work out."""
    found = {}
    with index.searcher() as plain, index.searcher(weighting=BM25F(statistics(plain))) as searcher:
        for leaf, _ in searcher.leaf_searchers() if searcher.doc_count_all() else ():
            matcher = for_matchers(tree).matcher(leaf, leaf.context(needs_current=True))
            while matcher.is_active():
                found[leaf.stored_fields(matcher.id())["key"]] = matcher.score()
                matcher.next()
    return found


def _content(engine: Engine, key: str) -> Mapping[str, Any]:
    """What our index has of a document, as Whoosh's writer takes it."""
    (number,) = engine._numbers(key)
    segment = next(each for each in engine._segments if 0 <= number - each.base < each.count)
    own = number - segment.base
    content: dict[str, Any] = {"_stored_key": key}
    for name in (*_PLACED, *_PLAIN):
        terms = segment.terms(name)
        given = []
        for at in range(len(terms)):
            postings = terms.postings(at, at + 1)
            (rows,) = (postings.numbers == own).nonzero()
            if not len(rows):
                continue
            value = b""
            if name in _PLACED:
                value = formats.Positions().encode(
                    terms.positions(at, postings.numbers[rows]).values.tolist()
                )
            given.append((terms[at], 1, float(postings.weights[rows[0]]), value))
        content[name] = given
    for name in _DAYS:
        content[name] = int(getattr(segment, name)[own])
    content[LENGTH] = float(segment.lengths[own])
    return content
