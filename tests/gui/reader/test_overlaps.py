"""What may be meant by a highlight over another, and what the words are then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.gui.reader.readers import placed_at

from postil.gui.reader.overlaps import Answer, chain, overlap_of, touching, union_of

if TYPE_CHECKING:
    from postil.model.annotation import Placed

SPAN = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda span: (span[0], span[0] + span[1]))
SPANS = st.lists(SPAN, max_size=8)


def placed(*spans: tuple[int, int]) -> list[Placed]:
    return [placed_at(str(number), start, end) for number, (start, end) in enumerate(spans)]


def test_a_part_of_one_is_nested_or_what_is_left_of_it() -> None:
    asked = overlap_of((12, 15), placed((10, 20)))
    assert asked is not None
    assert asked.answers == (Answer.KEEP_BOTH, Answer.SHRINK)


def test_what_lies_over_an_end_of_one_or_around_it_extends_it() -> None:
    for span, union in (((15, 25), (10, 25)), ((5, 15), (5, 20)), ((5, 25), (5, 25))):
        asked = overlap_of(span, placed((10, 20)))
        assert asked is not None
        assert asked.answers == (Answer.EXTEND, Answer.KEEP_BOTH)
        assert asked.union == union


def test_what_lies_over_several_merges_them() -> None:
    asked = overlap_of((15, 35), placed((30, 40), (10, 20), (50, 60)))
    assert asked is not None
    assert asked.answers == (Answer.MERGE, Answer.KEEP_BOTH)
    assert (asked.touched, asked.union) == (("1", "0"), (10, 40))


def test_of_nested_ones_the_innermost_shrinks() -> None:
    asked = overlap_of((14, 15), placed((0, 50), (10, 20)))
    assert asked is not None
    assert (asked.touched, asked.answers[1]) == (("1",), Answer.SHRINK)


def test_what_only_adjoins_is_not_asked_about() -> None:
    assert overlap_of((20, 25), placed((10, 20))) is None
    assert overlap_of((0, 5), [placed_at("lost", None, None)]) is None


def test_what_was_selected_and_adjoins_is_asked_about() -> None:
    text = "One two. Three four."
    for span, there, union in (
        ((9, 14), (0, 8), (0, 14)),
        ((4, 7), (0, 3), (0, 7)),
        ((0, 4), (4, 7), (0, 7)),
    ):
        asked = overlap_of(span, placed(there), selected_of=text)
        assert asked is not None
        assert (asked.answers, asked.union) == ((Answer.EXTEND, Answer.KEEP_BOTH), union)
        assert asked.adjoins
        assert overlap_of(span, placed(there)) is None, "going from sentence to sentence asks nothing"
    between = overlap_of((4, 7), placed((0, 3), (7, 8)), selected_of=text)
    assert between is not None
    assert (between.answers[0], between.touched) == (Answer.MERGE, ("0", "1"))
    assert overlap_of((9, 14), placed((0, 7)), selected_of=text) is None, "a full stop is between them"
    assert overlap_of((4, 8), placed((0, 3)), selected_of="One\ntwo.") is None, "nor over two paragraphs"


@given(SPAN, SPANS)
def test_the_union_has_every_letter_of_all_and_no_end_of_its_own(
    span: tuple[int, int], spans: list[tuple[int, int]]
) -> None:
    asked = overlap_of(span, placed(*spans))
    touched = [each for each in spans if each[0] < span[1] and each[1] > span[0]]
    assert (asked is None) == (not touched)
    if asked is not None and Answer.KEEP_BOTH is not asked.answers[0]:
        starts, ends = zip(span, *touched, strict=True)
        assert asked.union == (min(starts), max(ends))


@given(st.lists(SPAN, min_size=1, max_size=8), st.randoms())
def test_a_union_does_not_depend_on_the_order(spans: list[tuple[int, int]], chance: object) -> None:
    mixed = list(spans)
    chance.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis' random
    assert union_of(mixed) == union_of(spans)
    assert union_of((union_of(spans), *spans)) == union_of(spans)


@given(SPAN, SPANS)
def test_a_chain_is_closed_what_is_left_out_does_not_touch_it(
    span: tuple[int, int], spans: list[tuple[int, int]]
) -> None:
    every = placed(*spans)
    names, union = chain(span, every)
    again, wider = chain(union, every)
    assert (set(again), wider) == (set(names), union)
    left_out = [item for item in every if item.annotation.id not in names]
    assert touching(union, left_out) == []
    assert union[0] <= span[0]
    assert union[1] >= span[1]
