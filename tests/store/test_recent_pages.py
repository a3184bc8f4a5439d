"""The pages that were opened last."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_page

from postil.store import recent_pages

if TYPE_CHECKING:
    from postil.store.database import Database


def test_the_one_that_was_opened_last_comes_first_then_what_was_added_last(database: Database) -> None:
    hour = timedelta(hours=1)
    with database.transaction() as tx:
        older = add_page(tx, opened=NOW)
        newer = add_page(tx, opened=NOW + hour)
        unread = add_page(tx, added=NOW)
        unread_later = add_page(tx, added=NOW + hour)
        add_page(tx, opened=NOW + 2 * hour, trashed=NOW)
    wanted = (newer.id, older.id, unread_later.id, unread.id)
    assert recent_pages.recent(database.reader(), 9) == wanted
    assert recent_pages.recent(database.reader(), 2) == wanted[:2]


def test_no_more_is_looked_at_than_is_wanted(database: Database) -> None:
    plan = database.reader().execute(f"EXPLAIN QUERY PLAN {recent_pages._RECENT}", (3,))
    assert [row[3] for row in plan] == ["SCAN page USING COVERING INDEX page_by_opened"]
