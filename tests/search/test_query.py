from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.parsing import parse
from postil.search.query import And, Field, Filter, Not, Nothing, Or, Phrase, Query, Word

pieces = st.sampled_from(
    ["a", "river", "(", ")", '"', "-", "OR", "AND", "NOT", "*", " ", " ", "tag:", "title:", "is:unread", "#x",
     "added:2026-01", "added:banana", "doi:10.1/x", "it's", "сон", "東京", ":", "..", "\n", "color:red", "--"]
)  # fmt: skip
typed = st.one_of(st.lists(pieces).map("".join), st.text())


@given(typed)
def test_a_tree_written_out_is_read_as_the_same_tree(text: str) -> None:
    query = parse(text).query
    assert parse(str(query)).query == query
    assert parse(str(query)).problem is None


@given(typed)
def test_nothing_that_is_typed_is_refused(text: str) -> None:
    problem = parse(text).problem
    assert problem is None or 0 <= problem.start <= problem.end <= len(text)


def test_an_operator_that_was_pasted_as_a_field_is_a_word() -> None:
    for text in ('OR:"', "NOT: a history", 'AND:"'):
        query = parse(text).query
        assert query != Nothing()
        assert parse(str(query)).query == query


A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Nothing()),
        ("  ", Nothing()),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("-a", Not(A)),
        ("NOT a b", And((Not(A), B))),
        ("--a", A),
        ("-(a b)", Not(And((A, B)))),
        ("run*", Word("run", prefix=True)),
        ('"a  b"', Phrase("a b")),
        ('c "a b" ', And((C, Phrase("a b")))),
        ("tag:news", Filter(Field.TAG, "news")),
        ("#news", Filter(Field.TAG, "news")),
        ("TAG:news", Filter(Field.TAG, "news")),
        ('tag:"read later"', Filter(Field.TAG, "read later")),
        ("-tag:news", Not(Filter(Field.TAG, "news"))),
        ("site:example.org", Filter(Field.SITE, "example.org")),
        ("is:Unread", Filter(Field.IS, "unread")),
        ("added:2026-01..2026-03", Filter(Field.ADDED, "2026-01..2026-03")),
        ("published:<30d", Filter(Field.PUBLISHED, "<30d")),
    ],
)
def test_what_is_typed_is_understood(text: str, query: Query) -> None:
    assert parse(text).query == query
    assert parse(text).problem is None


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("doi:10.1000/182", Word("doi:10.1000/182")),
        ("Postil: a manual", And((Word("Postil:"), A, Word("manual")))),
        ("Title: a", And((Word("Title"), A))),
        ("https://example.org/a", Word("https://example.org/a")),
        ("report #39", And((Word("report"), Word("#39")))),
        ("#2things", Filter(Field.TAG, "2things")),
        ("C# c++", And((Word("C#"), Word("c++")))),
    ],
)
def test_text_that_looks_like_a_field_is_text(text: str, query: Query) -> None:
    assert parse(text).query == query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ('"a b', Phrase("a b")),
        ("a OR", A),
        ("OR a", A),
        ("a AND", A),
        ("a -", A),
        ("a NOT", A),
        ("(a b", And((A, B))),
        ("a)", A),
        ("()", Nothing()),
        ("a tag:", A),
        ("a is:un", A),
        ("a added:2026-", A),
        ("a added:tod", A),
        ('a ""', A),
        ("a * ...", A),
    ],
)
def test_what_is_unfinished_is_taken_as_far_as_it_goes(text: str, query: Query) -> None:
    assert parse(text).query == query
    assert parse(text).problem is None


@pytest.mark.parametrize(
    ("text", "position"),
    [("a added:banana", 8), ("is:purple a", 3), ('a (color:"mauve")', 10), ("added:2026-13 a", 6)],
)
def test_a_value_that_cannot_be_is_told_and_the_rest_is_kept(text: str, position: int) -> None:
    parsed = parse(text)
    assert parsed.query == A
    assert parsed.problem is not None
    assert parsed.problem.start == position


def test_words_know_where_they_end() -> None:
    query = parse("river del").query
    assert isinstance(query, And)
    assert [child.end for child in query.children if isinstance(child, Word)] == [5, 9]


def test_parentheses_without_end_do_not_break_it() -> None:
    assert parse("(" * 5000 + "a").problem is None
    assert parse("-" * 5000 + "a").query == A
