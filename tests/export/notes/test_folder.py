from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.export.pages import highlight, page, source
from tests.export.reading import hostile_text
from tests.export.test_filenames import assert_legal

from postil.errors import ExportFailed
from postil.export.filenames import same_name
from postil.export.markdown.escaping import one_line
from postil.export.notes.folder import write_notes
from postil.export.notes.frontmatter import page_id_of
from postil.export.notes.ledger import LEDGER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.export.notes.note import NoteSource


def notes(folder: Path) -> dict[str, str]:
    """The notes in a folder by their relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.md"))
    }


def one(note: str = "", title: str = "The mill", page_id: str = "pageone") -> NoteSource:
    return source(page(title, page_id=page_id), [highlight("oil the wheel", name="one", note=note)])


def test_each_page_has_its_file(tmp_path: Path) -> None:
    report = write_notes([one(), one(title="Bread", page_id="pagetwo")], tmp_path / "new" / "vault")
    folder = tmp_path / "new" / "vault"
    assert report.written == (folder / "The mill.md", folder / "Bread.md")
    assert not report.unchanged
    assert not report.problems
    assert list(notes(folder)) == ["Bread.md", "The mill.md"]


def test_pages_of_one_title_do_not_share_a_file(tmp_path: Path) -> None:
    titles = ("The mill", "THE MILL", "The mill?", "Cafe\u0301", "CAFÉ")
    write_notes(
        [one(title=title, page_id=f"id{number}abcd") for number, title in enumerate(titles)], tmp_path
    )
    assert len(notes(tmp_path)) == 5
    assert (tmp_path / "The mill.md").exists()
    assert (tmp_path / "THE MILL (id1abc).md").exists()


def test_a_second_export_of_the_same_writes_nothing(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    report = write_notes([one()], tmp_path)
    assert report.written == ()
    assert report.unchanged == (tmp_path / "The mill.md",)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_a_note_nobody_touched_is_written_anew(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    report = write_notes([one(note="New words")], tmp_path)
    assert report.written == (tmp_path / "The mill.md",)
    assert "New words" in notes(tmp_path)["The mill.md"]
    assert len(notes(tmp_path)) == 1


def test_a_page_with_a_new_title_keeps_its_file(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    write_notes([one(title="The old mill")], tmp_path)
    assert list(notes(tmp_path)) == ["The mill.md"]
    assert 'title: "The old mill"' in notes(tmp_path)["The mill.md"]


def test_a_changed_note_is_left_alone_and_the_new_one_stands_beside_it(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    mine = tmp_path / "The mill.md"
    mine.write_text(mine.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    kept = mine.read_bytes()

    report = write_notes([one(note="New")], tmp_path)

    assert mine.read_bytes() == kept
    assert report.written == (tmp_path / "The mill (new).md",)
    assert "New" in notes(tmp_path)["The mill (new).md"]
    assert len(report.problems) == 1
    assert "The mill.md" in report.problems[0]
    assert "The mill (new).md" in report.problems[0]


def test_a_changed_note_with_nothing_new_to_say_has_nothing_beside_it(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    mine = tmp_path / "The mill.md"
    mine.write_text("My own words only.", "utf-8")
    report = write_notes([one()], tmp_path)
    assert not report.written
    assert not report.problems
    assert notes(tmp_path) == {"The mill.md": "My own words only."}


def test_the_note_beside_is_kept_up_to_date_and_not_multiplied(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    (tmp_path / "The mill.md").write_text("mine", "utf-8")
    write_notes([one(note="Second")], tmp_path)
    again = write_notes([one(note="Second")], tmp_path)
    assert not again.written
    assert not again.problems
    write_notes([one(note="Third")], tmp_path)
    assert list(notes(tmp_path)) == ["The mill (new).md", "The mill.md"]
    assert "Third" in notes(tmp_path)["The mill (new).md"]


def test_a_note_beside_that_was_changed_too_is_left_alone(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    (tmp_path / "The mill.md").write_text("mine", "utf-8")
    write_notes([one(note="Second")], tmp_path)
    (tmp_path / "The mill (new).md").write_text("mine too", "utf-8")
    write_notes([one(note="Third")], tmp_path)
    kept = notes(tmp_path)
    assert kept["The mill.md"] == "mine"
    assert kept["The mill (new).md"] == "mine too"
    assert sum("Third" in text for text in kept.values()) == 1


def test_a_note_beside_that_was_taken_away_stays_away_until_there_is_news(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    (tmp_path / "The mill.md").write_text("mine", "utf-8")
    write_notes([one(note="Second")], tmp_path)
    (tmp_path / "The mill (new).md").unlink()
    assert write_notes([one(note="Second")], tmp_path).written == ()
    assert write_notes([one(note="Third")], tmp_path).written == (tmp_path / "The mill (new).md",)


def test_a_renamed_and_moved_note_is_found_by_its_id(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    (tmp_path / "reading").mkdir()
    (tmp_path / "The mill.md").rename(tmp_path / "reading" / "Mills.md")
    report = write_notes([one(note="New")], tmp_path)
    assert report.written == (tmp_path / "reading" / "Mills.md",)
    assert list(notes(tmp_path)) == ["reading/Mills.md"]


def test_without_its_ledger_nothing_is_written_over(tmp_path: Path) -> None:
    write_notes([one()], tmp_path)
    (tmp_path / LEDGER).unlink()
    assert write_notes([one()], tmp_path).unchanged == (tmp_path / "The mill.md",)
    (tmp_path / LEDGER).unlink()
    before = notes(tmp_path)["The mill.md"]
    report = write_notes([one(note="New")], tmp_path)
    assert notes(tmp_path)["The mill.md"] == before
    assert report.written == (tmp_path / "The mill (new).md",)


def test_a_file_of_someone_else_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "the MILL.md").write_text("not ours", "utf-8")
    write_notes([one()], tmp_path)
    assert notes(tmp_path)["the MILL.md"] == "not ours"
    assert len(notes(tmp_path)) == 2


def test_a_file_that_became_another_page_s_is_not_written_over(tmp_path: Path) -> None:
    write_notes([one(), one(title="Bread", page_id="pagetwo")], tmp_path)
    mill, bread, swap = tmp_path / "The mill.md", tmp_path / "Bread.md", tmp_path / "swap"
    mill.rename(swap)
    bread.rename(mill)
    swap.rename(bread)
    write_notes([one(note="New")], tmp_path)
    assert page_id_of(notes(tmp_path)["The mill.md"]) == "pagetwo"
    assert "New" in notes(tmp_path)["Bread.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    write_notes([one()], outside)
    before = notes(outside)
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "link").symlink_to(outside)
    (vault / "The mill.md").symlink_to(outside / "The mill.md")
    (vault / LEDGER).write_text(
        (outside / LEDGER).read_text("utf-8").replace("The mill.md", "link/The mill.md"), "utf-8"
    )
    write_notes([one(note="New")], vault)
    assert notes(outside) == before
    assert (vault / "The mill.md").is_symlink()


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(ExportFailed, match="cannot be written to"):
        write_notes([one()], tmp_path / "file")


def test_a_note_that_cannot_be_written_is_a_row_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notes([one()], tmp_path)
    replace = os.replace

    def refuse(source: str, target: str) -> None:
        if "Bread" in str(target):
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr("os.replace", refuse)
    report = write_notes(
        [one(title="Bread", page_id="pagetwo"), one(title="Salt", page_id="pagethree")], tmp_path
    )
    assert report.written == (tmp_path / "Salt.md",)
    assert report.problems == ("The note of “Bread” could not be written: Permission denied.",)
    assert sorted(path.name for path in tmp_path.iterdir()) == [LEDGER, "Salt.md", "The mill.md"]


def test_what_was_written_before_a_stop_is_remembered(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stopping() -> Iterator[NoteSource]:
        yield one()
        raise Stopped

    with pytest.raises(Stopped):
        write_notes(stopping(), tmp_path)
    assert write_notes([one(note="New")], tmp_path).written == (tmp_path / "The mill.md",)


def test_500_hostile_titles_make_500_legal_files(tmp_path: Path) -> None:
    letters = [
        "/",
        "\\",
        "..",
        "con",
        "NUL",
        ".",
        " ",
        "é",
        "e\u0301",
        "E",
        "\u202e",
        "[[",
        "<%",
        '"',
        "\n",
        "---",
        "x" * 90,
        "😀",
    ]
    titles = [f"{letters[n % 18]}{letters[n // 18 % 18]}{letters[n // 324]}" for n in range(500)]
    vault = tmp_path / "vault"
    write_notes([one(title=title, page_id=f"p{number:04}") for number, title in enumerate(titles)], vault)
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]
    files = [path for path in vault.iterdir() if path.name != LEDGER]
    assert len(files) == 500
    assert len({same_name(path.name) for path in files}) == 500
    for path in files:
        assert_legal(path.name)
        front = path.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n")
        known = yaml.safe_load(front)
        assert known.get("title", "") == one_line(titles[int(known["postil"][1:])])


rounds = st.lists(
    st.tuples(st.sampled_from(["note", "edit", "delete", "rename", "forget", "same"]), hostile_text),
    max_size=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds)
def test_no_words_of_the_owner_are_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("vault")
    owned: set[str] = set()
    note = ""
    for number, (deed, words) in enumerate(rounds):
        files = [path for path in sorted(folder.iterdir()) if path.suffix == ".md"]
        mark = f"owner {number} end"
        if deed == "note":
            note = f"{words} {number}"
        elif deed == "forget":
            (folder / LEDGER).unlink(missing_ok=True)
        elif files and deed == "edit":
            files[0].write_text(files[0].read_text("utf-8") + f"\n{mark}\n", "utf-8")
            owned.add(mark)
        elif files and deed == "delete":
            gone = files[-1].read_text("utf-8")
            owned = {each for each in owned if each not in gone}
            files[-1].unlink()
        elif files and deed == "rename":
            files[0].rename(folder / f"renamed {number}.md")
        write_notes([one(note)], folder)
        everything = "\n".join(notes(folder).values())
        assert all(each in everything for each in owned)
        assert write_notes([one(note)], folder).written == ()
