"""Signatures estimate how alike two texts are, within the bound that they promise."""

from __future__ import annotations

import random
from math import sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.likeness.minhash import BINS, LEAST_SHARED, estimate, signature
from postil.search.likeness.shingles import WIDTH, overlap, shingles, words_of

_NUMBERS = st.frozensets(st.integers(0, 2**32 - 1), min_size=1, max_size=300)


def _pair(chance: random.Random, size: int, resemblance: float) -> tuple[frozenset[int], frozenset[int]]:
    """Two sets of about ``size`` numbers with that resemblance."""
    shared = round(size * resemblance)
    numbers = [chance.getrandbits(32) for _ in range(size)]
    rest = numbers[shared:]
    half = len(rest) // 2
    return frozenset(numbers[:shared] + rest[:half]), frozenset(numbers[:shared] + rest[half:])


@pytest.mark.parametrize("resemblance", [0.1, 0.3, 0.5, 0.7, 0.9, 1.0])
@pytest.mark.parametrize("size", [40, 400, 4000])
def test_the_estimate_is_within_its_error(size: int, resemblance: float) -> None:
    chance = random.Random(f"{size} {resemblance}")
    errors = []
    for _ in range(60):
        one, other = _pair(chance, size, resemblance)
        errors.append(estimate(signature(one), signature(other)) - overlap(one, other).resemblance)
    bound = 0.5 / sqrt(BINS)
    assert abs(fmean(errors)) < 4 * bound / sqrt(len(errors)), "it is not off to one side"
    within = sum(abs(error) <= 3 * bound for error in errors)
    assert within >= len(errors) - 2


@given(_NUMBERS, st.randoms())
def test_order_does_not_matter(numbers: frozenset[int], chance: random.Random) -> None:
    shuffled = list(numbers)
    chance.shuffle(shuffled)
    assert signature(shuffled) == signature(numbers)


@given(_NUMBERS)
def test_every_bin_has_its_own_number(numbers: frozenset[int]) -> None:
    made = signature(numbers)
    assert [number >> 26 for number in made] == list(range(BINS))
    assert estimate(made, made) == 1.0


@given(_NUMBERS, _NUMBERS)
def test_the_estimate_is_the_same_from_both_sides(one: frozenset[int], other: frozenset[int]) -> None:
    assert estimate(signature(one), signature(other)) == estimate(signature(other), signature(one))


def test_a_text_without_shingles_has_no_signature() -> None:
    assert signature(shingles("too short")) == ()
    assert estimate((), signature([1])) == 0.0


def test_what_is_half_the_same_is_found() -> None:
    chance = random.Random(5)
    found = 0
    for _ in range(300):
        one, other = _pair(chance, 300, 0.5)
        shared = set(signature(one)) & set(signature(other))
        found += len(shared) >= LEAST_SHARED
    assert found == 300, "by chance one is missed in 1e17"


def test_unlike_texts_are_not_compared() -> None:
    chance = random.Random(6)
    signatures = [set(signature([chance.getrandbits(32) for _ in range(500)])) for _ in range(80)]
    pairs = [(one, other) for at, one in enumerate(signatures) for other in signatures[:at]]
    assert not any(len(one & other) >= LEAST_SHARED for one, other in pairs)


def test_case_style_and_punctuation_do_not_tell_texts_apart() -> None:
    plain = "the keeper of the light wrote fifty lines a day"
    dressed = "The KEEPER — of “the ﬁght”, no: the light!".replace("ﬁght", "light")
    assert words_of(dressed)[:4] == ["the", "keeper", "of", "the"]
    assert shingles(plain) == shingles("The keeper of the light;\n\nwrote **fifty** lines, a day…")
    assert words_of("ｆｕｌｌ ﬁne") == ["full", "fine"]


def test_scripts_without_spaces_are_compared_by_letters() -> None:
    assert words_of("灯台守 wrote") == ["灯", "台", "守", "wrote"]
    text = "灯台守は毎晩百十二段の階段を上った"
    assert len(shingles(text)) == len(text) - WIDTH + 1
    assert overlap(shingles(text), shingles(text[3:])).containment == 1.0


def test_an_excerpt_is_contained_and_does_not_resemble() -> None:
    chance = random.Random(7)
    words = [f"word{chance.randrange(5000)}" for _ in range(1000)]
    found = overlap(shingles(" ".join(words)), shingles(" ".join(words[200:400])))
    assert found.containment == 1.0
    assert found.resemblance == pytest.approx(0.197, abs=0.01)
