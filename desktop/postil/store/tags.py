"""Tags of pages and of annotations. Names nest with ``/``; letter case does not tell two tags apart.

A tag is shown as it was first written. One that nothing has any more is not listed, and may come back in
another spelling.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from postil.errors import TagError
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import AnnotationId, PageId
    from postil.store.connection import Connection

PAGES_WITHIN = """
    SELECT page FROM page_tag JOIN tag ON tag.id = page_tag.tag WHERE key = ? OR key > ? AND key < ?"""
"""SQL for the pages that a tag covers, with it or with one nested in it. Its parameters: ``within``."""

_JOINERS = "\u200c\u200d"  # they are spelling in Persian and in emoji
_SPACES = re.compile(r"\s+")
_NAMES_WITHIN = "SELECT id, name FROM tag WHERE key = ? OR key > ? AND key < ? ORDER BY key"
_ROWS_WITHIN = "SELECT id, name, key FROM tag WHERE key = ? OR key > ? AND key < ?"
_PAGES_OF = "SELECT page, tag FROM page_tag WHERE tag IN (SELECT value FROM json_each(?))"
_ANNOTATIONS_OF = "SELECT annotation, tag FROM annotation_tag WHERE tag IN (SELECT value FROM json_each(?))"
_TAKE_OFF_MANY = """
    DELETE FROM page_tag WHERE tag = (SELECT id FROM tag WHERE key = ?)
       AND page IN (SELECT value FROM json_each(?))"""
_PUT_ON_MANY = """
    INSERT INTO page_tag (tag, page) SELECT ?, id FROM page
     WHERE id IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING"""
_SHARES = """
    SELECT name, count(*) FROM page_tag JOIN tag ON tag.id = page_tag.tag
     WHERE page IN (SELECT value FROM json_each(?)) GROUP BY tag ORDER BY key"""
_GIVEN = """
    SELECT page, key FROM page_tag JOIN tag ON tag.id = page_tag.tag
     WHERE page IN (SELECT value FROM json_each(?)) AND key IN (SELECT value FROM json_each(?))"""
_OWNED = """
    SELECT page, tag FROM page_tag JOIN tag ON tag.id = page_tag.tag
     WHERE page IN (SELECT value FROM json_each(?)) AND key IN (SELECT value FROM json_each(?))"""
_FIND_OR_MAKE = """
    INSERT INTO tag (name, key) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET name = excluded.name
     WHERE NOT EXISTS (SELECT 1 FROM page_tag WHERE tag = tag.id)
       AND NOT EXISTS (SELECT 1 FROM annotation_tag WHERE tag = tag.id)"""
_COUNTS = """
    SELECT key, name, owners - ifnull(trashed, 0)
      FROM (SELECT tag, count(*) AS owners FROM page_tag GROUP BY tag) AS everywhere
      LEFT JOIN (SELECT tag, count(*) AS trashed
                   FROM page INDEXED BY page_in_trash JOIN page_tag ON page_tag.page = page.id
                  WHERE trashed IS NOT NULL GROUP BY tag) AS in_trash ON in_trash.tag = everywhere.tag
      JOIN tag ON tag.id = everywhere.tag
     WHERE owners > ifnull(trashed, 0)"""
_COUNT_WITHIN = """
    WITH pairs (above, tag) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(?)),
         thrown (id) AS MATERIALIZED (SELECT id FROM page INDEXED BY page_in_trash WHERE trashed IS NOT NULL)
    SELECT above, count(DISTINCT page)
      FROM pairs CROSS JOIN page_tag ON page_tag.tag = pairs.tag
     WHERE page NOT IN thrown GROUP BY above"""

_COUNT_OF_ONE = """
    SELECT count(*) FROM (SELECT DISTINCT page FROM ({}) EXCEPT
                          SELECT id FROM page INDEXED BY page_in_trash WHERE trashed IS NOT NULL)"""


@dataclass(frozen=True, slots=True)
class _Tagged:
    """The statements on the tags of one kind of thing."""

    had: str
    give: str
    take: str
    of_many: str
    move: str
    drop: str


_PAGES = _Tagged(
    had="SELECT tag FROM page_tag WHERE page = ?",
    give="INSERT INTO page_tag (page, tag) VALUES (?, ?)",
    take="DELETE FROM page_tag WHERE page = ? AND tag = ?",
    of_many="""SELECT page, name FROM page_tag JOIN tag ON tag.id = page_tag.tag
                WHERE page IN (SELECT value FROM json_each(?)) ORDER BY page, key""",
    move="INSERT INTO page_tag (tag, page) SELECT ?, page FROM page_tag WHERE tag = ? ON CONFLICT DO NOTHING",
    drop="DELETE FROM page_tag WHERE tag = ?",
)
_ANNOTATIONS = _Tagged(
    had="SELECT tag FROM annotation_tag WHERE annotation = ?",
    give="INSERT INTO annotation_tag (annotation, tag) VALUES (?, ?)",
    take="DELETE FROM annotation_tag WHERE annotation = ? AND tag = ?",
    of_many="""SELECT annotation, name FROM annotation_tag JOIN tag ON tag.id = annotation_tag.tag
                WHERE annotation IN (SELECT value FROM json_each(?)) ORDER BY annotation, key""",
    move="""INSERT INTO annotation_tag (tag, annotation)
            SELECT ?, annotation FROM annotation_tag WHERE tag = ? ON CONFLICT DO NOTHING""",
    drop="DELETE FROM annotation_tag WHERE tag = ?",
)


def clean(name: str) -> str:
    """A tag's name without what cannot be seen: ``" a /  b c/ "`` is ``a/b c``.

    Raises TagError where nothing is left.
    """
    visible = "".join(character for character in unicodedata.normalize("NFC", name) if _is_visible(character))
    parts = [_SPACES.sub(" ", part).strip() for part in visible.split("/")]
    cleaned = "/".join(part for part in parts if part)
    if not cleaned:
        raise TagError(_("A tag needs a name."))
    return cleaned


def _is_visible(character: str) -> bool:
    if character.isspace() or character in _JOINERS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def key(name: str) -> str:
    """What tells tags apart: the clean name without case."""
    return unicodedata.normalize("NFC", clean(name).casefold())


def once_each(names: Iterable[str]) -> tuple[str, ...]:
    """The names without those that differ from an earlier one only in letter case."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(key(name), name)
    return tuple(first.values())


