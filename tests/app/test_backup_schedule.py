"""Backups that make themselves: when they are made, what is in them, and which of them stay."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.app.lived_in import rows
from tests.app.saved_pages import LIGHTHOUSE, write_page

from postil.app import backup_schedule
from postil.app.backup_schedule import MANY, ManyPages
from postil.app.library import Library
from postil.app.mending import mend
from postil.errors import BackupError
from postil.importers.backup_archive import BackupArchive
from postil.jobs import Cancelled, Progress
from postil.model.page import Place
from postil.store.contents import CONTENT, Contents
from postil.store.schema import BACKUPS

if TYPE_CHECKING:
    from pathlib import Path


class _Clock(datetime):
    """The time of day that a test says it is."""

    current = datetime(2026, 5, 4, 9, tzinfo=UTC)

    @classmethod
    def now(cls, _tz: object = None) -> datetime:  # type: ignore[override] # always aware
        return cls.current


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[_Clock]:
    monkeypatch.setattr(backup_schedule, "datetime", _Clock)
    monkeypatch.setattr(_Clock, "current", datetime(2026, 5, 4, 9, tzinfo=UTC))
    return _Clock


def _change(library: Library, note: str) -> None:
    library.noting.set_note(library.reading.page_ids(Place())[0], note)


def _made(folder: Path) -> list[str]:
    return sorted(path.name.split("-")[2][:8] for path in folder.glob("scheduled-*-*-*.zip"))


def test_one_a_day_where_something_changed(library: Library, clock: type[_Clock]) -> None:
    schedule, folder = library.backup_schedule, library.folder / BACKUPS
    assert schedule.daily(None, Progress()) is not None
    _change(library, "The same day")
    clock.current = datetime(2026, 5, 4, 21, tzinfo=UTC)
    assert schedule.daily(None, Progress()) is None
    clock.current = datetime(2026, 5, 5, 1, tzinfo=UTC)
    assert schedule.daily(None, Progress()) is not None
    clock.current = datetime(2026, 5, 6, 1, tzinfo=UTC)
    assert schedule.daily(None, Progress()) is None, "nothing has changed since"
    assert _made(folder) == ["20260504", "20260505"]


def test_an_empty_library_needs_no_backup(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        assert library.backup_schedule.daily(None, Progress()) is None


def test_they_are_thinned_and_nothing_else_goes(library: Library, clock: type[_Clock]) -> None:
    folder = library.folder / BACKUPS
    folder.mkdir(exist_ok=True)
    others = [
        folder / name
        for name in ("mine.zip", "scheduled-of-another.zip", "library-schema-20.db", "notes.txt")
    ]
    other_library = folder / "scheduled-0123456789abcdef-20200101T000000Z-5.zip"
    for path in (*others, other_library):
        path.write_bytes(b"not ours")
    for day in range(1, 29):
        clock.current = datetime(2026, 2, day, 9, tzinfo=UTC)
        _change(library, f"Day {day}")
        library.backup_schedule.daily(None, Progress())
    days = [f"202602{day:02}" for day in (8, 15, *range(22, 29))]
    assert _made(folder) == ["20200101", *days]
    assert all(path.read_bytes() == b"not ours" for path in (*others, other_library))


def test_copies_of_the_database_from_before_migrations_are_thinned_too(
    library: Library, clock: type[_Clock]
) -> None:
    folder = library.folder / BACKUPS
    folder.mkdir(exist_ok=True)
    names = [f"library-schema-{n}-202603{n:02}T080000.{n:06}Z.db" for n in range(2, 22)]
    for name in names:
        (folder / name).write_bytes(b"a copy")
    library.backup_schedule.daily(None, Progress())
    left = sorted(int(path.name.split("-")[2]) for path in folder.glob("library-schema-*.db"))
    assert left == [8, *range(15, 22)], "seven days, and the Sundays of the weeks before"


def test_one_is_made_before_many_pages_come_in(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_schedule, "MANY", 2)
    before = library.reading.counts().all
    shelf = tmp_path / "many"
    for number in range(3):
        write_page(shelf, f"{number}.html", title=f"Night {number}", paragraphs=LIGHTHOUSE[:1])
    library.importing.add((shelf,), Progress(), dry=True)
    assert _made(library.folder / BACKUPS) == [], "looking changes nothing"
    library.importing.add((shelf,), Progress())
    (path,) = (library.folder / BACKUPS).glob("scheduled-*.zip")
    with BackupArchive(path) as archive:
        assert archive.about.pages == before
        assert archive.is_finished


def test_of_a_file_of_pages_it_is_made_before_there_are_many() -> None:
    made: list[Progress] = []
    many = ManyPages(made.append, Progress())
    many.expect(1)
    for _page in range(MANY - 1):
        many.note()
    assert made == [], "another one is none too many"
    for _page in range(MANY):
        many.note()
    assert len(made) == 1


def test_a_backup_that_fails_stops_no_import(library: Library) -> None:
    (library.folder / BACKUPS).write_text("a file in the place of the folder")
    with pytest.raises(BackupError):
        library.backup_schedule.now(Progress())
    library.backup_schedule.before_import(Progress())


def test_one_that_is_stopped_leaves_nothing(library: Library) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        library.backup_schedule.daily(None, progress)
    assert [path for path in (library.folder / BACKUPS).rglob("*") if path.suffix == ".zip"] == []


def test_in_a_folder_of_ones_own_the_kept_bytes_are_there_once_for_all_backups(
    library: Library, clock: type[_Clock], tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    first = library.backup_schedule.daily(disk, Progress())
    kept = {path: path.stat().st_mtime_ns for path in (disk / CONTENT).glob("??/*")}
    assert {path.name for path in kept} == set(Contents(library.folder).all())
    clock.current = datetime(2026, 5, 5, 9, tzinfo=UTC)
    _change(library, "More")
    second = library.backup_schedule.daily(disk, Progress())
    assert first is not None
    assert second is not None
    assert {path: path.stat().st_mtime_ns for path in (disk / CONTENT).glob("??/*")} == kept
    assert sorted(disk.glob("*.zip")) == sorted((first.path, second.path))


def test_it_is_restored_from_there_when_the_library_is_lost(library: Library, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    report = library.backup_schedule.daily(disk, Progress())
    assert report is not None
    before = rows(library._database.reader())
    with Library.open(tmp_path / "new") as other:
        restored = other.restoring.restore(report.path, Progress())
        assert restored.problems == ()
        after = rows(other._database.reader())
        assert {name: some for name, some in after.items() if name != "library"} == {
            name: some for name, some in before.items() if name != "library"
        }
        other.indexing.drain()
        other.likening.drain()
        other.page_records.drain(Progress())
        assert other.check(Progress()) == ()


def test_kept_bytes_that_are_damaged_are_mended_from_there(filled_folder: Path, tmp_path: Path) -> None:
    folder, disk = shutil.copytree(filled_folder, tmp_path / "library"), tmp_path / "disk"
    disk.mkdir()
    with Library.open(folder) as library:
        library.backup_schedule.daily(disk, Progress())
    for name in tuple(Contents(folder).all()):
        Contents(folder).path(name).write_bytes(b"damaged")
    assert mend(folder, Progress(), backups=(disk,)).left == ()


def test_a_disk_that_is_not_connected_is_told_and_the_library_has_its_backup(
    library: Library, tmp_path: Path
) -> None:
    with pytest.raises(BackupError, match="is not there"):
        library.backup_schedule.daily(tmp_path / "unplugged", Progress())
    assert len(_made(library.folder / BACKUPS)) == 1
    assert not (tmp_path / "unplugged").exists()
