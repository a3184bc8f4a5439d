from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.test_outline import BODY, KEPT, LIST, MAIN, OUTLINE

from postil.gui.reader.repair_draft import RepairDraft
from postil.model.repair import Repair

pytestmark = pytest.mark.gui
DEEDS = ("drop", "bring back", "widen", "narrow", "next", "previous", "range")


def draft(at: int = 2) -> RepairDraft:
    return RepairDraft(OUTLINE, Repair(), at=at)


def do(made: RepairDraft, deed: str) -> None:
    match deed:
        case "drop":
            made.set_kept(made.chosen, kept=False)
        case "bring back":
            made.set_kept(made.chosen, kept=True)
        case "widen":
            made.widen()
        case "narrow":
            made.narrow()
        case "next":
            made.go_to(made.at + 1)
        case "previous":
            made.go_to(made.at - 1)
        case "range":
            made.begin_range()


@given(st.lists(st.sampled_from(DEEDS)))
def test_undo_restores_exactly_and_redo_does_all_again(deeds: list[str]) -> None:
    made = draft()
    for deed in deeds:
        do(made, deed)
    after = (made.repair, made.kept)
    steps = 0
    while made.undo():
        steps += 1
    assert (made.repair, made.kept, made.changed, made.touched) == (Repair(), KEPT, (), False)
    for _ in range(steps):
        assert made.redo()
    assert not made.redo()
    assert (made.repair, made.kept) == after


def test_a_deed_after_undo_takes_the_place_of_what_was_undone() -> None:
    made = draft()
    made.set_kept([2], kept=False)
    made.undo()
    made.set_kept([3], kept=False)
    assert not made.redo()
    assert made.changed == (3,)


def test_what_is_so_already_is_no_deed() -> None:
    made = draft()
    assert not made.set_kept([2], kept=True)
    assert not made.undo()


def test_words_are_counted() -> None:
    made = draft()
    assert made.words == 3
    made.set_kept([2, 3], kept=False)
    assert made.words == 1


def test_steps_stop_at_the_ends() -> None:
    made = draft(at=0)
    assert not made.go_to(-1)
    assert made.go_to(99)
    assert made.at == len(OUTLINE.parts) - 1


def test_the_next_stretch_is_where_kept_and_dropped_meet() -> None:
    made = draft(at=0)
    stops = []
    while made.go_to_stretch(1):
        stops.append(made.at)
    assert stops == [2, 5]
    while made.go_to_stretch(-1):
        stops.append(made.at)
    assert stops == [2, 5, 2, 0]


def test_a_range_goes_both_ways_from_where_it_was_begun() -> None:
    made = draft(at=3)
    made.begin_range()
    made.go_to(1)
    assert list(made.chosen) == [1, 2, 3]
    assert made.set_kept(made.chosen, kept=False)
    assert not made.in_range
    assert made.changed == (2, 3)


def test_containers_go_wider_and_narrower_around_the_current_part() -> None:
    made = draft(at=2)
    assert not made.narrow()
    ways = []
    for move in (made.widen, made.widen, made.widen, made.narrow, made.narrow):
        move()
        ways.append(made.repair.container)
    assert ways == [MAIN, BODY, BODY, MAIN, None]
    made.widen()
    made.widen()
    made.go_to(0)
    made.narrow()
    assert made.repair.container == LIST
