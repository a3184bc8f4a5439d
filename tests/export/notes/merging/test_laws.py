"""The laws of merging, searched for counter-examples."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.notes.merging.notes import (
    IN_FILE,
    IN_LIBRARY,
    Change,
    Page,
    changes,
    document,
    in_file,
    in_library,
    pages,
)

from postil.export.notes.merging.base import Base, base_text, read_base
from postil.export.notes.merging.lines import words_of
from postil.export.notes.merging.merge import Merged, merge

if TYPE_CHECKING:
    from postil.export.notes.document import Document

ROUNDS = st.lists(st.tuples(changes(IN_LIBRARY), changes(IN_FILE)), min_size=1, max_size=4)


def lines_of(text: str) -> Counter[str]:
    return Counter(line for line in words_of(text.removeprefix("\ufeff")) if line.strip())


def written(base: Document) -> Counter[str]:
    """The lines that Postil wrote."""
    texts = [base.front, *(each.text for each in base.blocks)]
    if isinstance(base, Base):
        texts += [text for each in base.copies for text in (each.text, each.shown)]
    return sum((lines_of(each) for each in texts), Counter())


def assert_nothing_lost(base: Document | None, theirs: str, merged: Merged) -> None:
    known = written(base) if base else Counter()
    lost = lines_of(theirs) - known - lines_of(merged.text)
    front = [line for line in lost if line.startswith(("tags:", "title: mine", "  - ")) or ":" in line]
    assert not (lost.keys() - front)


def assert_settled(ours: Document, merged: Merged) -> None:
    again = merge(merged.base, ours, merged.text)
    assert again.text == merged.text
    assert again.base == merged.base


@given(pages(), ROUNDS)
@settings(max_examples=300)
def test_over_rounds_of_changes_on_both_sides(
    page: Page, rounds: list[tuple[list[Change], list[Change]]]
) -> None:
    ours = document(page)
    merged = merge(None, ours, None)
    for in_postil, of_person in rounds:
        theirs = merged.text
        for change in of_person:
            theirs = in_file(theirs, change, ours)
        for change in in_postil:
            page = in_library(page, change)
        ours = document(page)
        base = read_base(base_text(merged.base))
        assert base == merged.base
        merged = merge(base, ours, theirs)
        assert_nothing_lost(base, theirs, merged)
        assert_settled(ours, merged)
        assert isinstance(merged.base, Base)
        gone = {each.key for each in merged.base.deleted}
        assert {each.key for each in merged.base.blocks} == {each.key for each in ours.blocks} - gone
