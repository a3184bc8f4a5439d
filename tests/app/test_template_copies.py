"""Templates copied into a folder of the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.app.template_copies import copy_templates, has_templates
from postil.errors import ExportFailed
from postil.model.export_target import NotePreset
from postil.paths import resource

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("preset", NotePreset)
def test_all_templates_of_a_preset_are_copied(preset: NotePreset, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "mine"
    assert not has_templates(folder)
    copied = copy_templates(preset, folder)
    assert {each.name for each in copied} == {
        each.name for each in resource(f"templates/{preset.value}").iterdir()
    }
    assert has_templates(folder)


def test_what_is_there_stays(tmp_path: Path) -> None:
    mine = tmp_path / "note.md.jinja"
    mine.write_text("mine", encoding="utf-8")
    assert mine not in copy_templates(NotePreset.PLAIN, tmp_path)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("no folder", encoding="utf-8")
    assert not has_templates(blocked)
    with pytest.raises(ExportFailed, match="a file"):
        copy_templates(NotePreset.PLAIN, blocked)


def test_a_link_that_is_there_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "note.md.jinja").symlink_to(tmp_path / "elsewhere")
    copy_templates(NotePreset.PLAIN, tmp_path)
    assert not (tmp_path / "elsewhere").exists()
