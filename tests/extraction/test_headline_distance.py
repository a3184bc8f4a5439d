from __future__ import annotations

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.features import kind_of
from postil.extraction.headline_distance import HEADLINE_NAMES, headline_columns
from postil.extraction.hints import Hints
from postil.extraction.vocabulary import vocabulary

SINCE, UP, DOWN, OTHERS, TOLD, WITHIN = range(2, 8)


def columns_of(markup: str, *titles: str) -> list[list[float]]:
    blocks = read_blocks(parse_page(markup)).blocks
    words = [vocabulary(block.text) for block in blocks]
    rows = headline_columns(blocks, Hints(titles=titles), words, [kind_of(block) for block in blocks])
    assert {len(row) for row in rows} == {len(HEADLINE_NAMES)}
    return rows


TWO = """<h1>The Daily</h1>
<article><h2>Ferries run again</h2><p>The first ferry left.</p></article>
<article><h2>Snow on the pass</h2><p>Nobody drove.</p></article>"""


def test_what_follows_a_second_headline_is_of_another_article() -> None:
    rows = columns_of(TWO, "ferries run again")
    assert [row[OTHERS] for row in rows] == [0, 0, 0, 1, 1]
    assert [row[WITHIN] for row in rows] == [0, 1, 1, 0, 0]
    assert [row[SINCE] for row in rows] == [-1, 0, 1, 2, 3]


def test_steps_are_counted_to_what_holds_both() -> None:
    rows = columns_of(TWO, "ferries run again")
    assert (rows[2][UP], rows[2][DOWN]) == (1, 1), "the paragraph's article is the headline's parent"
    assert (rows[4][UP], rows[4][DOWN]) == (2, 2), "only the body holds the other article too"


def test_the_heading_that_is_the_title_is_the_headline_even_after_a_twin_that_is_none() -> None:
    rows = columns_of("<p>Ferries run again</p><h2>Ferries run again</h2><p>Text</p>", "ferries run again")
    assert [row[SINCE] for row in rows] == [-1, 0, 1]
    assert rows[0][TOLD] == 0


def test_without_title_the_first_h1_is_the_headline_and_without_that_there_is_none() -> None:
    assert [row[TOLD] for row in columns_of("<h1>Ferries</h1><p>Text</p>")] == [2, 2]
    assert [row[TOLD] for row in columns_of("<p>Text</p>")] == [3]


def test_the_words_of_the_title_are_counted_both_ways() -> None:
    rows = columns_of("<p>Ferries left early</p>", "ferries again running late")
    assert rows[0][:2] == [1 / 4, 1 / 3]
