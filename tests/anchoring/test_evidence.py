from __future__ import annotations

from postil.anchoring.alignment import Run
from postil.anchoring.evidence import Place, best_of, judge
from postil.model.annotation import AnchorState


def test_a_quote_that_stands_whole_is_placed_exactly() -> None:
    place = judge([Run(0, 100, 60)], 20, 40, letters=60)
    assert place is not None
    assert (place.start, place.end, place.alive) == (120, 140, 1.0)


def test_short_runs_are_chance() -> None:
    assert judge([Run(20, 100, 3), Run(30, 110, 2)], 20, 40, letters=60) is None


def test_a_word_replaced_at_the_start_ends_where_its_neighbour_ends() -> None:
    runs = [Run(0, 0, 20), Run(28, 30, 32)]
    place = judge(runs, 20, 40, letters=60)
    assert place is not None
    assert (place.start, place.end) == (20, 42)


def test_a_stray_run_far_off_does_not_stretch_the_place() -> None:
    runs = [Run(20, 20, 5), Run(30, 400, 40)]
    place = judge(runs, 20, 60, letters=80)
    assert place is not None
    assert place.start >= 380
    assert place.end == 430


def test_a_clear_place_is_anchored() -> None:
    assert best_of([Place(5, 15, 90, 1.0)], 200) == (Place(5, 15, 90, 1.0), AnchorState.ANCHORED)


def test_little_evidence_is_for_a_person_to_check_and_less_is_none() -> None:
    checked = best_of([Place(5, 15, 45, 1.0)], 200)
    assert checked is not None
    assert checked[1] is AnchorState.MOVED
    assert best_of([Place(5, 15, 20, 1.0)], 200) is None
    assert best_of([], 200) is None


def test_two_places_alike_are_for_a_person_to_check_and_the_nearer_is_taken() -> None:
    twins = [Place(5, 15, 90, 1.0), Place(505, 515, 90, 1.0)]
    found = best_of(twins, 200, expected=480)
    assert found == (twins[1], AnchorState.MOVED)


def test_the_old_neighbours_decide_between_two_places_alike() -> None:
    stayed = Place(505, 515, 90, 1.0, in_order=True)
    assert best_of([Place(5, 15, 90, 1.0), stayed], 200) == (stayed, AnchorState.ANCHORED)


def test_a_rewritten_quote_is_claimed_where_its_neighbours_stayed_on_both_sides() -> None:
    kept = Place(5, 45, 90, 0.4, held=0.8)
    assert best_of([kept], 200) == (kept, AnchorState.ANCHORED)
    torn = Place(5, 45, 90, 0.4, held=0.1)
    assert best_of([torn], 200) == (torn, AnchorState.MOVED)
    alone = Place(5, 45, 90, 0.4)
    assert best_of([alone], 200) == (alone, AnchorState.MOVED)


def test_a_short_quote_with_neighbours_on_one_side_alone_may_be_a_copy() -> None:
    short, whole = Place(5, 20, 90, 1.0, held=0.0), Place(5, 45, 90, 1.0, held=0.0)
    assert best_of([short], 200) == (short, AnchorState.MOVED)
    assert best_of([whole], 200) == (whole, AnchorState.ANCHORED)


def test_a_place_with_more_of_the_quote_makes_the_old_neighbours_doubtful() -> None:
    stayed, row = Place(505, 515, 90, 0.7, in_order=True), Place(5, 15, 80, 1.0)
    assert best_of([stayed, row], 200) == (stayed, AnchorState.MOVED)


def test_neighbours_are_told_of_by_the_side_on_which_fewer_stayed() -> None:
    place = judge([Run(0, 0, 60), Run(84, 84, 16)], 40, 60, letters=100)
    assert place is not None
    assert place.held == 0.25  # 8 of the 32 letters that followed
    bare = judge([Run(0, 10, 20)], 0, 20, letters=20)
    assert bare is not None
    assert bare.held is None
