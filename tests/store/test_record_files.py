from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.errors import LibraryError
from postil.model.ids import PageId
from postil.model.row_record import RowRecord
from postil.store.record_dues import LIBRARY, RecordDue
from postil.store.record_files import RECORDS, RecordFiles

if TYPE_CHECKING:
    from pathlib import Path

SEA, LAKE = PageId("seaseaseaseasea2"), PageId("lakelakelakelake")


def _record(page: str, title: str = "The sea") -> RowRecord:
    return RowRecord(21, {"page": ({"id": page, "title": title},)})


@pytest.fixture
def files(tmp_path: Path) -> RecordFiles:
    return RecordFiles(tmp_path)


def test_each_page_has_a_file_by_its_id_and_the_library_one_of_its_own(files: RecordFiles) -> None:
    library = RowRecord(21, {"saved_search": ({"id": "s", "name": "Sea"},)})
    files.put({
        RecordDue(SEA, 3): _record(SEA), RecordDue(LAKE, 4): _record(LAKE), RecordDue(LIBRARY, 5): library
    })  # fmt: skip
    names = sorted(path.relative_to(files.folder).as_posix() for path in files.folder.rglob("*.*"))
    assert names == ["la/lakelakelakelake.jsonl", "library.jsonl", "se/seaseaseaseasea2.jsonl"]
    assert [files.read(path).record.page for path in files.pages()] == [LAKE, SEA]
    assert files.read(files.path(LIBRARY)).record == library
    assert files.read(files.path(SEA)).sequence == 3


def test_a_newer_copy_takes_the_place_of_the_older(files: RecordFiles) -> None:
    files.put({RecordDue(SEA, 3): _record(SEA)})
    files.put({RecordDue(SEA, 8): _record(SEA, "The lake")})
    read = files.read(files.path(SEA))
    assert (read.record, read.sequence) == (_record(SEA, "The lake"), 8)


def test_the_copy_of_a_page_that_is_no_more_goes(files: RecordFiles) -> None:
    files.put({RecordDue(SEA, 3): _record(SEA), RecordDue(LAKE, 4): _record(LAKE)})
    files.put({RecordDue(SEA, 5): None, RecordDue(PageId("neverwasthere234"), 6): None})
    assert [path.stem for path in files.pages()] == [LAKE]


def test_what_a_killed_program_left_is_no_copy_and_is_written_over(files: RecordFiles) -> None:
    files.put({RecordDue(SEA, 3): _record(SEA)})
    left = files.path(LAKE).parent
    left.mkdir()
    (left / f"{LAKE}.jsonl.new").write_bytes(b'{"table": "pa')
    assert [path.stem for path in files.pages()] == [SEA]
    files.put({RecordDue(LAKE, 4): _record(LAKE)})
    assert [path.name for path in left.iterdir()] == [f"{LAKE}.jsonl"]


@pytest.mark.parametrize("page", ["../../outside", "a/b", "..", "C:\\x", "", "AUX", "x" * 300])
def test_an_id_that_is_none_of_ours_names_no_file_elsewhere(files: RecordFiles, page: str) -> None:
    path = files.path(PageId(page))
    assert path.is_relative_to(files.folder)
    assert ".." not in path.parts
    assert len(path.name) < 80


def test_a_disk_that_refuses_is_told(files: RecordFiles, tmp_path: Path) -> None:
    (tmp_path / RECORDS).write_text("a file in the place of the folder")
    with pytest.raises(LibraryError, match="readable copies"):
        files.put({RecordDue(SEA, 3): _record(SEA)})


def test_a_copy_that_is_not_there_says_nothing(files: RecordFiles) -> None:
    assert files.read(files.path(SEA)).lost == -1
