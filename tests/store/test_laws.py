"""Any sequence of deeds: the store answers as plain Python would, and the index never misses a change."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from tests.store.builders import NOW, add_whole, annotation_of, page, retitle

from postil.errors import TagError
from postil.model.annotation import AnchorState, Annotation, AnnotationFilter, AnnotationOrder, Color
from postil.model.counts import Counts
from postil.model.details import Detail
from postil.model.ids import AnnotationId, PageId, VersionId
from postil.model.page import Page, Place, SortOrder, Status
from postil.store import annotations as kept
from postil.store import outbox, page_counts, pages, tags
from postil.store.database import Database
from postil.store.outbox import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.store.connection import Connection

TITLES = st.sampled_from(["", "Sea", "“sea”", "Älter", "море", "Z", "!"])
SITES = st.sampled_from([None, "Athens", "berlin", "Čas"])
TAGS = st.sampled_from(["a", "A/b", "a/B/c", "b", "sea", "Sea side"])
TIMES = st.integers(0, 5).map(lambda days: NOW + timedelta(days=days))
MAYBE = st.none() | TIMES
PLACES = st.builds(
    Place,
    status=st.none() | st.sampled_from(Status),
    starred=st.booleans(),
    tag=st.none() | TAGS,
    highlighted=st.booleans(),
    trashed=st.booleans(),
)


def _sort_value(one: Page, sort: SortOrder) -> str | datetime | int | None:
    values: dict[SortOrder, str | datetime | int | None] = {
        SortOrder.ADDED: one.added,
        SortOrder.PUBLISHED: one.published,
        SortOrder.OPENED: one.opened,
        SortOrder.TITLE: pages.sort_key(one.title),
        SortOrder.SITE: None if one.site is None else pages.sort_key(one.site),
        SortOrder.LENGTH: one.words,
    }
    return values[sort]


def _covers(tag: str, name: str) -> bool:
    return name.casefold() == tag.casefold() or name.casefold().startswith(tag.casefold() + "/")


class Library(RuleBasedStateMachine):
    """The store beside two dictionaries, and an index that is told only by the outbox."""

    some_pages = Bundle("some_pages")
    some_annotations = Bundle("some_annotations")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.database = Database.open(self.folder)
        self.pages: dict[PageId, Page] = {}
        self.annotations: dict[AnnotationId, Annotation] = {}
        self.index: dict[tuple[Kind, str], object] = {}
        self.number = 0

    def teardown(self) -> None:
        if hasattr(self, "database"):
            assert self.database.check() == ()
            self.database.close()
            shutil.rmtree(self.folder)

    # Deeds on pages

    @rule(
        target=some_pages,
        title=TITLES,
        site=SITES,
        added=TIMES,
        status=st.sampled_from(Status),
        words=st.integers(0, 3),
        published=st.none() | st.sampled_from(["1999", "2020-05"]),
        names=st.lists(TAGS, max_size=2),
    )
    def add_page(self, names: list[str], **fields: object) -> PageId:
        self.number += 1
        added = page(
            id=PageId(f"page{self.number:012}"), version=VersionId(f"version{self.number:09}"), **fields
        )
        with self.database.transaction() as tx:
            add_whole(tx, replace(added, tags=tuple(names)))
        self.pages[added.id] = replace(added, tags=self._spelled(names))
        return added.id

    @rule(
        target=some_annotations,
        owner=some_pages,
        note=st.sampled_from(["", "A note."]),
        created=TIMES,
        names=st.lists(TAGS, max_size=2),
    )
    def annotate(self, owner: PageId, names: list[str], **fields: object) -> AnnotationId:
        self.number += 1
        added = annotation_of(self.pages[owner], id=AnnotationId(f"note{self.number:012}"), **fields)
        with self.database.transaction() as tx:
            kept.add(tx, replace(added, tags=tuple(names)))
        self.annotations[added.id] = replace(added, tags=self._spelled(names))
        return added.id

    @rule(which=some_pages, status=st.sampled_from(Status))
    def move(self, which: PageId, status: Status) -> None:
        self._set(which, lambda tx: pages.set_status(tx, which, status), status=status)

    @rule(which=some_pages, starred=st.booleans())
    def star(self, which: PageId, *, starred: bool) -> None:
        self._set(which, lambda tx: pages.set_starred(tx, which, starred), starred=starred)

    @rule(which=some_pages, trashed=MAYBE)
    def trash(self, which: PageId, trashed: datetime | None) -> None:
        self._set(which, lambda tx: pages.set_trashed(tx, which, trashed), trashed=trashed)

    @rule(which=some_pages, opened=MAYBE, position=st.integers(0, 9))
    def read(self, which: PageId, opened: datetime | None, position: int) -> None:
        def leave(tx: Connection) -> None:
            pages.set_opened(tx, which, opened)
            pages.set_position(tx, which, position=position, progress=position / 10)

        self._set(which, leave, opened=opened, position=position, progress=position / 10)

    @rule(which=some_pages, title=TITLES)
    def retitle(self, which: PageId, title: str) -> None:
        self._set(which, lambda tx: retitle(tx, which, title), title=title, own=frozenset({Detail.TITLE}))

    @rule(which=some_pages, names=st.lists(TAGS, max_size=3))
    def tag(self, which: PageId, names: list[str]) -> None:
        with self.database.transaction() as tx:
            tags.set_of_page(tx, which, names)
        self.pages[which] = replace(self.pages[which], tags=())
        self.pages[which] = replace(self.pages[which], tags=self._spelled(names))

    @rule(old=TAGS, new=TAGS)
    def rename(self, old: str, new: str) -> None:
        if _covers(old, new) and old.casefold() != new.casefold():
            try:
                with self.database.transaction() as tx:
                    tags.rename(tx, old, new)
            except TagError:
                return
            raise AssertionError("a tag moved into itself")
        with self.database.transaction() as tx:
            tags.rename(tx, old, new)
        # Which spelling stays when two become one is the store's to say; which tags there are is not.
        for page_id, one in self.pages.items():
            real = tags.of_pages(self.database.reader(), f'["{page_id}"]').get(page_id, ())
            assert {name.casefold() for name in real} == self._renamed(one.tags, old, new)
            self.pages[page_id] = replace(one, tags=real)
        for note_id, note in self.annotations.items():
            real = tags.of_annotations(self.database.reader(), f'["{note_id}"]').get(note_id, ())
            assert {name.casefold() for name in real} == self._renamed(note.tags, old, new)
            self.annotations[note_id] = replace(note, tags=real)

    # Deeds on annotations

    @rule(
        which=some_annotations, color=st.sampled_from(Color), note=st.sampled_from(["", "A note.", "Other."])
    )
    def edit(self, which: AnnotationId, color: Color, note: str) -> None:
        after = replace(self.annotations[which], color=color, note=note)
        with self.database.transaction() as tx:
            kept.update(tx, after)
        self.annotations[which] = after

    @rule(which=some_annotations, state=st.sampled_from(AnchorState))
    def verify(self, which: AnnotationId, state: AnchorState) -> None:
        with self.database.transaction() as tx:
            kept.set_state(tx, which, state)
        self.annotations[which] = replace(self.annotations[which], state=state)

    @rule(which=some_annotations, trashed=MAYBE)
    def trash_annotation(self, which: AnnotationId, trashed: datetime | None) -> None:
        with self.database.transaction() as tx:
            kept.set_trashed(tx, which, trashed)
        self.annotations[which] = replace(self.annotations[which], trashed=trashed)

    # The index, and the program's end and beginning

    @rule(limit=st.sampled_from([1, 3, 1000]), killed=st.sampled_from([False, False, True]))
    def index_some(self, limit: int, *, killed: bool) -> None:
        batch = outbox.take(self.database.reader(), limit)
        for entry in batch:
            self.index[entry.kind, entry.id] = self._shown(entry.kind, entry.id)
        if batch and not killed:
            with self.database.transaction() as tx:
                outbox.done(tx, batch)

    @rule()
    def lose_the_index(self) -> None:
        self.index.clear()
        with self.database.transaction() as tx:
            outbox.restart(tx)

    @rule()
    def reopen(self) -> None:
        self.database.close()
        self.database = Database.open(self.folder)

    @rule(one=some_pages)
    def fail(self, one: PageId) -> None:
        """A deed that fails in its middle has done nothing."""

        def half() -> None:
            with self.database.transaction() as tx:
                retitle(tx, one, "half")
                raise ZeroDivisionError

        try:
            half()
        except ZeroDivisionError:
            return

    # What must hold after each

    @invariant()
    def pages_are_what_they_should_be(self) -> None:
        expected = {page_id: self._with_highlights(one) for page_id, one in self.pages.items()}
        assert pages.many(self.database.reader(), self.pages) == expected
        assert page_counts.miscounted(self.database.reader()) == ()

    @invariant()
    def annotations_are_what_they_should_be(self) -> None:
        connection = self.database.reader()
        assert kept.many(connection, self.annotations) == self.annotations
        live = [
            each
            for each in self.annotations.values()
            if each.trashed is None and self.pages[each.page].trashed is None
        ]
        listed = kept.ids(connection, AnnotationFilter(), AnnotationOrder.DATE)
        assert sorted(listed) == sorted((each.id, each.page) for each in live)
        assert kept.count(connection) == len(live)

    @invariant()
    def the_index_misses_nothing(self) -> None:
        pending = {(entry.kind, entry.id) for entry in outbox.take(self.database.reader(), 10_000)}
        everything: list[tuple[Kind, str]] = [(Kind.PAGE, each) for each in self.pages]
        everything += [(Kind.ANNOTATION, each) for each in self.annotations]
        for key in everything:
            assert key in pending or self.index[key] == self._shown(*key)

    @rule(place=PLACES, sort=st.sampled_from(SortOrder), descending=st.booleans())
    def list_a_place(self, place: Place, sort: SortOrder, *, descending: bool) -> None:
        found = pages.ids(self.database.reader(), place, sort=sort, descending=descending)
        inside = [one for one in map(self._with_highlights, self.pages.values()) if self._is_in(one, place)]
        inside.sort(key=lambda one: (one.added, one.id), reverse=descending)
        known = [one for one in inside if _sort_value(one, sort) is not None]
        known.sort(key=lambda one: _sort_value(one, sort), reverse=descending)  # type: ignore[arg-type, return-value] # one type a sort, never None
        unknown = [one for one in inside if _sort_value(one, sort) is None]
        assert found == tuple(one.id for one in (*known, *unknown))

    @rule()
    def count(self) -> None:
        live = [self._with_highlights(one) for one in self.pages.values() if one.trashed is None]
        counts = page_counts.counts(self.database.reader())
        assert replace(counts, tags=()) == Counts(
            inbox=sum(one.status is Status.INBOX for one in live),
            reading=sum(one.status is Status.READING for one in live),
            archive=sum(one.status is Status.ARCHIVE for one in live),
            starred=sum(one.starred for one in live),
            all=len(live),
            highlighted=sum(one.highlights > 0 for one in live),
            trashed=len(self.pages) - len(live),
            highlights=sum(one.highlights for one in live),
            removed=sum(
                each.trashed is not None and self.pages[each.page].trashed is None
                for each in self.annotations.values()
            ),
        )
        names = {name.casefold() for one in live for name in one.tags}
        parents = {
            "/".join(name.split("/")[:depth]) for name in names for depth in range(1, name.count("/") + 1)
        }
        assert {name.casefold(): count for name, count in counts.tags} == {
            name: sum(any(_covers(name, tag) for tag in one.tags) for one in live) for name in names | parents
        }

    # The model's own ways

    def _set(self, which: PageId, deed: Callable[[Connection], None], **values: object) -> None:
        with self.database.transaction() as tx:
            deed(tx)
        self.pages[which] = replace(self.pages[which], **values)  # type: ignore[arg-type] # by name

    def _with_highlights(self, one: Page) -> Page:
        mine = [each for each in self.annotations.values() if each.page == one.id and each.trashed is None]
        return replace(one, highlights=len(mine))

    def _is_in(self, one: Page, place: Place) -> bool:
        return (
            (one.trashed is not None) == place.trashed
            and (place.status is None or one.status is place.status)
            and (not place.starred or one.starred)
            and (not place.highlighted or one.highlights > 0)
            and (place.tag is None or any(_covers(place.tag, name) for name in one.tags))
        )

    def _spelled(self, names: list[str]) -> tuple[str, ...]:
        """The names as the tags are first written: as something else has them, or as they are given first."""
        given = [one.tags for one in self.pages.values()] + [each.tags for each in self.annotations.values()]
        used = {name.casefold(): name for names in given for name in names}
        for name in names:
            used.setdefault(name.casefold(), name)
        return tuple(used[key] for key in sorted({name.casefold() for name in names}))

    def _renamed(self, names: tuple[str, ...], old: str, new: str) -> set[str]:
        return {
            (new + name[len(old) :]).casefold() if _covers(old, name) else name.casefold() for name in names
        }

    def _shown(self, kind: Kind, name: str) -> object:
        """What search shows of a page or an annotation."""
        if kind is Kind.PAGE:
            one = self._with_highlights(self.pages[PageId(name)])
            notes = sum(
                bool(each.note)
                for each in self.annotations.values()
                if each.page == one.id and each.trashed is None
            )
            return replace(one, opened=None, position=0, progress=0.0, own=frozenset()), notes
        note = self.annotations[AnnotationId(name)]
        owner = self.pages[note.page]
        return note, owner.status, owner.starred, owner.site, owner.language, owner.trashed


Library.TestCase.settings = settings(
    max_examples=15, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLibrary = Library.TestCase
