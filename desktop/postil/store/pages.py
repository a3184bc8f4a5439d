"""The pages of the library: rows of the table ``page``.

Lists are read in two steps: ``ids`` of a whole place from a covering index, then ``many`` rows for
the window that is shown. Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from postil.model.addresses import page_keys
from postil.model.details import Detail
from postil.model.page import Page, SortOrder, Status
from postil.store import addresses, tags
from postil.store.timestamps import from_text, from_text_or_none, to_text, to_text_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from postil.model.article import Metadata
    from postil.model.details import Details
    from postil.model.ids import PageId, VersionId
    from postil.model.page import Place, Standing
    from postil.store.connection import Connection

_INSERT = """
    INSERT INTO page (id, title, added, status, original, original_name, format, media_type, version, address,
                      canonical, byline, site, language, direction, published, modified, lead_image, excerpt,
                      words, saved, starred, position, progress, opened, finished, plain, trashed, extractor,
                      own_details, note, waiting, title_key, site_key)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
            ?, ?)"""
_SELECT = """
    SELECT id, title, added, status, original, original_name, format, media_type, version, address, canonical,
           byline, site, language, direction, published, modified, lead_image, excerpt, words, saved, starred,
           position, progress, opened, finished, plain, trashed, highlights, extractor, own_details,
           note,
           (SELECT count(*) FROM likeness JOIN page AS same ON same.id = likeness.other
             WHERE likeness.page = page.id AND same.trashed IS NULL
               AND NOT EXISTS (SELECT 1 FROM told_apart
                                WHERE told_apart.page = min(likeness.page, likeness.other)
                                  AND told_apart.other = max(likeness.page, likeness.other))),
           waiting
      FROM page """
_SELECT_IDS = "SELECT id FROM page WHERE "
_BY_IDS = "WHERE id IN (SELECT value FROM json_each(?))"
_ORDERS = {
    SortOrder.ADDED: "added {0}, id {0}",
    SortOrder.PUBLISHED: "published {0} NULLS LAST, added {0}, id {0}",
    SortOrder.OPENED: "opened {0} NULLS LAST, added {0}, id {0}",
    SortOrder.TITLE: "title_key {0}, added {0}, id {0}",
    SortOrder.SITE: "site_key {0} NULLS LAST, added {0}, id {0}",
    SortOrder.LENGTH: "words {0}, added {0}, id {0}",
}
_OF_OTHER_EXTRACTORS = (
    "FROM page INDEXED BY page_by_extractor WHERE trashed IS NULL AND NOT waiting"
    " AND (extractor < ?1 OR extractor > ?1)"
)
_OF_METADATA = (Detail.TITLE, Detail.BYLINE, Detail.SITE, Detail.PUBLISHED, Detail.LANGUAGE)
_NO_WORD_FIRST = re.compile(r"^[\W_]+")


def add(tx: Connection, page: Page) -> None:
    """Add a page, its tags included. Its text version and its capture are added in the same transaction.

    ``highlights`` is not written: it is counted.
    """
    tx.execute(
        _INSERT,
        (
            page.id,
            page.title,
            to_text(page.added),
            page.status.value,
            page.original,
            page.original_name,
            page.format,
            page.media_type,
            page.version,
            page.address,
            page.canonical,
            page.byline,
            page.site,
            page.language,
            page.direction,
            page.published,
            page.modified,
            page.lead_image,
            page.excerpt,
            page.words,
            to_text_or_none(page.saved),
            page.starred,
            page.position,
            page.progress,
            to_text_or_none(page.opened),
            to_text_or_none(page.finished),
            page.plain,
            to_text_or_none(page.trashed),
            page.extractor,
            _own_to_text(page.own),
            page.note,
            page.waiting,
            sort_key(page.title),
            None if page.site is None else sort_key(page.site),
        ),
    )
    addresses.know_keys(tx, page.id, page_keys(page.address, page.canonical))
    if page.tags:
        tags.set_of_page(tx, page.id, page.tags)


def get(con: Connection, page: PageId) -> Page | None:
    """The page, also one in the trash; None where there is none."""
    return many(con, (page,)).get(page)


def many(con: Connection, pages: Iterable[PageId]) -> dict[PageId, Page]:
    """The pages that are there, with their tags, in no order: for the visible window of a list."""
    wanted = json.dumps(list(pages))
    names = tags.of_pages(con, wanted)
    rows = con.execute(_SELECT + _BY_IDS, (wanted,))
    return {row[0]: _page(row, names.get(row[0], ())) for row in rows.fetchall()}


def ids(con: Connection, place: Place, *, sort: SortOrder, descending: bool) -> tuple[PageId, ...]:
    """The pages of a place in order; those without a value to sort by come last, either way."""
    where, parameters = _where(place)
    order = _ORDERS[sort].format("DESC" if descending else "ASC")
    rows = con.execute(_SELECT_IDS + where + " ORDER BY " + order, parameters)
    return tuple(chain.from_iterable(rows))


def archived(con: Connection, pages: Iterable[PageId]) -> dict[PageId, datetime]:
    """When each of these pages was put into the archive; those that are not in it are left out."""
    rows = con.execute(
        """SELECT id, archived FROM page WHERE id IN (SELECT value FROM json_each(?))
              AND archived IS NOT NULL""",
        (json.dumps(list(pages)),),
    )
    return {page_id: from_text(time) for page_id, time in rows}


def annotated_ids(con: Connection) -> tuple[PageId, ...]:
    """The pages with highlights or a note of their own, the first added first; not those in the trash."""
    rows = con.execute(
        "SELECT id FROM page WHERE trashed IS NULL AND (highlights > 0 OR note <> '') ORDER BY added, id"
    )
    return tuple(chain.from_iterable(rows))


def count_of_other_extractors(con: Connection, extractor: str) -> int:
    """How many pages were last given to another extractor than this; not those in the trash."""
    return int(con.execute("SELECT count(*) " + _OF_OTHER_EXTRACTORS, (extractor,)).fetchone()[0])


def of_other_extractors(con: Connection, extractor: str) -> tuple[PageId, ...]:
    """Those pages, the newest first."""
    rows = con.execute("SELECT id " + _OF_OTHER_EXTRACTORS + " ORDER BY added DESC, id", (extractor,))
    return tuple(chain.from_iterable(rows))


def by_prefix(con: Connection, prefix: str, *, limit: int = 10) -> tuple[PageId, ...]:
    """The pages whose id begins so, at most ``limit``: for ids typed on a command line."""
    rows = con.execute(
        "SELECT id FROM page WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
        (prefix, prefix + "\U0010ffff", limit),
    )
    return tuple([row[0] for row in rows.fetchall()])


def set_status(tx: Connection, page: PageId, status: Status) -> None:
    """Move the page to the inbox, to reading or to the archive, where it is from now on."""
    tx.execute("UPDATE page SET status = ? WHERE id = ?", (status.value, page))


def set_standing_all(tx: Connection, pages: Iterable[PageId], standing: Standing) -> None:
    """The same for any number of pages, and say since when they are in the archive."""
    tx.execute(
        "UPDATE page SET status = ?, archived = ? WHERE id IN (SELECT value FROM json_each(?))",
        (standing.status.value, to_text_or_none(standing.archived), json.dumps(list(pages))),
    )


def set_starred(tx: Connection, page: PageId, starred: bool) -> None:  # noqa: FBT001 - the value set
    """Star the page, or take its star."""
    tx.execute("UPDATE page SET starred = ? WHERE id = ?", (starred, page))


def set_starred_all(tx: Connection, pages: Iterable[PageId], starred: bool) -> None:  # noqa: FBT001 - the value set
    """The same for any number of pages."""
    tx.execute(
        "UPDATE page SET starred = ? WHERE id IN (SELECT value FROM json_each(?))",
        (starred, json.dumps(list(pages))),
    )


def set_trashed(tx: Connection, page: PageId, trashed: datetime | None) -> None:
    """Put the page into the trash at that time, or take it out (None). All that is its own stays."""
    tx.execute("UPDATE page SET trashed = ? WHERE id = ?", (to_text_or_none(trashed), page))


def set_trashed_all(tx: Connection, pages: Iterable[PageId], trashed: datetime | None) -> None:
    """The same for any number of pages."""
    tx.execute(
        "UPDATE page SET trashed = ? WHERE id IN (SELECT value FROM json_each(?))",
        (to_text_or_none(trashed), json.dumps(list(pages))),
    )


def set_opened(tx: Connection, page: PageId, opened: datetime | None) -> None:
    """Remember when the page was last opened."""
    tx.execute("UPDATE page SET opened = ? WHERE id = ?", (to_text_or_none(opened), page))


def set_finished(tx: Connection, page: PageId, finished: datetime | None) -> None:
    """Remember when the page was read to its end."""
    tx.execute("UPDATE page SET finished = ? WHERE id = ?", (to_text_or_none(finished), page))


def set_position(tx: Connection, page: PageId, *, position: int, progress: float) -> None:
    """Remember where the reader was: the first visible code point, and the share that was read."""
    tx.execute("UPDATE page SET position = ?, progress = ? WHERE id = ?", (position, progress, page))


def set_version(tx: Connection, page: PageId, version: VersionId, *, words: int, plain: bool) -> None:
    """Let another of the page's text versions be the one that is read."""
    tx.execute(
        "UPDATE page SET version = ?, words = ?, plain = ? WHERE id = ?", (version, words, plain, page)
    )


