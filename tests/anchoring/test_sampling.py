"""A passage that stands in two long texts is sampled alike in both; of a short text all is looked at."""

from __future__ import annotations

import random

from postil.anchoring.sampling import Sample


def test_all_of_a_short_text_is_looked_at() -> None:
    assert list(Sample("abcdef").begins("abcdef", 4)) == [0, 1, 2]
    assert list(Sample("").begins("ab", 4)) == []


def test_a_passage_is_sampled_alike_wherever_it_stands() -> None:
    chance = random.Random(3)
    letters = "".join(chance.choices("abcdefghijklmnopqrst", k=400_000))
    sample = Sample(letters)
    passage = letters[1000:3000]
    there = {at - 1000 for at in sample.begins(letters, 16) if 1000 <= at <= 3000 - 16}
    elsewhere = {at - 77 for at in sample.begins("b" * 77 + passage, 16) if at >= 77}
    assert there == elsewhere
    assert 0.08 < len(there) / len(passage) < 0.25


def test_a_text_of_one_letter_is_looked_at_whole() -> None:
    assert sum(1 for _at in Sample("a" * 400_000).begins("a" * 100, 16)) == 85
