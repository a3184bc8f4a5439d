"""What was chosen in the last export, kept as words and read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.gui.export_choice import ExportChoice, read, written
from postil.model.export_target import HighlightMarks, Images, Layout, NoteContents, NotePreset, NoteShape

SHAPES = st.builds(
    NoteShape,
    st.sampled_from(NotePreset),
    st.none() | st.sampled_from((Path("/home/me/templates"), Path("C:/mine"))),
    st.sampled_from(NoteContents),
    st.sampled_from(HighlightMarks),
    st.sampled_from(Images),
)
CHOICES = st.builds(ExportChoice, st.text(min_size=1), st.text(), st.text(), st.sampled_from(Layout), SHAPES)


@given(CHOICES)
def test_what_is_written_is_read_again(choice: ExportChoice) -> None:
    assert read(written(choice)) == choice


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", "7", '{"format": 3, "layout": "spiral", "preset": null}', "[" * 100_000]
)
def test_what_cannot_be_read_is_as_at_the_first_time(kept: str) -> None:
    assert read(kept) == ExportChoice()
