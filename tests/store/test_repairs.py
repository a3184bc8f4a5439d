from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.store.builders import add_page

from postil.model.repair import BlockKind, BlockWords, Repair, Step
from postil.store import repairs
from postil.store.purge import purge_old

if TYPE_CHECKING:
    from postil.store.database import Database

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
ONE = Repair(dropped=frozenset({BlockWords(2**63 - 1, 2)}), container=(Step("body", ""), Step("div", "text")))
OTHER = Repair(brought_back_kinds=frozenset({BlockKind("p", "größe #", "")}))


def test_a_page_and_a_site_have_one_repair_each(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx).id
        assert repairs.of_page(tx, page) is None
        repairs.set_of_page(tx, page, OTHER, changed=NOW)
        repairs.set_of_page(tx, page, ONE, changed=NOW)
        repairs.set_of_site(tx, "example.org", OTHER, changed=NOW)
    reader = database.reader()
    assert repairs.of_page(reader, page) == ONE
    assert repairs.of_site(reader, "example.org") == OTHER
    assert repairs.of_site(reader, "example.com") is None


def test_a_repair_can_be_taken_away(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx).id
        repairs.set_of_page(tx, page, ONE, changed=NOW)
        repairs.set_of_site(tx, "example.org", ONE, changed=NOW)
        repairs.set_of_page(tx, page, None, changed=NOW)
        repairs.set_of_site(tx, "example.org", None, changed=NOW)
    assert repairs.of_page(database.reader(), page) is None
    assert repairs.of_site(database.reader(), "example.org") is None


def test_a_repair_that_cannot_be_read_is_none_and_is_told(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute("INSERT INTO site_repair VALUES ('example.org', 'nonsense', '2026')")
    assert repairs.of_site(database.reader(), "example.org") is None
    assert repairs.unreadable(database.reader()) == ("example.org",)


def test_a_repair_whose_page_is_gone_is_damage(database: Database) -> None:
    with database.transaction() as tx:
        repairs.set_of_page(tx, add_page(tx).id, ONE, changed=NOW)
    assert database.check() == ()
    assert repairs.unreadable(database.reader()) == ()
    database.reader().execute("PRAGMA foreign_keys = OFF")
    database.reader().execute("INSERT INTO page_repair VALUES ('nobody', ?, '2026')", (ONE.to_json(),))
    assert database.check() == ("A row of page_repair names a page that is not there.",)


def test_the_pages_of_a_site_are_those_of_its_host_with_and_without_www(database: Database) -> None:
    with database.transaction() as tx:
        wanted = {
            add_page(tx, address="https://www.example.org/a").id,
            add_page(tx, canonical="http://EXAMPLE.org/b?c=d").id,
        }
        add_page(tx, address="https://example.org.evil.net/")
        add_page(tx, address="https://example.net/", canonical="https://example.org/moved")
        add_page(tx, address="https://notes.example.org/")
        add_page(tx, address="https://example.org/trashed", trashed=NOW)
        add_page(tx)
    assert set(repairs.pages_of(database.reader(), "example.org")) == wanted


def test_a_repair_goes_with_its_page_when_the_trash_is_emptied(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, trashed=NOW - timedelta(days=1))
        repairs.set_of_page(tx, page.id, ONE, changed=NOW)
    assert purge_old(database, before=NOW).pages == {page.id}
    assert repairs.of_page(database.reader(), page.id) is None
