"""Reading: places, positions, status and stars, each deed undone; ids found by their beginning."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from postil.app.library import Library
from postil.errors import LibraryError, LibraryLocked, NotFound
from postil.model.page import Place, SortOrder, Standing, Status
from postil.store import pages

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.changes import Changes


def test_a_status_moves_pages_between_places_and_back(library: Library) -> None:
    ids = library.reading.page_ids(Place(status=Status.INBOX))
    library.reading.set_status(ids[:1], Status.ARCHIVE)
    library.reading.set_status(ids, Status.READING)
    assert library.reading.counts().reading == 2
    assert library.undo.undo() == "Move to Reading"
    assert library.reading.page_ids(Place(status=Status.ARCHIVE)) == ids[:1]
    assert library.reading.page_ids(Place(status=Status.INBOX)) == ids[1:]
    library.undo.undo()
    assert library.reading.page_ids(Place(status=Status.INBOX)) == ids


def test_a_page_that_comes_back_into_the_archive_has_been_there_since_it_was_archived(
    library: Library,
) -> None:
    (page_id, *_others) = library.reading.page_ids(Place())
    long_ago = datetime(2020, 2, 3, 4, 5, tzinfo=UTC)
    with library._database.transaction() as tx:
        pages.set_standing_all(tx, (page_id,), Standing(Status.ARCHIVE, long_ago))

    def since() -> datetime | None:
        return pages.archived(library._database.reader(), (page_id,)).get(page_id)

    library.reading.set_status((page_id,), Status.INBOX)
    assert since() is None
    library.undo.undo()
    assert since() == long_ago
    library.undo.redo()
    library.reading.set_status((page_id,), Status.ARCHIVE)
    again = since()
    assert again is not None
    assert again > long_ago


def test_nothing_changed_is_nothing_to_undo(library: Library) -> None:
    ids = library.reading.page_ids(Place())
    library.reading.set_starred(ids, True)
    library.reading.set_starred(ids, True)
    library.undo.undo()
    assert library.undo.labels()[0] is None
    assert library.reading.page_ids(Place(starred=True)) == ()


def test_every_deed_is_told_once(library: Library) -> None:
    told: list[Changes] = []
    library.changed.connect(told.append)
    ids = library.reading.page_ids(Place())
    library.reading.trash(ids)
    library.undo.undo()
    assert [changes.pages for changes in told] == [frozenset(ids)] * 2
    assert all(changes.membership for changes in told)


def test_the_position_is_remembered(library: Library) -> None:
    page_id = library.reading.page_ids(Place())[0]
    library.reading.leave(page_id, 120, 0.5)
    page = library.reading.open(page_id).page
    assert (page.position, page.progress, page.finished) == (120, 0.5, None)
    library.reading.leave(page_id, 300, 1.0)
    assert library.reading.page(page_id).finished is not None


def test_ids_are_found_by_their_beginning(library: Library) -> None:
    page_id = library.reading.page_ids(Place())[0]
    assert library.reading.find(page_id[:8].upper()).id == page_id
    with pytest.raises(NotFound):
        library.reading.find("")
    with pytest.raises(NotFound, match="No page"):
        library.reading.find("0000")


def test_lists_are_sorted(library: Library) -> None:
    ids = library.reading.page_ids(Place(), sort=SortOrder.TITLE, descending=False)
    rows = library.reading.pages(ids)
    assert [rows[page_id].title for page_id in ids] == ["The Keeper’s Ledger", "Warm Walls"]
    longest_first = library.reading.page_ids(Place(), sort=SortOrder.LENGTH)
    assert rows[longest_first[0]].words >= rows[longest_first[1]].words


def test_tags_are_put_on_and_taken_off(library: Library) -> None:
    ids = library.reading.page_ids(Place())
    library.tagging.tag(ids, "#craft/lamps")
    library.tagging.tag(ids[:1], "Craft/Lamps")
    assert library.reading.page(ids[0]).tags == ("craft/lamps",)
    assert set(library.reading.page_ids(Place(tag="craft"))) == set(ids)
    library.tagging.edit(ids[:1], removed=("craft/lamps",))
    assert library.reading.page_ids(Place(tag="craft/lamps")) == ids[1:]
    library.undo.undo()
    library.undo.undo()
    assert library.tagging.names() == ()


def test_one_program_writes(library: Library) -> None:
    with pytest.raises(LibraryLocked):
        Library.open(library.folder)
    with Library.open(library.folder, write=False) as reader:
        assert len(reader.reading.page_ids(Place())) == 2


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LibraryError, match="choose another"):
        Library.open(tmp_path / "file" / "library")


def test_reading_makes_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no library"):
        Library.open(tmp_path / "nowhere", write=False)
    assert not (tmp_path / "nowhere").exists()