def set_extractor(tx: Connection, page: PageId, extractor: str) -> None:
    """Remember which extractor the page was last given to."""
    tx.execute("UPDATE page SET extractor = ? WHERE id = ?", (extractor, page))


def set_note(tx: Connection, page: PageId, note: str) -> None:
    """Write what the person says of the whole page."""
    tx.execute("UPDATE page SET note = ? WHERE id = ?", (note, page))


def set_details(tx: Connection, page: PageId, details: Details) -> None:
    """Let the page say this of itself; what is the person's own is left by ``set_metadata`` from then on."""
    tx.execute(
        """UPDATE page SET title = ?, title_key = ?, byline = ?, site = ?, site_key = ?, published = ?,
                           language = ?, address = ?, own_details = ? WHERE id = ?""",
        (
            details.title,
            sort_key(details.title),
            details.byline,
            details.site,
            None if details.site is None else sort_key(details.site),
            details.published,
            details.language,
            details.address,
            _own_to_text(details.own),
            page,
        ),
    )
    addresses.know(tx, page, (details.address,))


def set_metadata(tx: Connection, page: PageId, metadata: Metadata) -> None:
    """Replace what the page says of itself, but what a person corrected. A title stays where none is."""
    metadata = _with_own(tx, page, metadata)
    tx.execute(
        """UPDATE page SET byline = ?, site = ?, site_key = ?, language = ?, direction = ?, published = ?,
                           modified = ?, canonical = ?, lead_image = ?, excerpt = ? WHERE id = ?""",
        (
            metadata.byline,
            metadata.site,
            None if metadata.site is None else sort_key(metadata.site),
            metadata.language,
            metadata.direction,
            metadata.published,
            metadata.modified,
            metadata.canonical,
            metadata.lead_image,
            metadata.excerpt,
            page,
        ),
    )
    (address,) = tx.execute("SELECT address FROM page WHERE id = ?", (page,)).fetchone() or (None,)
    addresses.know_keys(tx, page, page_keys(address, metadata.canonical))
    if metadata.title is not None:
        tx.execute(
            "UPDATE page SET title = ?, title_key = ? WHERE id = ?",
            (metadata.title, sort_key(metadata.title), page),
        )


