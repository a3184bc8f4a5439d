from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from postil.search.segments.positions import decoded, decoded_one, encoded, ranges, sizes_of

rising = st.lists(
    st.one_of(st.integers(0, 300), st.integers(0, 300_000), st.integers(0, 1 << 40)), min_size=1, unique=True
).map(sorted)
postings = st.lists(rising, max_size=12)


def flat(several: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    values = np.array([position for posting in several for position in posting], np.int64)
    return values, np.array([len(posting) for posting in several], np.int64)


def written(posting: list[int]) -> bytes:
    return encoded(*flat([posting]))[0].tobytes()


@given(postings, st.data())
def test_positions_come_back(several: list[list[int]], data: st.DataObject) -> None:
    values, counts = flat(several)
    content, sizes = encoded(values, counts)
    assert sizes.tolist() == [len(written(posting)) for posting in several]
    assert sizes_of(content).tolist() == sizes.tolist()
    whole = decoded(content)
    assert (whole.values.tolist(), whole.counts.tolist()) == (values.tolist(), counts.tolist())
    chosen = sorted(data.draw(st.sets(st.sampled_from(range(len(several))))) if several else [])
    some = decoded(content, np.array(chosen, np.int64))
    assert some.values.tolist() == [position for at in chosen for position in several[at]]
    assert some.counts.tolist() == [len(several[at]) for at in chosen]


@given(rising)
def test_the_positions_of_one_posting_come_back(positions: list[int]) -> None:
    assert decoded_one(written(positions)) == positions


def test_a_position_near_the_last_one_takes_a_byte() -> None:
    assert len(written([5, 10, 73])) == 3
    assert len(written([5, 10, 74])) == 4


def test_ranges() -> None:
    assert ranges(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
    assert ranges(np.array([], np.int64), np.array([], np.int64)).tolist() == []
