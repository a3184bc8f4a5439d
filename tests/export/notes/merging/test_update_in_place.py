"""What a person does to an exported file, and what becomes of it when Postil has something new."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.export.notes.merging.weir import FRONT, LAST, ONE, TWO, note, quote

from postil.export.notes.document import Block, Document
from postil.export.notes.merging.base import Base, base_text, read_base
from postil.export.notes.merging.copies import SAYING
from postil.export.notes.merging.merge import merge
from postil.export.notes.merging.note_edits import BlockEdit


def test_text_between_around_and_inside_blocks_is_kept() -> None:
    theirs = (
        LAST.text.replace("# The weir", "My heading first.\n\n# The weir")
        .replace("\n> It was", "\nBetween the two.\n\n> It was")
        .replace("spring.\n", "spring.\n> Inside, in my words.\n")
    ) + "\nAt the end.\n"
    ours = note(
        replace(ONE, text=ONE.text.replace("Yellow", "Green")), quote(2, "It was built again of oak.")
    )
    assert merge(LAST, ours, theirs).text == theirs.replace("Yellow", "Green", 1).replace("stone", "oak")


def test_a_block_that_was_changed_here_only_is_kept() -> None:
    theirs = LAST.text.replace("Ask the owner.", "Ask the owner’s son.")
    merged = merge(LAST, LAST, theirs)
    assert merged.text == theirs
    assert merged.edits == (BlockEdit("hl-1", "- Ask the owner.", "- Ask the owner’s son."),)


def test_both_versions_of_a_note_that_was_changed_twice_are_kept_and_marked() -> None:
    theirs = LAST.text.replace("Ask the owner.", "Ask the owner’s son.")
    ours = note(quote(1, "The weir broke in spring.", note="Ask in the town hall."), TWO)
    merged = merge(LAST, ours, theirs)
    copy = f"{SAYING}\n\n> The weir broke in spring.\n\nYellow\n\n- Ask in the town hall.\n"
    assert merged.text == theirs.replace("\n> It was", f"\n{copy}\n> It was")
    assert merged.kept_both == ("hl-1",)
    assert merged.edits == (BlockEdit("hl-1", "- Ask the owner.", "- Ask the owner’s son.", clashes=True),)

    newer = note(quote(1, "The weir broke in spring.", note="Ask in the archive."), TWO)
    again = merge(merged.base, newer, merged.text)
    assert again.text == merged.text.replace("town hall", "archive"), "the copy follows Postil"

    settled = merge(again.base, newer, again.text.replace(copy.replace("town hall", "archive") + "\n", ""))
    assert settled.text == theirs, "the person deleted the copy"
    assert settled.kept_both == ()


def test_the_copy_goes_when_the_person_takes_it_over() -> None:
    theirs = LAST.text.replace("Ask the owner.", "Ask the owner’s son.")
    ours = note(quote(1, "The weir broke in spring.", note="Ask in the town hall."), TWO)
    merged = merge(LAST, ours, theirs)
    taken = merged.text.replace("Ask the owner’s son.", "Ask in the town hall.")
    assert merge(merged.base, ours, taken).text == ours.text


def test_a_copy_in_a_list_is_an_item_of_it() -> None:
    block = Block("hl-1", "- The weir broke.\n  id:: 1a\n  - Ask.", "1a", gap="\n")
    base = Document(blocks=(block,))
    ours = Document(blocks=(replace(block, text=block.text.replace("Ask.", "Ask there.")),))
    theirs = base.text.replace("Ask.", "Ask here.")
    assert merge(base, ours, theirs).text == f"{theirs}- {SAYING}\n  - The weir broke.\n    - Ask there.\n"


def test_a_copy_in_a_list_of_tabs_is_indented_by_tabs() -> None:
    block = Block("hl-1", "\t- The weir broke.\n\t  id:: 1a\n\t\t- Ask.", "id:: 1a", gap="\n")
    base = Document(blocks=(Block("highlights", "- ## Highlights"), block))
    ours = Document(blocks=(base.blocks[0], replace(block, text=block.text.replace("Ask.", "Ask there."))))
    theirs = base.text.replace("Ask.", "Ask here.")
    copy = f"\t- {SAYING}\n\t\t- The weir broke.\n\t\t\t- Ask there.\n"
    assert merge(base, ours, theirs).text == theirs + copy


def test_a_copy_has_no_name_or_footnote_that_the_file_has() -> None:
    text = "> The weir.\n>\n> [—]{#hl-1 .yellow} [^hl-1]\n\n[^hl-1]: Ask."
    block = Block("hl-1", text, "{#hl-1")
    base = Document(blocks=(block,))
    ours = Document(blocks=(replace(block, text=text.replace("Ask.", "Ask there.")),))
    theirs = base.text.replace("Ask.", "Ask here.")
    copy = "> The weir.\n>\n> [—]{#hl-1-now .yellow} [^hl-1-now]\n\n[^hl-1-now]: Ask there.\n"
    assert merge(base, ours, theirs).text == f"{theirs}\n{SAYING}\n\n{copy}"


def test_a_new_item_of_a_list_comes_before_text_that_is_no_part_of_it() -> None:
    item = Block("hl-1", "\t- The weir.\n\t  id:: 1a", "id:: 1a", gap="\n")
    new = Block("hl-2", "\t- It held.\n\t  id:: 2b", "id:: 2b", gap="\n")
    base = Document(blocks=(Block("highlights", "- ## Highlights"), item))
    theirs = base.text + "\t\t- Mine.\n\nMine at the end.\n"
    merged = merge(base, Document(blocks=(*base.blocks, new)), theirs)
    assert merged.text == theirs.replace("- Mine.\n", f"- Mine.\n{new.text}\n")


def test_where_other_lines_were_changed_both_changes_are_in_the_block() -> None:
    theirs = LAST.text.replace("Ask the owner.", "Ask the owner’s son.")
    ours = note(replace(ONE, text=ONE.text.replace("Yellow", "Green")), TWO)
    merged = merge(LAST, ours, theirs)
    assert merged.text == theirs.replace("Yellow", "Green", 1)
    assert merged.kept_both == ()


def test_a_block_that_was_deleted_stays_deleted() -> None:
    theirs = LAST.text.replace(f"{ONE.text}\n\n", "")
    merged = merge(LAST, note(quote(1, "The weir broke in March."), TWO), theirs)
    assert merged.text == theirs
    again = merge(
        merged.base, note(quote(1, "The weir broke in May."), TWO, quote(3, "It held.")), merged.text
    )
    assert again.text == note(TWO, quote(3, "It held.")).text


def test_moved_blocks_stay_where_they_were_moved() -> None:
    theirs = note(TWO, ONE).text
    ours = note(quote(1, "The weir broke in March."), TWO, quote(3, "It held."))
    assert (
        merge(LAST, ours, theirs).text
        == note(TWO, quote(3, "It held."), quote(1, "The weir broke in March.")).text
    )


def test_front_matter_is_merged_key_by_key() -> None:
    front = (
        "---\nrating: 5  # of 5\ntags:\n  - mine\n  - water\n  - trades\ntitle: Weirs\npostil: pageaaaa\n---"
    )
    theirs = LAST.text.replace(FRONT, front)
    ours = note(
        ONE,
        TWO,
        front=FRONT.replace('"water", ', "").replace("Ann Miller", "A. Miller").replace("weir", "Weir"),
    )
    assert merge(LAST, ours, theirs).text == theirs.replace("  - water\n", "")


def test_a_new_highlight_comes_after_what_was_written_about_the_one_before() -> None:
    theirs = LAST.text.replace("\n> It was", "\nI saw it.\n\n## Stone\n\n> It was")
    ours = note(ONE, quote(3, "Nobody was there."), TWO)
    assert merge(LAST, ours, theirs).text == theirs.replace(
        "I saw it.\n", "I saw it.\n\n> Nobody was there.\n\n^hl-3\n\nYellow\n"
    )


def test_a_highlight_that_is_gone_leaves_the_file_unless_it_was_written_in() -> None:
    theirs = LAST.text.replace("Ask the owner.", "Ask the owner’s son.")
    merged = merge(LAST, note(), theirs)
    assert merged.text == theirs.replace(f"\n{TWO.text}\n", "")


@pytest.mark.parametrize("ours", [note(ONE, TWO), note(ONE, TWO, quote(3, "It held."))])
def test_in_a_file_of_the_persons_own_ours_is_added_once(ours: Document) -> None:
    theirs = "---\nmood: fine\n---\n\n# Saturday\n\n## Highlights\n\nNone so far.\n"
    merged = merge(None, ours, theirs)
    body = "".join(block.gap + block.text for block in ours.blocks)
    added = FRONT.removeprefix("---\n").removesuffix("---")
    assert merged.text == theirs.replace("fine\n", f"fine\n{added}").rstrip("\n") + body + "\n"
    assert merge(merged.base, ours, merged.text).text == merged.text
    assert merge(None, ours, merged.text).text == merged.text, "nor is it added twice when the base is lost"


def test_a_lost_base_replaces_nothing() -> None:
    theirs = LAST.text.replace("Ask the owner.", "Ask the owner’s son.")
    merged = merge(None, LAST, theirs)
    assert merged.text.startswith(theirs.partition(TWO.text)[0])
    assert merged.kept_both == ("hl-1",)


# What people complain of in other programs.


def test_an_export_does_not_overwrite_what_was_written_since() -> None:
    """omnivore-app/obsidian-omnivore issues 45 and 249: the file was written anew at each sync."""
    theirs = LAST.text + "\n## My thoughts\n\nStone holds.\n"
    ours = note(ONE, TWO, quote(3, "It held."))
    merged = merge(LAST, ours, theirs).text
    assert merged == ours.text + "\n## My thoughts\n\nStone holds.\n"


def test_changes_of_old_highlights_arrive() -> None:
    """readwiseio/obsidian-readwise issue 29: what was exported once was never brought up to date."""
    theirs = LAST.text + "\nMine.\n"
    ours = note(quote(1, "The weir broke in spring.", note="Asked."), TWO)
    assert merge(LAST, ours, theirs).text == ours.text + "\nMine.\n"


def test_new_highlights_come_in_their_places_and_not_at_the_end() -> None:
    """obsidian-matter issue 42: what was new could only be appended, or all be replaced."""
    theirs = LAST.text + "\nMine.\n"
    ours = note(quote(0, "In the beginning."), ONE, quote(3, "In between."), TWO)
    assert merge(LAST, ours, theirs).text == ours.text + "\nMine.\n"


# The base.


def test_a_base_is_kept_as_json() -> None:
    theirs = LAST.text.replace("Ask the owner.", "Ask the owner’s son.").replace(TWO.text, "")
    ours = note(quote(1, "The weir broke in spring.", note="Ask in the town hall."), TWO)
    base = merge(LAST, ours, theirs).base
    assert isinstance(base, Base)
    assert base.copies
    assert base.deleted
    assert read_base(base_text(base)) == base
    assert read_base(base_text(LAST)) == Base(front=LAST.front, blocks=LAST.blocks)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format":1', '"format":2'),
        ('"front":', '"face":'),
        ('"key":"title"', '"key":"hl-1"'),
        ('"key":"title"', '"key":7'),
        ('"text":"# The weir"', '"text":""'),
        ('"text":"# The weir"', '"text":"\\n# The weir"'),
        ('"gap":"\\n\\n"', '"gap":"words"'),
        ('"note":null', '"note":[0,9999]'),
        ('"note":null', '"note":[true,1]'),
        ('"note":null', '"note":[1]'),
        ('"deleted":[]', '"deleted":{"a":1}'),
        ("{", "["),
        ("}", ""),
    ],
)
def test_a_damaged_base_is_none(old: str, new: str) -> None:
    text = base_text(LAST)
    assert old in text
    assert read_base(text.replace(old, new, 1)) is None


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "[" * 100_000, "\ud800", '{"format":1}'])
def test_what_is_no_base_is_none(text: str) -> None:
    assert read_base(text) is None
