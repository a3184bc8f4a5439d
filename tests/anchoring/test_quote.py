from __future__ import annotations

from postil.anchoring.quote import find_all


def test_overlapping_occurrences_are_all_found() -> None:
    assert find_all("aa", "aaaa") == [0, 1, 2]
    assert find_all("b", "aaaa") == []
