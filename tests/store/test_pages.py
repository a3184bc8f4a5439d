from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import NOW, add_page, add_places, add_whole, page, retitle, version_of

from postil.model.article import Metadata
from postil.model.details import Detail
from postil.model.ids import PageId, VersionId, content_hash, new_id
from postil.model.page import Page, Place, SortOrder, Standing, Status
from postil.store import captures, pages, versions
from postil.store.connection import Cursor

if TYPE_CHECKING:
    from postil.store.database import Database

LATER = NOW + timedelta(days=3)

FULL = Page(
    id=PageId("fullfullfullfull"),
    title="Море \U0001f30a “sea”",
    added=NOW,
    status=Status.READING,
    original=content_hash(b"original"),
    original_name="sea of names.html",
    format="SingleFile",
    media_type="text/html",
    version=VersionId("versionversionve"),
    address="https://example.org/sea?a=1",
    canonical="https://example.org/sea",
    byline="Ulyana K.",
    site="Example",
    language="uk",
    direction="rtl",
    published="2025-01-23T11:02",
    modified="2025-01-24",
    lead_image=content_hash(b"image"),
    excerpt="The sea was calm.",
    words=1234,
    saved=NOW - timedelta(days=1),
    starred=True,
    position=17,
    progress=0.25,
    opened=NOW + timedelta(hours=1),
    finished=NOW + timedelta(hours=2),
    plain=True,
    trashed=NOW + timedelta(hours=3),
    tags=("a/b", "Z"),
    highlights=0,
    extractor="postil 3",
    own=frozenset({Detail.TITLE}),
    note="What is *calm*?",
    waiting=True,
)


def _add(database: Database, **values: object) -> PageId:
    with database.transaction() as tx:
        return add_page(tx, **values).id


def _get(database: Database, wanted: PageId) -> Page:
    found = pages.get(database.reader(), wanted)
    assert found is not None
    return found


def _ids(
    database: Database, place: Place, sort: SortOrder, *, descending: bool = False
) -> tuple[PageId, ...]:
    return pages.ids(database.reader(), place, sort=sort, descending=descending)


_COUNTED = ("highlights", "alike")


def test_the_full_page_leaves_no_field_at_its_default() -> None:
    assert all(
        getattr(FULL, field.name) != field.default for field in fields(Page) if field.name not in _COUNTED
    )


def test_a_page_is_read_as_it_was_added(database: Database) -> None:
    plain = page()
    with database.transaction() as tx:
        for added in (FULL, plain):
            add_whole(tx, added)
    assert _get(database, FULL.id) == FULL
    assert _get(database, plain.id) == plain


def test_what_is_not_there_is_none(database: Database) -> None:
    assert pages.get(database.reader(), PageId(new_id())) is None


def test_rows_for_a_window(database: Database) -> None:
    first, second, third = (_add(database, tags=tags) for tags in ((), ("x",), ("y", "x")))
    found = pages.many(database.reader(), (third, PageId("nobody"), first, first))
    assert set(found) == {first, third}
    assert found[third].tags == ("x", "y")
    assert found[first] == _get(database, first)
    assert second not in found


ORDERED: dict[SortOrder, list[dict[str, object]]] = {
    SortOrder.ADDED: [
        {"added": NOW},
        {"added": NOW + timedelta(microseconds=1)},
        {"added": NOW + timedelta(days=9)},
    ],
    SortOrder.PUBLISHED: [
        {"published": "1999"},
        {"published": "2025-01-23"},
        {"published": "2025-01-23T11:02"},
        {"published": None},
    ],
    SortOrder.OPENED: [{"opened": NOW}, {"opened": NOW + timedelta(seconds=1)}, {"opened": None}],
    SortOrder.TITLE: [{"title": title} for title in ("2001", "“A sea”", "älter", "Brief", "море", "Ялта")],
    SortOrder.SITE: [{"site": site} for site in ("Athens", "berlin", "Čas", "delta", None)],
    SortOrder.LENGTH: [{"words": 0}, {"words": 9}, {"words": 10}],
}


@pytest.mark.parametrize("sort", SortOrder)
def test_the_order_of_a_list(database: Database, sort: SortOrder) -> None:
    wanted = ORDERED[sort]
    added = {
        number: _add(database, **wanted[number])
        for number in sorted(range(len(wanted)), key=lambda n: -n % 3)
    }
    up = [added[number] for number in range(len(wanted))]
    assert list(_ids(database, Place(), sort)) == up
    unknown = [added[number] for number, values in enumerate(wanted) if None in values.values()]
    known = [each for each in up if each not in unknown]
    assert list(_ids(database, Place(), sort, descending=True)) == [*reversed(known), *unknown]


@pytest.mark.parametrize("sort", SortOrder)
def test_equal_pages_keep_one_order(database: Database, sort: SortOrder) -> None:
    for _ in range(6):
        _add(database)
    up = _ids(database, Place(), sort)
    assert up == tuple(sorted(up))
    assert _ids(database, Place(), sort, descending=True) == up[::-1]


