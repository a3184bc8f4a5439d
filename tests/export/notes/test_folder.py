from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from tests.export.pages import highlight, page, source
from tests.export.test_filenames import assert_legal

from postil.errors import ExportFailed
from postil.export.filenames import same_name
from postil.export.markdown.escaping import one_line
from postil.export.notes.bases import BASES, Bases, Kept
from postil.export.notes.files import document_id
from postil.export.notes.folder import write_documents
from postil.export.notes.layout import ListedPage, plan
from postil.export.notes.ledger import LEDGER
from postil.export.notes.note import document
from postil.model.export_report import FileOutcome
from postil.model.export_target import Layout, NoteShape

if TYPE_CHECKING:
    from pathlib import Path

    from postil.export.notes.document import Document
    from postil.export.notes.folder import Outcome
    from postil.export.notes.layout import Planned
    from postil.export.notes.note import NoteSource

MILL = "The mill.md"
PLAIN = NoteShape()
NEW, UPDATED, UNCHANGED, DELETED = (
    FileOutcome.NEW,
    FileOutcome.UPDATED,
    FileOutcome.UNCHANGED,
    FileOutcome.DELETED,
)


def notes(folder: Path) -> dict[str, str]:
    """The notes in a folder by their relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*.md"))
    }


def one(note: str = "", title: str = "The mill", page_id: str = "pageone") -> NoteSource:
    return source(page(title, page_id=page_id), [highlight("oil the wheel", name="one", note=note)])


def export(folder: Path, *sources: NoteSource, dry_run: bool = False, again: bool = False) -> list[Outcome]:
    """One file a page."""
    by_id = {each.page.id: each for each in sources}
    listed = [ListedPage(each.page.id, each.page.title, each.page.added) for each in sources]

    def render(planned: Planned) -> Document:
        return document((by_id[planned.parts[0].page],), PLAIN)

    planned = plan(listed, Layout.PAGE)
    return list(write_documents(planned, folder, render, dry_run=dry_run, again=again))


def outcomes(told: list[Outcome]) -> dict[str, FileOutcome]:
    return {each.name: each.file.outcome for each in told if each.file is not None}


def problems(told: list[Outcome]) -> list[str]:
    return [problem for each in told for problem in each.problems]


def seen(folder: Path) -> dict[Path, int]:
    """When every file of the folder was written, the hidden ones included."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def bread(note: str = "") -> NoteSource:
    return one(note, "Bread", "pagetwo")


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


def test_a_base_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("not ours", "utf-8")
    vault = tmp_path / "vault"
    export(vault, one())
    (vault / MILL).unlink()
    (base,) = (vault / BASES).glob("*.jsonl")
    for name in ("../outside.md", str(outside), "a/../../outside.md", "\0"):
        head = json.dumps({"format": 2, "file": name})
        base.write_text(head + "\n" + base.read_text("utf-8").partition("\n")[2], "utf-8")
        export(vault, one("New"))
        export(vault, one("New"), again=True)
        (vault / MILL).unlink()
    assert outside.read_text("utf-8") == "not ours"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside.md", "vault"]


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


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    export(outside, one())
    before = notes(outside)
    vault = tmp_path / "vault"
    export(vault, one(), bread())
    (vault / MILL).unlink()
    (vault / MILL).symlink_to(outside / MILL)
    (vault / "link").symlink_to(outside)
    told = export(vault, one("New"), bread("New"))
    assert notes(outside) == before
    assert (vault / MILL).is_symlink()
    assert problems(told) == ["The note of “The mill” could not be written: “The mill.md” is a link."]
    assert "New" in notes(vault)["Bread.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_bases_are_not_kept_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / BASES).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportFailed, match="not a folder of Postil"):
        export(tmp_path / "vault", one())
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for dry_run in (False, True):
        with pytest.raises(ExportFailed, match="cannot be written to"):
            export(tmp_path / "file", one(), dry_run=dry_run)


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


def test_a_file_that_may_only_be_read_is_left_and_said(tmp_path: Path) -> None:
    export(tmp_path, one(), bread())
    mine = tmp_path / MILL
    kept = mine.read_bytes()
    mine.chmod(0o444)
    for dry_run in (True, False):
        told = export(tmp_path, one("New"), bread("New"), dry_run=dry_run)
        assert problems(told) == ["The note of “The mill” could not be written: it may only be read."]
        assert outcomes(told) == {"Bread.md": UPDATED}
    assert mine.read_bytes() == kept
    assert "New" in notes(tmp_path)["Bread.md"]


def test_the_rights_of_a_file_are_kept(tmp_path: Path) -> None:
    export(tmp_path, one())
    (tmp_path / MILL).chmod(0o600)
    export(tmp_path, one("New"))
    assert (tmp_path / MILL).stat().st_mode & 0o777 == (0o600 if sys.platform != "win32" else 0o666)


def test_a_note_that_another_program_writes_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tmp_path, one())
    mine = tmp_path / MILL
    sync = os.fsync

    def meanwhile(descriptor: int) -> None:
        sync(descriptor)
        with mine.open("a", encoding="utf-8") as file:
            file.write("\nTyped just now.\n")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", meanwhile)
        (problem,) = problems(export(tmp_path, one("New")))
    assert "another program wrote it meanwhile" in problem
    assert "Typed just now." in notes(tmp_path)[MILL]
    export(tmp_path, one("New"))
    assert "Typed just now." in notes(tmp_path)[MILL]
    assert "New" in notes(tmp_path)[MILL]


