from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from postil.export.notes.layout import ListedHighlight, ListedPage, Part, Planned, plan
from postil.model.export_target import Layout
from postil.model.ids import AnnotationId, PageId

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


def listed(name: str, *highlights: ListedHighlight, tags: tuple[str, ...] = ()) -> ListedPage:
    return ListedPage(PageId(name), name.title(), NOON, tags, highlights)


def marked(name: str, *tags: str, hours: int = 0) -> ListedHighlight:
    return ListedHighlight(AnnotationId(name), NOON + timedelta(hours=hours), tags)


def by_name(planned: tuple[Planned, ...]) -> dict[str, tuple[Part, ...]]:
    return {"/".join(each.name): each.parts for each in planned}


def some(page: str, *highlights: str, note: bool = False) -> Part:
    return Part(PageId(page), frozenset(map(AnnotationId, highlights)), note)


def test_a_page_has_a_file_of_its_own() -> None:
    (only,) = plan([listed("mill", marked("one"))], Layout.PAGE)
    assert (only.id, only.name, only.parts) == ("mill", ("Mill",), (Part(PageId("mill")),))
    assert not only.shared


def test_one_file_has_all_pages_in_their_order() -> None:
    pages = [listed("mill"), listed("bread")]
    (only,) = plan(pages, Layout.ONE_FILE, name="Reading: notes", key="target")
    assert only.id == "all-target"
    assert only.name == ("Reading - notes",)
    assert [part.page for part in only.parts] == ["mill", "bread"]
    assert not plan([], Layout.ONE_FILE)


def test_a_page_is_in_the_files_of_its_tags_and_its_highlights_in_those_of_theirs() -> None:
    pages = [
        listed("mill", marked("one", "Bread"), marked("two"), tags=("river/boats", "work")),
        replace(listed("oven", marked("three", "bread", "work")), noted=True),
        listed("ford", marked("four", "work")),
    ]
    assert by_name(plan(pages, Layout.TAG)) == {
        "Bread": (some("mill", "one"), some("oven", "three")),
        "river/boats": (Part(PageId("mill")),),
        "work": (Part(PageId("mill")), some("oven", "three"), some("ford", "four")),
        "Untagged": (some("oven", note=True),),
    }


def test_tags_are_one_in_any_letter_case_and_keep_their_file() -> None:
    (upper,) = plan([listed("mill", tags=("Work",))], Layout.TAG)
    (lower,) = plan([listed("mill", tags=("work",))], Layout.TAG)
    assert upper.id == lower.id
    assert upper.title == "Work"


def test_a_tag_cannot_lead_out_of_the_folder() -> None:
    (only,) = plan([listed("mill", tags=("../../etc",))], Layout.TAG)
    assert only.name == ("Untitled", "Untitled", "etc")


def test_highlights_are_in_the_files_of_their_days_and_the_note_in_the_first() -> None:
    pages = [listed("mill", marked("two", hours=24), marked("one")), listed("noted")]
    assert by_name(plan(pages, Layout.DAY, zone=UTC)) == {
        "2026-05-03": (some("mill", "one", note=True), Part(PageId("noted"))),
        "2026-05-04": (some("mill", "two"),),
    }
    assert all(each.joins for each in plan(pages, Layout.DAY, zone=UTC))


def test_a_day_is_that_of_the_persons_clock() -> None:
    late = [listed("mill", marked("one", hours=11))]
    assert list(by_name(plan(late, Layout.DAY, zone=UTC))) == ["2026-05-03"]
    assert list(by_name(plan(late, Layout.DAY, zone=timezone(timedelta(hours=3))))) == ["2026-05-04"]


tags = st.lists(st.sampled_from(["a", "A", "b/c", "b", "ß", "SS"]), max_size=3, unique=True).map(tuple)
highlights = st.lists(st.tuples(tags, st.integers(0, 60)), max_size=4)
libraries = st.lists(st.tuples(tags, highlights), max_size=5)


@given(libraries, st.sampled_from(list(Layout)))
def test_every_highlight_and_note_is_in_a_file(
    library: list[tuple[tuple[str, ...], list[tuple[tuple[str, ...], int]]]], layout: Layout
) -> None:
    pages = [
        replace(
            listed(
                f"page{number}",
                *(marked(f"{number}-{at}", *names, hours=hours) for at, (names, hours) in enumerate(marks)),
                tags=own,
            ),
            noted=number % 2 == 0,
        )
        for number, (own, marks) in enumerate(library)
    ]
    planned = plan(pages, layout, zone=UTC)
    assert len({each.id for each in planned}) == len(planned)
    for page in pages:
        parts = [part for each in planned for part in each.parts if part.page == page.id]
        everything = {each.id for each in page.highlights}
        told = [everything if part.highlights is None else part.highlights for part in parts]
        assert everything <= set().union(*told)
        assert any(part.note for part in parts) or not page.noted
        for each in planned:
            assert [part.page for part in each.parts].count(page.id) <= 1
