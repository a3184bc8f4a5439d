from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.search.lists import decode, decode_rising, encode, encode_rising, packed, unpacked

numbers = st.integers(0, 0x10FFFF)
rising = st.lists(st.integers(0, 1_000_000), min_size=1, unique=True).map(sorted)


@given(st.lists(numbers))
def test_numbers_come_back(several: list[int]) -> None:
    assert decode(encode(several)) == several


@given(rising)
def test_rising_numbers_come_back(several: list[int]) -> None:
    assert decode_rising(encode_rising(several)) == several


@given(st.lists(st.tuples(st.integers(0, 50_000), st.integers(1, 500), st.binary(max_size=9)), min_size=1))
def test_postings_come_back(rows: list[tuple[int, int, bytes]]) -> None:
    rows = sorted({number: (number, weight, value) for number, weight, value in rows}.values())
    documents, weights, values = (list(column) for column in zip(*rows, strict=True))
    found = unpacked(packed(documents, weights, values))
    assert found.numbers == documents
    assert list(found.weights) == weights
    assert found.values() == values


def test_a_posting_takes_few_bytes() -> None:
    assert len(packed([7], [1], [b""])) == 6
    assert len(packed(list(range(100)), [1] * 100, [b""] * 100)) == 105