def sort_key(text: str) -> str:
    """What a title or site is sorted by: without case, accents, and punctuation before the first word."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NO_WORD_FIRST.sub("", plain) or plain


def _with_own(con: Connection, page: PageId, metadata: Metadata) -> Metadata:
    """The metadata with the values that are a person's own in place of the extractor's."""
    row = con.execute(
        "SELECT own_details, title, byline, site, published, language FROM page WHERE id = ?", (page,)
    ).fetchone()
    if row is None or not row[0]:
        return metadata
    own = _own_from_text(row[0])
    known = zip(_OF_METADATA, row[1:], strict=True)
    return replace(metadata, **{detail.value: value for detail, value in known if detail in own})


def _own_to_text(own: frozenset[Detail]) -> str:
    return " ".join(sorted(detail.value for detail in own))


def _own_from_text(text: str) -> frozenset[Detail]:
    return frozenset(Detail(name) for name in text.split())


def _where(place: Place) -> tuple[str, tuple[object, ...]]:
    terms = ["trashed IS NOT NULL" if place.trashed else "trashed IS NULL"]
    parameters: list[object] = []
    if place.status is not None:
        terms.append("status = ?")
        parameters.append(place.status.value)
    if place.starred:
        terms.append("starred")
    if place.highlighted:
        terms.append("highlights > 0")
    if place.waiting:
        terms.append("waiting")
    if place.tag is not None:
        terms.append("+id IN (" + tags.PAGES_WITHIN + ")")  # the + keeps the walk along the order's index
        parameters += tags.within(place.tag)
    return " AND ".join(terms), tuple(parameters)


def _page(row: Any, names: tuple[str, ...]) -> Page:
    return Page(
        id=row[0],
        title=row[1],
        added=from_text(row[2]),
        status=Status(row[3]),
        original=row[4],
        original_name=row[5],
        format=row[6],
        media_type=row[7],
        version=row[8],
        address=row[9],
        canonical=row[10],
        byline=row[11],
        site=row[12],
        language=row[13],
        direction=row[14],
        published=row[15],
        modified=row[16],
        lead_image=row[17],
        excerpt=row[18],
        words=row[19],
        saved=from_text_or_none(row[20]),
        starred=bool(row[21]),
        position=row[22],
        progress=row[23],
        opened=from_text_or_none(row[24]),
        finished=from_text_or_none(row[25]),
        plain=bool(row[26]),
        trashed=from_text_or_none(row[27]),
        tags=names,
        highlights=row[28],
        extractor=row[29],
        own=_own_from_text(row[30]),
        note=row[31],
        alike=row[32],
        waiting=bool(row[33]),
    )
