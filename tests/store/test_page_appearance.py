"""The look of a page is one row, gone when the page follows the settings, and with the page."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.store.builders import add_page

from postil.model.page_appearance import PageAppearance
from postil.store import page_appearance
from postil.store.database import DATABASE, Database
from postil.store.purge import purge_chosen
from postil.store.schema import shipped_migrations

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
OWN = PageAppearance(theme="sepia", text_size=26)


def test_a_page_has_what_was_set_last(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx).id
        assert page_appearance.of_page(tx, page) == PageAppearance()
        page_appearance.set_of_page(tx, page, PageAppearance(justify=True))
        page_appearance.set_of_page(tx, page, OWN)
    assert page_appearance.of_page(database.reader(), page) == OWN


def test_a_page_that_follows_the_settings_has_no_row(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx).id
        page_appearance.set_of_page(tx, page, OWN)
        page_appearance.set_of_page(tx, page, PageAppearance())
        assert tx.execute("SELECT count(*) FROM page_appearance").fetchone() == (0,)


def test_it_goes_with_its_page_when_the_trash_is_emptied(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, trashed=NOW)
        page_appearance.set_of_page(tx, page.id, OWN)
    purge_chosen(database, (page.id,))
    assert page_appearance.of_page(database.reader(), page.id) == PageAppearance()


def test_a_library_from_before_has_pages_that_follow_the_settings(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    before = tuple(step for step in shipped_migrations() if step.number < 6)
    with closing(Database.open(folder, migrations=before)):
        pass
    with closing(sqlite3.connect(folder / DATABASE)) as old:
        old.execute("PRAGMA foreign_keys = OFF")
        columns = [row for row in old.execute("PRAGMA table_info(page)") if row[3] and row[4] is None]
        names = ", ".join(row[1] for row in columns)
        text = {
            "id": "old",
            "added": "2026-01-01T00:00:00.000000+00:00",
            "status": "inbox",
            "version": "first",
        }
        values = [
            text.get(row[1], "0" * 64 if row[1] == "original" else 0 if row[2] != "TEXT" else "x")
            for row in columns
        ]
        old.execute(f"INSERT INTO page ({names}) VALUES ({', '.join('?' * len(columns))})", values)
        old.execute(
            "INSERT INTO text_version (id, page, created, extractor, text_hash, html_hash)"
            " VALUES ('first', 'old', '2026-01-01T00:00:00.000000+00:00', 'x', ?1, ?1)",
            ("0" * 64,),
        )
        old.commit()
    with closing(Database.open(folder)) as database:
        assert page_appearance.of_page(database.reader(), text["id"]) == PageAppearance()  # type: ignore[arg-type]
        with database.transaction() as tx:
            page_appearance.set_of_page(tx, text["id"], OWN)  # type: ignore[arg-type]
        assert database.check() == ()
