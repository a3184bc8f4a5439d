from __future__ import annotations

from tests.benchmarks.anchoring_doubt import is_in_doubt
from tests.benchmarks.anchoring_truth import Kind, Truth

PASSAGE = "The gate is locked at nine, and the warden keeps the key under a flat stone."
BEFORE, AFTER = "Visitors leave in good time. ", " Nobody has asked him why it is not in the house."
OTHER = "A long hedge of hazel runs along the road to the mill, and blackbirds nest there every spring. " * 3


def span_of(text: str) -> tuple[int, int]:
    start = text.index(PASSAGE)
    return start, start + len(PASSAGE)


def test_a_passage_that_stands_there_was_not_cut() -> None:
    old = BEFORE + PASSAGE + AFTER
    assert is_in_doubt(old, OTHER + old, span_of(old), Truth(0, 0, Kind.CUT))


def test_a_passage_that_is_gone_was_cut() -> None:
    old = BEFORE + PASSAGE + AFTER
    assert not is_in_doubt(old, OTHER + BEFORE + AFTER, span_of(old), Truth(0, 0, Kind.CUT))


def test_a_truth_that_names_the_passage_itself_is_sure_even_if_a_copy_stands_elsewhere() -> None:
    old = BEFORE + PASSAGE + AFTER
    new = old + OTHER + old
    assert not is_in_doubt(old, new, span_of(old), Truth(*span_of(new), Kind.KEPT))


def test_what_another_part_of_the_old_text_became_is_no_reason_for_doubt() -> None:
    old = BEFORE + PASSAGE + AFTER + OTHER + BEFORE + PASSAGE + AFTER
    assert not is_in_doubt(old, OTHER + BEFORE + PASSAGE + AFTER, span_of(old), Truth(0, 0, Kind.CUT))


def test_words_that_are_only_reckoned_to_stand_in_its_stead_give_way_to_an_edited_passage() -> None:
    old = BEFORE + PASSAGE + AFTER
    edited = PASSAGE.replace("keeps the key", "hides both of his keys").replace("locked at nine", "shut")
    new = OTHER + BEFORE + edited + AFTER
    assert is_in_doubt(old, new, span_of(old), Truth(10, 80, Kind.REPLACED))
