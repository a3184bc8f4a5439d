"""A note stands in a file in a form of its preset, and comes back from there as it was written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.export.pages import highlight, page, source
from tests.export.reading import hostile_text, kinds

from postil.dom.note_lines import note_of, note_prose
from postil.export.notes.note import document
from postil.model.export_target import NotePreset, NoteShape

_LINES = (
    "words", "- item", "  - inner", "1. first", "```", "~~~~", "```python", "    code", "> quote", ">",
    "| a |", "[^1]: foot", "# Head", "%%", "$$", "<!--", "<div>", "<script>", "", " ", "\t- tab", "^hl-x",
    "key:: value", "---", "-", "> > [!note]", "[^x]:", "a %% b", "\\", "end  ", ":::", "- [ ] task",
    "Привіт 日本",
)  # fmt: skip
notes = (st.lists(st.sampled_from(_LINES), max_size=7).map("\n".join) | hostile_text).filter(
    lambda note: bool(note.strip())
)
_PRESETS = st.sampled_from(NotePreset)


def _without_blank_ends(note: str) -> str:
    lines = note.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    while not lines[0].strip():
        del lines[0]
    return "\n".join(lines)


def _written(note: str, preset: NotePreset) -> str:
    made = document((source(placed=(highlight("turned", note=note),)),), NoteShape(preset))
    (span,) = [block.text[slice(*block.note)] for block in made.blocks if block.note]
    return span


@given(notes, _PRESETS)
@example("- a\n- b", NotePreset.PLAIN)
@example("    code\n\n    more", NotePreset.PANDOC)
@example("> a quote", NotePreset.OBSIDIAN)
@example("```\nopen %%", NotePreset.LOGSEQ)
@example("words\n \nand a line of one space", NotePreset.LOGSEQ)
def test_the_note_of_a_highlight_comes_back(note: str, preset: NotePreset) -> None:
    assert note_of(_written(note, preset), preset) == _without_blank_ends(note)


@given(notes, _PRESETS)
@example("- only an item", NotePreset.PLAIN)
@example("> only a quote", NotePreset.OBSIDIAN)
def test_the_note_of_a_page_comes_back(note: str, preset: NotePreset) -> None:
    made = document((source(replace(page(), note=note)),), NoteShape(preset))
    (span,) = [block.text[slice(*block.note)] for block in made.blocks if block.note]
    assert note_of(span, preset, page=True) == _without_blank_ends(note)


@given(notes)
def test_what_is_open_in_a_note_ends_with_it(note: str) -> None:
    assert kinds(f"{note_prose(note)}\n\nafter")[-1] == "paragraph_open"
    assert kinds(f"{note_prose(note)}\n\n# after")[-1] == "heading_open"


@pytest.mark.parametrize(
    ("preset", "changed", "expected"),
    [
        (NotePreset.PLAIN, "- See\nmore", "See\nmore"),
        (NotePreset.PLAIN, "- See\n- more", "- See\n- more"),
        (NotePreset.PLAIN, "only words", "only words"),
        (NotePreset.OBSIDIAN, "> > See\n> more", "See\nmore"),
        (NotePreset.OBSIDIAN, "> > See\n>>more", "See\nmore"),
        (NotePreset.LOGSEQ, "\t\t- See\n\t\t  more\n\t\t  \n\t\t  words", "See\nmore\n\nwords"),
        (NotePreset.PANDOC, "[^hl-x]: See\nmore\n\n    words", "See\nmore\n\nwords"),
        (NotePreset.PANDOC, "See the words", "See the words"),
    ],
)
def test_a_note_that_was_changed_in_the_file(preset: NotePreset, changed: str, expected: str) -> None:
    assert note_of(changed, preset) == expected