def within(name: str) -> tuple[str, str, str]:
    """The parameters of ``PAGES_WITHIN``: what follows ``/`` in the order of code points is ``0``."""
    own = key(name)
    return own, own + "/", own + "0"


def set_of_page(tx: Connection, page: PageId, names: Iterable[str]) -> None:
    """Let the page have these tags and no others."""
    _set(tx, _PAGES, page, names)


def set_of_annotation(tx: Connection, annotation: AnnotationId, names: Iterable[str]) -> None:
    """Let the annotation have these tags and no others."""
    _set(tx, _ANNOTATIONS, annotation, names)


def of_pages(con: Connection, pages: str) -> dict[PageId, tuple[str, ...]]:
    """The tags of the pages in a JSON array of ids, in alphabetical order; pages without are left out."""
    return _grouped(con, _PAGES, pages)


def of_annotations(con: Connection, annotations: str) -> dict[AnnotationId, tuple[str, ...]]:
    """The tags of the annotations in a JSON array of ids, in the same way."""
    return _grouped(con, _ANNOTATIONS, annotations)


def names(con: Connection) -> tuple[str, ...]:
    """Every tag that a page or an annotation has, in alphabetical order: to choose from."""
    rows = con.execute(
        """SELECT name FROM tag WHERE EXISTS (SELECT 1 FROM page_tag WHERE tag = tag.id)
              OR EXISTS (SELECT 1 FROM annotation_tag WHERE tag = tag.id) ORDER BY key"""
    )
    return tuple([row[0] for row in rows.fetchall()])


