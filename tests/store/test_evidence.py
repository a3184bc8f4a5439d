"""Where facts came from is kept with the page, and told only of the facts that it still has."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.store.builders import add_page, add_page_of_before, page

from postil.model.article import Evidence, Metadata, Source
from postil.store import evidence
from postil.store.database import DATABASE, Database
from postil.store.purge import purge_chosen
from postil.store.schema import shipped_migrations

if TYPE_CHECKING:
    from pathlib import Path

TITLE = Evidence("title", Source.META, "og:title")
SITE = Evidence("site", Source.ADDRESS)
SAID = Metadata(
    title="A title",
    site="The Herald",
    direction="ltr",
    sources=(TITLE, SITE, Evidence("direction", Source.ATTRIBUTE, "dir")),
)


def test_a_page_has_the_evidence_that_was_kept_last(database: Database) -> None:
    with database.transaction() as tx:
        kept = add_page(tx, title="A title", site="The Herald")
        assert evidence.of_page(tx, kept) == ()
        evidence.set_of_page(tx, kept.id, Metadata(title="A title", sources=(replace(TITLE, name="h1"),)))
        evidence.set_of_page(tx, kept.id, SAID)
    assert evidence.of_page(database.reader(), kept) == (TITLE, SITE), "and nothing of what is not told"


def test_of_a_fact_that_was_changed_since_nothing_is_told(database: Database) -> None:
    with database.transaction() as tx:
        kept = add_page(tx, title="A title", site="The Herald")
        evidence.set_of_page(tx, kept.id, SAID)
    assert evidence.of_page(database.reader(), replace(kept, title="Mine")) == (SITE,)


def test_it_goes_with_its_page_when_the_trash_is_emptied(database: Database) -> None:
    with database.transaction() as tx:
        kept = add_page(tx, trashed=datetime(2026, 3, 4, tzinfo=UTC))
        evidence.set_of_page(tx, kept.id, SAID)
    purge_chosen(database, (kept.id,))
    assert database.reader().execute("SELECT count(*) FROM page_evidence").fetchone() == (0,)


def test_a_library_from_before_has_none_and_opens(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    before = tuple(step for step in shipped_migrations() if step.number < 12)
    with closing(Database.open(folder, migrations=before)) as old, old.transaction() as tx:
        kept = add_page_of_before(tx)
    assert (folder / DATABASE).exists()
    with closing(Database.open(folder)) as database:
        assert evidence.of_page(database.reader(), kept) == ()
        with database.transaction() as tx:
            evidence.set_of_page(tx, kept.id, SAID)
        assert evidence.of_page(database.reader(), kept) == (TITLE,)
        assert database.check() == ()


def test_a_page_that_is_in_no_library_has_none(database: Database) -> None:
    assert evidence.of_page(database.reader(), page()) == ()
