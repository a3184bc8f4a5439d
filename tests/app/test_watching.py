from __future__ import annotations

import os
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from postil.app import watching
from postil.app.import_report import Outcome
from postil.app.library import Library
from postil.app.watching import WatchedFolderGone, Watching
from postil.errors import LibraryError
from postil.jobs import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as library:
        yield library


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    """A library in which every look is two seconds after the one before it."""
    moments = count(step=2)
    with Library.open(folder / "library") as library:
        library.watching._clock = lambda: float(next(moments))
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saved"
    made.mkdir()
    return made


def write(path: Path, title: str) -> Path:
    path.write_text(
        f"<!DOCTYPE html><title>{title}</title><p>{title} stands by the river, and its wheel turns all day."
        " The miller counts the sacks, and writes them down in the evening.",
        encoding="utf-8",
    )
    return path


def names(look: watching.Look) -> list[str]:
    return [file.path.rpartition(os.sep)[2] for file in look.ready]


def taken(watched: Watching, folder: Path) -> list[tuple[str, Outcome]]:
    """What a look and a second one bring."""
    watched.look(folder)
    report = watched.take(watched.look(folder), Progress())
    return [(row.path.name, row.outcome) for row in report.rows]


def test_a_file_is_taken_when_it_is_the_same_at_two_looks(library: Library, folder: Path) -> None:
    watched = library.watching
    page = write(folder / "mill.html", "The mill")
    first = watched.look(folder)
    assert (first.ready, first.unsettled) == ((), 1)
    page.write_text(page.read_text() + "<p>It was not written to its end yet.")
    assert watched.look(folder).ready == ()
    ready = watched.look(folder)
    assert names(ready) == ["mill.html"]
    assert watched.take(ready, Progress()).count(Outcome.IMPORTED) == 1
    assert "not written to its end" in page.read_text()
    assert watched.look(folder) == watching.Look()


def test_a_page_whose_pictures_still_come_is_not_taken(library: Library, folder: Path) -> None:
    write(folder / "a [1].html", "The mill")
    beside = folder / "a [1]_files"
    beside.mkdir()
    library.watching.look(folder)
    (beside / "wheel.png").write_bytes(b"\x89PNG")
    assert library.watching.look(folder).ready == ()
    assert names(library.watching.look(folder)) == ["a [1].html"]


def test_what_was_taken_is_not_taken_again_also_after_a_start(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    write(folder / "mill.html", "The mill")
    (folder / "notes.bin").write_bytes(bytes(range(256)))
    assert taken(library.watching, folder) == [
        ("mill.html", Outcome.IMPORTED),
        ("notes.bin", Outcome.NOT_A_PAGE),
    ]
    library.close()
    with opened(tmp_path) as again:
        assert taken(again.watching, folder) == []


def test_a_page_in_the_trash_does_not_come_back_because_its_file_is_there(
    library: Library, folder: Path
) -> None:
    write(folder / "mill.html", "The mill")
    library.watching.look(folder)
    report = library.watching.take(library.watching.look(folder), Progress())
    page = report.rows[0].page
    assert page is not None
    library.reading.trash((page,))
    assert taken(library.watching, folder) == []


def test_a_file_that_changed_is_taken_again(library: Library, folder: Path) -> None:
    page = write(folder / "mill.html", "The mill")
    taken(library.watching, folder)
    write(page, "The other mill, far away")
    assert [name for name, _outcome in taken(library.watching, folder)] == ["mill.html"]


def test_what_failed_is_tried_again_at_the_next_start(
    library: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "mill.html", "The mill")
    full = Mock(side_effect=LibraryError("The disk is full."))
    with monkeypatch.context() as patch:
        patch.setattr("postil.store.contents.write_file", full)
        patch.setattr("postil.store.contents.Contents.put_all", full)
        assert taken(library.watching, folder) == [("mill.html", Outcome.FAILED)]
        assert taken(library.watching, folder) == []
    library.close()
    with opened(tmp_path) as again:
        assert taken(again.watching, folder) == [("mill.html", Outcome.IMPORTED)]


def test_the_library_itself_is_never_looked_into(library: Library, tmp_path: Path) -> None:
    write(library.folder / "stray.html", "Stray")
    library.watching.look(tmp_path)
    assert names(library.watching.look(tmp_path)) == []


def test_a_folder_that_is_not_there_is_told(library: Library, tmp_path: Path) -> None:
    with pytest.raises(WatchedFolderGone, match="nowhere is not there"):
        library.watching.look(tmp_path / "nowhere")