@pytest.mark.parametrize(
    ("place", "titles"),
    [
        (Place(), {"inbox", "reading", "starred", "highlighted", "no longer highlighted", "waiting"}),
        (Place(status=Status.INBOX), {"inbox", "waiting"}),
        (Place(waiting=True), {"waiting"}),
        (Place(status=Status.READING), {"reading", "starred"}),
        (Place(status=Status.ARCHIVE), {"highlighted", "no longer highlighted"}),
        (Place(starred=True), {"starred"}),
        (Place(highlighted=True), {"highlighted"}),
        (Place(trashed=True), {"trashed"}),
        (Place(tag="SEA"), {"inbox", "reading"}),
        (Place(tag="sea/black"), {"reading"}),
        (Place(tag="seaside"), {"starred"}),
        (Place(tag="sea", status=Status.READING), {"reading"}),
        (Place(tag="nowhere"), set()),
    ],
)
@pytest.mark.parametrize("sort", SortOrder)
def test_the_pages_of_a_place(database: Database, place: Place, titles: set[str], sort: SortOrder) -> None:
    names = add_places(database)
    found = _ids(database, place, sort)
    assert {names[each] for each in found} == titles
    assert len(found) == len(titles)


@pytest.mark.parametrize("sort", SortOrder)
@pytest.mark.parametrize("descending", [True, False])
def test_no_list_is_sorted_or_read_row_by_row(
    database: Database, monkeypatch: pytest.MonkeyPatch, sort: SortOrder, *, descending: bool
) -> None:
    database.reader()
    asked: list[tuple[str, object]] = []
    real = Cursor.execute

    def execute(cursor: Cursor, sql: str, parameters: object = ()) -> Cursor:
        asked.append((sql, parameters))
        return real(cursor, sql, parameters)

    monkeypatch.setattr(Cursor, "execute", execute)
    for place in (Place(), Place(status=Status.INBOX), Place(starred=True), Place(highlighted=True)):
        _ids(database, place, sort, descending=descending)
    monkeypatch.undo()
    for sql, parameters in asked:
        plan = [row[3] for row in database.reader().execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        assert len(plan) == 1
        assert "COVERING INDEX page_by_" in plan[0]


def test_a_page_is_found_by_its_original(database: Database) -> None:
    later = _add(database, original=content_hash(b"x"), added=NOW + timedelta(days=1), trashed=NOW)
    assert captures.page_of_file(database.reader(), content_hash(b"x")) == later
    first = _add(database, original=content_hash(b"x"), added=NOW)
    assert captures.page_of_file(database.reader(), content_hash(b"x")) == first
    assert captures.page_of_file(database.reader(), content_hash(b"y")) is None


def test_pages_are_found_by_the_beginning_of_their_id(database: Database) -> None:
    for name in ("abcaaaaaaaaaaaaa", "abcbbbbbbbbbbbbb", "abdddddddddddddd"):
        _add(database, id=PageId(name))
    assert pages.by_prefix(database.reader(), "abc") == ("abcaaaaaaaaaaaaa", "abcbbbbbbbbbbbbb")
    assert pages.by_prefix(database.reader(), "abd") == ("abdddddddddddddd",)
    assert pages.by_prefix(database.reader(), "abc%") == ()
    assert len(pages.by_prefix(database.reader(), "", limit=2)) == 2


def test_each_setter_sets_its_field_and_no_other(database: Database) -> None:
    before = _get(database, _add(database))
    bystander = _get(database, _add(database))
    time = datetime(2026, 1, 2, tzinfo=UTC)
    other = VersionId(new_id())
    with database.transaction() as tx:
        versions.add(tx, version_of(before, id=other))
    expected = before

    def check(**values: object) -> None:
        nonlocal expected
        expected = replace(expected, **values)  # type: ignore[arg-type] # by name
        assert _get(database, before.id) == expected
        assert _get(database, bystander.id) == bystander

    with database.transaction() as tx:
        pages.set_status(tx, before.id, Status.ARCHIVE)
        check(status=Status.ARCHIVE)
        pages.set_starred(tx, before.id, True)
        check(starred=True)
        pages.set_trashed(tx, before.id, time)
        check(trashed=time)
        pages.set_trashed(tx, before.id, None)
        check(trashed=None)
        pages.set_opened(tx, before.id, time)
        check(opened=time)
        pages.set_finished(tx, before.id, time)
        check(finished=time)
        pages.set_position(tx, before.id, position=99, progress=0.5)
        check(position=99, progress=0.5)
        pages.set_version(tx, before.id, other, words=7, plain=True)
        check(version=other, words=7, plain=True)
        retitle(tx, before.id, "Another")
        check(title="Another", own=frozenset({Detail.TITLE}))


def test_metadata_is_replaced(database: Database) -> None:
    before = _get(database, _add(database, byline="Nobody", site="Old"))
    metadata = Metadata(
        byline="Somebody",
        site=None,
        language="uk",
        direction="rtl",
        published="2025",
        modified="2026",
        canonical="https://example.org/",
        lead_image=content_hash(b"image"),
        excerpt="The sea.",
    )
    with database.transaction() as tx:
        pages.set_metadata(tx, before.id, metadata)
    after = _get(database, before.id)
    assert after.title == before.title
    kept_fields = [field.name for field in fields(Metadata)[1:] if field.name != "sources"]
    assert all(getattr(after, name) == getattr(metadata, name) for name in kept_fields)
    with database.transaction() as tx:
        pages.set_metadata(tx, before.id, Metadata(title="Zebra"))
    assert _get(database, before.id).title == "Zebra"


def test_lists_follow_a_new_title_and_site(database: Database) -> None:
    first, second = _add(database, title="A", site="a"), _add(database, title="B", site="b")
    with database.transaction() as tx:
        pages.set_metadata(tx, first, Metadata(title="C", site="c"))
    for sort in (SortOrder.TITLE, SortOrder.SITE):
        assert _ids(database, Place(), sort) == (second, first)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("“The Sea”", "the sea”"),
        ("Élan", "elan"),
        ("...", "..."),
        ("", ""),
        ("Й", "и"),
        ("_x", "x"),
        ("Straße", "strasse"),
    ],
)
def test_what_titles_are_sorted_by(text: str, key: str) -> None:
    assert pages.sort_key(text) == key