def page_counts(con: Connection) -> tuple[tuple[str, int], ...]:
    """The tags that pages outside the trash have, and the parents of those, with how many are within.

    A page with a tag and one nested in it counts once.
    """
    counted = {row[0]: (row[1], row[2]) for row in con.execute(_COUNTS)}
    parents = _parents(counted)
    pairs = [
        (above, tag)
        for tag_key, tag in con.execute("SELECT key, id FROM tag")
        for above in _up(tag_key, parents)
    ]
    for parent_key, count in con.execute(_COUNT_WITHIN, (json.dumps(pairs),)):
        shown = counted[parent_key][0] if parent_key in counted else parents[parent_key]
        counted[parent_key] = (shown, count)
    return tuple(counted[tag_key] for tag_key in sorted(counted))


def page_count(con: Connection, name: str) -> int:
    """How many pages outside the trash are within one tag."""
    row = con.execute(_COUNT_OF_ONE.format(PAGES_WITHIN), within(name)).fetchone()
    return int(row[0])


def _up(tag_key: str, parents: dict[str, str]) -> list[str]:
    """The tag itself and those that it is nested in, as far as they are ``parents``."""
    parts = tag_key.split("/")
    keys = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return [each for each in keys if each in parents]


def _parents(counted: dict[str, tuple[str, int]]) -> dict[str, str]:
    """The keys and names of all tags that others are nested in."""
    parents = {}
    for tag_key, (name, _number) in counted.items():
        keys, names = tag_key.split("/"), name.split("/")
        for depth in range(1, len(keys)):
            parents["/".join(keys[:depth])] = "/".join(names[:depth])
    return parents


@dataclass(frozen=True, slots=True)
class TagRows:
    """Some tags as they were at one time, and everything that had them: to put them back."""

    tags: frozenset[tuple[int, str, str]]
    of_pages: frozenset[tuple[PageId, int]]
    of_annotations: frozenset[tuple[AnnotationId, int]]


def rows(con: Connection, names: Iterable[str]) -> TagRows:
    """These tags and those nested in them, as they are now."""
    found = frozenset(tuple(row) for name in names for row in con.execute(_ROWS_WITHIN, within(name)))
    wanted = json.dumps([row[0] for row in found])
    return TagRows(
        found,
        frozenset(map(tuple, con.execute(_PAGES_OF, (wanted,)))),
        frozenset(
            map(
                tuple,
                con.execute(_ANNOTATIONS_OF, (wanted,)),
            )
        ),
    )


def put_back(tx: Connection, names: Iterable[str], before: TagRows) -> None:
    """Let these tags and those nested in them be as they were. What was purged since stays gone."""
    now = rows(tx, names)
    tx.executemany("DELETE FROM page_tag WHERE page = ? AND tag = ?", now.of_pages - before.of_pages)
    tx.executemany(
        "DELETE FROM annotation_tag WHERE annotation = ? AND tag = ?",
        now.of_annotations - before.of_annotations,
    )
    kept = {row[0] for row in before.tags}
    tx.executemany("DELETE FROM tag WHERE id = ?", [(row[0],) for row in now.tags if row[0] not in kept])
    changed = before.tags - now.tags
    # First none has the key that another one gets back. (No key of a tag begins with a slash.)
    tx.executemany("UPDATE tag SET key = '/' || id WHERE id = ?", [(row[0],) for row in changed])
    tx.executemany(
        "INSERT INTO tag (id, name, key) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key",
        changed,
    )
    tx.executemany(
        "INSERT INTO page_tag (page, tag) SELECT id, ?2 FROM page WHERE id = ?1",
        before.of_pages - now.of_pages,
    )
    tx.executemany(
        "INSERT INTO annotation_tag (annotation, tag) SELECT id, ?2 FROM annotation WHERE id = ?1",
        before.of_annotations - now.of_annotations,
    )


def take_off(tx: Connection, name: str) -> None:
    """Take a tag and those nested in it off everything that has them."""
    for tag, _name in tx.execute(_NAMES_WITHIN, within(name)):
        for tagged in (_PAGES, _ANNOTATIONS):
            tx.execute(tagged.drop, (tag,))


