from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.anchoring.alignment import Run, align, joined, slid


@given(st.text("abcd", max_size=60), st.text("abcd", max_size=60), st.integers(0, 9), st.integers(0, 9))
def test_runs_are_equal_letters_in_order(old: str, new: str, old_start: int, new_start: int) -> None:
    runs = align(old, new, old_start=old_start, new_start=new_start)
    old_end = new_end = 0
    for run in runs:
        at, there = run.old - old_start, run.new - new_start
        assert run.size > 0
        assert old[at : at + run.size] == new[there : there + run.size]
        assert at >= old_end
        assert there >= new_end
        old_end, new_end = at + run.size, there + run.size


def test_the_same_text_is_one_run() -> None:
    assert align("wheel", "wheel", old_start=3, new_start=5) == [Run(3, 5, 5)]
    assert align("", "wheel") == []


def test_runs_that_touch_in_both_texts_are_joined() -> None:
    assert joined([Run(0, 4, 2), Run(2, 6, 3), Run(5, 10, 1)]) == [Run(0, 4, 5), Run(5, 10, 1)]


def test_what_was_set_in_before_a_passage_is_slid_out_of_it() -> None:
    old, new = "numbersoperationsystem", "numbersopenstackoperationsystem"
    torn = [Run(0, 0, 10), Run(10, 19, 12)]  # "numbersope" and "rationsystem"
    assert new[:10] == old[:10]
    assert new[19:31] == old[10:22]
    assert slid(torn, old, new, 7) == [Run(0, 0, 7), Run(7, 16, 15)]
    assert slid(torn, old, new, 4) == torn  # letters before the gap are not those before the passage
    assert slid(torn, old, new, 10) == torn


def test_what_was_set_in_behind_a_passage_is_slid_out_of_it() -> None:
    old, new = "thelastwordandmore", "thelastwordxydandmore"
    torn = [Run(0, 0, 10), Run(10, 13, 8)]  # "thelastwor" and "dandmore"
    assert new[13:21] == old[10:18]
    assert slid(torn, old, new, 11) == [Run(0, 0, 11), Run(11, 14, 7)]
