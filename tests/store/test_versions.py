from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_page, version_of

from postil.model.ids import PageId, VersionId, new_id
from postil.store import pages, versions

if TYPE_CHECKING:
    from postil.store.database import Database


def test_every_version_of_a_page_stays(database: Database) -> None:
    with database.transaction() as tx:
        owner = add_page(tx)
        add_page(tx)
        newer = version_of(
            owner, id=VersionId(new_id()), created=NOW + timedelta(days=1), extractor="postil 2"
        )
        versions.add(tx, newer)
        pages.set_version(tx, owner.id, newer.id, words=4, plain=False)
    connection = database.reader()
    assert versions.of_page(connection, owner.id) == (version_of(owner), newer)
    assert versions.current(connection, owner.id) == newer
    assert versions.get(connection, owner.version) == version_of(owner)
    wanted = (owner.version, newer.id, VersionId(new_id()))
    assert versions.many(connection, wanted) == {owner.version: version_of(owner), newer.id: newer}
    assert len(versions.everyone(connection)) == 3


def test_versions_of_the_same_second_are_in_the_order_in_which_they_were_added(database: Database) -> None:
    with database.transaction() as tx:
        owner = add_page(tx)
        added = [
            version_of(owner, id=VersionId(new_id()), extractor=f"postil {number}") for number in range(9)
        ]
        for each in added:
            versions.add(tx, each)
    assert versions.of_page(database.reader(), owner.id)[1:] == tuple(added)


def test_what_is_not_there_is_none(database: Database) -> None:
    assert versions.get(database.reader(), VersionId(new_id())) is None
    assert versions.current(database.reader(), PageId(new_id())) is None
    assert versions.of_page(database.reader(), PageId(new_id())) == ()


def test_a_version_is_never_changed(database: Database) -> None:
    with database.transaction() as tx:
        add_page(tx)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"), database.transaction() as tx:
        tx.execute("UPDATE text_version SET text_hash = html_hash")
