"""When each field was changed: the triggers of migration 0020."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_annotation, add_page, add_page_of_before, retitle, version_of

from postil.model.annotation import AnchorState, Color, Style
from postil.model.article import Metadata
from postil.model.details import Detail, details_of
from postil.model.ids import ContentHash, VersionId
from postil.model.page import Status
from postil.model.page_appearance import PageAppearance
from postil.model.repair import Repair
from postil.store import anchors, page_appearance, pages, purge, repairs, tags, versions
from postil.store import annotations as kept
from postil.store.database import Database
from postil.store.schema import shipped_migrations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from postil.model.annotation import Annotation
    from postil.model.page import Page
    from postil.store.connection import Connection

HASH = ContentHash("ab" * 32)


def _fields(con: Connection) -> set[tuple[str, str]]:
    return set(map(tuple, con.execute("SELECT annotation, field FROM field_change")))


def _own(tx: Connection, page: Page, **values: str) -> None:
    own = frozenset(Detail(name) for name in values)
    pages.set_details(tx, page.id, replace(details_of(page), **values, own=own))


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (lambda tx, page: pages.set_status(tx, page.id, Status.ARCHIVE), {"status"}),
        (lambda tx, page: pages.set_starred(tx, page.id, True), {"starred"}),
        (lambda tx, page: pages.set_note(tx, page.id, "calm"), {"note"}),
        (lambda tx, page: pages.set_note(tx, page.id, ""), set()),
        (lambda tx, page: pages.set_trashed(tx, page.id, NOW), {"trashed"}),
        (lambda tx, page: pages.set_position(tx, page.id, position=3, progress=0.5), {"position"}),
        (lambda tx, page: pages.set_opened(tx, page.id, NOW), {"opened"}),
        (lambda tx, page: pages.set_finished(tx, page.id, NOW), {"finished"}),
        (lambda tx, page: pages.set_extractor(tx, page.id, "postil 9"), {"text"}),
        (lambda tx, page: retitle(tx, page.id, "Mine"), {"title"}),
        (
            lambda tx, page: _own(tx, page, byline="A", site="B", language="fr"),
            {"byline", "site", "language"},
        ),
        (lambda tx, page: pages.set_metadata(tx, page.id, Metadata(title="Told", byline="Told")), set()),
        (lambda tx, page: tags.set_of_page(tx, page.id, ("Sea", "wind")), {"tag:salt", "tag:wind"}),
        (
            lambda tx, page: page_appearance.set_of_page(tx, page.id, PageAppearance(text_size=20)),
            {"appearance"},
        ),
        (lambda tx, page: repairs.set_of_page(tx, page.id, Repair(), changed=NOW), {"repair"}),
        (lambda tx, _page: tags.rename(tx, "salt", "Brine"), {"tag:salt", "tag:brine"}),
        (lambda tx, _page: tags.rename(tx, "salt", "sea"), {"tag:salt"}),
        (lambda tx, _page: tags.take_off(tx, "salt"), {"tag:salt"}),
        (add_annotation, set()),
    ],
)
def test_a_change_of_a_page_is_remembered(
    database: Database, deed: Callable[[Connection, Page], object], expected: set[str]
) -> None:
    with database.transaction() as tx:
        page = add_page(tx, tags=("Sea", "salt"))
        tx.execute("DELETE FROM field_change")
        deed(tx, page)
    assert _fields(database.reader()) == {("", field) for field in expected}


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (lambda tx, mark: kept.update(tx, replace(mark, color=Color.RED)), {"color"}),
        (lambda tx, mark: kept.update(tx, replace(mark, style=Style.UNDERLINE)), {"style"}),
        (lambda tx, mark: kept.update(tx, replace(mark, note="calm")), {"note"}),
        (lambda tx, mark: kept.update(tx, replace(mark, tags=("Wind",))), {"tag:salt", "tag:wind"}),
        (lambda tx, mark: kept.set_trashed(tx, mark.id, NOW), {"trashed"}),
        (lambda tx, mark: kept.set_state(tx, mark.id, AnchorState.MOVED), {"state"}),
        (
            lambda tx, mark: kept.update(
                tx, replace(mark, selectors=replace(mark.selectors, text_hash=HASH))
            ),
            {"anchor"},
        ),
        (lambda tx, mark: anchors.set_refused(tx, mark.id, HASH), {"refusal"}),
        (lambda tx, _mark: tags.rename(tx, "salt", "Brine"), {"tag:salt", "tag:brine"}),
        (lambda tx, mark: kept.update(tx, replace(mark, modified=mark.created.replace(year=2027))), set()),
    ],
)
def test_a_change_of_a_highlight_is_remembered(
    database: Database, deed: Callable[[Connection, Annotation], object], expected: set[str]
) -> None:
    with database.transaction() as tx:
        mark = add_annotation(tx, add_page(tx), tags=("salt",))
        tx.execute("DELETE FROM field_change")
        deed(tx, mark)
    assert _fields(database.reader()) == {(mark.id, field) for field in expected}


def test_a_page_that_comes_in_has_only_the_times_of_its_tags(database: Database) -> None:
    with database.transaction() as tx:
        add_annotation(tx, add_page(tx, tags=("sea",)))
    assert _fields(database.reader()) == {("", "tag:sea")}


def test_taking_a_correction_back_is_the_persons_own_deed_too(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        retitle(tx, page.id, "Mine")
        tx.execute("DELETE FROM field_change")
        pages.set_details(tx, page.id, details_of(page))
    assert _fields(database.reader()) == {("", "title")}


def test_another_text_is_one_change(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        versions.add(tx, version_of(page, id=VersionId("newer")))
        pages.set_version(tx, page.id, VersionId("newer"), words=3, plain=True)
    assert _fields(database.reader()) == {("", "text")}


def test_the_last_change_is_the_one_that_is_remembered(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        pages.set_note(tx, page.id, "calm")
        tx.execute("UPDATE field_change SET changed = '2000'")
        pages.set_note(tx, page.id, "calm again")
    ((changed,),) = database.reader().execute("SELECT changed FROM field_change")
    assert changed > "2026"
    assert len(changed) == len("2026-03-04T05:06:07.890123+00:00")


def test_what_is_purged_leaves_nothing(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, tags=("sea",), trashed=NOW)
        add_annotation(tx, page, tags=("salt",), note="calm")
        other = add_page(tx)
        mark = add_annotation(tx, other, tags=("salt",), trashed=NOW)
    purge.purge_chosen(database, pages=(page.id,))
    purge.purge_chosen(database, annotations=(mark.id,))
    assert _fields(database.reader()) == set()
    assert database.check() == ()


def test_tags_that_change_places_are_remembered_under_their_names(database: Database) -> None:
    with database.transaction() as tx:
        add_page(tx, tags=("salt",))
        before = tags.rows(tx, ("salt", "brine"))
        tags.rename(tx, "salt", "brine")
        tx.execute("DELETE FROM field_change")
        tags.put_back(tx, ("salt", "brine"), before)
    assert _fields(database.reader()) == {("", "tag:salt"), ("", "tag:brine")}


def test_what_was_changed_before_it_was_remembered(folder: Path) -> None:
    before = tuple(step for step in shipped_migrations() if step.number < 20)
    with closing(Database.open(folder, migrations=before)) as database, database.transaction() as tx:
        page = add_page_of_before(tx)
        tx.execute("UPDATE page SET trashed = '2026-05', own_details = 'byline title', opened = '2026-04'")
        tx.execute("UPDATE page SET status = 'archive', archived = '2026-06', position = 4")
        add_annotation(tx, page, note="calm", modified=NOW.replace(year=2027))
        add_annotation(tx, page)
    with closing(Database.open(folder)) as database:
        rows = database.reader().execute("SELECT annotation, field, changed FROM field_change")
        known = {(bool(annotation), field): changed[:7] for annotation, field, changed in rows}
    assert known == {
        (False, "trashed"): "2026-05",
        (False, "status"): "2026-06",
        (False, "position"): "2026-04",
        (False, "title"): "2026-03",
        (False, "byline"): "2026-03",
        (True, "anchor"): "2027-03",
        (True, "color"): "2027-03",
        (True, "note"): "2027-03",
        (True, "style"): "2027-03",
    }
