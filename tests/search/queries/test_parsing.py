from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.queries.parsing import parse
from postil.search.queries.query import And, Field, Filter, Not, Nothing, Or, Phrase, Query, Word
from postil.search.ranking import Sort

pieces = st.sampled_from(
    ["a", "river", "(", ")", '"', "-", "OR", "AND", "NOT", "*", "~", "~2", " ", " ", "tag:", "title:",
     "note:x", "is:unread", "sort:", "sort:title", "#x", "added:2026-01", "read:<3d", "added:banana",
     "doi:10.1/x", "it's", "сон", "東京", ":", "..", "\n", "color:red", "--", '""', "\ud800", "\x00", "“",
     "”"]
)  # fmt: skip
letters = st.characters(codec=None) | st.sampled_from("\ud800\udfff\x00\u0640\u200d")
typed = st.one_of(st.lists(pieces).map("".join), st.text(alphabet=letters))


@given(typed)
def test_what_was_understood_is_understood_again(text: str) -> None:
    query = parse(text).query
    assert parse(str(query)).query == query
    assert parse(str(query)).problem is None


@given(typed, st.booleans())
def test_nothing_that_is_typed_is_refused(text: str, typing: bool) -> None:  # noqa: FBT001 - drawn
    problem = parse(text, typing=typing).problem
    assert problem is None or 0 <= problem.start <= problem.end <= len(text)


@given(typed)
def test_the_same_is_asked_whether_it_is_being_typed_or_whole(text: str) -> None:
    assert parse(text).query == parse(text, typing=False).query


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000, "a" * 100_000, "(" * 100_000, ")" * 100_000, '"' * 100_000, "-" * 100_000,
        "#" * 100_000, "*" * 100_000, "~" * 100_000, "~1" * 50_000, "a:" * 50_000, "tag:" * 25_000,
        'tag:"' + '""' * 50_000, "tag:" + "*" * 100_000, " " * 100_000, "- " * 50_000, "NOT " * 25_000,
        "OR " * 33_000, "(-" * 50_000, "東" * 100_000, "added:" + "2026" * 25_000, "added:" + "." * 100_000,
        "#" + "1" * 100_000, "a" * 100_000 + ":", "is:" + "read" * 25_000,
    ],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_whatever_is_pasted_is_read_to_its_end(text: str) -> None:
    query = parse(text).query
    assert parse(f"{text} river").query != Nothing()
    str(query)


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
        ("c “a b”", And((C, Phrase("a b")))),
        ("tag:„a b“", Filter(Field.TAG, "a b")),
        ("- «a b»", Phrase("a b")),
        ("tag:news", Filter(Field.TAG, "news")),
        ("#news", Filter(Field.TAG, "news")),
        ("TAG:news", Filter(Field.TAG, "news")),
        ('tag:"read later"', Filter(Field.TAG, "read later")),
        ("-tag:news", Not(Filter(Field.TAG, "news"))),
        ("site:example.org", Filter(Field.SITE, "example.org")),
        ("is:Unread", Filter(Field.IS, "unread")),
        ("added:2026-01..2026-03", Filter(Field.ADDED, "2026-01..2026-03")),
        ("published:<30d", Filter(Field.PUBLISHED, "<30d")),
        ("read:week", Filter(Field.READ, "week")),
        ("is:read", Filter(Field.IS, "read")),
        ("is:orphaned", Filter(Field.IS, "lost")),
        ("has:notes", Filter(Field.HAS, "note")),
        ("colour:grey", Filter(Field.COLOR, "gray")),
        ("label:news", Filter(Field.TAG, "news")),
        ("by:quill", Filter(Field.AUTHOR, "quill")),
        ("saved:today", Filter(Field.ADDED, "today")),
        ("year:2025", Filter(Field.PUBLISHED, "2025")),
        ("language:uk", Filter(Field.LANGUAGE, "uk")),
        ("run~", Word("run", fuzzy=1)),
        ("run~1", Word("run", fuzzy=1)),
        ("run~2", Word("run", fuzzy=2)),
        ("run~3", Word("run~3")),
        ("title:run~2", Filter(Field.TITLE, "run", fuzzy=2)),
        ("title:run*", Filter(Field.TITLE, "run", prefix=True)),
        ("tag:run~", Filter(Field.TAG, "run~")),
        ("tag:history/*", Filter(Field.TAG, "history/", prefix=True)),
        ("#news*", Filter(Field.TAG, "news", prefix=True)),
        ('tag:"new*"', Filter(Field.TAG, "new*")),
        ('tag:"12"" vinyl" a', And((Filter(Field.TAG, '12" vinyl'), A))),
        ("tag:🔥", Filter(Field.TAG, "🔥")),
        ("foo*bar a~b", And((Word("foo*bar"), Word("a~b")))),
        ("-site:example.org", Not(Filter(Field.SITE, "example.org"))),
        ("NOT (a OR b)", Not(Or((A, B)))),
        ("a NOT (tag:x OR -b)", And((A, Not(Or((Filter(Field.TAG, "x"), Not(B))))))),
        ("a -#x", And((A, Not(Filter(Field.TAG, "x"))))),
        ("tag:(x)", Filter(Field.TAG, "x")),
        (
            'tag:(x OR "y z") a',
            And((Or((Filter(Field.TAG, "x"), Filter(Field.TAG, "y z"))), A)),
        ),
        ("title:(a b*)", And((Filter(Field.TITLE, "a"), Filter(Field.TITLE, "b", prefix=True)))),
        ("-is:(starred OR Lost)", Not(Or((Filter(Field.IS, "starred"), Filter(Field.IS, "lost"))))),
        (
            "tag:(x site:y (z)) a",
            And((And((Filter(Field.TAG, "x"), Filter(Field.SITE, "y"), Filter(Field.TAG, "z"))), A)),
        ),
        (
            "tag:(x title:(a) y",
            And((Filter(Field.TAG, "x"), Filter(Field.TITLE, "a"), Filter(Field.TAG, "y"))),
        ),
        ("or and not", And((Word("or"), Word("and"), Word("not")))),
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
        ("12:30", Word("12:30")),
        ('foo:"a b"', And((Word("foo"), Phrase("a b")))),
        ("see-also:a", Word("see-also:a")),
        ("site: a", And((Word("site"), A))),
        ("https://example.org/a_(b)", And((Word("https://example.org/a_"), B))),
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
        ("a tag:(", A),
        ("a tag:()", A),
        ("a is:(unr", A),
        ('a ""', A),
        ("a * ...", A),
    ],
)
def test_what_is_unfinished_is_taken_as_far_as_it_goes(text: str, query: Query) -> None:
    assert parse(text).query == query
    assert parse(text).problem is None


