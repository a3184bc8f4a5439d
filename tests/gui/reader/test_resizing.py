"""A highlight is made longer and shorter by words and sentences, and never empty."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.gui.reader.resizing import Edge, Step, resized

TEXT = "One tide came. Two more went by.\nA third one stayed."
PARAGRAPHS = ((0, 32), (33, 52))


def words_after(span: tuple[int, int], edge: Edge, step: Step, *, forward: bool) -> str | None:
    made = resized(span, TEXT, PARAGRAPHS, edge=edge, step=step, forward=forward)
    return None if made is None else TEXT[made[0] : made[1]]


TIDE = (4, 8)


def test_an_end_moves_by_words_and_sentences() -> None:
    assert words_after(TIDE, Edge.END, Step.WORD, forward=True) == "tide came"
    assert words_after(TIDE, Edge.END, Step.SENTENCE, forward=True) == "tide came."
    assert words_after((4, 14), Edge.END, Step.SENTENCE, forward=True) == "tide came. Two more went by."
    assert words_after((4, 13), Edge.END, Step.WORD, forward=False) == "tide"


def test_a_start_moves_by_words_and_sentences() -> None:
    assert words_after(TIDE, Edge.START, Step.WORD, forward=False) == "One tide"
    assert words_after((19, 23), Edge.START, Step.SENTENCE, forward=False) == "Two more"
    assert words_after((15, 32), Edge.START, Step.WORD, forward=True) == "more went by."


def test_it_goes_on_into_the_next_paragraph_and_back() -> None:
    assert words_after((15, 32), Edge.END, Step.WORD, forward=True) == "Two more went by.\nA"
    assert words_after((33, 40), Edge.START, Step.SENTENCE, forward=False) == "Two more went by.\nA third"


def test_it_is_never_empty_and_ends_with_the_text() -> None:
    assert words_after(TIDE, Edge.END, Step.WORD, forward=False) is None
    assert words_after(TIDE, Edge.START, Step.WORD, forward=True) is None
    assert words_after((0, 52), Edge.END, Step.SENTENCE, forward=True) is None
    assert words_after((0, 52), Edge.START, Step.WORD, forward=False) is None


@given(
    st.lists(st.text("ab .", min_size=1, max_size=20), min_size=1, max_size=4),
    st.data(),
    st.sampled_from(Edge),
    st.sampled_from(Step),
    st.booleans(),
)
def test_only_one_edge_moves_and_the_way_that_was_asked(
    paragraphs: list[str],
    data: st.DataObject,
    edge: Edge,
    step: Step,
    forward: bool,  # noqa: FBT001 - given
) -> None:
    text = "\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append((at, at + len(paragraph)))
        at += len(paragraph) + 1
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = resized((start, end), text, spans, edge=edge, step=step, forward=forward)
    if made is not None:
        assert made[0] < made[1]
        moved = (made[0] - start, made[1] - end)
        assert moved[1 - edge.value] == 0
        assert (moved[edge.value] > 0) is forward
        assert moved[edge.value] != 0
