from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.model.ids import PageId, new_id
from postil.model.packed_ids import PackedIds

IDS = st.lists(st.text("abc234", min_size=1).map(PageId), max_size=8)


@given(IDS, IDS)
def test_they_come_out_as_they_went_in(ids: list[PageId], wanted: list[PageId]) -> None:
    packed = PackedIds.of(ids)
    assert list(packed) == ids
    assert len(packed) == len(ids)
    assert packed.has_any(set(wanted)) == bool(set(ids) & set(wanted))


def test_real_ids_can_be_packed() -> None:
    ids = [PageId(new_id()) for _ in range(100)]
    assert list(PackedIds.of(ids)) == ids