@pytest.mark.parametrize(
    ("text", "wrong", "told"),
    [
        ("a added:banana", "banana", "added: takes days like"),
        ("is:purple a", "purple", "is: can be inbox,"),
        ('a (color:"mauve")', "mauve", "color: can be yellow,"),
        ("added:2026-13 a", "2026-13", "added: takes days like"),
        ("added:2026-05..2026-01 a", "2026-05..2026-01", "end before they begin"),
        ("東京 sort:banana", "banana", "sort: can be relevance, added,"),
        ("a is:purple has:nothing", "purple", "is: can be"),
        ("color:(red OR mauve) a", "mauve", "color: can be"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_its_place(text: str, wrong: str, told: str) -> None:
    problem = parse(text).problem
    assert problem is not None
    assert text[problem.start : problem.end] == wrong
    assert told in str(problem)


def test_the_rest_of_a_wrong_query_is_kept() -> None:
    for text in ("a added:banana", "is:purple a", 'a (color:"mauve")', "a sort:banana", "a (b:c OR) is:x"):
        assert A in (parse(text).query, *getattr(parse(text).query, "children", ()))


@pytest.mark.parametrize(
    "text",
    ["a tag:", "a is:un", "a is:", "a added:2026-", "a added:tod", "a added:", "a sort:", "a sort:rel"],
)
def test_only_what_is_still_typed_may_be_unfinished(text: str) -> None:
    assert parse(text).problem is None
    problem = parse(text, typing=False).problem
    assert problem is not None
    assert problem.end == len(text)
    assert parse(f"{text.removesuffix(':')}: b" if text.endswith(":") else f"{text} b").query != Nothing()


@pytest.mark.parametrize(
    ("text", "query", "sort"),
    [
        ("sort:added", Nothing(), Sort.ADDED),
        ("a sort:Title b", And((A, B)), Sort.TITLE),
        ("sort:published a", A, Sort.PUBLISHED),
        ("a sort:added sort:relevance", A, Sort.RELEVANCE),
        ("(a OR sort:title b)", Or((A, B)), Sort.TITLE),
        ("a -sort:title", A, Sort.TITLE),
        ("a sort:banana", A, None),
        ("sort: a", And((Word("sort"), A)), None),
        ("a", A, None),
    ],
)
def test_the_order_is_no_part_of_the_tree(text: str, query: Query, sort: Sort | None) -> None:
    parsed = parse(text)
    assert (parsed.query, parsed.sort) == (query, sort)


def test_words_know_where_they_end() -> None:
    query = parse("river del").query
    assert isinstance(query, And)
    assert [child.end for child in query.children if isinstance(child, Word)] == [5, 9]


def test_parentheses_without_end_do_not_break_it() -> None:
    assert parse("(" * 5000 + "a").problem is None
    assert parse("-" * 5000 + "a").query == A


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [('"river del', True), ('"river del"', False), ('"river del ', False), ('tag:"a', True),
     ('tag:"a"', False), ("tag:a", True), ("river", True), ("river ", False)],
)  # fmt: skip
def test_only_what_ends_where_the_typing_stands_may_go_on(text: str, *, goes_on: bool) -> None:
    query = parse(text).query
    assert isinstance(query, Word | Phrase | Filter)
    assert (query.end == len(text)) is goes_on
