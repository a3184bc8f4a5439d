from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from postil.export.notes.ledger import LEDGER, Entry, Written, ledger_text, read_ledger

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = {
    "page1": Entry(Written("The mill.md", "aa")),
    "page2": Entry(Written("sub/Млин.md", "bb"), Written("sub/Млин (new).md", "cc")),
}


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_text(ledger_text(ENTRIES), "utf-8")
    assert read_ledger(tmp_path) == ENTRIES


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