def test_a_page_without_its_version_cannot_be_committed(database: Database) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), database.transaction() as tx:
        pages.add(tx, page())
    assert _ids(database, Place(), SortOrder.ADDED) == ()


def test_pages_of_other_extractors_are_counted_and_listed(database: Database) -> None:
    older, newer = _add(database, extractor="postil 1"), _add(database, extractor="postil 2")
    with database.transaction() as tx:
        unknown = add_page(tx, extractor="", added=NOW + timedelta(days=1)).id
        rests = add_page(tx, extractor="postil 1", trashed=NOW).id
    connection = database.reader()
    assert pages.of_other_extractors(connection, "postil 2") == (unknown, older)
    assert pages.count_of_other_extractors(connection, "postil 2") == 2
    with database.transaction() as tx:
        pages.set_extractor(tx, older, "postil 2")
        pages.set_trashed(tx, rests, None)
    assert pages.of_other_extractors(connection, "postil 2") == (unknown, rests)
    assert _get(database, newer).extractor == "postil 2"


def test_a_title_of_the_persons_own_is_not_replaced(database: Database) -> None:
    page_id = _add(database, title="As the page says")
    with database.transaction() as tx:
        retitle(tx, page_id, "As I call it")
        pages.set_metadata(tx, page_id, Metadata(title="As a later extractor says", byline="Somebody"))
    after = _get(database, page_id)
    assert (after.title, after.byline) == ("As I call it", "Somebody")


def test_the_archive_knows_when_a_page_came_into_it(database: Database) -> None:
    with database.transaction() as tx:
        inbox, archived = add_page(tx), add_page(tx, status=Status.ARCHIVE)
        finished = add_page(tx, status=Status.ARCHIVE, finished=LATER)
        everything = (inbox.id, archived.id, finished.id)
        assert pages.archived(tx, everything) == {archived.id: archived.added, finished.id: LATER}
        begun = datetime.now(UTC) - timedelta(seconds=1)
        pages.set_status(tx, inbox.id, Status.ARCHIVE)
        pages.set_status(tx, archived.id, Status.ARCHIVE)
        pages.set_status(tx, finished.id, Status.READING)
        now = pages.archived(tx, everything)
    assert now.keys() == {inbox.id, archived.id}
    assert begun <= now[inbox.id] <= datetime.now(UTC)
    assert now[archived.id] == archived.added, "it was there already"


def test_who_says_since_when_pages_are_in_the_archive_is_believed(database: Database) -> None:
    with database.transaction() as tx:
        one, other, bystander = add_page(tx), add_page(tx), add_page(tx, status=Status.ARCHIVE)
        everything = (one.id, other.id, bystander.id)
        pages.set_standing_all(tx, (one.id, other.id), Standing(Status.ARCHIVE, LATER))
        assert pages.archived(tx, everything) == {
            one.id: LATER,
            other.id: LATER,
            bystander.id: bystander.added,
        }
        pages.set_standing_all(tx, (one.id, bystander.id), Standing(Status.READING))
        assert pages.archived(tx, everything) == {other.id: LATER}
        assert [pages.many(tx, everything)[page].status for page in everything] == [
            Status.READING,
            Status.ARCHIVE,
            Status.READING,
        ]
