"""What a person decided of where highlights stand, and that no selectors are ever forgotten."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.store.builders import add_annotation, add_page, add_page_of_before

from postil.model.annotation import AnchorState
from postil.model.ids import ContentHash
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from postil.store import anchors, naming
from postil.store import annotations as kept
from postil.store.database import Database
from postil.store.purge import purge_chosen
from postil.store.schema import shipped_migrations

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
OTHER = ContentHash("e" * 64)
ELSEWHERE = Selectors(
    TextQuoteSelector("elsewhere", "it stands ", " now"), TextPositionSelector(5, 14), OTHER
)


def test_new_selectors_leave_the_old_ones_behind(database: Database) -> None:
    with database.transaction() as tx:
        annotation = add_annotation(tx, add_page(tx))
        assert anchors.former(tx, annotation.id) == ()
        kept.update(tx, replace(annotation, selectors=ELSEWHERE))
        kept.update(tx, replace(annotation, selectors=ELSEWHERE, note="no other place"))
        assert anchors.former(tx, annotation.id) == (annotation.selectors,)
        kept.update(tx, annotation)
        assert anchors.former(tx, annotation.id) == (annotation.selectors, ELSEWHERE)


def test_the_text_of_former_selectors_is_named(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx)
        annotation = add_annotation(tx, page)
        kept.update(tx, replace(annotation, selectors=ELSEWHERE))
        kept.update(tx, annotation)
    assert OTHER in {named.hash for named in naming.everyone(database.reader())}


def test_a_refusal_holds_until_it_is_taken_back_or_the_place_is_another(database: Database) -> None:
    with database.transaction() as tx:
        annotation = add_annotation(tx, add_page(tx))
        anchors.set_refused(tx, annotation.id, OTHER)
        assert anchors.refused(tx, (annotation.id,)) == {annotation.id: OTHER}
        anchors.set_refused(tx, annotation.id, None)
        assert anchors.refused(tx, (annotation.id,)) == {}
        anchors.set_refused(tx, annotation.id, OTHER)
        kept.update(tx, replace(annotation, note="the same place"))
        assert anchors.refused(tx, (annotation.id,)) == {annotation.id: OTHER}
        kept.update(tx, replace(annotation, selectors=ELSEWHERE))
        assert anchors.refused(tx, (annotation.id,)) == {}


def test_states_are_counted_without_the_trash(database: Database) -> None:
    with database.transaction() as tx:
        page, trashed = add_page(tx), add_page(tx, trashed=NOW)
        add_annotation(tx, page)
        moved, removed = add_annotation(tx, page), add_annotation(tx, page)
        add_annotation(tx, trashed)
        kept.set_state(tx, moved.id, AnchorState.MOVED)
        kept.set_trashed(tx, removed.id, NOW)
        add_page(tx)
    assert anchors.states(database.reader()) == {AnchorState.ANCHORED: 1, AnchorState.MOVED: 1}
    assert anchors.highlighted_pages(database.reader()) == (page.id,)


def test_all_of_it_goes_with_the_page(database: Database) -> None:
    with database.transaction() as tx:
        page = add_page(tx, trashed=NOW)
        annotation = add_annotation(tx, page)
        kept.update(tx, replace(annotation, selectors=ELSEWHERE))
        anchors.set_refused(tx, annotation.id, OTHER)
    purge_chosen(database, (page.id,))
    assert anchors.former(database.reader(), annotation.id) == ()
    assert anchors.refused(database.reader(), (annotation.id,)) == {}


def test_a_library_from_before_keeps_selectors_from_now_on(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    before = tuple(step for step in shipped_migrations() if step.number < 11)
    with closing(Database.open(folder, migrations=before)) as old, old.transaction() as tx:
        annotation = add_annotation(tx, add_page_of_before(tx))
    with closing(Database.open(folder)) as database, database.transaction() as tx:
        assert anchors.former(tx, annotation.id) == ()
        assert anchors.refused(tx, (annotation.id,)) == {}
        kept.update(tx, replace(annotation, selectors=ELSEWHERE))
        assert anchors.former(tx, annotation.id) == (annotation.selectors,)