def edit_of_pages(
    tx: Connection, pages: Iterable[PageId], *, added: Iterable[str], removed: Iterable[str]
) -> None:
    """Put tags on many pages and take others off: a few statements, however many pages."""
    wanted = json.dumps(list(pages))
    for name in removed:
        tx.execute(_TAKE_OFF_MANY, (key(name), wanted))
    for name in added:
        tx.execute(_PUT_ON_MANY, (find_or_make(tx, name), wanted))


def shares(con: Connection, pages: Iterable[PageId]) -> tuple[tuple[str, int], ...]:
    """The tags that any of these pages has, each with how many have it, in alphabetical order."""
    found = con.execute(_SHARES, (json.dumps(list(pages)),))
    return tuple((row[0], row[1]) for row in found)


def given(con: Connection, pages: Iterable[PageId], names: Iterable[str]) -> frozenset[tuple[PageId, str]]:
    """Which of these pages has which of these tags, by the tag's key."""
    keys = json.dumps([key(name) for name in names])
    return frozenset(map(tuple, con.execute(_GIVEN, (json.dumps(list(pages)), keys))))


def owned(con: Connection, pages: Iterable[PageId], names: Iterable[str]) -> frozenset[tuple[PageId, int]]:
    """Which of these pages has which of these tags, by the tag's row: for ``put_back_on``."""
    keys = json.dumps([key(name) for name in names])
    return frozenset(map(tuple, con.execute(_OWNED, (json.dumps(list(pages)), keys))))


def put_back_on(
    tx: Connection, pages: Iterable[PageId], names: Iterable[str], before: frozenset[tuple[PageId, int]]
) -> None:
    """Let these pages have, of these tags, those that they had. A page that was purged since stays gone."""
    now = owned(tx, pages, names)
    tx.executemany("DELETE FROM page_tag WHERE page = ? AND tag = ?", now - before)
    tx.executemany("INSERT INTO page_tag (page, tag) SELECT id, ?2 FROM page WHERE id = ?1", before - now)


def rename(tx: Connection, old: str, new: str) -> None:
    """Rename a tag and those nested in it. Where the new name is a tag already, the two become one.

    Raises TagError where the new name would be nested in the old.
    """
    old_key, new_name = key(old), clean(new)
    if key(new).startswith(old_key + "/"):
        raise TagError(_("The tag {old} cannot move into itself.").format(old=old))
    for tag, name in tx.execute(_NAMES_WITHIN, within(old)):
        below = name.split("/")[old_key.count("/") + 1 :]
        _rename_one(tx, tag, "/".join((new_name, *below)))


def _rename_one(tx: Connection, tag: int, name: str) -> None:
    if tx.execute("SELECT 1 FROM tag WHERE key = ? AND id <> ?", (key(name), tag)).fetchone() is None:
        tx.execute("UPDATE tag SET name = ?, key = ? WHERE id = ?", (name, key(name), tag))
        return
    other = find_or_make(tx, name)
    for tagged in (_PAGES, _ANNOTATIONS):
        tx.execute(tagged.move, (other, tag))
        tx.execute(tagged.drop, (tag,))
    # Its row stays, though nothing has it: another tag that got its number would be taken for it by undo.


def find_or_make(tx: Connection, name: str) -> int:
    """The row of the tag of that name; it is made where there is none. Raises TagError."""
    tx.execute(_FIND_OR_MAKE, (clean(name), key(name)))
    return int(tx.execute("SELECT id FROM tag WHERE key = ?", (key(name),)).fetchone()[0])


def _set(tx: Connection, tagged: _Tagged, owner: str, names: Iterable[str]) -> None:
    wanted = {find_or_make(tx, name) for name in names}
    had = {row[0] for row in tx.execute(tagged.had, (owner,))}
    tx.executemany(tagged.take, [(owner, tag) for tag in had - wanted])
    tx.executemany(tagged.give, [(owner, tag) for tag in wanted - had])


def _grouped(con: Connection, tagged: _Tagged, owners: str) -> dict[Any, tuple[str, ...]]:
    grouped: dict[Any, list[str]] = {}
    for owner, name in con.execute(tagged.of_many, (owners,)):
        grouped.setdefault(owner, []).append(name)
    return {owner: tuple(found) for owner, found in grouped.items()}
