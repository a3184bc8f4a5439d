"""Everything that a library holds, to be compared; and libraries with many pages, made quickly."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.store.builders import NOW, add_annotation, annotation_of, import_page, retitle

from postil.model.annotation import Annotation, Color, Style
from postil.model.page import Status
from postil.model.page_appearance import PageAppearance
from postil.store import annotations as kept
from postil.store import page_appearance, pages, search_history, tags
from postil.store.contents import CONTENT
from postil.store.library_records import library_record
from postil.store.page_records import page_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.app.library import Library
    from postil.model.page import Page
    from postil.model.row_record import Row
    from postil.store.connection import Connection
    from postil.store.database import Database

Rows = frozenset[tuple[tuple[str, object], ...]]


def all_rows(database: Database) -> dict[str, Rows]:
    """Every table that is not derived, as a set of rows; the library's own id is left out."""
    found: dict[str, set[tuple[tuple[str, object], ...]]] = {}
    connection = database.reader()
    for (page,) in connection.execute("SELECT id FROM page"):
        record = page_record(connection, page)
        assert record is not None
        for name, rows in record.tables.items():
            found.setdefault(name, set()).update(map(_plain, rows))
    for name, rows in library_record(connection).tables.items():
        found.setdefault(name, set()).update(
            _plain(row, but="id" if name == "library" else "") for row in rows
        )
    return {name: frozenset(rows) for name, rows in found.items()}


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Everything in the content store of a library."""
    return {path.name: path.read_bytes() for path in (folder / CONTENT).glob("??/*")}


def fill(library: Library, count: int, *, seed: int = 7) -> list[Page]:
    """Add so many pages of all kinds, with highlights, notes and tags."""
    database, contents = library._database, library._contents
    contents.put(b"The sea was calm.")  # which highlights were made on
    chance = random.Random(seed)
    added = []
    for number in range(count):
        page = import_page(database, contents, text=f"The sea was calm. Page {number}.")
        with database.transaction() as tx:
            _change(tx, page, chance)
        added.append(page)
    with database.transaction() as tx:
        for query in ("sea", "tag:salt calm"):
            search_history.put(tx, query)
    return added


def _change(tx: Connection, page: Page, chance: random.Random) -> None:
    """What a person may have done with a page."""
    pages.set_status(tx, page.id, chance.choice([*Status]))
    deeds: tuple[Callable[[], object], ...] = (
        lambda: pages.set_starred(tx, page.id, True),
        lambda: pages.set_note(tx, page.id, f"Note {chance.random()}"),
        lambda: tags.set_of_page(tx, page.id, chance.sample(["Sea", "salt", "Sea/Black", "вітер"], 2)),
        lambda: pages.set_trashed(tx, page.id, NOW),
        lambda: pages.set_position(tx, page.id, position=3, progress=chance.random()),
        lambda: retitle(tx, page.id, f"Title {chance.random()}"),
        lambda: page_appearance.set_of_page(tx, page.id, PageAppearance(text_size=20)),
        lambda: _mark(tx, page, chance),
        lambda: _mark(tx, page, chance),
    )
    for deed in deeds:
        if chance.random() < 1 / 3:
            deed()


def _mark(tx: Connection, page: Page, chance: random.Random) -> None:
    """A highlight that was changed since it was made."""
    made: Annotation = annotation_of(page, created=NOW + timedelta(days=chance.randrange(9)))
    mark = add_annotation(tx, page, id=made.id, created=made.created, tags=("salt",))
    now = replace(
        mark,
        color=chance.choice([*Color]),
        style=chance.choice([*Style]),
        note=chance.choice(["", "calm?", "“”\n\t= 1"]),
        tags=tuple(chance.sample(["Sea", "wind"], chance.randrange(3))),
        trashed=chance.choice([None, None, NOW]),
    )
    kept.update(tx, now)


def _plain(row: Row, but: str = "") -> tuple[tuple[str, object], ...]:
    return tuple(sorted((name, value) for name, value in row.items() if name != but))
