"""Writing into a person's folder: in one step, through no link, never over what came meanwhile."""

from __future__ import annotations

import errno
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest
from tests.export.notes.written_folders import (
    MILL,
    NEW,
    PLAIN,
    UPDATED,
    bread,
    export,
    notes,
    one,
    outcomes,
    problems,
)

from postil.errors import ExportFailed
from postil.export.notes.bases import BASES, Bases, Kept
from postil.export.notes.folder import write_documents
from postil.export.notes.layout import ListedPage, plan
from postil.export.notes.note import document
from postil.model.export_target import Layout

if TYPE_CHECKING:
    from pathlib import Path


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
