from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_page

from postil.store import waiting

if TYPE_CHECKING:
    from postil.store.database import Database


def test_pages_that_wait_are_counted(database: Database) -> None:
    with database.transaction() as tx:
        add_page(tx, waiting=True)
        add_page(tx, waiting=True, trashed=NOW)
        add_page(tx)
    assert waiting.count(database.reader()) == 1


def test_a_book_is_known_by_its_title_and_author(database: Database) -> None:
    with database.transaction() as tx:
        book = add_page(tx, waiting=True, title="Émile’s Lamps", byline="A. Quill", format="Kindle").id
        add_page(tx, waiting=True, title="Émile’s Lamps", format="Kindle", address="https://lamps.example/")
    connection = database.reader()
    assert waiting.without_address(connection, "EMILE’S LAMPS", "a. quill", "Kindle") == book
    assert waiting.without_address(connection, "Émile’s Lamps", "A. Quill", "KOReader") is None
    assert waiting.without_address(connection, "Émile’s Lamps", None, "Kindle") is None
