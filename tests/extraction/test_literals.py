from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.extraction.literals import read_literal, unescape

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(value=JSON.filter(lambda value: isinstance(value, list | dict)), ascii_only=st.booleans())
def test_json_is_read_as_it_is(*, value: object, ascii_only: bool) -> None:
    source = json.dumps(value, ensure_ascii=ascii_only)
    assert read_literal(f"x = {source};", 4) == (value, 4 + len(source))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("{a: 1, 'b': \"two\", c: [3,],}", {"a": 1, "b": "two", "c": [3]}),
        (
            "{on: !0, off: !1, none: void 0, gone: undefined}",
            {"on": True, "off": False, "none": None, "gone": None},
        ),
        ("[/* one */ 'x', // two\n 'y']", ["x", "y"]),
        ("{body: `two\nlines`}", {"body": "two\nlines"}),
        ("{'say': 'it\\'s \\u00e9\\x41\\n\\ud83d\\ude00'}", {"say": "it's éA\n😀"}),
        ('{"a": {"b": "kept", "c": call(1)}}', {"a": {"b": "kept", "c": None}}),
        ("{a: [1, {b: 'never ends", {"a": [1, {}]}),
    ],
)
def test_what_scripts_write_beyond_json_is_read(source: str, value: object) -> None:
    assert read_literal(source, 0)[0] == value


def test_half_a_character_is_nothing() -> None:
    assert unescape("a\\ud83db") == "ab"


@pytest.mark.parametrize("source", ["[" * 100_000, '{"a":' * 100_000, "{a:" * 100_000, "['" + "\\" * 100_001])
def test_what_nests_or_never_ends_is_answered(source: str) -> None:
    value, end = read_literal(source, 0)
    assert isinstance(value, list | dict)
    assert 0 < end <= len(source)
