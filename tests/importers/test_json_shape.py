from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.importers.json_shape import NO_SHAPE, shape_of


def test_an_object() -> None:
    shape = shape_of(
        b'{"bookmarks": [{"url": 1, "content": {"deep": [1]}}, {"late": 2}], "lists": {"x": 1}, "a": 1}'
    )
    assert not shape.is_list
    assert shape.fields == {"bookmarks", "lists", "a"}
    assert shape.within("bookmarks") == {"url", "content", "late"}
    assert shape.within("lists") == {"x"}
    assert shape.within("a") == set()


def test_a_list() -> None:
    shape = shape_of('\ufeff [{"url": "x", "tags": [{"name": 1}]}, {"title": 2}]'.encode())
    assert shape.is_list
    assert shape.fields == {"url", "tags", "title"}
    assert shape.within("tags") == {"name"}


def test_a_string_that_is_cut_off_is_not_looked_into() -> None:
    shape = shape_of(b'[{"content": "{\\"fake\\": 1, [{ \\"no\\": 2')
    assert shape.fields == {"content"}


def test_utf16() -> None:
    assert shape_of('{"url": 1}'.encode("utf-16")).fields == {"url"}


@pytest.mark.parametrize("head", [b"", b"  ", b"url,title", b"<p>", b"\x00\x01"])
def test_what_is_no_json(head: bytes) -> None:
    assert shape_of(head) == NO_SHAPE


@given(head=st.binary(max_size=200) | st.text('[]{}":,a ', max_size=60).map(str.encode))
def test_it_never_fails(head: bytes) -> None:
    shape_of(head)


def test_lines_are_a_list() -> None:
    shape = shape_of(b'{"url": "x", "tags": [{"name": 1}]}\r\n{"title": 2}\n')
    assert shape.is_list
    assert shape.fields == {"url", "tags", "title"}
    assert not shape_of(b'{"url": "x"}\n').is_list
    assert not shape_of(b'{\n "url": {"x": 1}\n}').is_list
