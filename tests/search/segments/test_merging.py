"""What was written is read back: every term, document, weight and position, after any history."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.builders import LIBRARY, annotation, page

from postil.search.index import Index
from postil.search.segments import merging, schema, writing
from postil.search.segments.inversion import Occurrences
from postil.search.segments.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from postil.search.document import Document

Content = dict[tuple[str, bytes], dict[str, tuple[int, tuple[int, ...]]]]
"""For a field and term the weight and the positions in each document that has it, by its key."""

words = st.sampled_from(
    [
        "sea",
        "seas",
        "e-mail",
        "camelCase",
        "東京都",
        "\U00020000\U00020001",
        "été",
        "𝒳",
        "a" * 90,
        "1,234",
        "שלום",
    ]
)
bodies = st.one_of(
    st.lists(words, max_size=12).map(" ".join),
    st.text(max_size=20),
    st.tuples(words, st.integers(250, 400)).map(lambda each: f"{each[0]} " * each[1]),
)
names = st.integers(0, 9).map(str)
documents = st.one_of(
    st.builds(lambda name, body, title: page(name, body, title=title), names, bodies, bodies),
    st.builds(lambda name, body: annotation(name, "0", body), names, bodies),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.lists(documents, max_size=6)),
        st.tuples(st.just("delete"), st.lists(names.map("page:{}".format), max_size=4)),
        st.tuples(st.just("merge"), st.just([])),
    ),
    min_size=1,
    max_size=8,
)
numbers = count()


def expected(alive: dict[str, Document]) -> Content:
    """What a document gives to Whoosh's own writer, posting by posting."""
    content: Content = defaultdict(dict)
    fields = schema.schema()
    for key, document in alive.items():
        for name, value in schema.row(document, Vocabulary()).items():
            if not isinstance(value, Occurrences):
                continue
            for term, _, weight, positions in fields[name].index(value):
                standing = fields[name].format.decode_positions(positions) if positions else ()
                content[name, term][key] = int(weight), tuple(standing)
    return content


def actual(index: Index) -> Content:
    """What the segments have of documents that are not deleted."""
    content: Content = defaultdict(dict)
    for segment in index._engine._segments:
        keys = segment.keys.all()
        for name in ("key", "text", "words", *schema.PARTS, *schema.FILTERS):
            terms = segment.terms(name)
            assert terms.all() == sorted(set(terms.all()))
            for place, term in enumerate(terms.all()):
                postings = terms.postings(place, place + 1)
                assert len(postings)
                assert (np.diff(postings.numbers.astype(int)) > 0).all()
                standing = iter(terms.positions(place, postings.numbers).values.tolist())
                counts = terms.positions(place, postings.numbers).counts.tolist() or [0] * len(postings)
                for number, weight, its in zip(
                    postings.numbers.tolist(), postings.weights.tolist(), counts, strict=True
                ):
                    at = tuple(next(standing) for _ in range(its))
                    if segment.live[number]:
                        assert keys[number] not in content[name, term]
                        content[name, term][keys[number]] = weight, at
    return {term: found for term, found in content.items() if found}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, slice_=st.sampled_from([3, 1_000_000]), gathered=st.sampled_from([5, 1_000_000]))
def test_what_is_written_is_read_back(
    tmp_path: Path, steps: list[tuple[str, list[Any]]], slice_: int, gathered: int
) -> None:
    with (
        pytest.MonkeyPatch.context() as patched,
        closing(Index(tmp_path / str(next(numbers)), LIBRARY, write=True)) as index,
    ):
        patched.setattr(merging, "_SLICE", slice_)
        patched.setattr(writing, "MOST_GATHERED", gathered)
        alive: dict[str, Document] = {}
        for deed, what in steps:
            if deed == "write":
                index.write(what)
                alive |= {document.key: document for document in what}
            elif deed == "delete":
                index.write((), what)
                alive = {key: document for key, document in alive.items() if key not in what}
            else:
                index.merge()
                assert len(index._engine._segments) == bool(alive)
                assert not any(segment.deleted for segment in index._engine._segments)
        assert actual(index) == expected(alive)
        assert index.stamps() == dict.fromkeys(alive, "1")


def test_a_document_of_200_000_words_is_read_back(index: Index) -> None:
    """Positions need more than 16 bits, and weights are cut at 255."""
    index.write([page("long", " ".join(f"w{number % 5000}" for number in range(200_000))), page("b", "w3")])
    index.write([page("c", "w4999 w0")])
    for _ in range(2):
        (segment,) = (each for each in index._engine._segments if "page:long" in each.keys.all())
        terms = segment.terms("text")
        place = terms.find(b"w4999")
        own = np.array([segment.keys.all().index("page:long")], np.uint16)
        assert terms.positions(place, own).values.tolist() == list(range(4999, 200_000, 5000))
        index.merge()


def test_numbers_of_each_segment_are_put_after_those_of_the_one_before(index: Index) -> None:
    for name in ("a", "b", "c", "d"):
        index.write([page(name, "sea"), page(name + name, "sea land")])
    index.write((), ["page:b", "page:cc"])
    index.merge()
    (segment,) = index._engine._segments
    assert segment.keys.all() == ["page:a", "page:aa", "page:bb", "page:c", "page:d", "page:dd"]
    terms = segment.terms("text")
    land = terms.find(b"land")
    assert terms.postings(land, land + 1).numbers.tolist() == [1, 2, 5]
    assert segment.lengths.tolist() == [1, 2, 2, 1, 1, 2]


def test_columns_that_a_segment_has_not_are_empty_there(index: Index) -> None:
    index.write([annotation("n", "a", "sea")])
    index.write([page("a", "sea", title="Sea", published="2020-02-02")])
    index.merge()
    (segment,) = index._engine._segments
    assert dict(zip(segment.keys.all(), segment.title.tolist(), strict=True)) == {
        "annotation:n": b"",
        "page:a": b"sea",
    }
    assert min(segment.published.tolist()) == 0
    assert segment.stored(segment.base)["page"] == "a"
