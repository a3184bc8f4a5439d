"""Notes in the margin never overlap and keep their order, wherever their text stands."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from postil.gui.reader.margin_places import tops

HEIGHTS = st.integers(1, 400)
NOTES = st.lists(st.tuples(st.integers(0, 3000), HEIGHTS), min_size=1, max_size=40).map(
    lambda notes: sorted(notes, key=lambda note: note[0])
)
BETWEEN = 12


def placed(notes: list[tuple[int, int]], fixed: int | None = None) -> tuple[float, ...]:
    return tops([top for top, _ in notes], [height for _, height in notes], between=BETWEEN, fixed=fixed)


@given(NOTES, st.integers(0, 39))
def test_notes_keep_their_order_and_none_is_over_another(notes: list[tuple[int, int]], at: int) -> None:
    for fixed in (None, at % len(notes)):
        found = placed(notes, fixed)
        rows = [(top, height) for top, (_, height) in zip(found, notes, strict=True)]
        assert all(one + height + BETWEEN <= other for (one, height), (other, _) in pairwise(rows))
        assert found[0] >= 0


@given(NOTES)
def test_a_note_is_at_its_text_or_as_near_below_as_the_one_before_lets_it(
    notes: list[tuple[int, int]],
) -> None:
    free = 0.0
    for top, (wanted, height) in zip(placed(notes), notes, strict=True):
        assert top == max(wanted, free)
        free = top + height + BETWEEN


@given(NOTES, st.integers(0, 39))
def test_the_current_note_is_at_its_text_where_the_page_has_room_above(
    notes: list[tuple[int, int]], at: int
) -> None:
    fixed = at % len(notes)
    needed = sum(height + BETWEEN for _, height in notes[:fixed])
    found = placed(notes, fixed)[fixed]
    if needed <= notes[fixed][0]:
        assert found == notes[fixed][0]
    else:
        assert found >= notes[fixed][0]
        assert found <= placed(notes)[fixed]


def test_notes_before_the_current_one_give_way_upwards() -> None:
    notes = [(100, 50), (110, 50), (120, 50)]
    assert placed(notes) == (100, 162, 224)
    assert placed(notes, 2) == (0, 62, 124)  # 4 pixels are not there: 120 - 2 * 62 < 0
    assert placed([(300, 50), (310, 50), (320, 50)], 2) == (196, 258, 320)
