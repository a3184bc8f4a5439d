"""Items of Zotero, from whichever of its exports they come, and the captures that they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.importers.annotations.note_markdown import note_markdown
from postil.importers.colors import read_color
from postil.importers.exports.gathering import distinct
from postil.importers.exports.item_captures import item_capture
from postil.importers.exports.zotero_notes import take_quotations
from postil.importers.files import LARGEST
from postil.importers.pages.beside import FilesBeside
from postil.importers.pages.companions import PAGE_SUFFIXES, read_companions
from postil.importers.times import read_time
from postil.model.annotation import Style
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from postil.importers.json_items import Item
    from postil.model.capture import Capture, Resource

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ALREADY_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is attached to an item: a snapshot of its page, a PDF."""

    file: str = ""
    """Its path as seen from the export; one that leads elsewhere is not followed."""
    media_type: str = ""
    address: str = ""
    saved: str = ""
    annotations: tuple[ImportedAnnotation, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoteroItem:
    """An item of a library; everything as text, as the export has it."""

    key: str
    title: str = ""
    people: tuple[str, ...] = ()
    address: str = ""
    site: str = ""
    date: str = ""
    accessed: str = ""
    language: str = ""
    abstract: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """In HTML."""
    attachments: tuple[Attachment, ...] = ()


def zotero_capture(item: ZoteroItem, path: Path, format_name: str) -> Capture | None:
    """The capture of an item: its snapshot where that is beside the export, else waiting for its page.

    None where it says nothing that could be shown.
    """
    notes, quoted = _notes(item.notes)
    own = [each for attachment in item.attachments for each in attachment.annotations]
    annotations = tuple(dict.fromkeys([*own, *quoted]))
    attachment, page, resources = _snapshot(item.attachments, path)
    address = item.address or next((each.address for each in item.attachments if each.address), "")
    if not (item.title or address or annotations or notes or page):
        return None
    record = Record(
        title=item.title or None,
        byline=", ".join(dict.fromkeys(filter(None, item.people))) or None,
        site=item.site or None,
        language=item.language or None,
        published=_published(item.date),
        excerpt=item.abstract or None,
        tags=distinct(item.tags),
        note="\n\n".join(notes),
        added=read_time(item.accessed),
        annotations=annotations,
    )
    capture = item_capture(path, format_name, record, part=item.key, address=address, page=page, clean=False)
    if attachment is None:
        return capture
    return replace(capture, resources=resources, saved=read_time(attachment.saved) or record.added)


def _published(text: str) -> str | None:
    day = _DAY.match(text)
    moment = read_time(text)
    return day[0] if day and moment else moment.date().isoformat() if moment else None


def _notes(written: Iterable[str]) -> tuple[list[str], list[ImportedAnnotation]]:
    """Notes in Markdown, and the annotations that were quoted in them."""
    notes: list[str] = []
    quoted: list[ImportedAnnotation] = []
    for each in written:
        try:
            body = parse_page(each).find("body")
        except ImportFailed:
            notes.append(each)
            continue
        if body is not None:
            quoted += take_quotations(body)
            notes.append(note_markdown(body))
    return [note for note in notes if note], quoted


def _snapshot(
    attachments: Iterable[Attachment], path: Path
) -> tuple[Attachment | None, bytes, tuple[Resource, ...]]:
    """The first attached page that is beside the export, its bytes, and the files beside it."""
    try:
        beside = FilesBeside(path.parent)
        for each in attachments:
            is_page = each.media_type in _ALREADY_PAGES or each.file.lower().endswith(PAGE_SUFFIXES)
            name = beside.find(each.file) if is_page and each.file else None
            if name is not None and beside.size(name) <= LARGEST:
                page = beside.read(name)
                folder = FilesBeside((path.parent / name).parent)
                stem = name.rpartition("/")[2].rpartition(".")[0]
                resources, _warnings = read_companions(folder, stem, decode(page).text)
                return each, page, resources
    except OSError:
        pass
    return None, b"", ()


def zotero_annotation(item: Item) -> tuple[ImportedAnnotation | None, str]:
    """An annotation of Zotero's reader, and the comment of one that is on no words."""
    text, comment = item.text("annotationText"), item.text("annotationComment")
    if not text:
        return None, comment
    key = item.text("key", "itemKey")
    return (
        ImportedAnnotation(
            TextQuoteSelector(text),
            note=comment,
            color=read_color(item.text("annotationColor")),
            style=Style.UNDERLINE if item.text("annotationType") == "underline" else Style.HIGHLIGHT,
            tags=distinct(each.line("tag") or each.line() for each in item.items("tags")),
            created=item.time("dateAdded", "dateModified"),
            modified=item.time("dateModified"),
            id=f"zotero:{key}" if key else "",
        ),
        "",
    )
