"""Two records of one page as one: of each field the value that was changed last, of each list all of it.

Pure: nothing is read or written. When a field was changed says ``field_change`` (migration 0020); a field
without a row there is as old as its page or annotation. Of two values of the same age that of the first
record holds. Nothing of either is left out but what the other one took away later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postil.model.row_record import RowRecord
from postil.store.record_tables import PAGE_TABLES
from postil.store.tags import key as tag_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from postil.model.row_record import Row, Value

PAGE_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "status": ("status", "archived"),
    "starred": ("starred",),
    "note": ("note",),
    "trashed": ("trashed",),
    "position": ("position", "progress"),
    "opened": ("opened",),
    "finished": ("finished",),
}
"""The columns of each field that a person changes."""
DETAILS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "title_key"),
    "byline": ("byline",),
    "site": ("site", "site_key"),
    "published": ("published",),
    "language": ("language",),
    "address": ("address",),
}
"""What a page says of itself, and a person may correct: a correction holds against what is extracted."""
TEXT: Final = (
    "version", "words", "plain", "extractor", "original", "original_name", "format", "media_type", "saved",
    "waiting", "direction", "modified", "canonical", "lead_image", "excerpt",
)  # fmt: skip
"""What belongs to the text that is read."""
ANNOTATION_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "anchor": ("exact", "prefix", "suffix", "start_at", "end_at", "text_hash"),
    "color": ("color",),
    "style": ("style",),
    "note": ("note",),
    "trashed": ("trashed",),
}
"""An anchor is one field: offsets hold in the text of its hash only."""

_OF_FIELDS = {"page_appearance": "appearance", "page_repair": "repair", "page_evidence": "text"}
_KEYS = {table.name: table.key for table in PAGE_TABLES}


def merged(first: RowRecord, second: RowRecord) -> RowRecord:
    """What both records of a page say together. They are of one schema."""
    if first == second:
        return first
    return _Merging(first, second).record()


class _Side:
    """One of the two records, and when what it says was changed."""

    def __init__(self, record: RowRecord) -> None:
        self.record = record
        self.page = record.rows("page")[0]
        self.annotations = {str(row["id"]): row for row in record.rows("annotation")}
        self._changed = {
            (row["annotation"], row["field"]): str(row["changed"]) for row in record.rows("field_change")
        }

    def when(self, field: str, annotation: str = "") -> str:
        """When a field was changed last; as old as what it is of where that is not known."""
        known = self._changed.get((annotation, field))
        if known is not None:
            return known
        owner, column = (self.annotations[annotation], "created") if annotation else (self.page, "added")
        return str(owner[column])

    def corrected(self, field: str) -> str:
        """When a person corrected it, or took the correction back; empty where nobody ever did."""
        return self._changed.get(("", field), "")

    def owns(self, field: str) -> bool:
        return field in str(self.page["own_details"]).split()

    def row_of(self, table: str, annotation: str | None = None) -> Row | None:
        """The only row of the page, or of an annotation, in a table."""
        rows = self.record.rows(table)
        return next((row for row in rows if annotation is None or row["annotation"] == annotation), None)

    def tags(self, table: str, owner: str) -> dict[str, Row]:
        column = "annotation" if table == "annotation_tag" else "page"
        return {tag_key(str(row["tag"])): row for row in self.record.rows(table) if row[column] == owner}


class _Merging:
    def __init__(self, first: RowRecord, second: RowRecord) -> None:
        self._first, self._second = _Side(first), _Side(second)
        self._text = self._newer("text")

    def record(self) -> RowRecord:
        annotations = tuple(self._annotations())
        tables = {
            "page": (self._page(annotations),),
            **{name: self._united(name) for name in ("capture", "resource", "text_version")},
            "annotation": annotations,
            "page_tag": tuple(self._tags("page_tag", str(self._first.page["id"]), "")),
            "annotation_tag": tuple(
                row
                for annotation in annotations
                for row in self._tags("annotation_tag", str(annotation["id"]), str(annotation["id"]))
            ),
            "former_anchor": self._former_anchors(),
            "refused_anchor": tuple(self._refusals(annotations)),
            "annotation_origin": self._origins(),
            "note_draft": tuple(self._drafts()),
            **{name: self._row(name, field) for name, field in _OF_FIELDS.items()},
            **{
                name: self._united(name) for name in ("page_blocks", "known_address", "arrival", "told_apart")
            },
            "field_change": self._changes(),
        }
        first = self._first.record
        return RowRecord(first.schema, {name: rows for name, rows in tables.items() if rows})

    def _newer(self, field: str, annotation: str = "") -> _Side:
        later = self._second.when(field, annotation) > self._first.when(field, annotation)
        return self._second if later else self._first

    def _page(self, annotations: tuple[Row, ...]) -> Row:
        page = dict(self._first.page)
        for field, columns in PAGE_FIELDS.items():
            page |= _taken(self._newer(field).page, columns)
        page |= _taken(self._text.page, TEXT)
        own = []
        for field, columns in DETAILS.items():
            side = self._detail(field)
            page |= _taken(side.page, columns)
            own += [field] if side.owns(field) else []
        page["own_details"] = " ".join(sorted(own))
        page["added"] = min(str(self._first.page["added"]), str(self._second.page["added"]))
        page["highlights"] = sum(row["trashed"] is None for row in annotations)
        return page

    def _detail(self, field: str) -> _Side:
        """Whose value holds: of two extracted ones that of the text that is read."""
        one, other = self._first.corrected(field), self._second.corrected(field)
        if not one and not other:
            return self._text
        return self._second if other > one else self._first

    def _annotations(self) -> Iterator[Row]:
        for name in dict.fromkeys((*self._first.annotations, *self._second.annotations)):
            one, other = self._first.annotations.get(name), self._second.annotations.get(name)
            yield self._annotation(name, one, other) if one and other else one or other or {}

    def _annotation(self, name: str, one: Row, other: Row) -> Row:
        row = dict(one)
        for field, columns in ANNOTATION_FIELDS.items():
            row |= _taken(self._newer(field, name).annotations[name], columns)
        moved = _anchor(one) != _anchor(other)
        side = self._newer("anchor" if moved else "state", name)
        row["state"] = side.annotations[name]["state"]
        row["created"] = min(str(one["created"]), str(other["created"]))
        row["modified"] = max(str(one["modified"]), str(other["modified"]))
        return row

    def _tags(self, table: str, owner: str, annotation: str) -> Iterator[Row]:
        """The tags that were put on later than they were taken off; at the same time, they are on."""
        sides = [
            side for side in (self._first, self._second) if not annotation or annotation in side.annotations
        ]
        having = [(side, side.tags(table, owner)) for side in sides]
        for key in dict.fromkeys(key for _side, tags in having for key in tags):
            row = next(tags[key] for _side, tags in having if key in tags)
            on = max(side.when(f"tag:{key}", annotation) for side, tags in having if key in tags)
            off = max(
                (side.when(f"tag:{key}", annotation) for side, tags in having if key not in tags), default=""
            )
            if on >= off:
                yield row

    def _former_anchors(self) -> tuple[Row, ...]:
        """Where highlights stood before, and where the one of two records says that they do not stand now."""
        rows = list(self._united("former_anchor"))
        for name in self._first.annotations.keys() & self._second.annotations.keys():
            kept = self._newer("anchor", name)
            lost = self._first if kept is self._second else self._second
            known = [_anchor(row) for row in rows if row["annotation"] == name]
            known.append(_anchor(kept.annotations[name]))
            if _anchor(lost.annotations[name]) not in known:
                anchor = _anchor(lost.annotations[name])
                rows.append({"annotation": name, "replaced": kept.when("anchor", name), **anchor})
        return tuple(rows)

    def _refusals(self, annotations: tuple[Row, ...]) -> Iterator[Row]:
        for annotation in annotations:
            name = str(annotation["id"])
            sides = [side for side in (self._first, self._second) if name in side.annotations]
            side = sides[0]
            if len(sides) > 1:
                moved = _anchor(self._first.annotations[name]) != _anchor(self._second.annotations[name])
                side = self._newer("anchor" if moved else "refusal", name)
            row = side.row_of("refused_anchor", name)
            if row is not None:
                yield row

    def _origins(self) -> tuple[Row, ...]:
        """A highlight that was purged here comes back with where it came from."""
        back = {row["origin"]: row for row in self._second.record.rows("annotation_origin")}
        return tuple(
            back.get(row["origin"], row) if row["annotation"] is None else row
            for row in self._united("annotation_origin")
        )

    def _drafts(self) -> Iterator[Row]:
        """What was being written: the newer, and none of the second that is older than the note here."""
        drafts = {row["annotation"]: row for row in self._first.record.rows("note_draft")}
        for row in self._second.record.rows("note_draft"):
            name, written = row["annotation"], str(row["written"])
            if name in drafts:
                older = str(drafts[name]["written"])
            else:
                known = name is None or name in self._first.annotations
                older = self._first.when("note", str(name or "")) if known else ""
            if written > older:
                drafts[name] = row
        return iter(drafts.values())

    def _row(self, table: str, field: str) -> tuple[Row, ...]:
        row = self._newer(field).row_of(table)
        return () if row is None else (row,)

    def _changes(self) -> tuple[Row, ...]:
        latest: dict[tuple[Value, ...], Row] = {}
        for side in (self._first, self._second):
            for row in side.record.rows("field_change"):
                key = (row["annotation"], row["field"])
                if key not in latest or str(row["changed"]) > str(latest[key]["changed"]):
                    latest[key] = row
        return tuple(latest[key] for key in sorted(latest, key=str))

    def _united(self, table: str) -> tuple[Row, ...]:
        """The rows of both; of two that name the same the one of the first record."""
        rows = (*self._first.record.rows(table), *self._second.record.rows(table))
        return tuple(_once_each(rows, _KEYS[table]))


def _once_each(rows: Iterable[Row], key: tuple[str, ...]) -> Iterator[Row]:
    seen = set()
    for row in rows:
        name = tuple(row[column] for column in key)
        if name not in seen:
            seen.add(name)
            yield row


def _taken(row: Row, columns: tuple[str, ...]) -> dict[str, Value]:
    return {column: row[column] for column in columns}


def _anchor(row: Row) -> dict[str, Value]:
    return _taken(row, ANNOTATION_FIELDS["anchor"])
