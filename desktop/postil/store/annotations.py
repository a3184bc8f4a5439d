"""Annotations: rows of the table ``annotation``, with their tags. The trash is soft."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from postil.model.annotation import AnchorState, Annotation, AnnotationOrder, Color, Style
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from postil.store import tags
from postil.store.timestamps import from_text, from_text_or_none, to_text, to_text_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from postil.model.annotation import AnnotationFilter
    from postil.model.ids import AnnotationId, PageId
    from postil.store.connection import Connection

_INSERT = """
    INSERT INTO annotation (page, exact, prefix, suffix, start_at, end_at, text_hash, color, note, created,
                            modified, state, trashed, style, id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_UPDATE = """
    UPDATE annotation SET page = ?, exact = ?, prefix = ?, suffix = ?, start_at = ?, end_at = ?,
                          text_hash = ?, color = ?, note = ?, created = ?, modified = ?, state = ?,
                          trashed = ?, style = ?
     WHERE id = ?"""
_SELECT = """
    SELECT a.id, a.page, exact, prefix, suffix, start_at, end_at, text_hash, color, note, created, a.modified,
           state, a.trashed, style
      FROM annotation AS a """
_OF_PAGE = "WHERE a.page = ? AND a.trashed IS NULL "
_TRASHED_OF_PAGE = "WHERE a.page = ? AND a.trashed IS NOT NULL "
_IDS = "SELECT a.id, a.page FROM annotation AS a JOIN page ON page.id = a.page WHERE "
_ORDERS = {
    AnnotationOrder.DATE: """max(a.created) OVER (PARTITION BY a.page) DESC, a.page,
                             a.created DESC, a.start_at NULLS LAST, a.id""",
    AnnotationOrder.PLACE: """max(a.created) OVER (PARTITION BY a.page) DESC, a.page,
                              a.start_at NULLS LAST, a.end_at DESC, a.created, a.id""",
}
_LAST_REMOVED = "max(a.trashed) OVER (PARTITION BY a.page) DESC, a.page, a.trashed DESC, a.id DESC"
_WITHIN_TAG = """a.id IN (SELECT annotation FROM annotation_tag JOIN tag ON tag.id = annotation_tag.tag
                          WHERE key = ? OR key > ? AND key < ?)"""
_HAS_WORD = """(instr(folded(exact), ?1) OR instr(folded(a.note), ?1) OR instr(folded(page.title), ?1)
                OR EXISTS (SELECT 1 FROM annotation_tag JOIN tag ON tag.id = annotation_tag.tag
                            WHERE annotation = a.id AND instr(key, ?1)))"""


def add(tx: Connection, annotation: Annotation) -> None:
    """Add an annotation, its tags included."""
    tx.execute(_INSERT, _values(annotation))
    if annotation.tags:
        tags.set_of_annotation(tx, annotation.id, annotation.tags)


def update(tx: Connection, annotation: Annotation) -> None:
    """Let the annotation of that id be as this one says, its tags and its time in the trash included.

    So an act is undone by updating to what was there before.
    """
    tx.execute(_UPDATE, _values(annotation))
    tags.set_of_annotation(tx, annotation.id, annotation.tags)


def set_state(tx: Connection, annotation: AnnotationId, state: AnchorState) -> None:
    """Remember whether the quote was found in the text that is read."""
    tx.execute("UPDATE annotation SET state = ? WHERE id = ?", (state.value, annotation))


def set_trashed(tx: Connection, annotation: AnnotationId, trashed: datetime | None) -> None:
    """Put the annotation into the trash at that time, or take it out (None)."""
    tx.execute("UPDATE annotation SET trashed = ? WHERE id = ?", (to_text_or_none(trashed), annotation))


def get(con: Connection, annotation: AnnotationId) -> Annotation | None:
    """The annotation, also one in the trash; None where there is none."""
    return many(con, (annotation,)).get(annotation)


def many(con: Connection, annotations: Iterable[AnnotationId]) -> dict[AnnotationId, Annotation]:
    """The annotations that are there, also those in the trash."""
    found = _select(con, "WHERE a.id IN (SELECT value FROM json_each(?))", (json.dumps(list(annotations)),))
    return {annotation.id: annotation for annotation in found}


def of_page(con: Connection, page: PageId, *, trashed: bool = False) -> tuple[Annotation, ...]:
    """The page's annotations in the order of their text, those without a place last, then by time.

    ``trashed`` asks for those in the trash instead.
    """
    which = _TRASHED_OF_PAGE if trashed else _OF_PAGE
    return _select(con, which + "ORDER BY start_at NULLS LAST, end_at, created, a.id", (page,))


def ids(
    con: Connection, wanted: AnnotationFilter, order: AnnotationOrder
) -> tuple[tuple[AnnotationId, PageId], ...]:
    """The annotations that a list shows, each with its page, in order. Pages in the trash have none here."""
    where, parameters = _where(wanted)
    by = _LAST_REMOVED if wanted.trashed else _ORDERS[order]
    return tuple((row[0], row[1]) for row in con.execute(f"{_IDS}{where} ORDER BY {by}", parameters))


def count(con: Connection) -> int:
    """How many annotations there are; not those in the trash, nor those of pages in it."""
    row = con.execute(
        "SELECT sum(highlights) FROM page INDEXED BY page_by_added WHERE trashed IS NULL"
    ).fetchone()
    return int(row[0] or 0)


def removed_count(con: Connection) -> int:
    """How many annotations are in the trash, of pages that are not."""
    row = con.execute(
        """SELECT count(*) FROM annotation AS a INDEXED BY annotation_in_trash JOIN page ON page.id = a.page
            WHERE a.trashed IS NOT NULL AND page.trashed IS NULL"""
    ).fetchone()
    return int(row[0])


def everyone(con: Connection) -> tuple[Annotation, ...]:
    """All annotations, the trash included, page by page: for checks of the whole library."""
    return _select(con, "ORDER BY a.page, created, a.id", ())


def _where(wanted: AnnotationFilter) -> tuple[str, tuple[object, ...]]:
    terms = ["page.trashed IS NULL", "a.trashed IS NOT NULL" if wanted.trashed else "a.trashed IS NULL"]
    parameters: list[object] = []
    for term, value in (
        ("a.page = ?", wanted.page),
        ("color = ?", wanted.color and wanted.color.value),
        ("style = ?", wanted.style and wanted.style.value),
        ("state = ?", wanted.state and wanted.state.value),
        ("a.created >= ?", to_text_or_none(wanted.since)),
    ):
        if value is not None:
            terms.append(term)
            parameters.append(value)
    if wanted.noted:
        terms.append("a.note <> ''")
    if wanted.tag is not None:
        terms.append(_WITHIN_TAG)
        parameters += tags.within(wanted.tag)
    for word in wanted.text.casefold().split():
        number = len(parameters) + 1
        terms.append(_HAS_WORD.replace("?1", f"?{number}"))
        parameters.append(word.removeprefix("#"))
    return " AND ".join(terms), tuple(parameters)


def _select(con: Connection, rest: str, parameters: tuple[object, ...]) -> tuple[Annotation, ...]:
    rows = con.execute(_SELECT + rest, parameters).fetchall()
    names = tags.of_annotations(con, json.dumps([row[0] for row in rows])) if rows else {}
    return tuple(_annotation(row, names.get(row[0], ())) for row in rows)


def _values(annotation: Annotation) -> tuple[object, ...]:
    quote, position = annotation.selectors.quote, annotation.selectors.position
    return (
        annotation.page,
        quote.exact,
        quote.prefix,
        quote.suffix,
        None if position is None else position.start,
        None if position is None else position.end,
        annotation.selectors.text_hash,
        annotation.color.value,
        annotation.note,
        to_text(annotation.created),
        to_text(annotation.modified),
        annotation.state.value,
        to_text_or_none(annotation.trashed),
        annotation.style.value,
        annotation.id,
    )


def _annotation(row: Any, names: tuple[str, ...]) -> Annotation:
    return Annotation(
        id=row[0],
        page=row[1],
        selectors=Selectors(
            quote=TextQuoteSelector(exact=row[2], prefix=row[3], suffix=row[4]),
            position=None if row[5] is None else TextPositionSelector(row[5], row[6]),
            text_hash=row[7],
        ),
        color=Color(row[8]),
        note=row[9],
        created=from_text(row[10]),
        modified=from_text(row[11]),
        state=AnchorState(row[12]),
        tags=names,
        trashed=from_text_or_none(row[13]),
        style=Style(row[14]),
    )
