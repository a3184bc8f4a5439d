"""Blocks are found again where they were changed, and not in what is like them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.export.notes.merging.weir import LAST, ONE, TWO, linked, note, quote

from postil.export.notes.document import Block
from postil.export.notes.merging.base import Base
from postil.export.notes.merging.copies import SAYING
from postil.export.notes.merging.merge import merge
from postil.export.notes.merging.note_edits import BlockEdit


def test_a_block_does_not_reach_into_its_copy_that_was_written_in() -> None:
    last = note(quote(1, "The weir broke.", note="Ask the owner.\n  And his son."), TWO)
    ours = note(quote(1, "The weir broke.", note="Ask in the town hall.\n  And his son."), TWO)
    merged = merge(last, ours, last.text.replace("the owner.", "the owners."))
    edited = merged.text.replace("Ask the owners.\n  And his son.", "Ask them all.", 1)
    edited = edited.replace(f"{SAYING}\n", f"{SAYING}\n\nIs that so?\n")
    settled = merge(merged.base, ours, edited)
    assert settled.text == edited
    assert settled.edits == (BlockEdit("hl-1", "- Ask in the town hall.\n  And his son.", "- Ask them all."),)


@pytest.mark.parametrize("written", ["Mine.", "> Mine, in the quote.", "- Mine, below the note."])
@pytest.mark.parametrize("remark", ["Ask the owner.", "Ask the owner’s son, too, whether it is so."])
def test_a_deleted_block_is_not_found_in_what_is_left_of_another(written: str, remark: str) -> None:
    """A highlight that Postil has no more stays where the person wrote in it; its lines are like others'."""
    gone, deleted = linked(3, "The miller left.", note=remark), linked(4, "Nobody paid.", note="Ask whom.")
    last = note(gone, deleted, linked(5, "They came back."))
    theirs = last.text.replace("^hl-3\n", f"{written}\n\n^hl-3\n")
    merged = merge(last, note(deleted, linked(5, "They came back.")), theirs)
    assert merged.text == theirs
    theirs = theirs.replace(deleted.text + "\n\n", "")
    changed = linked(4, "Nobody paid.", note="Ask the council.", color="Green")
    merged = merge(merged.base, note(changed, linked(5, "They came back.")), theirs)
    assert merged.text == theirs
    assert isinstance(merged.base, Base)
    assert [each.key for each in merged.base.deleted] == ["hl-4"]


@pytest.mark.parametrize("changed", ["Green", "Yellow"])
@pytest.mark.parametrize("anchor", ["\n\n^hl-{}", " [—]{{#hl-{} .yellow}}", "\n> id:: {}a-{}b"])
def test_a_deleted_block_is_not_found_in_another_that_says_the_same(anchor: str, changed: str) -> None:
    def same(number: int, color: str = "Yellow") -> Block:
        name = anchor.format(number, number)
        text = f"> They all left, and nobody was paid for the weir.{name}\n\n{color}"
        return Block(f"hl-{number}", text, name.strip("\n >").removeprefix("[—]").partition(" .")[0])

    last = note(same(3), same(4), TWO)
    theirs = last.text.replace("Yellow", "Mine.\n\nYellow", 1)
    merged = merge(last, note(same(4), TWO), theirs)
    theirs = theirs.replace(same(4).text + "\n\n", "")
    assert theirs != merged.text == last.text.replace("Yellow", "Mine.\n\nYellow", 1)
    merged = merge(merged.base, note(same(4, changed), TWO), theirs)
    assert merged.text == theirs
    assert isinstance(merged.base, Base)
    assert [each.key for each in merged.base.deleted] == ["hl-4"]


def test_a_marker_that_comes_back_is_found_at_once() -> None:
    cut = LAST.text.replace("\n\n^hl-2\n\nYellow", "")
    merged = merge(LAST, LAST, cut)
    theirs = cut.replace("> It was built again of stone.", "^hl-2\n\nYellow")
    ours = note(ONE, replace(TWO, text=TWO.text.replace("Yellow", "Green")))
    merged = merge(merged.base, ours, theirs)
    assert merge(merged.base, ours, merged.text).text == merged.text


def test_a_deleted_block_without_a_marker_is_not_found_in_a_quote_of_the_persons_own() -> None:
    deleted = replace(linked(1, "Nobody paid.", note="Ask whom."), marker="")
    base = note(deleted, TWO)
    theirs = base.text.replace(deleted.text, "> Nobody had known whom to pay.")
    changed = replace(linked(1, "Nobody paid.", note="Ask the council.", color="Green"), marker="")
    merged = merge(base, note(changed, TWO), theirs)
    assert merged.text == theirs


def test_a_block_that_was_cut_and_put_elsewhere_later_lives_again() -> None:
    cut = LAST.text.replace(f"{ONE.text}\n\n", "")
    merged = merge(LAST, LAST, cut)
    ours = note(replace(ONE, text=ONE.text.replace("Yellow", "Green")), TWO)
    put = f"{cut}\n{ONE.text}\n"
    assert merge(merged.base, ours, put).text == put.replace(ONE.text, ours.blocks[2].text)


def test_a_link_to_a_block_is_not_the_block() -> None:
    theirs = LAST.text.replace("## Highlights", "See [[#^hl-2]] and ![[#^hl-1]].\n\n## Highlights").replace(
        "built again", "made anew"
    )
    ours = note(ONE, replace(TWO, text=TWO.text.replace("Yellow", "Green")))
    merged = merge(LAST, ours, theirs)
    assert merged.text == theirs.replace("^hl-2\n\nYellow", "^hl-2\n\nGreen")
