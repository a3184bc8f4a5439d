"""Pages, versions and annotations for tests of the store: a test says what it is about only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from postil.model.annotation import Annotation, Color
from postil.model.details import Detail, details_of
from postil.model.ids import AnnotationId, CaptureId, PageId, VersionId, content_hash, new_id
from postil.model.kept_capture import KeptCapture
from postil.model.page import Page, Status, TextVersion
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from postil.store import annotations as kept
from postil.store import captures, pages, versions

if TYPE_CHECKING:
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database

NOW = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)


def page(**fields: Any) -> Page:
    """A page that is not in any library."""
    plain = Page(
        id=PageId(new_id()),
        title="A title",
        added=NOW,
        status=Status.INBOX,
        original=content_hash(b"<p>The sea was calm.</p>"),
        original_name="sea.html",
        format="HTML",
        media_type="text/html",
        version=VersionId(new_id()),
    )
    return replace(plain, **fields)


def version_of(owner: Page, **fields: Any) -> TextVersion:
    """The text version that the page names."""
    plain = TextVersion(
        id=owner.version,
        page=owner.id,
        created=NOW,
        extractor="postil 1",
        text_hash=content_hash(b"The sea was calm."),
        html_hash=content_hash(b"<div><p>The sea was calm.</p></div>"),
        capture=capture_of(owner).id,
    )
    return replace(plain, **fields)


def capture_of(owner: Page, **fields: Any) -> KeptCapture:
    """The capture that the page's text is of."""
    plain = KeptCapture(
        id=CaptureId(f"of {owner.id}"),
        page=owner.id,
        original=owner.original,
        original_name=owner.original_name,
        format=owner.format,
        media_type=owner.media_type,
        added=owner.added,
        address=owner.address,
        saved=owner.saved,
        waiting=owner.waiting,
    )
    return replace(plain, **fields)


def add_whole(tx: Connection, added: Page, **fields: Any) -> None:
    """Add a page with its capture and the text version that it names."""
    pages.add(tx, added)
    captures.add(tx, capture_of(added))
    versions.add(tx, version_of(added, **fields))


def annotation_of(owner: Page, **fields: Any) -> Annotation:
    """A highlight of "sea" in the page's text."""
    plain = Annotation(
        id=AnnotationId(new_id()),
        page=owner.id,
        selectors=Selectors(
            quote=TextQuoteSelector("sea", "The ", " was calm."),
            position=TextPositionSelector(4, 7),
            text_hash=content_hash(b"The sea was calm."),
        ),
        color=Color.YELLOW,
        note="",
        created=NOW,
        modified=NOW,
    )
    return replace(plain, **fields)


def add_page(tx: Connection, **fields: Any) -> Page:
    """A page in the library, with its version; the bytes that it names are not kept."""
    added = page(**fields)
    add_whole(tx, added)
    return added


def add_page_of_before(tx: Connection, added: Page | None = None, **texts: Any) -> Page:
    """A page in a library of an older schema: what it had no column for is left out."""
    added = added or page()
    columns = [row[1] for row in tx.execute("PRAGMA table_info(page)") if row[3] and row[4] is None]
    values = {"added": NOW.isoformat(), "status": "inbox", "title_key": "a title", "highlights": 0}
    row = [values.get(name, getattr(added, name, 0)) for name in columns]
    tx.execute(f"INSERT INTO page ({', '.join(columns)}) VALUES ({', '.join('?' * len(row))})", row)
    version = version_of(added, **texts)
    tx.execute(
        "INSERT INTO text_version (id, page, created, extractor, text_hash, html_hash)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (version.id, added.id, NOW.isoformat(), version.extractor, version.text_hash, version.html_hash),
    )
    return added


def retitle(tx: Connection, page_id: PageId, title: str) -> None:
    """Give a page a title of the person's own."""
    owner = pages.get(tx, page_id)
    assert owner is not None
    details = details_of(owner)
    pages.set_details(tx, page_id, replace(details, title=title, own=details.own | {Detail.TITLE}))


def add_annotation(tx: Connection, owner: Page, **fields: Any) -> Annotation:
    """An annotation in the library."""
    added = annotation_of(owner, **fields)
    kept.add(tx, added)
    return added


def add_places(database: Database) -> dict[PageId, str]:
    """Pages of which every place has at least one; their ids and titles."""
    with database.transaction() as tx:
        highlighted = add_page(tx, title="highlighted", status=Status.ARCHIVE)
        add_annotation(tx, highlighted)
        unhighlighted = add_page(tx, title="no longer highlighted", status=Status.ARCHIVE)
        add_annotation(tx, unhighlighted, trashed=NOW)
        added = (
            add_page(tx, title="inbox", tags=("sea",)),
            add_page(tx, title="reading", status=Status.READING, tags=("Sea/Black", "other")),
            add_page(tx, title="starred", status=Status.READING, starred=True, tags=("seaside",)),
            add_page(tx, title="waiting", waiting=True),
            add_page(tx, title="trashed", starred=True, trashed=NOW, tags=("sea",)),
            highlighted,
            unhighlighted,
        )
    return {each.id: each.title for each in added}


def import_page(
    database: Database, contents: Contents, *, text: str = "The sea was calm.", of_before: bool = False
) -> Page:
    """A page as an import makes it: its bytes kept, then one transaction; or as an older program did."""
    kinds = (f"<p>{text}</p>", text, f"<div><p>{text}</p></div>")
    original, text_hash, html_hash = contents.put_all(kind.encode() for kind in kinds)
    added = page(original=original)
    with database.transaction() as tx:
        add = add_page_of_before if of_before else add_whole
        add(tx, added, text_hash=text_hash, html_hash=html_hash)
    return added
