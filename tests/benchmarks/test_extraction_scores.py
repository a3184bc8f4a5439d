from __future__ import annotations

from math import isclose

from tests.benchmarks.extraction_scores import Overlap, overlap, score, score_pieces


def test_texts_overlap_in_runs_of_four_words() -> None:
    assert overlap("one two three four five", "Zero one two three four") == Overlap(1, 2, 2)


def test_a_run_that_comes_twice_must_be_found_twice() -> None:
    assert overlap("a b c d a b c d", "a b c d").common == 1


def test_a_text_of_fewer_words_is_one_shorter_run() -> None:
    assert overlap("one two", "one two") == Overlap(1, 1, 1)
    assert overlap("one two", "one two three") == Overlap(0, 1, 1)
    assert overlap("one", "") == Overlap(0, 0, 1)


def test_every_character_of_a_script_without_spaces_is_a_word() -> None:
    assert overlap("渡船很早就开", "渡船很早").common == 1
    assert overlap("渡船很早就开", "渡船很早").wanted == 3


def test_the_score_of_a_set_is_of_the_means_over_its_pages() -> None:
    pages = [Overlap(2, 4, 2), Overlap(1, 1, 4), Overlap(0, 0, 3)]
    result = score(pages)
    assert isclose(result.precision, (0.5 + 1) / 2), "a page of which nothing was kept has no precision"
    assert isclose(result.recall, (1 + 0.25 + 0) / 3)
    assert isclose(result.f1, 2 * 0.75 * (1.25 / 3) / (0.75 + 1.25 / 3))
    assert result.pages == 3
    assert result.error > 0


def test_pieces_are_looked_for_whatever_the_white_space() -> None:
    pages = [(("the old  mill", "the sea"), ("menu",), "Home menu\nthe old\nmill"), ((), ("legal",), "")]
    result = score_pieces(pages)
    assert (result.precision, result.recall) == (0.5, 0.5)
