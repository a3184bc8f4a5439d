"""The executor and Whoosh's own matchers agree, on any query and any history of the index."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
import whoosh.query
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.builders import LIBRARY, NOW, page

from postil.search import executor, translate
from postil.search.dates import Span
from postil.search.index import Index
from postil.search.parsing import parse

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.searching import Searcher

WORDS = (
    "river",
    "rivers",
    "stone",
    "run",
    "running",
    "runner",
    "résumé",
    "resume",
    "東京都",
    "京都",
    "e-mail",
    "sea",
)
words = st.sampled_from(WORDS)
bodies = st.lists(words, max_size=8).map(" ".join)
atoms = st.one_of(
    words,
    words.map(lambda word: word[:2] + "*"),
    st.lists(words, min_size=2, max_size=3).map(lambda several: f'"{" ".join(several)}"'),
    words.map("title:{}".format),
    st.just("is:starred"),
)
queries = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" OR ".join),
        inner.map("-({})".format),
        inner.map("({})".format),
    ),
    max_leaves=6,
)
names = st.integers(0, 15).map(str)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.lists(st.tuples(names, bodies, bodies, st.booleans()), max_size=6)),
        st.tuples(st.just("delete"), st.lists(names, max_size=4)),
        st.tuples(st.just("merge"), st.just([])),
    ),
    min_size=1,
    max_size=6,
)
numbers = count()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, asked=st.lists(queries, min_size=1, max_size=5))
def test_the_same_documents_match_with_whooshs_matchers(
    tmp_path: Path, steps: list[tuple[str, list[Any]]], asked: list[str]
) -> None:
    with closing(Index(tmp_path / str(next(numbers)), LIBRARY, write=True)) as index:
        alive = history(index, steps)
        assert index.keys() == alive
        engine = index._engine
        with engine._index.searcher() as searcher:
            for text in asked:
                tree = translate.translate(
                    parse(text).query, today=NOW.date(), typed=-1, languages=engine.languages
                )
                ranked = executor.run(tree, engine._segments, 100)
                ours = {engine.stored(number)["key"] for number, _ in ranked.top}
                assert ours == keys_by_matchers(searcher, tree), text
                assert ranked.total == len(ours)
                assert [score for _, score in ranked.top] == sorted(
                    (score for _, score in ranked.top), reverse=True
                )


def history(index: Index, steps: list[tuple[str, list[Any]]]) -> set[str]:
    """Do the steps; the keys that are there after them."""
    alive: set[str] = set()
    for deed, what in steps:
        if deed == "write":
            documents = [page(name, body, title=title, starred=star) for name, body, title, star in what]
            index.write(documents)
            alive |= {document.key for document in documents}
        elif deed == "delete":
            index.write((), [f"page:{name}" for name in what])
            alive -= {f"page:{name}" for name in what}
        else:
            index.merge()
    return alive


def keys_by_matchers(searcher: Searcher, tree: Any) -> set[str]:
    return {searcher.stored_fields(number)["key"] for number in searcher.docs_for_query(tree)}


def test_a_rarer_word_counts_more(index: Index) -> None:
    index.write([page("common", "sea"), page("rare", "stone"), *(page(str(n), "sea") for n in range(20))])
    tree = translate.translate(parse("sea OR stone").query, today=NOW.date(), typed=-1, languages=("en",))
    ranked = executor.run(tree, index._engine._segments, 1)
    assert index._engine.stored(ranked.top[0][0])["key"] == "page:rare"


def test_the_score_is_bm25(index: Index) -> None:
    """Worked out by hand: two documents, one with the word twice among four."""
    index.write([page("it", "sea sea land sky"), page("no", "land sky")])
    tree = whoosh.query.Term("text", "sea")
    ((_, score),) = executor.run(tree, index._engine._segments, 5).top
    # idf = ln(1 + (2 - 1 + .5) / (1 + .5)) = ln 2; average length 3; k1 1.6; b .6
    assert score == pytest.approx(0.693147 * 2 * 2.6 / (2 + 1.6 * (0.4 + 0.6 * 4 / 3)))


def test_days_are_read_from_their_column(index: Index) -> None:
    index.write([page(str(day), "x", added=date(2026, 1, day)) for day in range(1, 10)])
    tree = executor.Days("added", Span(date(2026, 1, 4), date(2026, 1, 6)))
    assert executor.run(tree, index._engine._segments, 10).total == 3


def test_a_prefix_of_too_many_words_stands_for_the_most_frequent(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor, "EXPANSIONS", 2)
    index.write([page("a", "seal sea"), page("b", "seal seam"), page("c", "sea"), page("d", "seaweed")])
    found = executor.run(whoosh.query.Prefix("words", "sea"), index._engine._segments, 10)
    assert {index._engine.stored(number)["key"] for number, _ in found.top} == {"page:a", "page:b", "page:c"}


def test_a_query_of_another_kind_is_a_bug(index: Index) -> None:
    index.write([page("a", "sea")])
    with pytest.raises(TypeError):
        executor.run(whoosh.query.Wildcard("text", "s?a"), index._engine._segments, 10)
