from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from postil.app.trash import days_left
from postil.jobs import Cancelled, Progress
from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from postil.app.library import Library
    from postil.model.changes import Changes
    from postil.model.ids import PageId


def throw_away(library: Library, page_id: PageId, days_ago: float) -> None:
    """Let a page have been in the trash for so long."""
    library.reading.trash((page_id,))
    when = datetime.now(UTC) - timedelta(days=days_ago)
    with library._database.transaction() as tx:
        tx.execute(
            "UPDATE page SET trashed = ? WHERE id = ?", (when.isoformat(timespec="microseconds"), page_id)
        )


def test_only_what_rested_long_enough_goes(library: Library) -> None:
    old, recent = library.reading.page_ids(Place())
    throw_away(library, old, 31)
    throw_away(library, recent, 29)
    assert library.trash.purge(30, Progress()) == 1
    assert library.reading.page_ids(Place(trashed=True)) == (recent,)
    library.indexing.drain()
    assert library.check(Progress()) == ()


def test_with_no_days_nothing_ever_goes_by_itself(library: Library) -> None:
    (page, _) = library.reading.page_ids(Place())
    throw_away(library, page, 4000)
    assert library.trash.purge(0, Progress()) == 0
    assert library.trash.count() == 1


def test_the_bytes_of_what_was_purged_are_gone_and_others_are_whole(library: Library) -> None:
    page, other = library.reading.page_ids(Place())
    gone, kept = library.reading.page(page).original, library.reading.page(other).original
    throw_away(library, page, 1)
    library.trash.empty(Progress())
    assert not library._contents.has(gone)
    assert library._contents.has(kept)
    library.indexing.drain()
    assert library.check(Progress()) == ()


def test_emptying_takes_removed_highlights_along(library: Library) -> None:
    page, other = library.reading.page_ids(Place())
    removed = library.annotating.highlight(page, 0, 10, color=Color.RED)
    stays = library.annotating.highlight(page, 5, 20, color=Color.RED)
    library.annotating.remove((removed.id,))
    library.reading.trash((other,))
    assert library.trash.count() == 2
    assert library.trash.empty(Progress()) == 2
    assert library.trash.count() == 0
    assert [each.annotation.id for each in library.annotating.placed(page)] == [stays.id]


def test_what_is_not_in_the_trash_cannot_be_deleted(library: Library) -> None:
    page, other = library.reading.page_ids(Place())
    library.reading.trash((page,))
    assert library.trash.delete((page, other), (), Progress()) == 1
    assert library.reading.page_ids(Place()) == (other,)


def test_deeds_on_what_is_gone_are_forgotten_and_others_stay(library: Library) -> None:
    page, other = library.reading.page_ids(Place())
    library.tagging.tag((other,), "stays")
    library.tagging.tag((page,), "goes")
    library.reading.trash((page,))
    library.trash.empty(Progress())
    assert library.undo.undo() == "Tag"
    assert library.reading.page(other).tags == ()
    assert library.undo.redo() == "Tag"
    assert library.reading.page(other).tags == ("stays",)


def test_a_deed_is_not_taken_back_past_one_that_is_forgotten(library: Library) -> None:
    page, other = library.reading.page_ids(Place())
    one = library.annotating.highlight(page, 0, 5, color=Color.RED)
    two = library.annotating.highlight(other, 0, 5, color=Color.RED)
    library.annotating.set_note(two.id, "Mine.")
    library.annotating.retag((one.id, two.id), added=("sea",))
    library.reading.trash((page,))
    library.trash.empty(Progress())
    assert library.undo.undo() is None, "it would take the tag off, which came later"
    kept = library.annotating.annotation(two.id)
    assert (kept.note, kept.tags) == ("Mine.", ("sea",))


def test_a_tag_put_off_before_a_forgotten_renaming_comes_back(library: Library) -> None:
    page, other = library.reading.page_ids(Place())
    library.tagging.set_tags(page, ("sea", "ocean"))
    library.tagging.set_tags(other, ("sea", "ocean"))
    library.tagging.edit((other,), removed=("sea",))
    library.tagging.edit((other,), removed=("ocean",))
    library.tagging.rename("ocean", "sea")
    library.reading.trash((page,))
    library.trash.empty(Progress())
    assert library.undo.undo() == "Untag"
    assert library.reading.page(other).tags == ("ocean",)


def test_it_is_told_what_is_gone(library: Library) -> None:
    (page, _) = library.reading.page_ids(Place())
    library.reading.trash((page,))
    told: list[Changes] = []
    library.changed.connect(told.append)
    library.trash.empty(Progress())
    assert [changes.pages for changes in told] == [{page}]


def test_a_purge_can_be_cancelled_and_run_again(library: Library) -> None:
    (page, _) = library.reading.page_ids(Place())
    throw_away(library, page, 40)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        library.trash.purge(30, progress)
    assert library.trash.purge(30, Progress()) == 1


@pytest.mark.parametrize(
    ("rested", "days", "left"),
    [(timedelta(0), 30, 30), (timedelta(days=29, hours=23), 30, 1), (timedelta(days=30), 30, 0),
     (timedelta(days=99), 30, 0), (timedelta(days=99), 0, None)],
)  # fmt: skip
def test_days_left(rested: timedelta, days: int, left: int | None) -> None:
    now = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert days_left(now - rested, days, now) == left
