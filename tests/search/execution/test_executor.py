"""The executor, Whoosh's matchers over our codec, and stock Whoosh agree: on any query, after any history."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.builders import LIBRARY, NOW, page
from tests.search.stock import Stock, scores_of
from whoosh import query

from postil.search import translate
from postil.search.dates import Span
from postil.search.execution import frequencies
from postil.search.execution.frequencies import asked_for
from postil.search.execution.whoosh_queries import Alternatives, Days
from postil.search.index import Index
from postil.search.queries.parsing import parse

if TYPE_CHECKING:
    from pathlib import Path

    from postil.search.execution.executor import Ranked

WORDS = (
    "river",
    "rivers",
    "rievr",
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
    "𝒜𝒷𝒸",
    "об'єкт",
    "z\U0010ffffz",
)
TERMS = (*WORDS, "東京", "京都", "emai", "email", "riv", "обєкт", "nowhere", "", "~resume", "\U0010ffff")
words = st.sampled_from(WORDS)
bodies = st.lists(words, max_size=8).map(" ".join)

typed_atoms = st.one_of(
    words,
    words.map(lambda word: word[:2] + "*"),
    st.lists(words, min_size=2, max_size=3).map(lambda several: f'"{" ".join(several)}"'),
    words.map("title:{}".format),
    st.just("is:starred"),
)
typed = st.recursive(
    typed_atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" OR ".join),
        inner.map("-({})".format),
        inner.map("({})".format),
    ),
    max_leaves=6,
)

terms = st.sampled_from(TERMS)
spelled = st.sampled_from([term for term in TERMS if term])
boosts = st.sampled_from((1.0, 0.5, 2.0))
placed = st.sampled_from(("text", "title"))
named = st.sampled_from(("text", "words", "title", "flag", "nofield"))
days = st.tuples(st.integers(1, 28), st.integers(1, 28)).map(
    lambda pair: Span(date(2026, 2, min(pair)), date(2026, 2, max(pair)))
)
single = st.one_of(
    st.builds(query.Term, named, terms, boosts),
    st.builds(query.Phrase, placed, st.lists(terms, min_size=1, max_size=3), boost=boosts),
    st.builds(query.Prefix, st.sampled_from(("text", "words", "title")), spelled.map(lambda word: word[:2])),
    st.builds(query.Wildcard, st.just("words"), st.sampled_from(("r*n*", "?es*", "*", "[rs]*e", "run"))),
    st.builds(query.TermRange, st.just("words"), terms, terms, st.booleans(), st.booleans()),
    st.builds(query.FuzzyTerm, st.just("words"), spelled, boosts, st.integers(1, 2), st.integers(0, 2)),
)
atoms = st.one_of(
    single,
    single,
    st.builds(Alternatives, st.lists(single, min_size=1, max_size=3), boosts),
    st.builds(Days, st.sampled_from(("added", "published")), days),
    st.builds(query.Every, st.sampled_from((None, "title"))),
    st.just(query.NullQuery),
    st.builds(query.Phrase, placed, st.lists(terms, min_size=2, max_size=2), slop=st.just(3)),
    st.builds(query.Regex, st.just("words"), st.sampled_from(("r.n.*", "se(a|e)"))),
)


def all_of(children: list[Any], boost: float) -> query.And:
    """An And; Whoosh forgets the boost of one that has one child besides what must not match."""
    alone = sum(not isinstance(child, query.Not) for child in children) < 2
    return query.And(children, 1.0 if alone else boost)


def joined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What puts queries together; no DisjunctionMax, which nothing of ours builds.

    Whoosh's matcher for it takes the best of two scores though they may be of two documents, so that what
    it says changes with the segments.
    """
    several = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(
        st.builds(all_of, several, boosts),
        st.builds(query.Or, several, boosts),
        st.builds(query.Not, inner),
        st.builds(query.AndNot, inner, inner),
        st.builds(query.AndMaybe, inner, inner),
    )


trees = st.recursive(atoms, joined, max_leaves=8)
names = st.integers(0, 15).map(str)
written = st.tuples(names, bodies, bodies, st.booleans(), st.none() | st.integers(1, 28))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.lists(written, max_size=6)),
        st.tuples(st.just("delete"), st.lists(names, max_size=4)),
        st.tuples(st.just("merge"), st.just([])),
    ),
    min_size=1,
    max_size=6,
)
numbers = count()
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
ANY_HISTORY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ANY_HISTORY
@given(history=steps, asked=st.lists(trees, min_size=3, max_size=6))
def test_executor_and_matchers_and_stock_whoosh_score_the_same_documents_alike(
    tmp_path: Path, history: list[tuple[str, list[Any]]], asked: list[Any]
) -> None:
    folder = tmp_path / str(next(numbers))
    with closing(Index(folder, LIBRARY, write=True)) as index:
        stock = Stock(folder.with_suffix(".stock"))
        alive = lived_through(index, history, stock)
        assert index.keys() == alive
        for tree in asked:
            ours = scores(index, tree)
            assert ours == pytest.approx(scores_of(index._engine._index, tree), rel=1e-9, abs=1e-12), tree
            assert ours == pytest.approx(stock.scores(tree), rel=1e-9, abs=1e-12), tree


