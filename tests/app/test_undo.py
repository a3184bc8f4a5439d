"""Undo is a law: any run of deeds, taken back, leaves what was; done again, leaves what came of it."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.app.undo import STEPS, Undo
from postil.model.changes import Changes
from postil.model.ids import AnnotationId, PageId
from postil.signals import Signal


class Shelf:
    """A library of one number a slot, whose deeds are settings of a slot."""

    def __init__(self) -> None:
        self.slots = dict.fromkeys("abc", 0)
        self.told: list[Changes] = []
        changed: Signal[Changes] = Signal()
        changed.connect(self.told.append)
        self.undo = Undo(changed)

    def put(self, name: str, value: int) -> None:
        before = self.slots[name]

        def write(number: int) -> Changes:
            self.slots[name] = number
            return Changes(membership=True)

        self.undo.do(f"Set {name}", lambda: write(value), lambda: write(before))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers())), st.integers(0, 40))
def test_undo_all_then_redo_all(deeds: list[tuple[str, int]], steps: int) -> None:
    shelf = Shelf()
    history = [dict(shelf.slots)]
    for name, value in deeds:
        shelf.put(name, value)
        history.append(dict(shelf.slots))
    back = min(steps, len(deeds))
    for step in range(back):
        label = shelf.undo.undo()
        assert label == f"Set {deeds[len(deeds) - 1 - step][0]}"
    assert shelf.slots == history[len(deeds) - back]
    for _ in range(back):
        shelf.undo.redo()
    assert shelf.slots == history[-1]
    assert shelf.undo.redo() is None


def test_a_new_deed_forgets_what_was_undone() -> None:
    shelf = Shelf()
    shelf.put("a", 1)
    shelf.undo.undo()
    shelf.put("b", 2)
    assert shelf.undo.labels() == ("Set b", None)
    assert shelf.undo.redo() is None


def test_every_move_is_told() -> None:
    shelf = Shelf()
    shelf.put("a", 1)
    shelf.undo.undo()
    shelf.undo.redo()
    assert len(shelf.told) == 3


def test_the_oldest_deeds_are_forgotten_first() -> None:
    shelf = Shelf()
    for number in range(STEPS + 5):
        shelf.put("a", number + 1)
    while shelf.undo.undo():
        pass
    assert shelf.slots["a"] == 5


def test_a_deed_that_fails_is_not_remembered_as_undone() -> None:
    shelf = Shelf()

    def fail() -> Changes:
        raise RuntimeError

    shelf.undo.remember("Broken", fail, fail)
    with pytest.raises(RuntimeError):
        shelf.undo.undo()
    assert shelf.undo.labels() == ("Broken", None)


def test_a_deed_on_many_highlights_of_a_page_is_a_large_one() -> None:
    undo = Undo(Signal())
    marked = frozenset(AnnotationId(str(number)) for number in range(500))
    changes = Changes(pages=frozenset({PageId("a")}), annotations=marked)
    undo.do("Change Colours", lambda: changes, lambda: changes)
    assert undo.sizes() == (500, 0)
    undo.undo()
    assert undo.sizes() == (0, 500)


def test_who_must_wait_can_know_it_without_waiting() -> None:
    shelf = Shelf()
    shelf.put("a", 1)
    begun, go_on = threading.Event(), threading.Event()

    def long_deed() -> Changes:
        begun.set()
        assert go_on.wait(10)
        return Changes(membership=True)

    assert not shelf.undo.is_busy
    other = threading.Thread(target=lambda: shelf.undo.do("Long", long_deed, long_deed))
    other.start()
    assert begun.wait(10)
    assert shelf.undo.is_busy
    assert shelf.undo.sizes() == (0, 0)
    go_on.set()
    other.join()
    assert not shelf.undo.is_busy
    assert shelf.undo.labels() == ("Long", None)
