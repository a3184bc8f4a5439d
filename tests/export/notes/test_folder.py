"""Notes in a folder: written, brought up to date, and what a person wrote into them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from tests.export.notes.written_folders import (
    MILL,
    NEW,
    UNCHANGED,
    UPDATED,
    bread,
    export,
    notes,
    one,
    outcomes,
    problems,
    seen,
)
from tests.export.test_filenames import assert_legal

from postil.errors import ExportFailed
from postil.export.filenames import same_name
from postil.export.markdown.escaping import one_line
from postil.export.notes.bases import BASES

if TYPE_CHECKING:
    from pathlib import Path


def test_each_page_has_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "vault"
    told = export(folder, one(), bread())
    assert outcomes(told) == {MILL: NEW, "Bread.md": NEW}
    assert not problems(told)
    assert list(notes(folder)) == ["Bread.md", MILL]


def test_pages_of_one_title_do_not_share_a_file(tmp_path: Path) -> None:
    titles = ("The mill", "THE MILL", "The mill?", "Cafe\u0301", "CAFÉ")
    pages = [one(title=title, page_id=f"id{number}abcd") for number, title in enumerate(titles)]
    export(tmp_path / "one", *pages)
    export(tmp_path / "two", *reversed(pages))
    assert len(notes(tmp_path / "one")) == 5
    assert (tmp_path / "one" / "THE MILL (id1abc).md").exists()
    assert notes(tmp_path / "one") == notes(tmp_path / "two"), "names do not depend on the order"


def test_a_second_export_of_the_same_writes_nothing(tmp_path: Path) -> None:
    export(tmp_path, one())
    before = seen(tmp_path)
    assert outcomes(export(tmp_path, one())) == {MILL: UNCHANGED}
    assert seen(tmp_path) == before


def test_a_note_nobody_touched_is_written_anew(tmp_path: Path) -> None:
    export(tmp_path, one())
    assert outcomes(export(tmp_path, one("New words"))) == {MILL: UPDATED}
    assert "New words" in notes(tmp_path)[MILL]
    assert len(notes(tmp_path)) == 1


def test_a_page_with_a_new_title_keeps_its_file(tmp_path: Path) -> None:
    export(tmp_path, one())
    export(tmp_path, one(title="The old mill"))
    assert list(notes(tmp_path)) == [MILL]
    assert 'title: "The old mill"' in notes(tmp_path)[MILL]


def test_what_was_written_in_a_note_stays_and_what_is_new_is_added(tmp_path: Path) -> None:
    export(tmp_path, one("First"))
    mine = tmp_path / MILL
    mine.write_text(mine.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    told = export(tmp_path, one("Second"))
    assert outcomes(told) == {MILL: UPDATED}
    assert not problems(told)
    text = notes(tmp_path)[MILL]
    assert "My own words." in text
    assert "Second" in text
    assert "First" not in text


def test_a_note_that_was_made_into_something_else_is_left_so(tmp_path: Path) -> None:
    export(tmp_path, one())
    (tmp_path / MILL).write_text("My own words only.", "utf-8")
    assert outcomes(export(tmp_path, one())) == {MILL: UNCHANGED}
    assert notes(tmp_path) == {MILL: "My own words only."}


def test_a_note_that_both_changed_has_both_and_says_so_once(tmp_path: Path) -> None:
    export(tmp_path, one("The wheel is of oak"))
    mine = tmp_path / MILL
    mine.write_text(mine.read_text("utf-8").replace("of oak", "of elm"), "utf-8")
    told = export(tmp_path, one("The wheel is of beech"))
    assert "of elm" in notes(tmp_path)[MILL]
    assert "of beech" in notes(tmp_path)[MILL]
    (problem,) = problems(told)
    assert MILL in problem
    before = seen(tmp_path)
    assert not problems(export(tmp_path, one("The wheel is of beech")))
    assert seen(tmp_path) == before


def test_an_edited_note_is_told(tmp_path: Path) -> None:
    export(tmp_path, one("The wheel is of oak"))
    mine = tmp_path / MILL
    mine.write_text(mine.read_text("utf-8").replace("of oak", "of elm"), "utf-8")
    ((edit,),) = (each.edits for each in export(tmp_path, one("The wheel is of oak")))
    assert edit.key == "hl-one"
    assert "of oak" in edit.before
    assert "of elm" in edit.after


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_mark_at_the_beginning_are_kept(tmp_path: Path, ends: str, mark: str) -> None:
    export(tmp_path, one())
    mine = tmp_path / MILL
    mine.write_bytes((mark + mine.read_text("utf-8").replace("\n", ends) + f"Mine.{ends}").encode())
    export(tmp_path, one("New"))
    text = notes(tmp_path)[MILL]
    assert text.startswith(f"{mark}---{ends}")
    assert "Mine." in text
    assert "New" in text
    assert text.count("\n") == text.count(ends)


def test_bytes_that_are_no_text_are_kept(tmp_path: Path) -> None:
    export(tmp_path, one())
    mine = tmp_path / MILL
    mine.write_bytes(mine.read_bytes() + b"\nold \xe9 letters\n")
    export(tmp_path, one("New"))
    assert b"old \xe9 letters\n" in mine.read_bytes()
    assert b"New" in mine.read_bytes()


def test_a_file_in_another_encoding_is_left_and_said(tmp_path: Path) -> None:
    export(tmp_path, one())
    mine = tmp_path / MILL
    kept = mine.read_text("utf-8").encode("utf-16")
    mine.write_bytes(kept)
    told = export(tmp_path, one("New"), bread())
    assert mine.read_bytes() == kept
    assert problems(told) == ["“The mill.md” is not text in UTF-8; it is left as it is."]
    assert (tmp_path / "Bread.md").exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"format": 2, "file": 3}', b"[" * 100_000])
def test_without_its_base_nothing_is_lost_and_nothing_twice(tmp_path: Path, content: bytes) -> None:
    export(tmp_path, one("Mine"))
    mine = tmp_path / MILL
    mine.write_text(mine.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    (base,) = (tmp_path / BASES).glob("*.jsonl")
    base.write_bytes(content)
    assert outcomes(export(tmp_path, one("Mine"))) == {MILL: UNCHANGED}
    assert "My own words." in notes(tmp_path)[MILL]
    assert notes(tmp_path)[MILL].count("oil the wheel") == 1
    assert list(notes(tmp_path)) == [MILL]


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for dry_run in (False, True):
        with pytest.raises(ExportFailed, match="cannot be written to"):
            export(tmp_path / "file", one(), dry_run=dry_run)


def test_a_dry_run_tells_the_differences_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    (fresh,) = export(folder, one(), dry_run=True)
    assert not folder.exists()
    assert fresh.file is not None
    assert fresh.file.difference.startswith("--- /dev/null\n+++ The mill.md\n")
    export(folder, one("Old"), bread())
    before = seen(folder)
    told = export(folder, one("New"), bread(), dry_run=True)
    assert seen(folder) == before
    assert outcomes(told) == {MILL: UPDATED, "Bread.md": UNCHANGED}
    (difference,) = (each.file.difference for each in told if each.file and each.file.difference)
    changed = [line for line in difference.splitlines() if line[0] in "+-"]
    assert [line for line in changed if "Old" in line or "New" in line] == [
        line for line in changed if not line.startswith(("---", "+++"))
    ]


def test_500_hostile_titles_make_500_legal_files(tmp_path: Path) -> None:
    letters = [
        "/", "\\", "..", "con", "NUL", ".", " ", "é", "e\u0301", "E", "\u202e", "[[", "<%", '"', "\n", "---",
        "x" * 90, "😀",
    ]  # fmt: skip
    titles = [f"{letters[n % 18]}{letters[n // 18 % 18]}{letters[n // 324]}" for n in range(500)]
    vault = tmp_path / "vault"
    export(vault, *(one(title=title, page_id=f"p{number:04}") for number, title in enumerate(titles)))
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
    files = [path for path in vault.iterdir() if path.name != BASES]
    assert len(files) == 500
    assert len({same_name(path.name) for path in files}) == 500
    for path in files:
        assert_legal(path.name)
        front = path.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n")
        known = yaml.safe_load(front)
        assert known.get("title", "Untitled") == (one_line(titles[int(known["postil"][1:])]) or "Untitled")
