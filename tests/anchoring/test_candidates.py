from __future__ import annotations

from postil.anchoring.candidates import Letters

TEXT = (
    "thewheelturnedallnight.inthemorningthewholevillageknew.thebakerwasthefirsttocome."
    "nobodyknowswhythewheelturnedagain.thesecondbakercamelate.thewheelturnedslowly."
)


def test_the_occurrence_with_the_known_neighbours_comes_first() -> None:
    known = "knowswhythewheelturnedagain"
    runs = next(iter(Letters(TEXT).alignments(known, 9, 22)))
    assert [(run.new, run.size) for run in runs] == [(TEXT.index("knowswhy"), len(known))]


def test_a_passage_with_wrong_letters_is_a_candidate() -> None:
    known = "inthemurningthewholevilageknew"
    place = TEXT.index("inthemorning")
    aligned = list(Letters(TEXT).alignments(known, 0, len(known)))
    assert any(run.new in range(place, place + 30) and run.size >= 8 for runs in aligned for run in runs)


def test_a_passage_that_is_not_there_has_no_candidate() -> None:
    assert list(Letters(TEXT).alignments("quarterlyrevenue", 0, 9)) == []
