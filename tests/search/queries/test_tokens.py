from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.queries.query import Field
from postil.search.queries.tokens import Kind, tokens

pieces = st.sampled_from(
    [
        "a",
        "(",
        ")",
        '"',
        "-",
        "OR",
        "NOT",
        "*",
        " ",
        "\n",
        "tag:",
        "title:",
        "#x",
        "#1",
        ":",
        '""',
        "東",
        "sort:",
    ]
)
typed = st.one_of(st.lists(pieces).map("".join), st.text())


@given(typed)
def test_every_character_but_white_space_is_part_of_one_token(text: str) -> None:
    """So reading takes no more steps than there are characters."""
    at = 0
    for token in tokens(text):
        assert text[at : token.start].strip() == ""
        assert token.start < token.end
        assert token.start <= token.first <= token.last <= token.end
        at = token.end
    assert text[at:].strip() == ""


@given(typed)
def test_a_token_says_what_stands_there(text: str) -> None:
    for token in tokens(text):
        said = text[token.first : token.last]
        assert token.text == (
            said.replace('""', '"') if token.kind is not Kind.PHRASE and token.quoted else said
        )


@given(typed, st.integers(0, 20))
def test_what_stands_before_the_cursor_begins_the_same_tokens(text: str, at: int) -> None:
    starts = {token.start for token in tokens(text)}
    assert all(token.start in starts for token in tokens(text[:at]))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('-a (b OR "c d") tag:x', "- word ( word OR phrase ) filter"),
        ("#x #1 # -", "filter word word word"),
        ("sort:title NOT a AND b", "sort - word AND word"),
        ("doi:10.1/x Tag: b", "word word word"),
        ('x:"a b"', "word phrase"),
        ('"a""b"', "phrase phrase"),
        ('tag:"a""b"', "filter"),
        ("a-b -(c)", "word - ( word )"),
        ("tag:", "filter"),
        ("a “b c” d", "word phrase word"),
        ("„b c“ «d e» “f", "phrase phrase phrase"),
        ("tag:“b c” d’e", "filter word"),
        ('"a “b” c"', "phrase"),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    assert " ".join(token.kind.value for token in tokens(text)) == kinds


def test_places_are_those_of_the_value() -> None:
    (token,) = tokens('  TAG:"a""b"')
    assert (token.field, token.text) == (Field.TAG, 'a"b')
    assert (token.start, token.first, token.last, token.end) == (2, 7, 11, 12)
