"""Former anchors and refused ones: what a person decided of where highlights stand.

Former selectors are written by a trigger whenever an annotation is given new ones, so that no deed can
forget them. A refusal holds for one text: in another one the highlight is looked for again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postil.model.annotation import AnchorState
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import AnnotationId, ContentHash, PageId
    from postil.store.connection import Connection


def former(con: Connection, annotation: AnnotationId) -> tuple[Selectors, ...]:
    """The selectors that a highlight had before, the oldest first."""
    rows = con.execute(
        "SELECT exact, prefix, suffix, start_at, end_at, text_hash FROM former_anchor"
        " WHERE annotation = ? ORDER BY rowid",
        (annotation,),
    )
    return tuple(
        Selectors(
            TextQuoteSelector(row[0], row[1], row[2]),
            None if row[3] is None else TextPositionSelector(row[3], row[4]),
            row[5],
        )
        for row in rows
    )


def refused(con: Connection, annotations: Iterable[AnnotationId]) -> dict[AnnotationId, ContentHash]:
    """In which text each of the highlights was said not to stand; those never refused are left out."""
    rows = con.execute(
        "SELECT annotation, text_hash FROM refused_anchor"
        " WHERE annotation IN (SELECT value FROM json_each(?))",
        (json.dumps(list(annotations)),),
    )
    return {row[0]: row[1] for row in rows}


def set_refused(tx: Connection, annotation: AnnotationId, text_hash: ContentHash | None) -> None:
    """Remember that the highlight does not stand in that text; None takes it back."""
    tx.execute("DELETE FROM refused_anchor WHERE annotation = ?", (annotation,))
    if text_hash is not None:
        tx.execute(
            "INSERT INTO refused_anchor (annotation, text_hash) VALUES (?, ?)", (annotation, text_hash)
        )


def highlighted_pages(con: Connection) -> tuple[PageId, ...]:
    """The pages that have highlights, those in the trash left out, in the order of their ids."""
    rows = con.execute("SELECT id FROM page WHERE highlights > 0 AND trashed IS NULL ORDER BY id")
    return tuple(row[0] for row in rows)


def in_doubt(con: Connection) -> dict[PageId, dict[AnchorState, int]]:
    """How many highlights of each page are to be checked and were not found; other pages are left out."""
    rows = con.execute(
        "SELECT page, state, count(*) FROM annotation"
        " WHERE trashed IS NULL AND state <> ? GROUP BY page, state",
        (AnchorState.ANCHORED.value,),
    )
    found: dict[PageId, dict[AnchorState, int]] = {}
    for page, state, number in rows:
        found.setdefault(page, {})[AnchorState(state)] = number
    return found


def states(con: Connection) -> dict[AnchorState, int]:
    """How many highlights the library has of each state; neither those in the trash nor their pages'."""
    rows = con.execute(
        "SELECT a.state, count(*) FROM annotation AS a JOIN page ON page.id = a.page"
        " WHERE a.trashed IS NULL AND page.trashed IS NULL GROUP BY a.state"
    )
    return {AnchorState(row[0]): row[1] for row in rows}