def test_the_beginning_of_a_filter_matches_and_counts_for_nothing(tmp_path: Path) -> None:
    """With Whoosh's matchers it counts, as they take it for a word."""
    with closing(Index(tmp_path / "index", LIBRARY, write=True)) as index:
        index.write([page("a", "river", starred=True), page("b", "river")])
        assert scores(index, query.Prefix("flag", "st")) == {"page:a": 0.0}


@ANY_HISTORY
@given(history=steps, asked=st.lists(typed, min_size=1, max_size=5))
def test_what_is_typed_finds_the_same_in_stock_whoosh(
    tmp_path: Path, history: list[tuple[str, list[Any]]], asked: list[str]
) -> None:
    folder = tmp_path / str(next(numbers))
    with closing(Index(folder, LIBRARY, write=True)) as index:
        stock = Stock(folder.with_suffix(".stock"))
        lived_through(index, history, stock)
        for text in asked:
            tree = translated(index, text)
            assert scores(index, tree) == pytest.approx(stock.scores(tree), rel=1e-9, abs=1e-12), text


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=steps, tree=trees, limit=st.integers(1, 20))
def test_the_best_are_the_first_of_all_and_merging_changes_no_score(
    tmp_path: Path, history: list[tuple[str, list[Any]]], tree: Any, limit: int
) -> None:
    with closing(Index(tmp_path / str(next(numbers)), LIBRARY, write=True)) as index:
        lived_through(index, history)
        whole = run(index, tree, 100)
        assert run(index, tree, limit).top == whole.top[:limit]
        assert run(index, tree, limit).total == len(whole.top)
        before = scores(index, tree)
        index.merge()
        assert scores(index, tree) == pytest.approx(before, rel=1e-9, abs=1e-12)


def run(index: Index, tree: Any, limit: int) -> Ranked:
    return index._engine._executor.run(tree, index._engine._segments, limit)


def scores(index: Index, tree: Any) -> dict[str, float]:
    """All that the executor finds, with scores; in passing, that it is in order."""
    ranked = run(index, tree, 100)
    assert ranked.total == len(ranked.top)
    order = [(score, added_of(index, number), number) for number, score in ranked.top]
    assert order == sorted(order, reverse=True)
    return {index._engine.stored(number)["key"]: score for number, score in ranked.top}


def added_of(index: Index, number: int) -> int:
    segment = next(each for each in index._engine._segments if 0 <= number - each.base < each.count)
    return int(segment.added[number - segment.base])


def translated(index: Index, text: str) -> Any:
    languages = index._engine.languages
    return translate.translate(parse(text).query, today=NOW.date(), typed=-1, languages=languages)


def lived_through(index: Index, history: list[tuple[str, list[Any]]], stock: Stock | None = None) -> set[str]:
    """Do the steps, in stock Whoosh as well; the keys that are there after them."""
    alive: set[str] = set()
    for deed, what in history:
        if deed == "write":
            documents = {
                name: page(
                    name,
                    body,
                    title=title,
                    starred=star,
                    added=date(2026, 2, int(name) + 1),
                    published=None if day is None else f"2026-02-{day:02d}",
                )
                for name, body, title, star, day in what
            }
            keys = [document.key for document in documents.values()]
            index.write(documents.values())
            if stock is not None and keys:
                stock.write(index._engine, keys)
            alive.update(keys)
        elif deed == "delete":
            gone = [f"page:{name}" for name in what]
            index.write((), gone)
            if stock is not None:
                stock.delete(gone)
            alive.difference_update(gone)
        else:
            index.merge()
            if stock is not None:
                stock.merge()
    return alive


def keys(index: Index, tree: Any) -> set[str]:
    return {key.removeprefix("page:") for key in scores(index, tree)}


def test_a_rarer_word_counts_more(index: Index) -> None:
    index.write([page("common", "sea"), page("rare", "stone"), *(page(str(n), "sea") for n in range(20))])
    top = run(index, translated(index, "sea OR stone"), 1).top
    assert index._engine.stored(top[0][0])["key"] == "page:rare"


