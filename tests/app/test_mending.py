"""A library whose database is lost, damaged or too old comes back from what is beside it."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.app.lived_in import Rows, live_in, rows
from tests.killing import said_until_killed

from postil.app.library import Library
from postil.app.mending import mend
from postil.app.mending_database import ASIDE
from postil.errors import LibraryError, LibraryLocked
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place
from postil.store import naming
from postil.store.contents import CONTENT, Contents
from postil.store.database import DATABASE, Database
from postil.store.record_files import RECORDS, RecordFiles

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed, indexed, with all its copies. Copy it, do not open it."""
    folder = tmp_path_factory.mktemp("lived-in")
    live_in(folder / "library", folder)
    return folder / "library"


@pytest.fixture
def folder(lived_in: Path, tmp_path: Path) -> Path:
    """A copy of it for this test alone."""
    return shutil.copytree(lived_in, tmp_path / "library")


@pytest.fixture(scope="session")
def before(lived_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The rows that it has."""
    folder = shutil.copytree(lived_in, tmp_path_factory.mktemp("before") / "library")
    found = _rows(folder)
    assert {table for table, some in found.items() if not some} <= {"watched_file", "export_target"}
    return found


def _rows(folder: Path) -> Rows:
    with closing(Database.open(folder, write=False)) as database:
        return rows(database.reader())


def _assert_all_is_well(folder: Path) -> None:
    with Library.open_existing(folder) as library:
        assert library.check(Progress()) == ()
        found = library.finding.search("ledger")
        assert found.hits, "search finds again"


def test_a_library_in_order_is_left_as_it_is(folder: Path, before: Rows) -> None:
    report = mend(folder, Progress())
    assert (report.mended, report.left, report.aside) == ((), (), None)
    assert _rows(folder) == before
    assert not (folder / ASIDE).exists()


def test_a_database_that_was_deleted_comes_back_row_for_row(folder: Path, before: Rows) -> None:
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    report = mend(folder, Progress())
    assert report.left == ()
    assert _rows(folder) == before
    _assert_all_is_well(folder)


@pytest.mark.parametrize("seed", range(4))
def test_a_database_with_garbage_in_it_is_set_aside_and_made_anew(
    folder: Path, before: Rows, seed: int
) -> None:
    chance = random.Random(seed)
    content = bytearray((folder / DATABASE).read_bytes())
    start = chance.randrange(4096, len(content) // 2) if seed else 0  # once the header, too
    content[start : start + 60_000] = chance.randbytes(60_000)
    (folder / DATABASE).write_bytes(content)
    report = mend(folder, Progress())
    assert report.left == ()
    assert _rows(folder) == before
    assert report.aside is not None
    assert (report.aside / DATABASE).read_bytes() == bytes(content)
    _assert_all_is_well(folder)


def test_what_the_log_had_and_was_lost_with_it_comes_back(folder: Path, tmp_path: Path) -> None:
    old = (folder / DATABASE).read_bytes()
    with Library.open(folder) as library:
        page = library.reading.page_ids(Place())[0]
        library.annotating.highlight(page, 100, 120, color=Color.PURPLE, note="Written last")
        library.trash.empty(Progress())
        library.page_records.drain(Progress())
        copied = shutil.copytree(folder, tmp_path / "killed", ignore=shutil.ignore_patterns("lock", "*.lock"))
        now = rows(library._database.reader())
    for path in copied.glob(f"{DATABASE}*"):
        path.unlink()
    (copied / DATABASE).write_bytes(old)  # as it was when the log was last played into it
    with Library.open_existing(copied) as library:
        assert any("lost" in finding.message for finding in library.check(Progress()))
    report = mend(copied, Progress())
    after = _rows(copied)
    assert [row for row in now["annotation"] if row not in after["annotation"]] == []
    assert any("Written last" in row for row in after["annotation"])
    assert report.mended


def test_changes_that_no_copy_has_yet_are_taken_from_a_damaged_database(folder: Path) -> None:
    """The copies of two pages are missing, as after an update; a part of the file is garbage."""
    pages = sorted((folder / RECORDS).glob("??/*.jsonl"))
    before = _rows(folder)
    for path in pages[:2]:
        path.unlink()
    content = bytearray((folder / DATABASE).read_bytes())
    size = int.from_bytes(content[16:18], "big")
    with closing(Database.open(folder, write=False)) as database:
        (root,) = (
            database.reader()
            .execute("SELECT rootpage FROM sqlite_schema WHERE name = 'page_by_title'")
            .fetchone()
        )
    content[(root - 1) * size : root * size] = random.Random(1).randbytes(size)
    (folder / DATABASE).write_bytes(content)
    report = mend(folder, Progress())
    assert report.aside is not None
    assert _rows(folder) == before


def test_the_bytes_of_a_lost_page_are_spoken_of(folder: Path) -> None:
    """Neither database nor copy knows the page: its bytes are there to be imported again."""
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    next((folder / RECORDS).glob("??/*.jsonl")).unlink()
    report = mend(folder, Progress())
    assert any(
        finding.subject == "content" and str(folder / CONTENT) in finding.message for finding in report.left
    )


def test_copies_that_disagree_are_written_again_and_the_damaged_one_is_kept(
    folder: Path, before: Rows
) -> None:
    first, second, third = sorted((folder / RECORDS).glob("??/*.jsonl"))[:3]
    first.unlink()
    second.write_bytes(second.read_bytes()[:-40])
    content = second.read_bytes()
    third.write_bytes(third.read_bytes().replace(b"}\n", b" }\n", 1))
    with Library.open_existing(folder) as library:
        assert len(library.check(Progress())) == 3
        assert not first.exists(), "a check changes nothing"
    report = mend(folder, Progress())
    assert report.left == ()
    assert _rows(folder) == before
    assert [path.read_bytes() for path in folder.glob(f"{ASIDE}/*/{second.name}")] == [content]
    _assert_all_is_well(folder)


def test_counts_likeness_and_index_are_made_again(folder: Path, before: Rows) -> None:
    with closing(Database.open(folder)) as database, database.transaction() as tx:
        tx.execute("UPDATE page SET highlights = highlights + 3")
        tx.execute("DELETE FROM signature_number")
        tx.execute("DELETE FROM record_due")
    shutil.rmtree(folder / "index")
    report = mend(folder, Progress())
    assert report.left == ()
    assert _rows(folder) == before
    _assert_all_is_well(folder)


def test_kept_bytes_come_back_from_a_backup_that_has_them(folder: Path, tmp_path: Path) -> None:
    backup = tmp_path / "disk" / CONTENT
    shutil.copytree(folder / CONTENT, backup)
    names = sorted(Contents(folder).all())
    Contents(folder).path(names[0]).unlink()
    Contents(folder).path(names[1]).write_bytes(b"damaged")
    assert len(mend(folder, Progress()).left) > 0, "without the backup it is said"
    report = mend(folder, Progress(), backups=(tmp_path / "disk",))
    assert report.left == ()
    assert "2 kept files" in report.mended[0].message


def test_kept_bytes_that_are_lost_are_told_with_the_title_of_their_page(folder: Path) -> None:
    with closing(Database.open(folder, write=False)) as database:
        (lost, title) = database.reader().execute("SELECT original, title FROM page LIMIT 1").fetchone()
        assert lost in {each.hash for each in naming.everyone(database.reader())}
    Contents(folder).path(lost).unlink()
    assert any(title in finding.message for finding in mend(folder, Progress()).left)


def test_a_library_that_is_open_elsewhere_is_not_touched(folder: Path) -> None:
    with Library.open(folder), pytest.raises(LibraryLocked):
        mend(folder, Progress())


def test_where_there_is_no_library_there_is_nothing_to_repair(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library"):
        mend(tmp_path / "nowhere", Progress())
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryError, match="no library"):
        mend(tmp_path / "empty", Progress())


def test_a_repair_that_is_killed_is_done_by_the_next(folder: Path, before: Rows) -> None:
    chance = random.Random(8)
    (folder / DATABASE).write_bytes(b"garbage" * 4096)
    for _kill in range(5):
        said_until_killed("tests.app.endless_mending", str(folder), seconds=chance.uniform(0, 0.6))
    report = mend(folder, Progress())
    assert report.left == ()
    assert _rows(folder) == before
    _assert_all_is_well(folder)


def test_a_file_of_another_program_is_not_touched(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE)) as other:
        other.execute("CREATE TABLE theirs (a)")
    with pytest.raises(LibraryError, match="another program"):
        mend(tmp_path, Progress())
    assert not (tmp_path / ASIDE).exists()


def test_a_disk_that_refuses_leaves_what_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / DATABASE).write_bytes(b"garbage" * 4096)

    def refuse(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("postil.app.mending_database.shutil.copy2", refuse)
    with pytest.raises(LibraryError, match="No space"):
        mend(folder, Progress())
    assert (folder / DATABASE).read_bytes() == b"garbage" * 4096


@given(data=st.data())
@settings(max_examples=12, phases=[Phase.generate])
def test_of_any_copies_that_were_cut_or_changed_the_whole_ones_come_back(
    data: st.DataObject, lived_in: Path, before: Rows, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = shutil.copytree(lived_in, tmp_path_factory.mktemp("cut") / "library")
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    harmed = set()
    for path in RecordFiles(folder).pages():
        content = bytearray(path.read_bytes())
        deed = data.draw(st.sampled_from(("nothing", "nothing", "cut", "flip", "garbage")))
        if deed == "nothing":
            continue
        harmed.add(path.stem)
        at = data.draw(st.integers(0, len(content) - 2))
        if deed == "flip":
            content[at] ^= data.draw(st.integers(1, 255))
        elif deed == "cut":
            del content[at:]
        else:
            content[at : at + 200] = os.urandom(200)
        path.write_bytes(content)
    report = mend(folder, Progress())
    after = _rows(folder)
    assert harmed <= {finding.subject.removeprefix("page ") for finding in report.left}
    for table in ("page", "annotation", "text_version", "capture"):
        column = 0 if table == "page" else 1
        whole = [row for row in before[table] if row[column] not in harmed]
        assert [row for row in whole if row not in after[table]] == []
    titles = {row[0]: row[1] for row in before["page"]}
    assert all(titles[row[0]] == row[1] for row in after["page"]), "nothing is made up"
    Library.open_existing(folder).close()
