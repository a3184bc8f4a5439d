from __future__ import annotations

import random
from math import exp

import pytest
from tests.extraction.pages_for_tests import page

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import Model, best_cut, context, judge, load_model
from postil.extraction.features import Lexicon, Measured, measure
from postil.extraction.hints import read_hints
from postil.extraction.trees import Forest


def expected_f1(likelihoods: list[float], words: list[float], cut: float) -> float:
    wanted = sum(each * count for each, count in zip(likelihoods, words, strict=True))
    kept = [(each, count) for each, count in zip(likelihoods, words, strict=True) if each >= cut]
    return 2 * sum(each * count for each, count in kept) / (sum(count for _, count in kept) + wanted)


def test_the_cut_is_the_best_there_is() -> None:
    numbers = random.Random(4)
    for _ in range(50):
        likelihoods = [numbers.random() for _ in range(12)]
        words = [float(numbers.randrange(1, 60)) for _ in range(12)]
        best = max(expected_f1(likelihoods, words, cut) for cut in likelihoods)
        assert expected_f1(likelihoods, words, best_cut(likelihoods, words)) == pytest.approx(best)


def test_clear_pages_are_cut_at_a_half() -> None:
    assert best_cut([1.0, 1.0, 0.0], [10, 10, 10]) == 0.5
    assert best_cut([], []) == 0.0


def test_trees_add_up() -> None:
    html = parse_page("<p>one</p><p>two words</p>")
    read = read_blocks(html)
    measured = Measured(([0.0, 5.0], [1.0, 5.0]), (1.0, 2.0), (frozenset(), frozenset()))
    model = Model(
        2,
        Lexicon(),
        first=Forest(((0, 0.5, -1.0, (1, 4.0, 9.0, 2.0)), 0.5)),
        second=Forest(((2, 0.5, -30.0, 30.0),)),
    )
    first = [1 / (1 + exp(0.5)), 1 / (1 + exp(-2.5))]
    assert model.likelihoods(read, measured) == pytest.approx([(first[0] + 0) / 2, (first[1] + 1) / 2])


def test_context_has_what_the_first_pass_said_of_neighbours() -> None:
    read = read_blocks(parse_page("<div><p>a</p><p>b</p><p>c</p></div>"))
    measured = Measured(([], [], []), (1.0, 1.0, 1.0), (frozenset({"harbour"}),) * 3)
    columns = context(read, measured, [0.1, 0.9, 0.8])
    assert columns[0] == [0.1, 0.9, 0.8]
    assert columns[3] == [-1.0, 0.1, 0.9]
    assert columns[4] == [0.9, 0.8, -1.0]
    assert columns[7][0] == pytest.approx(0.85)
    assert columns[-5] == [-1.0, 0.0, 1.0]
    assert columns[-3] == [1.0, 1.0, 1.0], "each finds its word in a likely block that is not itself"


def test_the_shipped_model_was_trained_on_these_columns() -> None:
    html = parse_page(page(""))
    read, hints, model = read_blocks(html), read_hints(html, None), load_model()
    rows = measure(read, hints, model.lexicon).rows
    assert {len(row) for row in rows} == {model.columns}


def test_the_shipped_model_tells_paragraphs_from_menus() -> None:
    html = parse_page(page(""))
    read = read_blocks(html)
    judged = judge(read, read_hints(html, "The blue notebook"))
    kept = [block.text for block, keep in zip(read.blocks, judged.kept(), strict=True) if keep]
    assert len([text for text in kept if text.count(" ") > 20]) == 6
    assert not {"Home", "News", "© 2024 Legal notice"} & set(kept)
    assert not judged.plain
