from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.builders import add_page

from postil.model.repetition import PageBlocks
from postil.store import repetition

if TYPE_CHECKING:
    from postil.store.database import Database


def _blocks(number: int) -> PageBlocks:
    return PageBlocks(frozenset({number}), frozenset({1000 + number, 1}))


def test_the_other_pages_of_the_site_are_told_newest_first(database: Database) -> None:
    addresses = ["https://harbour.example/1", "https://www.harbour.example/2", "https://hill.example/3", None]
    with database.transaction() as tx:
        ids = [add_page(tx, address=address).id for address in addresses]
        for number, (page, address) in enumerate(zip(ids, addresses, strict=True), 1):
            repetition.remember(tx, page, address, _blocks(number))
    con = database.reader()
    assert repetition.of_others(con, "https://harbour.example/9") == (_blocks(2), _blocks(1))
    assert repetition.of_others(con, addresses[0]) == (_blocks(2),)
    assert repetition.of_others(con, "https://harbour.example/9", page=ids[1]) == (_blocks(1),)
    assert repetition.of_others(con, None) == (_blocks(4),)
    assert repetition.of_others(con, None, page=ids[3]) == ()


def test_only_the_newest_pages_of_a_site_are_remembered(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(repetition.NEWEST + 3):
            address = f"https://harbour.example/{number}"
            repetition.remember(tx, add_page(tx, address=address).id, address, _blocks(number))
    told = repetition.of_others(database.reader(), "https://harbour.example/")
    assert told == tuple(_blocks(number) for number in range(repetition.NEWEST + 2, 2, -1))


def test_a_page_that_is_extracted_again_is_remembered_once(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, address="https://harbour.example/1").id
        repetition.remember(tx, page, "https://harbour.example/1", _blocks(1))
        repetition.remember(tx, page, "https://harbour.example/1", _blocks(2))
    assert repetition.of_others(database.reader(), "https://harbour.example/") == (_blocks(2),)
