"""What of a file is a note that was edited in it, and what is none of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.export.notes.merging.weir import FRONT, LAST, TWO, linked, note, quote

from postil.export.notes.document import Block, Document
from postil.export.notes.merging.merge import merge
from postil.export.notes.merging.note_edits import BlockEdit


def test_a_note_does_not_end_in_what_is_left_of_another_that_says_the_same() -> None:
    last = note(linked(1, "The weir broke."), linked(3, "The miller left."), TWO)
    theirs = last.text.replace("> The miller left.\n\n^hl-3\n\n", "Mine.\n\n")
    merged = merge(last, note(linked(1, "The weir broke."), TWO), theirs)
    assert merged.text == theirs
    edited = theirs.replace("- Ask.", "- Ask whom?", 1)
    merged = merge(merged.base, note(linked(1, "The weir broke."), TWO), edited)
    assert merged.text == edited
    assert merged.edits == (BlockEdit("hl-1", "- Ask.", "- Ask whom?"),)


def test_lines_that_go_on_with_a_note_are_part_of_it() -> None:
    theirs = LAST.text.replace("Ask the owner.", "Ask the owner.\n\n  And his son.")
    merged = merge(LAST, LAST, theirs)
    assert merged.text == theirs
    assert merged.edits == (BlockEdit("hl-1", "- Ask the owner.", "- Ask the owner.\n\n  And his son."),)


ITEM = ("\t- id:: 1a\n\t  > The weir.\n", "\t\t- Ask.\n\n\t\t  Twice.", "")
PLAIN = ("> The weir.\n\n^hl-1\n\nYellow\n\n", "- Ask.\n  Twice.", "")
FOOTNOTE = ("> The weir. [—]{#hl-1 .yellow}\n\nYellow\n\n", "[^hl-1]: Ask.\n    Twice.", "")
CALLOUT = ("> [!quote] The weir.\n>\n> > [!note]\n", "> > Ask.", "\n\n^hl-1")


@pytest.mark.parametrize(
    ("written", "head", "tail"),
    [
        (ITEM, "\t  > It held.\n", ""),
        (ITEM, "\t  collapsed:: true\n", ""),
        (PLAIN, "Mine.\n\n", ""),
        (FOOTNOTE, "Mine.\n\n", ""),
        (CALLOUT, "> Mine, in the quote.\n>\n", ""),
        (CALLOUT, "", "\n>\n> Mine, in the quote."),
        (CALLOUT, "", "\n\nMine, below the callout."),
    ],
)
@pytest.mark.parametrize("now", ["Ask.", "Ask the smith."])
def test_what_is_written_around_a_note_is_no_part_of_it(
    written: tuple[str, str, str], head: str, tail: str, now: str
) -> None:
    above, remark, below = written
    marker = next(each for each in ("^hl-1", "{#hl-1", "id:: 1a") if each in above + below)
    block = Block("hl-1", above + remark + below, marker, (len(above), len(above + remark)))
    base = note(block, quote(2, "It was built again."))
    edited = remark.replace("Ask.", now)
    theirs = base.text.replace(above + remark + below, above + head + edited + tail + below)
    merged = merge(base, base, theirs)
    assert merged.text == theirs
    assert merged.edits == (() if edited == remark else (BlockEdit("hl-1", remark, edited),))


@pytest.mark.parametrize("words", ["> So it is.\n\nAsk the owner.", "Ask the owner:\n\n- Who is it?"])
def test_a_block_that_is_a_note_is_all_note(words: str) -> None:
    page_note = Block("note", words, note=(0, len(words)))
    base = Document(
        FRONT, (Block("title", "# The weir"), page_note, Block("highlights", "## Highlights"), TWO)
    )
    edited = words.replace("the owner", "the owners")
    merged = merge(base, base, base.text.replace(words, edited))
    assert merged.edits == (BlockEdit("note", words, edited),)


@pytest.mark.parametrize("rest", ["Or not.\n\n%%", "Or ask the smith what he was paid for it."])
def test_all_paragraphs_of_a_note_stay_one_note_when_its_longest_is_changed(rest: str) -> None:
    words = f"Ask the owner of the mill about the wheel.\n\n{rest}"
    page_note = Block("note", words, note=(0, len(words)))
    below = (Block("highlights", "## Highlights"), TWO)
    base = Document(FRONT, (Block("title", "# The weir"), page_note, *below))
    edited = words.replace("the owner of", "whoever owns").replace("paid for it", "paid for that")
    theirs = base.text.replace(words, edited)
    told = merge(base, base, theirs)
    assert told.text == theirs
    assert told.edits == (BlockEdit("note", words, edited),)
    taken = replace(page_note, text=edited, note=(0, len(edited)))
    ours = replace(base, blocks=(base.blocks[0], taken, *below))
    settled = merge(told.base, ours, theirs)
    assert (settled.text, settled.edits, settled.kept_both) == (theirs, (), ())
