"""What is found becomes rows: the same is told once, and one page does not fill the list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.app.folding import HIGHLIGHTS, rows
from postil.model.ids import AnnotationId, PageId
from postil.model.likeness import Likeness
from postil.search.document import annotation_key, page_key
from postil.search.find import Hit


def page(name: str) -> Hit:
    return Hit(page_key(PageId(name)), PageId(name), 1.0)


def highlight(name: str, number: int) -> Hit:
    return Hit(annotation_key(AnnotationId(f"{name}{number}")), PageId(name), 1.0)


def same(one: str, other: str) -> Likeness:
    return Likeness(PageId(one), PageId(other), same_address=False, resemblance=0.95, containment=1.0)


def test_pages_that_are_the_same_are_one_row() -> None:
    hits = [page("a"), page("b"), page("c"), page("d")]
    found = rows(hits, [same("a", "c"), same("d", "c")], limit=10)
    assert [(row.hit.page, row.folded) for row in found] == [("a", ("c", "d")), ("b", ())]
    assert [row.rank for row in found] == [0, 1]


def test_versions_of_a_story_are_not_folded_but_copies_of_a_page_are() -> None:
    hits = [page("a"), page("b"), page("c")]
    pairs = [
        Likeness(PageId("a"), PageId("b"), same_address=False, resemblance=0.6, containment=1.0),
        Likeness(PageId("a"), PageId("c"), same_address=True, resemblance=0.3, containment=0.5),
    ]
    assert [(row.hit.page, row.folded) for row in rows(hits, pairs, limit=10)] == [("a", ("c",)), ("b", ())]


def test_what_comes_after_the_last_row_is_still_folded_into_it() -> None:
    found = rows([page("a"), page("b"), page("c")], [same("a", "c")], limit=1)
    assert [(row.hit.page, row.folded) for row in found] == [("a", ("c",))]


def test_of_many_highlights_the_best_have_rows_and_the_others_are_told() -> None:
    hits = [page("a"), *(highlight("a", number) for number in range(10)), page("b"), highlight("b", 0)]
    found = rows(hits, (), limit=20)
    assert [(row.hit.page, row.annotation) for row in found] == [
        ("a", None),
        *(("a", f"a{number}") for number in range(HIGHLIGHTS)),
        ("b", None),
        ("b", "b0"),
    ]
    assert found[HIGHLIGHTS].more == tuple(f"a{number}" for number in range(HIGHLIGHTS, 10))
    assert [row.more for row in found if row.annotation != f"a{HIGHLIGHTS - 1}"] == [(), (), (), (), ()]


def test_who_asked_for_highlights_sees_each() -> None:
    hits = [highlight("a", number) for number in range(10)]
    found = rows(hits, (), limit=20)
    assert [row.annotation for row in found] == [f"a{number}" for number in range(10)]
    assert not any(row.more for row in found)


def test_highlights_of_a_folded_page_have_rows() -> None:
    found = rows([page("a"), page("b"), highlight("b", 0)], [same("a", "b")], limit=10)
    assert [(row.hit.page, row.annotation) for row in found] == [("a", None), ("b", "b0")]


NAMES = "abcdef"
HITS = st.lists(
    st.sampled_from(NAMES).map(page) | st.builds(highlight, st.sampled_from(NAMES), st.integers(0, 5)),
    unique_by=lambda hit: hit.key,
    max_size=30,
)
PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])
).map(lambda pairs: [same(*pair) for pair in pairs])


@given(hits=HITS, pairs=PAIRS)
def test_everything_is_in_one_row_once_and_rows_keep_their_order(
    hits: list[Hit], pairs: list[Likeness]
) -> None:
    found = rows(hits, pairs, limit=len(hits))
    told = [row.hit.key for row in found]
    told += [page_key(name) for row in found for name in row.folded]
    told += [annotation_key(name) for row in found for name in row.more]
    assert sorted(told) == sorted(hit.key for hit in hits)
    assert [row.rank for row in found] == sorted(row.rank for row in found)
    assert all(hits[row.rank] == row.hit for row in found)


@given(hits=HITS, pairs=PAIRS, limit=st.integers(0, 12))
def test_fewer_rows_are_the_first_of_more(hits: list[Hit], pairs: list[Likeness], limit: int) -> None:
    all_rows = rows(hits, pairs, limit=len(hits))
    assert rows(hits, pairs, limit=limit) == all_rows[:limit]
