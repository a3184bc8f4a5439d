from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.queries.parsing import parse
from postil.search.queries.query import (
    ALIASES,
    DAYS,
    OTHER_VALUES,
    VALUES,
    WORDS,
    And,
    Field,
    Filter,
    Not,
    Nothing,
    Or,
    Phrase,
    Query,
    Word,
)

texts = st.text(
    alphabet=st.one_of(st.sampled_from('aé東ы"*~12#:-.,/()<> “”«'), st.characters()), min_size=1, max_size=12
).map(lambda text: " ".join(text.split()))
fixed = st.sampled_from([Filter(field, value) for field, values in VALUES.items() for value in values])
spans = st.sampled_from(["2026", "2026-01", "2026-01..2026-03", "..2026", "today", "<30d", ">2025-12-31"])
leaves = st.one_of(
    fixed,
    st.builds(Filter, st.sampled_from(sorted(DAYS, key=str)), spans),
    texts.filter(bool).map(lambda text: Filter(Field.TAG, text)),
    texts.map(lambda text: Filter(Field.TITLE, f"a{text}")),
    st.builds(Word, st.sampled_from(["river", "東京", "it's", "C#", "10.1/x", "or"]), st.booleans()),
    st.builds(Word, st.just("river"), st.just(value=False), st.integers(0, 2)),
    st.builds(Filter, st.just(Field.NOTE), st.just("river"), st.just(value=False), st.integers(0, 2)),
    st.builds(Phrase, st.sampled_from(["a river", "OR", "tag:x (y"])),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.filter(lambda child: not isinstance(child, Not)).map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda several: And(tuple(several))),
        st.lists(inner, min_size=2, max_size=3).map(lambda several: Or(tuple(several))),
    ),
    max_leaves=8,
)


@given(trees)
def test_a_tree_written_out_is_read_as_the_same_tree(tree: Query) -> None:
    parsed = parse(str(tree), typing=False)
    assert parsed.query == tree
    assert parsed.problem is None


@pytest.mark.parametrize(
    ("tree", "written"),
    [
        (Nothing(), ""),
        (Word("run", prefix=True), "run*"),
        (Word("run", fuzzy=1), "run~"),
        (Word("run", fuzzy=2), "run~2"),
        (Phrase("a b"), '"a b"'),
        (Filter(Field.TAG, "news"), "tag:news"),
        (Filter(Field.TAG, "read later"), 'tag:"read later"'),
        (Filter(Field.TAG, '12" vinyl'), 'tag:"12"" vinyl"'),
        (Filter(Field.TAG, "a*"), 'tag:"a*"'),
        (Filter(Field.TAG, "“a”"), 'tag:"“a”"'),
        (Filter(Field.TITLE, "a~"), 'title:"a~"'),
        (Not(And((Word("a"), Word("b")))), "-(a b)"),
        (And((Word("a"), Or((Word("b"), Word("c"))))), "a (b OR c)"),
        (Or((And((Word("a"), Word("b"))), Word("c"))), "a b OR c"),
    ],
)
def test_a_tree_is_written_as_people_type_it(tree: Query, written: str) -> None:
    assert str(tree) == written


def test_every_other_name_means_something() -> None:
    assert not set(ALIASES) & {field.value for field in Field}
    for (field, value), meant in OTHER_VALUES.items():
        assert meant in VALUES[field]
        assert value not in VALUES[field]
    assert not WORDS & DAYS
