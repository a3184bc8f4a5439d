"""Records of other tools on their way from a worker to the program, as JSON; see ``conversion_wire``."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from postil.app.wire_fields import BrokenMessage, Fields
from postil.model.annotation import Color, Style
from postil.model.page import Status
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from datetime import datetime

_Named = TypeVar("_Named", bound=Enum)


def record_message(record: Record) -> dict[str, Any]:
    """The message that ``read_record`` reads."""
    return {
        "title": record.title,
        "byline": record.byline,
        "site": record.site,
        "language": record.language,
        "published": record.published,
        "excerpt": record.excerpt,
        "status": record.status and record.status.value,
        "starred": record.starred,
        "tags": list(record.tags),
        "note": record.note,
        "added": _written(record.added),
        "opened": _written(record.opened),
        "finished": _written(record.finished),
        "progress": record.progress,
        "annotations": [_annotation_message(each) for each in record.annotations],
    }


def read_record(fields: Fields) -> Record:
    """The record that a worker sent. Raises BrokenMessage."""
    return Record(
        title=fields.optional("title"),
        byline=fields.optional("byline"),
        site=fields.optional("site"),
        language=fields.optional("language"),
        published=fields.optional("published"),
        excerpt=fields.optional("excerpt"),
        status=_named(Status, fields.optional("status")),
        starred=fields.true("starred"),
        tags=fields.texts("tags"),
        note=fields.text("note"),
        added=fields.time("added"),
        opened=fields.time("opened"),
        finished=fields.time("finished"),
        progress=fields.share("progress"),
        annotations=tuple(_annotation(each) for each in fields.all_fields("annotations")),
    )


def _annotation_message(annotation: ImportedAnnotation) -> dict[str, Any]:
    return {
        "exact": annotation.quote.exact,
        "prefix": annotation.quote.prefix,
        "suffix": annotation.quote.suffix,
        "note": annotation.note,
        "color": annotation.color and annotation.color.value,
        "style": annotation.style.value,
        "tags": list(annotation.tags),
        "created": _written(annotation.created),
        "modified": _written(annotation.modified),
        "share": annotation.share,
        "id": annotation.id,
    }


def _annotation(fields: Fields) -> ImportedAnnotation:
    quote = TextQuoteSelector(fields.text("exact"), fields.text("prefix"), fields.text("suffix"))
    if not quote.exact.strip():
        raise BrokenMessage("a highlight of no words")
    return ImportedAnnotation(
        quote=quote,
        note=fields.text("note"),
        color=_named(Color, fields.optional("color")),
        style=_named(Style, fields.text("style")) or Style.HIGHLIGHT,
        tags=fields.texts("tags"),
        created=fields.time("created"),
        modified=fields.time("modified"),
        share=fields.share("share"),
        id=fields.text("id"),
    )


def _written(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _named(kind: type[_Named], value: str | None) -> _Named | None:
    try:
        return None if value is None else kind(value)
    except ValueError as error:
        raise BrokenMessage(f"no {kind.__name__}: {value!r}") from error
