"""What pages are found by when others are like them; pairs, and what a person told apart."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_page

from postil.model.ids import PageId, VersionId
from postil.model.likeness import Likeness, Sameness
from postil.store import likeness, pages
from postil.store.database import Database
from postil.store.likeness import Signed
from postil.store.purge import purge_old
from postil.store.schema import shipped_migrations

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.page import Page


def _signed(page: Page, *numbers: int, address: str = "") -> Signed:
    return Signed(page.id, page.version, numbers, frozenset({address} - {""}))


def _pair(one: Page, other: Page, resemblance: float = 0.95) -> Likeness:
    return Likeness(one.id, other.id, False, resemblance, 1.0)


def _others(database: Database, page: Page) -> list[PageId]:
    return [each.other for each in likeness.of_page(database.reader(), page.id)]


def test_a_new_page_is_due_until_it_was_looked_at(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        assert likeness.due(tx, 10) == (page.id,)
        likeness.put(tx, _signed(page, 1, 2), ())
        assert likeness.count_due(tx) == 0
        pages.set_version(tx, page.id, VersionId("another"), words=3, plain=False)
        assert likeness.due(tx, 10) == (page.id,), "another text is read"
        pages.set_version(tx, page.id, page.version, words=3, plain=False)
    assert likeness.disagreements(database.reader()) == ()


def test_what_is_no_matter_of_text_or_address_makes_nothing_due(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        likeness.put(tx, _signed(page), ())
        pages.set_starred(tx, page.id, True)
        pages.set_trashed(tx, page.id, NOW)
        assert likeness.count_due(tx) == 0
        tx.execute("UPDATE page SET address = 'https://a.example/' WHERE id = ?", (page.id,))
        assert likeness.count_due(tx) == 1


def test_pages_are_found_by_shared_numbers_the_most_first(database: Database) -> None:
    with database.transaction() as tx:
        asked, near, far, none = (add_page(tx) for _ in range(4))
        likeness.put(tx, _signed(near, 1, 2, 3), ())
        likeness.put(tx, _signed(far, 3, 4, 9), ())
        likeness.put(tx, _signed(none, 4, 10, 11), ())
        found = likeness.sharing(tx, _signed(asked, 1, 2, 3, 4), least=2)
        assert found == (near.id, far.id)
        likeness.put(tx, _signed(near, 20), ())
        assert likeness.sharing(tx, _signed(asked, 1, 2, 3, 4), least=2) == (far.id,), (
            "it says something else"
        )


def test_pages_are_found_by_address(database: Database) -> None:
    with database.transaction() as tx:
        one, other, third = (add_page(tx) for _ in range(3))
        likeness.put(tx, _signed(one, address="https://a.example"), ())
        likeness.put(tx, _signed(third, address="https://b.example"), ())
        assert likeness.at_address(tx, _signed(other, address="https://a.example")) == {one.id}
        assert likeness.at_address(tx, _signed(one, address="https://a.example")) == frozenset()


def test_a_pair_is_told_from_both_sides_and_not_in_the_trash(database: Database) -> None:
    with database.transaction() as tx:
        one, other = add_page(tx), add_page(tx)
        likeness.put(tx, _signed(one), ())
        likeness.put(tx, _signed(other), (_pair(other, one),))
    assert _others(database, one) == [other.id]
    assert _others(database, other) == [one.id]
    (pair,) = likeness.everyone(database.reader())
    assert {pair.page, pair.other} == {one.id, other.id}
    assert pair.sameness is Sameness.TEXT
    assert likeness.disagreements(database.reader()) == ()
    with database.transaction() as tx:
        pages.set_trashed(tx, one.id, NOW)
    assert _others(database, other) == []
    assert likeness.everyone(database.reader()) == ()
    with database.transaction() as tx:
        pages.set_trashed(tx, one.id, None)
    assert _others(database, other) == [one.id], "it is known again at once"


def test_what_was_told_apart_is_not_told_again(database: Database) -> None:
    with database.transaction() as tx:
        one, other = add_page(tx), add_page(tx)
        likeness.put(tx, _signed(other), (_pair(other, one),))
        likeness.set_told_apart(tx, other.id, one.id, True)
        likeness.set_told_apart(tx, one.id, other.id, True)
    assert _others(database, one) == _others(database, other) == []
    with database.transaction() as tx:
        likeness.put(tx, _signed(other), (_pair(other, one, 0.99),))
        likeness.restart(tx, 7)
        likeness.put(tx, _signed(other), (_pair(other, one, 0.99),))
    assert _others(database, one) == [], "also after all was made anew"
    assert likeness.made(database.reader()) == 7
    with database.transaction() as tx:
        likeness.set_told_apart(tx, one.id, other.id, False)
    assert _others(database, one) == [other.id]


def test_a_purge_leaves_no_row_of_a_page(database: Database) -> None:
    with database.transaction() as tx:
        stays, goes = add_page(tx), add_page(tx, trashed=NOW - timedelta(days=40))
        likeness.put(tx, _signed(stays, 1, 2), ())
        likeness.put(tx, _signed(goes, 2, 3, address="https://a.example"), (_pair(goes, stays),))
        likeness.set_told_apart(tx, goes.id, stays.id, True)
    assert purge_old(database, before=NOW).pages == {goes.id}
    con = database.reader()
    assert con.execute("SELECT count(*) FROM signature_number").fetchone() == (2,)
    for table in ("page_signature", "page_address", "likeness", "told_apart", "likeness_due"):
        (left,) = con.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert left == (table == "page_signature"), table
    assert likeness.disagreements(con) == ()


def test_what_does_not_agree_is_told(database: Database) -> None:
    with database.transaction() as tx:
        one, other = add_page(tx), add_page(tx)
        likeness.put(tx, _signed(one, 1, 2), ())
        likeness.put(tx, _signed(other, 3), (_pair(other, one),))
        tx.execute("DELETE FROM signature_number WHERE value = 1")
        tx.execute("DELETE FROM likeness WHERE page = ?", (one.id,))
        tx.execute("DELETE FROM page_signature WHERE page = ?", (other.id,))
        tx.execute("DELETE FROM signature_number WHERE value = 3")
    told = likeness.disagreements(database.reader())
    assert len(told) == 3
    assert all(sentence.startswith("1 ") and "postil duplicates --anew" in sentence for sentence in told)


def test_pages_of_a_library_without_likeness_are_all_due(folder: Path) -> None:
    before = shipped_migrations()[:7]
    with closing(Database.open(folder, migrations=before)) as database, database.transaction() as tx:
        tx.execute(_OLD_PAGE, ("0" * 64,))
        tx.execute(_OLD_VERSION, ("0" * 64,))
    with closing(Database.open(folder)) as database:
        con = database.reader()
        assert likeness.due(con, 10) == ("old",)
        assert likeness.of_page(con, PageId("old")) == ()
        assert likeness.disagreements(con) == ()


_OLD_PAGE = """
    INSERT INTO page (id, title, added, status, original, original_name, format, media_type, version,
                      direction, words, starred, position, progress, plain, title_key)
    VALUES ('old', 'Old', '2026-01-01', 'inbox', ?1, 'old.html', 'HTML', 'text/html', 'first', 'ltr', 120, 0,
            0, 0, 0, 'old')"""
_OLD_VERSION = """
    INSERT INTO text_version (id, page, created, extractor, text_hash, html_hash)
    VALUES ('first', 'old', '2026-01-01', 'postil 1', ?1, ?1)"""