def test_the_score_is_bm25(index: Index) -> None:
    """Worked out by hand: two documents, one with the word twice among four."""
    index.write([page("it", "sea sea land sky"), page("no", "land sky")])
    ((_, score),) = run(index, query.Term("text", "sea"), 5).top
    # idf = ln(1 + (2 - 1 + .5) / (1 + .5)) = ln 2; average length 3; k1 1.6; b .6
    assert score == pytest.approx(0.693147 * 2 * 2.6 / (2 + 1.6 * (0.4 + 0.6 * 4 / 3)))


def test_alternatives_are_one_word(index: Index) -> None:
    """As if both stood there as the same word, in the text that has one of each."""
    index.write([page("both", "sea ocean sky"), page("one", "sky sea sky"), page("none", "sky sky sky")])
    either = Alternatives([query.Term("text", "sea"), query.Term("text", "ocean")])
    # idf = ln(1 + (3 - 2 + .5) / (2 + .5)) = ln 1.6; every length is average
    assert scores(index, either) == pytest.approx(
        {"page:both": 0.470004 * 2 * 2.6 / 3.6, "page:one": 0.470004 * 2.6 / 2.6}, rel=1e-5
    )


def test_days_are_read_from_their_column(index: Index) -> None:
    index.write([page(str(day), "x", added=date(2026, 1, day)) for day in range(1, 10)])
    assert run(index, Days("added", Span(date(2026, 1, 4), date(2026, 1, 6))), 10).total == 3


def test_a_prefix_stands_for_all_words_that_begin_so(index: Index) -> None:
    """Hundreds of words that one page each has: none is left out, and what has two of them has it twice."""
    index.write([page(a + b, f"sea{a}{b}") for a in ALPHABET for b in ALPHABET])
    index.write([page("two", "seal seam"), page("none", "se a")])
    prefix = query.Prefix("words", "sea")
    ranked = run(index, prefix, 1)
    assert ranked.total == len(ALPHABET) ** 2 + 1
    assert index._engine.stored(ranked.top[0][0])["key"] == "page:two"


def test_a_word_under_or_counts_where_its_branch_matches(index: Index) -> None:
    index.write([page("a", "sea stone"), page("b", "sea run"), page("c", "land")])
    branches = query.Or(
        [
            query.And([query.Term("text", "sea"), query.Term("text", "stone")]),
            query.Term("text", "run"),
        ]
    )
    found = scores(index, branches)
    assert found["page:b"] == pytest.approx(scores(index, query.Term("text", "run"))["page:b"])


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (query.Wildcard("words", "s?a*"), {"a", "c"}),
        (query.TermRange("words", "sea", "stone"), {"a", "b", "c"}),
        (query.TermRange("words", "sea", "stone", startexcl=True, endexcl=True), {"c"}),
        (query.FuzzyTerm("words", "setone"), {"b"}),
        (query.FuzzyTerm("words", "sotne"), {"b"}),
        (query.FuzzyTerm("words", "tsone", prefixlength=0), {"b"}),
        (query.FuzzyTerm("words", "sotn"), set()),
        (query.FuzzyTerm("words", "sotn", maxdist=2), {"b"}),
        (query.Every("title"), set()),
        (query.Regex("words", "se.*"), {"a", "c"}),
        (query.NullQuery, set()),
        (query.And([]), set()),
        (query.Or([]), set()),
    ],
)
def test_types_of_whoosh_that_nobody_types_work_as_well(index: Index, tree: Any, expected: set[str]) -> None:
    index.write([page("a", "sea"), page("b", "stone"), page("c", "seaweed")])
    assert keys(index, tree) == expected


def test_an_index_without_documents_finds_nothing(index: Index) -> None:
    assert run(index, query.Every(), 5).top == ()
    index.write([page("a", "sea")])
    index.write((), ["page:a"])
    assert run(index, query.Or([query.Every(), query.Term("text", "sea")]), 5).top == ()


def test_what_was_looked_for_is_told(index: Index) -> None:
    assert asked_for(query.Phrase("text", ["a", "b"])) == 'text:"a b"'
    either = Alternatives([query.Term("text", "sea"), query.Prefix("words", "se")])
    assert asked_for(either) == "text:sea | words:se*"


def test_what_is_remembered_of_a_segment_is_bounded_and_stays_true(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequencies, "REMEMBERED", 2)
    index.write([page("a", "sea"), page("b", "stone"), page("c", "seaweed"), page("d", "river")])
    for _ in range(2):
        assert keys(index, query.Prefix("words", "sea")) == {"a", "c"}
        assert keys(index, query.Prefix("words", "st")) == {"b"}
        assert keys(index, query.Prefix("words", "r")) == {"d"}
        assert keys(index, query.Phrase("text", ["sea"])) == {"a"}
    index.write([page("e", "season")], ["page:a"])
    assert keys(index, query.Prefix("words", "sea")) == {"c", "e"}
