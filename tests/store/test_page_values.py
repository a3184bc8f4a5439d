"""The sites, authors and languages of pages are counted; what nobody wrote is no value."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.store.builders import add_annotation, add_page

from postil.store import page_values
from postil.store.page_values import Counted

if TYPE_CHECKING:
    from postil.store.database import Database


def test_the_most_frequent_comes_first(database: Database) -> None:
    with database.transaction() as tx:
        add_page(tx, address="https://www.herald.example/a?b=/c", site="The Herald", language="en-GB")
        add_page(tx, address="http://HERALD.example:80/b", site="The Herald", byline="Ada Quill, Bo Inkwell")
        add_page(tx, canonical="https://news.example/1", site="News", byline="Ada Quill", language="uk")
        add_page(tx, address="not an address", language="en")
        add_page(tx)
    found = page_values.of_all(database.reader())
    assert found.hosts == (Counted("herald.example", 2), Counted("news.example", 1))
    assert found.sites == (Counted("The Herald", 2), Counted("News", 1))
    assert found.authors == (Counted("Ada Quill", 2), Counted("Bo Inkwell", 1))
    assert found.languages == (Counted("en", 2), Counted("uk", 1))


def test_an_address_comes_before_what_the_page_calls_its_own(database: Database) -> None:
    with database.transaction() as tx:
        add_page(tx, address="https://copy.example/a", canonical="https://first.example/a")
        add_page(tx, address="", canonical="https://second.example/a")
    found = page_values.of_all(database.reader())
    assert [each.value for each in found.hosts] == ["copy.example", "second.example"]


def test_what_is_in_the_trash_does_not_count(database: Database) -> None:
    gone = datetime(2026, 3, 4, tzinfo=UTC)
    with database.transaction() as tx:
        kept = add_page(tx)
        add_annotation(tx, kept, tags=("sea", "land"))
        add_annotation(tx, kept, tags=("sea",))
        add_annotation(tx, kept, tags=("air",), trashed=gone)
        trashed = add_page(tx, site="Gone", trashed=gone)
        add_annotation(tx, trashed, tags=("fire",))
    assert page_values.of_all(database.reader()).sites == ()
    assert page_values.of_annotation_tags(database.reader()) == (Counted("sea", 2), Counted("land", 1))
