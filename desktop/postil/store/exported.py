"""What is remembered of the files of export targets, so that an update looks only at what changed.

It may be lost, or be wrong of files that changed meanwhile: then more is looked at, and nothing is lost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.export_target import LastUpdate
from postil.model.ids import PageId
from postil.store.timestamps import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import ExportTargetId
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class ExportState:
    """How far a target was brought up to date."""

    sequence: int
    """The last change of the outbox that its files have."""
    made_by: str
    """A hash of what else they were made by: the shape, the templates, the meanings of colours."""


@dataclass(frozen=True, slots=True)
class ExportedDocument:
    """A document of a target, as its file was when it was last written or read."""

    id: str
    file: str
    """Relative to the target's folder, with ``/`` between its parts."""
    size: int
    """Bytes; -1 where the person deleted the file."""
    modified: int
    """Nanoseconds since 1970; -1 where the file is to be looked at again."""
    pages: frozenset[PageId]
    """Whose notes it has."""


def state(con: Connection, target: ExportTargetId) -> ExportState | None:
    """How far the target was brought up to date; None where it never was."""
    row = con.execute("SELECT sequence, made_by FROM export_state WHERE target = ?", (target,)).fetchone()
    return None if row is None else ExportState(*row)


def documents(con: Connection, target: ExportTargetId) -> dict[str, ExportedDocument]:
    """The documents of the target by their ids."""
    pages: dict[str, list[PageId]] = {}
    for document, page in con.execute("SELECT document, page FROM exported_page WHERE target = ?", (target,)):
        pages.setdefault(document, []).append(PageId(page))
    rows = con.execute(
        "SELECT document, file, size, modified FROM exported_document WHERE target = ?", (target,)
    )
    return {
        name: ExportedDocument(name, file, size, modified, frozenset(pages.get(name, ())))
        for name, file, size, modified in rows
    }


def changed_pages(con: Connection, after: int) -> frozenset[PageId]:
    """The pages that changed after that sequence of the outbox, or whose annotations did."""
    rows = con.execute(
        # The plus lets SQLite begin at the sequence: there are few changes, and many rows of a kind.
        """SELECT id FROM outbox WHERE +kind = 'page' AND sequence > ?1
            UNION SELECT annotation.page FROM outbox JOIN annotation ON annotation.id = outbox.id
                   WHERE +kind = 'annotation' AND sequence > ?1""",
        (after,),
    )
    return frozenset(PageId(row[0]) for row in rows)


def remember(
    tx: Connection,
    target: ExportTargetId,
    written: Iterable[ExportedDocument],
    *,
    state: ExportState | None = None,
) -> None:
    """Remember these documents, and where all of the target was looked at, how far it is."""
    known = list(written)
    if known:
        tx.executemany(
            """INSERT OR REPLACE INTO exported_document (target, document, file, size, modified)
               VALUES (?, ?, ?, ?, ?)""",
            [(target, each.id, each.file, each.size, each.modified) for each in known],
        )
        tx.execute(
            """DELETE FROM exported_page WHERE target = ? AND document IN (SELECT value FROM json_each(?))""",
            (target, json.dumps([each.id for each in known])),
        )
        tx.executemany(
            "INSERT INTO exported_page (target, document, page) VALUES (?, ?, ?)",
            [(target, each.id, page) for each in known for page in each.pages],
        )
    if state is not None:
        tx.execute(
            "INSERT OR REPLACE INTO export_state (target, sequence, made_by) VALUES (?, ?, ?)",
            (target, state.sequence, state.made_by),
        )


def begin(tx: Connection, target: ExportTargetId) -> None:
    """Remember that a person chose this target here: one that came with a backup did not."""
    tx.execute("INSERT OR IGNORE INTO export_state (target, sequence, made_by) VALUES (?, 0, '')", (target,))


def note_update(tx: Connection, target: ExportTargetId, update: LastUpdate) -> None:
    """Remember how the last update of the target went."""
    tx.execute(
        "INSERT OR REPLACE INTO export_update (target, ended, problem) VALUES (?, ?, ?)",
        (target, to_text(update.ended), update.problem),
    )


def last_update(con: Connection, target: ExportTargetId) -> LastUpdate | None:
    """How the last update of the target went; None where there was none."""
    row = con.execute("SELECT ended, problem FROM export_update WHERE target = ?", (target,)).fetchone()
    return None if row is None else LastUpdate(from_text(row[0]), row[1])


def forget(tx: Connection, target: ExportTargetId) -> None:
    """Remember nothing of the target: it is none any more, or its folder is another one."""
    for table in ("export_state", "export_update", "exported_document", "exported_page"):
        tx.execute(f"DELETE FROM {table} WHERE target = ?", (target,))  # noqa: S608 - words of ours