def test_a_disk_that_is_full_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(tmp_path, one())
    before = notes(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    told = export(tmp_path, one("New"), bread())
    assert len(problems(told)) == 2
    assert all(each.is_disk_full for each in told)
    assert notes(tmp_path) == before
    assert not list(tmp_path.rglob("*.unfinished"))


def test_a_note_that_cannot_be_written_is_said_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def refuse(source: Path, target: Path) -> None:
        if "Bread" in str(target):
            raise FileExistsError(errno.EEXIST, "File exists")
        link(source, target)

    monkeypatch.setattr("os.link", refuse)
    told = export(tmp_path, bread(), one(title="Salt", page_id="pagethree"))
    assert outcomes(told) == {"Salt.md": NEW}
    assert problems(told) == ["The note of “Bread” could not be written: File exists."]


def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("os.link", refuse)
    assert outcomes(export(tmp_path, one())) == {MILL: NEW}
    assert "oil the wheel" in notes(tmp_path)[MILL]


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


def test_what_was_written_before_a_stop_is_remembered(tmp_path: Path) -> None:
    """The other notes are still being written when the caller has enough."""
    listed = [ListedPage(each.page.id, each.page.title, each.page.added) for each in (one(), bread())]
    by_id = {each.page.id: each for each in (one(), bread())}
    writing = write_documents(
        plan(listed, Layout.PAGE), tmp_path, lambda planned: document((by_id[planned.parts[0].page],), PLAIN)
    )
    next(writing)
    writing.close()  # type: ignore[attr-defined] # it is a generator
    assert set(outcomes(export(tmp_path, one("New"), bread("New"))).values()) <= {UPDATED, NEW}
    assert len(notes(tmp_path)) == 2


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


def test_killed_after_the_note_and_before_its_base_nothing_is_there_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person wrote into a block, it changed twice in Postil, and was exported by one who was killed."""
    export(tmp_path, one("First"))
    mine = tmp_path / MILL
    mine.write_text(mine.read_text("utf-8").replace("\n\nYellow", "\n\nMine.\n\nYellow"), "utf-8")
    export(tmp_path, one("First"))
    put = Bases.put

    def killed(bases: Bases, document: str, kept: Kept) -> None:
        if kept.coming is None:
            raise OSError(errno.EIO, "killed")
        put(bases, document, kept)

    with monkeypatch.context() as patch:
        patch.setattr(Bases, "put", killed)
        export(tmp_path, one("Second"))
    assert "Second" in notes(tmp_path)[MILL]
    assert not problems(export(tmp_path, one("Third")))
    text = notes(tmp_path)[MILL]
    assert text.count("oil the wheel") == 1
    assert text.count("Mine.") == 1
    assert ("Second" in text, "Third" in text) == (False, True)
