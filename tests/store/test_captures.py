from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_page, add_page_of_before, capture_of, version_of

from postil.model.details import Detail, details_of
from postil.model.ids import CaptureId, PageId, VersionId, content_hash
from postil.store import captures, naming, pages, versions
from postil.store.addresses import all_pages_at, keys_of
from postil.store.database import Database
from postil.store.purge import purge_chosen
from postil.store.schema import shipped_migrations

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.page import Page
    from postil.store.connection import Connection

AGAIN, LATER = CaptureId("saved again"), VersionId("a later version")
LAMP = "https://www.harbour.example/lamp?utm_source=letter"


def _add_again(tx: Connection, page: Page, **fields: object) -> None:
    """The page as it was saved another time, with its text."""
    captures.add(
        tx,
        capture_of(
            page,
            id=AGAIN,
            original=content_hash(b"again"),
            original_name="again.mhtml",
            format="MHTML",
            saved=NOW,
            added=NOW + timedelta(days=1),
            **fields,
        ),
    )
    versions.add(tx, version_of(page, id=LATER, capture=AGAIN))


def test_a_capture_is_read_as_it_was_added(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, address=LAMP)
        added = capture_of(
            page,
            id=AGAIN,
            part="7",
            markup=content_hash(b"own"),
            charset="cp1251",
            clean=True,
            waiting=True,
            saved=NOW,
        )
        captures.add(tx, added)
    connection = database.reader()
    assert captures.get(connection, AGAIN) == added
    assert captures.current(connection, page.id) == capture_of(page)
    assert set(captures.of_page(connection, page.id)) == {capture_of(page), added}
    assert added.source == content_hash(b"own")
    assert captures.pages_of_markup(connection, content_hash(b"own")) == (page.id,)


def test_a_page_is_as_the_capture_that_is_read(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, waiting=True)
        _add_again(tx, page, waiting=False, address=LAMP)
        pages.set_version(tx, page.id, LATER, words=1, plain=False)
    connection = database.reader()
    now = pages.get(connection, page.id)
    assert now is not None
    assert (now.original, now.original_name, now.format) == (content_hash(b"again"), "again.mhtml", "MHTML")
    assert (now.saved, now.waiting, now.address) == (NOW, False, LAMP)
    assert captures.unlike_their_pages(connection) == 0
    with database.transaction() as tx:
        pages.set_version(tx, page.id, page.version, words=1, plain=False)
    back = pages.get(connection, page.id)
    assert back is not None
    assert (back.original_name, back.waiting, back.address) == (page.original_name, True, LAMP)


def test_an_address_of_the_persons_own_stays(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        own = replace(details_of(page), address="https://mine.example/", own=frozenset({Detail.ADDRESS}))
        pages.set_details(tx, page.id, own)
        _add_again(tx, page, address=LAMP)
        pages.set_version(tx, page.id, LATER, words=1, plain=False)
    now = pages.get(database.reader(), page.id)
    assert now is not None
    assert now.address == "https://mine.example/"
    known = keys_of(database.reader(), page.id)
    assert known == {"https://mine.example", "https://harbour.example/lamp"}


def test_a_page_is_found_at_every_address_it_was_known_by(database: Database) -> None:
    with database.transaction() as tx:
        old = add_page(tx, address=LAMP, trashed=NOW)
        new = add_page(tx, canonical="http://harbour.example/lamp/")
    found = all_pages_at(database.reader(), ("https://harbour.example/lamp",))
    assert [(each.page, each.trashed) for each in found] == [(new.id, False), (old.id, True)]


def test_a_capture_never_changes(database: Database) -> None:
    with database.transaction() as tx:
        add_page(tx)
    with pytest.raises(Exception, match="never changed"), database.transaction() as tx:
        tx.execute("UPDATE capture SET clean = 1")


def test_everything_of_all_captures_goes_with_the_page(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, trashed=NOW, address=LAMP)
        _add_again(tx, page)
    assert content_hash(b"again") in naming.of_page(database.reader(), page.id)
    purge_chosen(database, (page.id,))
    assert captures.of_page(database.reader(), page.id) == ()
    assert naming.everyone(database.reader()) == ()
    assert all_pages_at(database.reader(), ("https://harbour.example/lamp",)) == ()
    assert database.check() == ()


def test_each_page_of_a_library_from_before_has_one_capture(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    before = tuple(step for step in shipped_migrations() if step.number < 16)
    with closing(Database.open(folder, migrations=before)) as old, old.transaction() as tx:
        page = add_page_of_before(tx)
        tx.execute("UPDATE page SET address = ? WHERE id = ?", (LAMP, page.id))
        tx.execute(
            "INSERT INTO resource (page, source, hash, media_type) VALUES (?, 'a.png', ?, 'image/png')",
            (page.id, content_hash(b"image")),
        )
        tx.execute("UPDATE outbox SET taken = 1")
        named = {row[0] for row in tx.execute("SELECT hash FROM named_content")}
    with closing(Database.open(folder)) as database:
        connection = database.reader()
        (capture,) = captures.of_page(connection, PageId(page.id))
        assert (capture.original, capture.address, capture.part) == (page.original, LAMP, "")
        (version,) = versions.of_page(connection, page.id)
        assert version.capture == capture.id
        assert set(naming.of_page(connection, page.id)) == named
        assert keys_of(connection, page.id) == {"https://harbour.example/lamp"}
        assert captures.unlike_their_pages(connection) == 0
        (left,) = connection.execute("SELECT count(*) FROM outbox WHERE taken = 0").fetchone()
        assert left == 0, "nothing is to be indexed anew"
        assert database.check() == ()
