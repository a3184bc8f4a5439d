from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.builders import add_annotation, add_page

from postil.model.export_target import (
    ExportTarget,
    HighlightMarks,
    Images,
    Keeping,
    Layout,
    NoteContents,
    NotePreset,
    NoteShape,
)
from postil.model.ids import ExportTargetId, PageId
from postil.store import anchors, export_targets, exported, outbox, pages
from postil.store import annotations as kept
from postil.store.exported import ExportedDocument, ExportState
from postil.store.timestamps import to_text

if TYPE_CHECKING:
    from postil.store.database import Database

WORDS = st.text(min_size=1, max_size=8).filter(lambda text: "\x00" not in text)
SHAPES = st.builds(
    NoteShape,
    st.sampled_from(NotePreset),
    st.none() | st.just(Path("/home/ann/templates")),
    st.sampled_from(NoteContents),
    st.sampled_from(HighlightMarks),
    st.sampled_from(Images),
)
TARGETS = st.lists(
    st.builds(
        ExportTarget,
        st.text("abc", min_size=1, max_size=3).map(ExportTargetId),
        WORDS,
        st.just(Path("/home/ann/vault")),
        st.sampled_from(Layout),
        SHAPES,
        st.just("") | WORDS,
        st.sampled_from(Keeping),
    ),
    unique_by=lambda target: target.id,
    max_size=5,
)
VAULT = ExportTargetId("vault")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=TARGETS, after=TARGETS)
def test_they_are_read_as_they_were_written(
    database: Database, before: list[ExportTarget], after: list[ExportTarget]
) -> None:
    for targets in (before, after):
        with database.transaction() as tx:
            export_targets.replace_all(tx, targets)
        assert export_targets.everyone(database.reader()) == tuple(targets)


def test_what_was_exported_is_remembered_document_by_document(database: Database) -> None:
    mill = ExportedDocument("tag-1", "river/mill.md", 12, 99, frozenset({PageId("one"), PageId("two")}))
    bread = ExportedDocument("two", "Bread.md", -1, -1, frozenset())
    with database.transaction() as tx:
        exported.remember(tx, VAULT, [mill, bread])
    reader = database.reader()
    assert exported.documents(reader, VAULT) == {"tag-1": mill, "two": bread}
    assert exported.state(reader, VAULT) is None, "it was not all of the target"
    fewer = ExportedDocument("tag-1", "mill.md", 14, 100, frozenset({PageId("two")}))
    with database.transaction() as tx:
        exported.remember(tx, VAULT, [fewer], state=ExportState(7, "hash"))
        exported.remember(tx, ExportTargetId("other"), [mill], state=ExportState(1, "other"))
    assert exported.documents(reader, VAULT) == {"tag-1": fewer, "two": bread}
    assert exported.state(reader, VAULT) == ExportState(7, "hash")
    with database.transaction() as tx:
        exported.forget(tx, VAULT)
    assert exported.documents(reader, VAULT) == {}
    assert exported.state(reader, VAULT) is None
    assert exported.documents(reader, ExportTargetId("other")) == {"tag-1": mill}


def test_the_pages_that_changed_are_those_of_changed_annotations_too(database: Database) -> None:
    with database.transaction() as tx:
        owner, other = add_page(tx), add_page(tx)
        annotation = add_annotation(tx, owner)
    reader = database.reader()
    assert exported.changed_pages(reader, 0) == {owner.id, other.id}
    now = outbox.newest(reader)
    assert exported.changed_pages(reader, now) == frozenset()
    with database.transaction() as tx:
        tx.execute("UPDATE annotation SET color = 'red' WHERE id = ?", (annotation.id,))
    assert exported.changed_pages(reader, now) == {owner.id}
    now = outbox.newest(reader)
    with database.transaction() as tx:
        pages.set_trashed_all(tx, (other.id,), other.added)
    assert exported.changed_pages(reader, now) == {other.id}


def test_a_place_that_was_refused_and_one_that_is_not_any_more_are_changes(database: Database) -> None:
    """A note says of a highlight whether it was found."""
    with database.transaction() as tx:
        owner = add_page(tx)
        annotation = add_annotation(tx, owner)
    assert annotation.selectors.text_hash is not None
    for refused in (annotation.selectors.text_hash, None):
        now = outbox.newest(database.reader())
        with database.transaction() as tx:
            anchors.set_refused(tx, annotation.id, refused)
        assert exported.changed_pages(database.reader(), now) == {owner.id}


def test_the_last_highlight_of_a_page_that_goes_is_a_change(database: Database) -> None:
    with database.transaction() as tx:
        owner = add_page(tx)
        annotation = add_annotation(tx, owner)
    now = outbox.newest(database.reader())
    with database.transaction() as tx:
        kept.set_trashed(tx, annotation.id, owner.added)
    assert exported.changed_pages(database.reader(), now) == {owner.id}
    now = outbox.newest(database.reader())
    with database.transaction() as tx:
        tx.execute("UPDATE annotation SET trashed = ? WHERE id = ?", (to_text(owner.added), annotation.id))
    assert exported.changed_pages(database.reader(), now) == frozenset()
