"""Query types of Postil's own beside Whoosh's, which Whoosh's matchers run, too.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from whoosh import query
from whoosh.matching import ListMatcher, WrappingMatcher

from postil.search.execution.bm25 import BM25F
from postil.search.execution.fuzzy import distance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.search.dates import Span


class Alternatives(query.Or):
    """Words that are one word to the person who asked: their frequencies are added before they count.

    Its children are Term, Phrase, Prefix, Wildcard, TermRange, FuzzyTerm or Alternatives.
    """

    def estimate_size(self, reader: Any) -> int:
        """How many documents there may be: for Whoosh's order of matchers."""
        return int(reader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """For Whoosh's own searchers: the documents of one segment."""
        found = _frequencies(self, searcher)
        weighting = context.weighting if context else searcher.weighting
        scorer = None
        if isinstance(weighting, BM25F):
            leaves = searcher.get_parent().leaf_searchers()
            scorer = weighting.scorer_of(searcher, sum(len(_frequencies(self, leaf)) for leaf, _ in leaves))
        numbers = sorted(found)
        matcher = ListMatcher(numbers, [found[number] for number in numbers], scorer=scorer)
        return matcher if self.boost == 1.0 else WrappingMatcher(matcher, boost=self.boost)


class Days(query.Query):
    """The documents whose day in a column falls into a span."""

    def __init__(self, column: str, span: Span) -> None:
        self.column = column
        self.first = max(1, span.first.toordinal())  # 0 stands for "no day"
        self.last = span.last.toordinal()

    def __repr__(self) -> str:
        return f"Days({self.column}, {self.first}, {self.last})"

    def estimate_size(self, reader: Any) -> int:
        """How many documents there may be: for Whoosh's order of matchers."""
        return int(reader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> WrappingMatcher:  # noqa: ARG002 - Whoosh's signature
        """For Whoosh's own searchers: the documents of one segment."""
        reader = searcher.reader()
        days = reader.column_reader(self.column)
        numbers = [number for number in reader.all_doc_ids() if self.first <= days[number] <= self.last]
        return WrappingMatcher(ListMatcher(numbers), boost=0.0)


def for_matchers(tree: Any) -> Any:
    """The tree as Whoosh's matchers score it like our executor.

    A phrase, and the words that a prefix or pattern stands for, are one word; what must not match counts
    for nothing.
    """
    match tree:
        case Alternatives() | query.Term() | Days():
            return tree
        case query.Phrase() | query.MultiTerm():
            return _with_boost(Alternatives([_plain(tree)]), tree.boost)
        case query.Every():
            return _Unscored(tree)
        case query.Not():
            return _without(_Unscored(query.Every()), [tree.query])
        case query.And():
            wanted = [for_matchers(child) for child in tree if not isinstance(child, query.Not)]
            refused = [child.query for child in tree if isinstance(child, query.Not)]
            every = query.And(wanted or [_Unscored(query.Every())], boost=tree.boost)
            return _without(every, refused)
        case query.AndNot():
            return _without(for_matchers(tree.a), [tree.b])
        case query.CompoundQuery():
            return tree.apply(for_matchers)
    return tree


class _Unscored(query.WrappingQuery):
    """What is only to match: Whoosh takes a weight of 0 for none, and counts 1."""

    def matcher(self, searcher: Any, context: Any = None) -> WrappingMatcher:
        return WrappingMatcher(self.child.matcher(searcher, context), boost=0.0)


def _without(tree: Any, refused: list[Any]) -> Any:
    """What matches the tree and none of the refused.

    Not by Whoosh's AndNot, which lets the first document pass where what is refused begins before it.
    """
    nots = [_Unscored(query.Not(for_matchers(each))) for each in refused]
    return query.And([tree, *nots]) if nots else tree


def _with_boost(tree: Any, boost: float) -> Any:
    tree.boost = boost
    return tree


def _plain(tree: Any) -> Any:
    return tree if tree.boost == 1.0 else tree.with_boost(1.0)


def _frequencies(tree: Any, searcher: Any) -> dict[int, float]:
    """How often what is asked for stands in each document of a segment that has it."""
    found: dict[int, float] = defaultdict(float)
    match tree:
        case Alternatives():
            for child in tree:
                for number, frequency in _frequencies(child, searcher).items():
                    found[number] += frequency
        case query.Phrase():
            matcher = tree.matcher(searcher, searcher.context(needs_current=True))
            while matcher.is_active():
                spans = {span.start for span in matcher.spans()}
                if spans:
                    found[matcher.id()] = float(len(spans))
                matcher.next()
        case query.Term() | query.MultiTerm():
            for text in _texts(tree, searcher.reader()):
                matcher = searcher.reader().postings(tree.fieldname, text)
                while matcher.is_active():
                    found[matcher.id()] += matcher.weight()
                    matcher.next()
        case _:
            raise TypeError(f"nothing that has a frequency: {tree!r}")
    return found


def _texts(tree: Any, reader: Any) -> Iterable[bytes]:
    """The terms that a query stands for."""
    match tree:
        case query.Term():
            text = tree.text.encode("utf-8", "replace")
            return [text] if (tree.fieldname, text) in reader else []
        case query.FuzzyTerm():
            return [
                text
                for text in reader.lexicon(tree.fieldname)
                if text.decode().startswith(tree.text[: tree.prefixlength])
                and distance(tree.text, text.decode()) <= tree.maxdist
            ]
    texts: Iterable[bytes] = tree._btexts(reader)  # noqa: SLF001 - Whoosh tells it nowhere else
    return texts
