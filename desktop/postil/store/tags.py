"""Tags of pages and of annotations. Names nest with ``/``; letter case does not tell two tags apart.

A tag is shown as it was first written. One that nothing has any more is not listed, and may come back in
another spelling.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from postil.errors import TagError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.ids import AnnotationId, PageId
    from postil.store.connection import Connection

PAGES_WITHIN = """
    SELECT page FROM page_tag JOIN tag ON tag.id = page_tag.tag WHERE key = ? OR key > ? AND key < ?"""
"""SQL for the pages that a tag covers, with it or with one nested in it. Its parameters: ``within``."""

_JOINERS = "\u200c\u200d"  # they are spelling in Persian and in emoji
_SPACES = re.compile(r"\s+")
_NAMES_WITHIN = "SELECT id, name FROM tag WHERE key = ? OR key > ? AND key < ?"
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
    WITH within AS (SELECT id FROM tag WHERE key = ? OR key > ? AND key < ?)
    SELECT (SELECT count(DISTINCT page) FROM page_tag WHERE tag IN within)
         - (SELECT count(DISTINCT page.id)
              FROM page INDEXED BY page_in_trash JOIN page_tag ON page_tag.page = page.id
             WHERE trashed IS NOT NULL AND tag IN within)"""


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
        raise TagError("A tag needs a name.")
    return cleaned


def _is_visible(character: str) -> bool:
    if character.isspace() or character in _JOINERS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def key(name: str) -> str:
    """What tells tags apart: the clean name without case."""
    return unicodedata.normalize("NFC", clean(name).casefold())


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
    for parent_key, name in _parents(counted).items():
        shown = counted[parent_key][0] if parent_key in counted else name
        counted[parent_key] = (shown, con.execute(_COUNT_WITHIN, within(name)).fetchone()[0])
    return tuple(counted[tag_key] for tag_key in sorted(counted))


def _parents(counted: dict[str, tuple[str, int]]) -> dict[str, str]:
    """The keys and names of all tags that others are nested in."""
    parents = {}
    for tag_key, (name, _) in counted.items():
        keys, names = tag_key.split("/"), name.split("/")
        for depth in range(1, len(keys)):
            parents["/".join(keys[:depth])] = "/".join(names[:depth])
    return parents


def rename(tx: Connection, old: str, new: str) -> None:
    """Rename a tag and those nested in it. Where the new name is a tag already, the two become one.

    Raises TagError where the new name would be nested in the old.
    """
    old_key, new_name = key(old), clean(new)
    if key(new).startswith(old_key + "/"):
        raise TagError(f"The tag {old} cannot move into itself.")
    for tag, name in tx.execute(_NAMES_WITHIN, within(old)):
        below = name.split("/")[old_key.count("/") + 1 :]
        _rename_one(tx, tag, "/".join((new_name, *below)))


def _rename_one(tx: Connection, tag: int, name: str) -> None:
    other = tx.execute("SELECT id FROM tag WHERE key = ? AND id <> ?", (key(name), tag)).fetchone()
    if other is None:
        tx.execute("UPDATE tag SET name = ?, key = ? WHERE id = ?", (name, key(name), tag))
        return
    for tagged in (_PAGES, _ANNOTATIONS):
        tx.execute(tagged.move, (other[0], tag))
        tx.execute(tagged.drop, (tag,))
    tx.execute("DELETE FROM tag WHERE id = ?", (tag,))


def _tag(tx: Connection, name: str) -> int:
    tx.execute(_FIND_OR_MAKE, (clean(name), key(name)))
    return int(tx.execute("SELECT id FROM tag WHERE key = ?", (key(name),)).fetchone()[0])


def _set(tx: Connection, tagged: _Tagged, owner: str, names: Iterable[str]) -> None:
    wanted = {_tag(tx, name) for name in names}
    had = {row[0] for row in tx.execute(tagged.had, (owner,))}
    tx.executemany(tagged.take, [(owner, tag) for tag in had - wanted])
    tx.executemany(tagged.give, [(owner, tag) for tag in wanted - had])


def _grouped(con: Connection, tagged: _Tagged, owners: str) -> dict[Any, tuple[str, ...]]:
    grouped: dict[Any, list[str]] = {}
    for owner, name in con.execute(tagged.of_many, (owners,)):
        grouped.setdefault(owner, []).append(name)
    return {owner: tuple(found) for owner, found in grouped.items()}
