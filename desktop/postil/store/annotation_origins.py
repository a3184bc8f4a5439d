"""Where highlights came from that other tools made: rows of the table ``annotation_origin``.

Functions that change take a transaction, the others any connection.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import AnnotationId, PageId
    from postil.store.connection import Connection

_SELECT = "SELECT page, origin, annotation, said, undone FROM annotation_origin "
_BY_ORIGINS = "WHERE origin IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class AnnotationOrigin:
    """That a highlight came from elsewhere."""

    page: PageId
    origin: str
    """What tells it from all others of that page: the other tool's name for it, or what it says."""
    annotation: AnnotationId | None
    """None where it was removed for good."""
    said: str
    """What the tool said of it last: JSON."""
    undone: bool = False
    """Whether the import that brought it was taken back."""


def put(tx: Connection, origin: AnnotationOrigin) -> None:
    """Remember where a highlight came from, instead of what was known of it."""
    tx.execute(
        "INSERT OR REPLACE INTO annotation_origin (page, origin, annotation, said, undone)"
        " VALUES (?, ?, ?, ?, ?)",
        (origin.page, origin.origin, origin.annotation, origin.said, origin.undone),
    )


def of_page(con: Connection, page: PageId) -> dict[str, AnnotationOrigin]:
    """What came to a page, by origin."""
    return {row[1]: _origin(row) for row in con.execute(_SELECT + "WHERE page = ?", (page,))}


def anywhere(con: Connection, origins: Iterable[str]) -> dict[str, AnnotationOrigin]:
    """Those of these origins that came to any page."""
    rows = con.execute(_SELECT + _BY_ORIGINS, (json.dumps(list(origins)),))
    return {row[1]: _origin(row) for row in rows}


def set_undone(tx: Connection, annotations: Iterable[AnnotationId], undone: bool) -> None:  # noqa: FBT001 - the value set
    """Say that the import that brought these highlights was taken back, or done again."""
    tx.execute(
        "UPDATE annotation_origin SET undone = ? WHERE annotation IN (SELECT value FROM json_each(?))",
        (undone, json.dumps(list(annotations))),
    )


def _origin(row: tuple[PageId, str, AnnotationId | None, str, int]) -> AnnotationOrigin:
    return AnnotationOrigin(row[0], row[1], row[2], row[3], bool(row[4]))
