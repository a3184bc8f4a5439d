from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from postil.export.notes.ledger import LEDGER, Entry, Written, read_ledger

if TYPE_CHECKING:
    from pathlib import Path


def test_what_an_older_postil_wrote_is_read(tmp_path: Path) -> None:
    """The hash is of the note's bytes; ``beside`` is a newer note next to one that its owner had changed."""
    notes = {
        "page1": {"file": "The mill.md", "sha256": "aa"},
        "page2": {"file": "sub/Млин.md", "sha256": "bb", "beside": ["sub/Млин (new).md", "cc"]},
    }
    text = json.dumps({"format": 1, "notes": notes}, ensure_ascii=False)
    (tmp_path / LEDGER).write_text(text, "utf-8")
    assert read_ledger(tmp_path) == {
        "page1": Entry(Written("The mill.md", "aa")),
        "page2": Entry(Written("sub/Млин.md", "bb"), Written("sub/Млин (new).md", "cc")),
    }


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 2, "notes": {}}',
        '{"format": 1, "notes": []}',
        "[" * 100_000,
        '{"format": 1}',
    ],
)
def test_a_damaged_ledger_is_an_empty_one(tmp_path: Path, text: str) -> None:
    (tmp_path / LEDGER).write_text(text, "utf-8")
    assert read_ledger(tmp_path) == {}


@pytest.mark.parametrize(
    "file",
    [
        "../x.md",
        "/etc/passwd",
        "a/../../x.md",
        "c:\\x.md",
        "a\\b.md",
        "",
        "a//b.md",
        "./x.md",
        5,
        None,
        "x\0.md",
    ],
)
def test_a_path_out_of_the_folder_is_no_entry(tmp_path: Path, file: object) -> None:
    notes = {
        "page": {"file": file, "sha256": "aa"},
        "good": {"file": "x.md", "sha256": "aa", "beside": [file, "b"]},
    }
    (tmp_path / LEDGER).write_text(json.dumps({"format": 1, "notes": notes}), "utf-8")
    assert read_ledger(tmp_path) == {"good": Entry(Written("x.md", "aa"))}


def test_a_link_in_the_place_of_the_ledger_is_none(tmp_path: Path) -> None:
    text = json.dumps({"format": 1, "notes": {"page1": {"file": "The mill.md", "sha256": "aa"}}})
    (tmp_path / "elsewhere").write_text(text, "utf-8")
    (tmp_path / LEDGER).symlink_to(tmp_path / "elsewhere")
    assert read_ledger(tmp_path) == {}
