"""Which file is whose note: moved, renamed, deleted, put back, or written by an older Postil."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from tests.export.notes.written_folders import (
    DELETED,
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
)

from postil.export.notes.bases import BASES
from postil.export.notes.files import document_id
from postil.export.notes.ledger import LEDGER

if TYPE_CHECKING:
    from pathlib import Path


def test_a_renamed_and_moved_note_is_found_by_its_id(tmp_path: Path) -> None:
    export(tmp_path, one())
    (tmp_path / "reading").mkdir()
    (tmp_path / MILL).rename(tmp_path / "reading" / "Mills.md")
    assert outcomes(export(tmp_path, one("New"))) == {"reading/Mills.md": UPDATED}
    assert list(notes(tmp_path)) == ["reading/Mills.md"]


@pytest.mark.parametrize(
    "above", ["Read this first.\n", "# Mine\n\n---\n\nRead this: first.\n\n", "mood:: glad\n\n"]
)
def test_so_it_is_where_words_stand_above_its_front_matter(tmp_path: Path, above: str) -> None:
    export(tmp_path, one())
    mine = tmp_path / MILL
    mine.write_text(above + mine.read_text("utf-8"), "utf-8")
    mine.rename(tmp_path / "Mills.md")
    assert outcomes(export(tmp_path, one("New"))) == {"Mills.md": UPDATED}
    assert list(notes(tmp_path)) == ["Mills.md"]
    assert notes(tmp_path)["Mills.md"].startswith(above)


def test_of_a_moved_note_and_an_old_copy_of_it_the_note_is_kept_up_to_date(tmp_path: Path) -> None:
    export(tmp_path, one())
    (tmp_path / "A copy.md").write_bytes((tmp_path / MILL).read_bytes())
    export(tmp_path, one("New"))
    (tmp_path / MILL).rename(tmp_path / "Mills.md")
    assert outcomes(export(tmp_path, one("Newer"))) == {"Mills.md": UPDATED}
    assert "New" not in notes(tmp_path)["A copy.md"]


def test_a_file_that_only_names_a_deleted_note_is_not_that_note(tmp_path: Path) -> None:
    export(tmp_path, one())
    front = (tmp_path / MILL).read_text("utf-8").split("\n---\n")[0]
    (tmp_path / MILL).unlink()
    (tmp_path / "How I read.md").write_text(f"Notes begin so:\n\n{front}\n---\n", "utf-8")
    assert outcomes(export(tmp_path, one("New"))) == {MILL: DELETED}


def test_a_note_whose_front_matter_was_taken_away_is_known_by_its_place(tmp_path: Path) -> None:
    export(tmp_path, one())
    mine = tmp_path / MILL
    mine.write_text(mine.read_text("utf-8").split("\n---\n", 1)[1], "utf-8")
    assert outcomes(export(tmp_path, one("New"))) == {MILL: UPDATED}
    assert document_id(notes(tmp_path)[MILL]) is None, "what was deleted stays deleted"


def test_a_deleted_note_stays_deleted_until_it_is_wanted_again(tmp_path: Path) -> None:
    export(tmp_path, one(), bread())
    (tmp_path / MILL).unlink()
    assert outcomes(export(tmp_path, one("New"), bread())) == {MILL: DELETED, "Bread.md": UNCHANGED}
    assert outcomes(export(tmp_path, one("New"), bread())) == {MILL: DELETED, "Bread.md": UNCHANGED}
    assert outcomes(export(tmp_path, one("New"), bread(), again=True)) == {MILL: NEW, "Bread.md": UNCHANGED}
    assert "New" in notes(tmp_path)[MILL]
    assert outcomes(export(tmp_path, one("Newer"), bread())) == {MILL: UPDATED, "Bread.md": UNCHANGED}


def test_a_deleted_note_that_is_put_back_is_kept_up_to_date_again(tmp_path: Path) -> None:
    export(tmp_path, one())
    text = (tmp_path / MILL).read_bytes()
    (tmp_path / MILL).unlink()
    export(tmp_path, one("New"))
    (tmp_path / "From the bin.md").write_bytes(text)
    assert outcomes(export(tmp_path, one("New"))) == {"From the bin.md": UPDATED}


def test_what_an_older_postil_wrote_is_taken_over(tmp_path: Path) -> None:
    """A note that its ledger counts was not touched: it becomes what is written now."""
    old = '---\ntitle: "The mill"\npostil: "pageone"\n---\n\n# The mill\n\nAs it was written then.\n'
    (tmp_path / "Mills.md").write_text(old, "utf-8", newline="")
    written = {"file": "Mills.md", "sha256": hashlib.sha256(old.encode()).hexdigest()}
    (tmp_path / LEDGER).write_text(json.dumps({"format": 1, "notes": {"pageone": written}}), "utf-8")
    assert outcomes(export(tmp_path, one("New"))) == {"Mills.md": UPDATED}
    export(tmp_path / "fresh", one("New"))
    assert notes(tmp_path)["Mills.md"] == notes(tmp_path / "fresh")[MILL]
    assert not (tmp_path / LEDGER).exists()


def test_what_an_older_postil_wrote_and_its_owner_changed_is_merged(tmp_path: Path) -> None:
    export(tmp_path, one())
    mine = (tmp_path / MILL).read_text("utf-8") + "\nMy own words.\n"
    (tmp_path / MILL).write_text(mine, "utf-8")
    for base in (tmp_path / BASES).glob("*.jsonl"):
        base.unlink()
    entry = {"file": MILL, "sha256": "0" * 64, "beside": ["The mill (new).md", "1" * 64]}
    (tmp_path / "The mill (new).md").write_text('---\npostil: "pageone"\n---\n\nBeside.\n', "utf-8")
    (tmp_path / LEDGER).write_text(json.dumps({"format": 1, "notes": {"pageone": entry}}), "utf-8")
    assert outcomes(export(tmp_path, one())) == {MILL: UNCHANGED}
    assert notes(tmp_path)[MILL] == mine
    assert "Beside." in notes(tmp_path)["The mill (new).md"]


def test_a_file_of_someone_else_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "the MILL.md").write_text("not ours", "utf-8")
    assert outcomes(export(tmp_path, one())) == {"The mill (pageon).md": NEW}
    assert notes(tmp_path)["the MILL.md"] == "not ours"


def test_a_file_that_became_another_page_s_is_not_written_over(tmp_path: Path) -> None:
    export(tmp_path, one(), bread())
    mill, other, swap = tmp_path / MILL, tmp_path / "Bread.md", tmp_path / "swap"
    mill.rename(swap)
    other.rename(mill)
    swap.rename(other)
    export(tmp_path, one("New"))
    assert document_id(notes(tmp_path)[MILL]) == "pagetwo"
    assert "New" in notes(tmp_path)["Bread.md"]


def test_a_folder_that_became_a_file_is_a_note_that_was_deleted(tmp_path: Path) -> None:
    export(tmp_path, one())
    (tmp_path / "reading").mkdir()
    (tmp_path / MILL).rename(tmp_path / "reading" / MILL)
    export(tmp_path, one("New"))
    (tmp_path / "reading" / MILL).unlink()
    (tmp_path / "reading").rmdir()
    (tmp_path / "reading").write_text("a file now", "utf-8")
    assert outcomes(export(tmp_path, one("Newer"))) == {"reading/The mill.md": DELETED}
    (problem,) = problems(export(tmp_path, one("Newer"), again=True))
    assert "could not be written" in problem
    assert (tmp_path / "reading").read_text("utf-8") == "a file now"
