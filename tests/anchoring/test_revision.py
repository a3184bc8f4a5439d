from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.anchoring.alignment import Run
from postil.anchoring.revision import Revision

FIRST = "themillattheendofthevalleyhadstoodstillforelevenyears."
SECOND = "nobodyhadoiledthewheelsincemarch,andtheboardsweregreen."
THIRD = "whenthenewownerscametheyopenedthesluiceonthefirstevening."


def test_what_nobody_touched_stayed() -> None:
    revision = Revision(FIRST + SECOND, FIRST + SECOND)
    assert revision.stayed(3, 30) == [Run(3, 3, 27)]


def test_an_inserted_passage_moves_what_follows() -> None:
    revision = Revision(FIRST + THIRD, FIRST + SECOND + THIRD)
    start = len(FIRST)
    assert revision.stayed(start, start + 10) == [Run(start, start + len(SECOND), 10)]


def test_of_a_deleted_passage_nothing_stayed() -> None:
    revision = Revision(FIRST + SECOND + THIRD, FIRST + THIRD)
    middle = revision.stayed(len(FIRST) + 1, len(FIRST) + len(SECOND) - 1)
    assert sum(run.size for run in middle) == 0


def test_a_word_changed_between_two_that_stayed_is_aligned() -> None:
    revision = Revision(FIRST + SECOND + THIRD, FIRST + SECOND.replace("oiled", "greased") + THIRD)
    start = len(FIRST)
    runs = revision.stayed(start, start + len(SECOND))
    assert sum(run.size for run in runs) >= len(SECOND) - len("oiled")


def test_a_place_whose_text_stood_elsewhere_is_taken() -> None:
    revision = Revision(FIRST + SECOND + THIRD, FIRST + THIRD)
    third = len(FIRST)
    old_third = len(FIRST) + len(SECOND)
    assert revision.is_taken(third, third + 12, 0, 12)
    assert not revision.is_taken(third, third + 12, old_third, old_third + 12)


@given(st.text("abc ", max_size=300), st.text("abc ", max_size=300), st.data())
def test_what_stayed_is_equal_letters_in_order(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    old_end, new_end = start, 0
    for run in Revision(old, new).stayed(start, end):
        assert old[run.old : run.old + run.size] == new[run.new : run.new + run.size]
        assert run.old >= old_end
        assert run.new >= new_end
        old_end, new_end = run.old + run.size, run.new + run.size
    assert old_end <= end
