"""Which pages are alike: signatures and addresses to find them by, and the pairs that were found.

The tables are filled by ``app/likeness_feed.py``. Functions that change take a transaction, the others any
connection. A pair of which one page rests in the trash is kept and not told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from postil.model.likeness import Likeness
from postil.translation import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import PageId, VersionId
    from postil.store.connection import Connection

MOST_CANDIDATES = 32
"""Pages that a page is compared with: the most alike by their signatures. There are hardly ever five."""

_WIDTH = 4
"""Bytes of a number of a signature."""
_SHOWN = """
    SELECT likeness.page, other, same_address, resemblance, containment
      FROM likeness JOIN page ON page.id = likeness.other
     WHERE page.trashed IS NULL
       AND NOT EXISTS (SELECT 1 FROM told_apart
                        WHERE told_apart.page = min(likeness.page, likeness.other)
                          AND told_apart.other = max(likeness.page, likeness.other))"""
_EACH_ONCE = """
       AND likeness.page < other
       AND likeness.page NOT IN (SELECT id FROM page WHERE trashed IS NOT NULL)
     ORDER BY likeness.page, other"""
_AMONG = """
       AND likeness.page IN (SELECT value FROM json_each(?))
       AND other IN (SELECT value FROM json_each(?))"""
_SHARING = """
    SELECT page_signature.page, count(*) AS shared
      FROM signature_number JOIN page_signature ON page_signature.number = signature_number.page
     WHERE value IN (SELECT value FROM json_each(?)) AND page_signature.page <> ?
     GROUP BY signature_number.page HAVING shared >= ? ORDER BY shared DESC LIMIT ?"""
_FORGET_ALL = (
    "DELETE FROM signature_number",
    "DELETE FROM page_signature",
    "DELETE FROM page_address",
    "DELETE FROM likeness",
    "DELETE FROM likeness_due",
)
_FORGET_NUMBER = "DELETE FROM signature_number WHERE value = ? AND page = ?"
_DISAGREEMENTS = (
    """SELECT count(*) FROM page LEFT JOIN page_signature ON page_signature.page = page.id
        WHERE page_signature.version IS NOT page.version
          AND page.id NOT IN (SELECT page FROM likeness_due)""",
    """SELECT abs((SELECT count(*) FROM signature_number)
                - (SELECT ifnull(sum(length(signature)) / 4, 0) FROM page_signature))""",
    """SELECT count(*) FROM likeness AS here
        WHERE NOT EXISTS (SELECT 1 FROM likeness AS there
                           WHERE there.page = here.other AND there.other = here.page)""",
)
_AT_ADDRESS = """
    SELECT DISTINCT page FROM page_address
     WHERE address IN (SELECT value FROM json_each(?)) AND page <> ? LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a page is found by."""

    page: PageId
    version: VersionId
    numbers: tuple[int, ...]
    """Its signature; empty where its text is too short."""
    addresses: frozenset[str]
    """As ``addresses.address_key`` spells them."""


def made(con: Connection) -> int:
    """The version of the signatures that are there."""
    return int(con.execute("SELECT version FROM likeness_made").fetchone()[0])


def restart(tx: Connection, version: int) -> None:
    """Let every page be due again: for signatures of another version. What was told apart stays."""
    for statement in _FORGET_ALL:
        tx.execute(statement)
    tx.execute("INSERT INTO likeness_due (page) SELECT id FROM page")
    tx.execute("UPDATE likeness_made SET version = ?", (version,))


def count_due(con: Connection) -> int:
    """How many pages have still to be looked at."""
    return int(con.execute("SELECT count(*) FROM likeness_due").fetchone()[0])


def due(con: Connection, limit: int) -> tuple[PageId, ...]:
    """Some of the pages that have still to be looked at."""
    rows = con.execute("SELECT page FROM likeness_due LIMIT ?", (limit,))
    return tuple([row[0] for row in rows.fetchall()])


def sharing(con: Connection, signed: Signed, *, least: int) -> tuple[PageId, ...]:
    """Other pages whose signatures share ``least`` numbers with it, those that share the most first."""
    given = (json.dumps(signed.numbers), signed.page, least, MOST_CANDIDATES)
    return tuple([row[0] for row in con.execute(_SHARING, given).fetchall()])


def at_address(con: Connection, signed: Signed) -> frozenset[PageId]:
    """Other pages that have one of its addresses."""
    given = (json.dumps(sorted(signed.addresses)), signed.page, MOST_CANDIDATES)
    return frozenset([row[0] for row in con.execute(_AT_ADDRESS, given).fetchall()])


def put(tx: Connection, signed: Signed, found: Iterable[Likeness]) -> None:
    """Remember what a page is found by and which pages it is like, instead of what was known of it."""
    page = signed.page
    forget(tx, page)
    tx.execute(
        "INSERT INTO page_signature (page, version, signature) VALUES (?, ?, ?)",
        (page, signed.version, b"".join(value.to_bytes(_WIDTH, "big") for value in signed.numbers)),
    )
    number = tx.execute("SELECT last_insert_rowid()").fetchone()[0]
    tx.executemany(
        "INSERT INTO signature_number (value, page) VALUES (?, ?)",
        [(value, number) for value in signed.numbers],
    )
    tx.executemany(
        "INSERT INTO page_address (address, page) VALUES (?, ?)",
        [(address, page) for address in signed.addresses],
    )
    tx.executemany(
        "INSERT INTO likeness (page, other, same_address, resemblance, containment) VALUES (?, ?, ?, ?, ?)",
        [
            (each.page, each.other, each.same_address, each.resemblance, each.containment)
            for pair in found
            for each in (pair, pair.turned)
        ],
    )
    tx.execute("DELETE FROM likeness_due WHERE page = ?", (page,))


def forget(tx: Connection, page: PageId) -> None:
    """Forget what a page is found by and which pages it is like; not what was told apart from it."""
    row = tx.execute("SELECT number, signature FROM page_signature WHERE page = ?", (page,)).fetchone()
    if row is not None:
        number, signature = row
        values = [signature[at : at + _WIDTH] for at in range(0, len(signature), _WIDTH)]
        tx.executemany(_FORGET_NUMBER, [(int.from_bytes(value, "big"), number) for value in values])
        tx.execute("DELETE FROM page_signature WHERE number = ?", (number,))
    tx.execute("DELETE FROM page_address WHERE page = ?", (page,))
    tx.execute("DELETE FROM likeness WHERE page = ?1 OR other = ?1", (page,))


def of_page(con: Connection, page: PageId) -> tuple[Likeness, ...]:
    """The pages that a page is like, the most alike first."""
    rows = con.execute(
        _SHOWN + " AND likeness.page = ? ORDER BY resemblance DESC, containment DESC, other", (page,)
    )
    return tuple([_likeness(row) for row in rows.fetchall()])


def everyone(con: Connection) -> tuple[Likeness, ...]:
    """All pairs, each once, of pages that are not in the trash."""
    rows = con.execute(_SHOWN + _EACH_ONCE)
    return tuple([_likeness(row) for row in rows.fetchall()])


def among(con: Connection, pages: Iterable[PageId]) -> tuple[Likeness, ...]:
    """The pairs of which both pages are among these, each once."""
    wanted = json.dumps(list(pages))
    rows = con.execute(_SHOWN + _AMONG + _EACH_ONCE, (wanted, wanted))
    return tuple([_likeness(row) for row in rows.fetchall()])


def set_told_apart(tx: Connection, page: PageId, other: PageId, apart: bool) -> None:  # noqa: FBT001 - the value set
    """Remember that these two are not the same, or forget it."""
    pair = sorted((page, other))
    tx.execute("DELETE FROM told_apart WHERE page = ? AND other = ?", pair)
    if apart:
        tx.execute("INSERT INTO told_apart (page, other) VALUES (?, ?)", pair)


def disagreements(con: Connection) -> tuple[str, ...]:
    """A sentence for each way in which these tables do not agree with the pages. There is none."""
    forgotten, numbers, one_sided = (int(con.execute(sql).fetchone()[0]) for sql in _DISAGREEMENTS)
    told = []
    if forgotten:
        told.append(
            plural(
                "{count} page is not known by what it says. Run 'postil duplicates --anew'.",
                "{count} pages are not known by what they say. Run 'postil duplicates --anew'.",
                forgotten,
            ).format(count=forgotten)
        )
    if numbers:
        told.append(
            plural(
                "{count} number of a signature is missing or left over. Run 'postil duplicates --anew'.",
                "{count} numbers of signatures are missing or left over. Run 'postil duplicates --anew'.",
                numbers,
            ).format(count=numbers)
        )
    if one_sided:
        told.append(
            plural(
                "{count} pair of pages is known from one side only. Run 'postil duplicates --anew'.",
                "{count} pairs of pages are known from one side only. Run 'postil duplicates --anew'.",
                one_sided,
            ).format(count=one_sided)
        )
    return tuple(told)


def _likeness(row: Any) -> Likeness:
    return Likeness(row[0], row[1], bool(row[2]), row[3], row[4])
