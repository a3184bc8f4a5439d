from __future__ import annotations

from typing import TYPE_CHECKING

from tests.store.builders import add_annotation, add_page, capture_of

from postil.model.ids import CaptureId, content_hash
from postil.model.selectors import Selectors, TextQuoteSelector
from postil.store import captures, naming, resources

if TYPE_CHECKING:
    from postil.store.database import Database


def test_everything_that_a_row_names_is_listed(database: Database) -> None:
    with database.transaction() as tx:
        owner = add_page(tx, original=content_hash(b"1"), lead_image=content_hash(b"2"))
        resources.add(tx, capture_of(owner).id, content_hash(b"3"), source="a", media_type="image/png")
        part = CaptureId("another capture!")
        captures.add(tx, capture_of(owner, id=part, original=content_hash(b"5"), markup=content_hash(b"6")))
        add_annotation(tx, owner, selectors=Selectors(TextQuoteSelector("sea"), None, content_hash(b"4")))
        add_annotation(tx, owner, selectors=Selectors(TextQuoteSelector("sea")))
    found = naming.everyone(database.reader())
    assert {each.page for each in found} == {owner.id}
    assert {(each.hash, each.owner) for each in found} == {
        (content_hash(b"1"), "original"),
        (content_hash(b"2"), "lead image"),
        (content_hash(b"3"), "resource"),
        (content_hash(b"4"), "highlighted text"),
        (content_hash(b"5"), "original"),
        (content_hash(b"6"), "page"),
        (content_hash(b"The sea was calm."), "text"),
        (content_hash(b"<div><p>The sea was calm.</p></div>"), "article"),
    }


def test_no_column_of_hashes_is_forgotten(database: Database) -> None:
    tables = [
        row[0] for row in database.reader().execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    columns = {
        (table, row[1])
        for table in tables
        for row in database.reader().execute(f"PRAGMA table_info({table})")
        if "hash" in row[1] or row[1] in ("original", "lead_image")
    }
    names_nothing = {
        ("refused_anchor", "text_hash"),
        ("doomed_content", "hash"),
        ("arrival", "original"),
        ("imported_file", "original"),
    }
    assert columns - names_nothing == {
        ("page", "original"),
        ("capture", "original"),
        ("capture", "markup_hash"),
        ("page", "lead_image"),
        ("text_version", "text_hash"),
        ("text_version", "html_hash"),
        ("resource", "hash"),
        ("annotation", "text_hash"),
        ("former_anchor", "text_hash"),
    }
