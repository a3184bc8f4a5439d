"""The laws of merging, searched for counter-examples."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
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

from postil.export.notes.document import Block, Document
from postil.export.notes.merging.base import Base, base_text, read_base
from postil.export.notes.merging.copies import SAYING
from postil.export.notes.merging.lines import File, words_of
from postil.export.notes.merging.merge import Merged, _joined, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROUNDS = st.lists(st.tuples(changes(IN_LIBRARY), changes(IN_FILE)), min_size=1, max_size=4)
IN_PLACE = tuple(each for each in IN_LIBRARY if each != "reorder")


def lines_of(text: str) -> Counter[str]:
    return Counter(line for line in words_of(text.removeprefix("\ufeff")) if line.strip())


def written(base: Document) -> Counter[str]:
    """The lines that Postil wrote."""
    texts = [base.front, *(each.text for each in base.blocks)]
    if isinstance(base, Base):
        texts += [each.text for each in base.deleted]
        texts += [each.text for each in base.copies]
    return sum((lines_of(each) for each in texts), Counter())


def assert_nothing_lost(base: Document | None, theirs: str, merged: Merged) -> None:
    """Every line is there that Postil did not write; of front matter, every value."""
    known = written(base) if base else Counter()
    lost = lines_of(theirs) - known - lines_of(merged.text)
    keys = ("tags:", "title:", "author:", "postil:", "  - ")
    respelled = {line for line in lost if line.startswith(keys) or line.endswith('"]')}
    assert not lost.keys() - respelled
    for line in respelled:
        assert not {"own", "mine"} & set(line.replace("[", " ").replace(",", " ").split()) or any(
            word in merged.text for word in ("own", "mine")
        )


def assert_settled(ours: Document, merged: Merged) -> None:
    """Merging again changes nothing, but that a note may go on with what now stands right below it."""
    again = merge(merged.base, ours, merged.text)
    assert again.text == merged.text
    assert isinstance(again.base, Base)
    assert isinstance(merged.base, Base)
    assert replace(again.base, standing=()) == replace(merged.base, standing=())


def after(page: Page, several: Sequence[Change]) -> Page:
    for change in several:
        page = in_library(page, change)
    return page


def edited(text: str, several: Sequence[Change], written: Document) -> str:
    for change in several:
        text = in_file(text, change, written)
    return text


def played(
    page: Page, rounds: Sequence[tuple[list[Change], list[Change]]]
) -> Iterator[tuple[Page, Document, Document, str, Merged]]:
    """After each round: the page, the base, what Postil had, what the file said, and what came of it."""
    ours = document(page)
    merged = merge(None, ours, None)
    for in_postil, of_person in rounds:
        theirs = edited(merged.text, of_person, ours)
        page = after(page, in_postil)
        ours = document(page)
        base, merged = merged.base, merge(merged.base, ours, theirs)
        yield page, base, ours, theirs, merged


@given(pages(), ROUNDS)
@settings(max_examples=100)
def test_nothing_is_lost_over_rounds_of_changes_on_both_sides(
    page: Page, rounds: list[tuple[list[Change], list[Change]]]
) -> None:
    for _page, base, ours, theirs, merged in played(page, rounds):
        assert read_base(base_text(base)) == base
        assert_nothing_lost(base, theirs, merged)
        assert_settled(ours, merged)
        assert isinstance(merged.base, Base)
        gone = {each.key for each in merged.base.deleted}
        assert {each.key for each in merged.base.blocks} == {each.key for each in ours.blocks} - gone


@given(pages(), changes(IN_FILE))
@settings(max_examples=60)
def test_where_nothing_changed_in_postil_the_file_stays_byte_for_byte(
    page: Page, of_person: list[Change]
) -> None:
    ours = document(page)
    theirs = edited(ours.text, of_person, ours)
    assert merge(ours, ours, theirs).text == theirs


@given(pages(), changes(IN_LIBRARY))
@settings(max_examples=60)
def test_a_file_that_nobody_touched_is_what_postil_has(page: Page, in_postil: list[Change]) -> None:
    base, ours = document(page), document(after(page, in_postil))
    assert merge(base, ours, base.text).text == ours.text
    windows = base.text.replace("\n", "\r\n")
    assert merge(base, ours, windows).text == ours.text.replace("\n", "\r\n")
    assert merge(base, ours, "\ufeff" + base.text).text == "\ufeff" + ours.text


@given(pages(), changes(IN_PLACE))
@settings(max_examples=60)
def test_so_it_is_where_every_block_is_looked_for(page: Page, in_postil: list[Change]) -> None:
    page = after(page, [Change("heading", 0, "", 0), Change("add", 0, "the wheel", 39)])
    base = document(page)
    ours = document(after(page, [each for each in in_postil if each.what != "heading"]))
    assume([each.key for each in ours.blocks if each in base.blocks] and len(base.blocks) > 2)
    file = File.read(base.text)
    merged = _joined(Base(front=base.front, blocks=base.blocks), ours, file, is_known=True)
    assert merged.text == ours.text


@given(pages(), st.integers(0, 20), changes(IN_LIBRARY), changes(IN_LIBRARY))
@settings(max_examples=60)
def test_what_the_person_deleted_stays_deleted(
    page: Page, number: int, first: list[Change], second: list[Change]
) -> None:
    base = document(page)
    marked = [each for each in base.blocks if each.marker]
    assume(marked)
    block = marked[number % len(marked)]
    page = after(page, first)
    merged = merge(base, document(page), base.text.replace(block.text, "", 1))
    again = merge(merged.base, document(after(page, second)), merged.text)
    for each in (merged, again):
        assert all(block.marker not in line.split() for line in each.text.split("\n"))


@given(pages(), ROUNDS, st.integers(0, 20), changes(IN_LIBRARY))
@settings(max_examples=100)
def test_it_stays_deleted_whatever_was_done_to_the_others_before(
    page: Page, rounds: list[tuple[list[Change], list[Change]]], number: int, later: list[Change]
) -> None:
    *_, (page, _base, ours, _theirs, merged) = played(page, rounds)
    assert isinstance(merged.base, Base)
    written_in = {each.key for each in merged.base.standing}
    marked = [each for each in ours.blocks if each.marker and merged.text.count(each.marker) == 1]
    whole = [each for each in marked if each.key not in written_in and f"\n{each.text}\n" in merged.text]
    assume(whole)
    block = whole[number % len(whole)]
    theirs = merged.text.replace(f"\n{block.text}\n", "\n", 1)
    merged = merge(merged.base, document(after(page, later)), theirs)
    assert isinstance(merged.base, Base)
    assert block.key in {each.key for each in merged.base.deleted}
    assert f"#hl-{block.key.removeprefix('hl-')})" not in merged.text


@given(pages(), st.integers(0, 20), st.integers(0, 20), changes(("note", "quote", "color", "add", "remove")))
@settings(max_examples=60)
def test_a_moved_block_stays_where_it_was_moved(
    page: Page, number: int, to: int, in_postil: list[Change]
) -> None:
    base = document(page)
    marked = [each for each in base.blocks if each.marker]
    assume(len(marked) > 1)
    block, target = marked[number % len(marked)], marked[to % len(marked)]
    assume(block != target)
    rest = base.text.replace(block.text + "\n", "", 1)
    theirs = rest.replace(target.text, block.text + target.gap + target.text, 1)
    assume(theirs != base.text)
    ours = document(after(page, in_postil))
    there = {each.key for each in ours.blocks}
    text = merge(base, ours, theirs).text
    order = [
        each.marker
        for each in sorted(marked, key=lambda each: theirs.index(each.marker))
        if each.key in there
    ]
    assert sorted(order, key=lambda each: place(text, each)) == order


@given(pages(), changes(("type below",)), changes(IN_LIBRARY))
@settings(max_examples=60)
def test_what_is_typed_below_a_block_is_no_edit_of_its_note(
    page: Page, of_person: list[Change], in_postil: list[Change]
) -> None:
    base = document(page)
    theirs = edited(base.text, of_person, base)
    merged = merge(base, document(after(page, in_postil)), theirs)
    assert not merged.edits
    assert not merged.kept_both


@given(pages(), st.lists(changes(IN_PLACE, most=2), min_size=2, max_size=4))
@settings(max_examples=60)
def test_merging_after_each_change_or_after_all_is_the_same(page: Page, several: list[list[Change]]) -> None:
    base = document(without_heading(page))
    title, *_ = (each.text for each in base.blocks)
    theirs = base.text.replace(title, f"{title}\n\nMine, below the title.", 1).replace(
        "---\n", "---\nmine: 1\n", 1
    )
    stepwise = merge(base, base, theirs)
    now = without_heading(page)
    for each in several:
        now = without_heading(after(now, each))
        stepwise = merge(stepwise.base, document(now), stepwise.text)
    assert merge(base, document(now), theirs).text == stepwise.text


@given(pages(), changes(IN_PLACE))
@settings(max_examples=60)
def test_it_does_not_matter_who_comes_first(page: Page, in_postil: list[Change]) -> None:
    page = without_heading(page)
    base, ours = document(page), document(without_heading(after(page, in_postil)))

    assert merge(base, ours, with_mine(base.text, base)).text == with_mine(
        merge(base, ours, base.text).text, ours
    )


@given(pages(), changes(IN_FILE), changes(IN_LIBRARY))
@settings(max_examples=60)
def test_without_a_base_nothing_is_replaced(
    page: Page, of_person: list[Change], in_postil: list[Change]
) -> None:
    last, ours = document(page), document(after(page, in_postil))
    theirs = edited(last.text, of_person, last)
    merged = merge(None, ours, theirs)
    lost = lines_of(theirs) - lines_of(merged.text)
    assert not {line for line in lost if not line.startswith("tags:")}
    assert_settled(ours, merged)
    missing = [each.key for each in ours.blocks if each.marker and each.marker not in merged.text]
    assert not missing


@given(pages(), ROUNDS)
@settings(max_examples=60)
def test_copies_do_not_multiply(page: Page, rounds: list[tuple[list[Change], list[Change]]]) -> None:
    ours = document(page)
    merged = merge(None, ours, None)
    for in_postil, _ in rounds:
        theirs = merged.text
        for block in (each for each in ours.blocks if each.marker):
            theirs = theirs.replace(block.text, block.text.replace("Yellow", "Amber").replace("wheel", "cog"))
        page = after(page, in_postil)
        ours = document(page)
        merged = merge(merged.base, ours, theirs)
        assert merged.text.count(SAYING) == len(merged.kept_both) <= len(ours.blocks)


@given(st.text(max_size=200) | st.text('{}[]":,0123456789abcdefkeysblockmt\\n ', max_size=200))
@settings(max_examples=60)
def test_any_text_may_be_a_file(text: str) -> None:
    ours = document(Page(marks=()))
    merged = merge(None, ours, text)
    assert not lines_of(text) - lines_of(merged.text)
    assert_settled(ours, merged)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_new_lines_end_as_those_of_the_file_do(end: str) -> None:
    base = Document(blocks=(Block("title", "# Mill"), Block("note", "Ask.")))
    ours = Document(blocks=(*base.blocks, Block("more", "And\nask again.")))
    theirs = f"# Mill{end}{end}Ask.{end}{end}Mine{end}"
    assert merge(base, ours, theirs).text == f"{theirs}{end}And{end}ask again.{end}"


def place(text: str, marker: str) -> int:
    found = re.search(re.escape(marker) + r"\b", text)
    assert found
    return found.start()


def with_mine(text: str, written: Document) -> str:
    """The file after the person wrote below its title, and into its front matter."""
    title = written.blocks[0].text
    text = text.replace(title, f"{title}\n\nMine, below the title.", 1)
    return text.replace("---\n", "---\nmine: 1\n", 1)


def without_heading(page: Page) -> Page:
    """Without the heading in the middle, which is another one's heading when highlights come and go."""
    return in_library(page, Change("heading", 0, "", 0))
