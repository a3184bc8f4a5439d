"""What a person does to an exported file, and what becomes of it when Postil has something new."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postil.export.notes.document import Block, Document
from postil.export.notes.merging.base import Base, base_text, read_base
from postil.export.notes.merging.copies import SAYING
from postil.export.notes.merging.merge import merge
from postil.export.notes.merging.note_edits import BlockEdit

FRONT = '---\ntitle: "The weir"\nauthor: "Ann Miller"\ntags: ["water", "trades"]\npostil: "pageaaaa"\n---'


def quote(number: int, words: str, *, color: str = "Yellow", note: str = "") -> Block:
    """A highlight as the plain template writes it."""
    text = f"> {words}\n\n^hl-{number}\n\n{color}"
    if not note:
        return Block(f"hl-{number}", text, f"^hl-{number}")
    whole = f"{text}\n\n- {note}"
    return Block(f"hl-{number}", whole, f"^hl-{number}", (len(text) + 2, len(whole)))


def linked(number: int, words: str, *, note: str = "Ask.", color: str = "Yellow") -> Block:
    """A highlight with a link to its place, as most templates write it."""
    link = f"{color} · [open](postil://page/5gzed47rg6utswcq#hl-{number})"
    text = f"> {words}\n\n^hl-{number}\n\n{link}"
    return Block(
        f"hl-{number}", f"{text}\n\n- {note}", f"^hl-{number}", (len(text) + 2, len(text) + 4 + len(note))
    )


def note(*blocks: Block, front: str = FRONT) -> Document:
    return Document(front, (Block("title", "# The weir"), Block("highlights", "## Highlights"), *blocks))


ONE = quote(1, "The weir broke in spring.", note="Ask the owner.")
TWO = quote(2, "It was built again of stone.")
LAST = note(ONE, TWO)
"""What was last written."""


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


def test_a_block_that_was_cut_and_put_elsewhere_later_lives_again() -> None:
    cut = LAST.text.replace(f"{ONE.text}\n\n", "")
    merged = merge(LAST, LAST, cut)
    ours = note(replace(ONE, text=ONE.text.replace("Yellow", "Green")), TWO)
    put = f"{cut}\n{ONE.text}\n"
    assert merge(merged.base, ours, put).text == put.replace(ONE.text, ours.blocks[2].text)


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


def test_a_link_to_a_block_is_not_the_block() -> None:
    theirs = LAST.text.replace("## Highlights", "See [[#^hl-2]] and ![[#^hl-1]].\n\n## Highlights").replace(
        "built again", "made anew"
    )
    ours = note(ONE, replace(TWO, text=TWO.text.replace("Yellow", "Green")))
    merged = merge(LAST, ours, theirs)
    assert merged.text == theirs.replace("^hl-2\n\nYellow", "^hl-2\n\nGreen")


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
