from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_annotation, import_page

from postil.model.ids import content_hash
from postil.store import annotations as kept
from postil.store import pages, resources, versions
from postil.store.purge import REST, Purged, purge

if TYPE_CHECKING:
    from postil.model.page import Page
    from postil.store.contents import Contents
    from postil.store.database import Database

LONG_AGO = NOW - REST - timedelta(seconds=1)
JUST_NOW = NOW - REST + timedelta(seconds=1)


def _page(
    database: Database, contents: Contents, text: str, *, shared: bytes = b"an image of all pages"
) -> Page:
    page = import_page(database, contents, text=text)
    image = contents.put(shared)
    with database.transaction() as tx:
        resources.add(tx, page.id, image, source="a.png", media_type="image/png")
        add_annotation(tx, page, tags=("sea",))
    return page


def test_what_rested_long_enough_is_gone_with_all_that_was_its_own(
    database: Database, contents: Contents
) -> None:
    gone, resting, live = (_page(database, contents, text) for text in ("gone", "resting", "live"))
    with database.transaction() as tx:
        pages.set_trashed(tx, gone.id, LONG_AGO)
        pages.set_trashed(tx, resting.id, JUST_NOW)
    purged = purge(database, contents, now=NOW)
    assert purged.pages == {gone.id}
    assert len(purged.annotations) == 1
    connection = database.reader()
    assert set(pages.many(connection, (gone.id, resting.id, live.id))) == {resting.id, live.id}
    assert versions.of_page(connection, gone.id) == ()
    assert resources.of_page(connection, gone.id) == ()
    assert database.check() == ()
    assert purged.contents == {
        content_hash(b"<p>gone</p>"),
        content_hash(b"gone"),
        content_hash(b"<div><p>gone</p></div>"),
    }
    assert not any(contents.has(name) for name in purged.contents)
    assert contents.has(content_hash(b"an image of all pages"))
    assert contents.has(content_hash(b"resting"))


def test_an_annotation_in_the_trash_goes_alone(database: Database, contents: Contents) -> None:
    page = _page(database, contents, "live")
    with database.transaction() as tx:
        old, recent = add_annotation(tx, page), add_annotation(tx, page)
        kept.set_trashed(tx, old.id, LONG_AGO)
        kept.set_trashed(tx, recent.id, JUST_NOW)
    purged = purge(database, contents, now=NOW)
    assert purged == Purged(frozenset(), frozenset({old.id}), frozenset())
    assert kept.of_page(database.reader(), page.id, trashed=True)[0].id == recent.id


def test_bytes_that_no_row_ever_named_are_left_alone(database: Database, contents: Contents) -> None:
    stray = contents.put(b"of an import that was killed")
    purge(database, contents, now=NOW)
    assert contents.has(stray)


def test_purged_bytes_can_be_kept_again(database: Database, contents: Contents) -> None:
    gone = _page(database, contents, "gone")
    with database.transaction() as tx:
        pages.set_trashed(tx, gone.id, LONG_AGO)
    purge(database, contents, now=NOW)
    _page(database, contents, "gone")
    assert contents.get(content_hash(b"gone")) == b"gone"
