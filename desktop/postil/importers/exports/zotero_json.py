"""Zotero's items as JSON: Better BibTeX's (``items``), the API's (``data``), CSL's without annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.importers.exports.kindle_clippings import turned_name
from postil.importers.exports.zotero_items import Attachment, ZoteroItem, zotero_annotation
from postil.importers.json_items import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from postil.model.record import ImportedAnnotation

_PARTS = frozenset({"attachment", "note", "annotation"})
_WRITERS = ("author", "interviewee", "programmer", "artist", "presenter", "podcaster", "director")


def read_zotero_items(top: Item) -> Iterator[ZoteroItem]:
    """The items of an export, each with what belongs to it."""
    listed = [each.item("data") if each.has("data") else each for each in top.items("items") or top.items()]
    children: dict[str, list[Item]] = {}
    for each in listed:
        if each.text("parentItem"):
            children.setdefault(each.text("parentItem"), []).append(each)
    folders = _folders(top)
    for number, each in enumerate(listed, 1):
        kind = each.text("itemType")
        if kind == "annotation" or (kind in _PARTS and each.text("parentItem")):
            continue
        if kind:
            yield _item(each, number, children, folders)
        elif each.text("type", "id"):
            yield _csl_item(each, number)


def _item(
    each: Item, number: int, children: Mapping[str, Sequence[Item]], folders: Mapping[str, Sequence[str]]
) -> ZoteroItem:
    key = each.text("key", "itemKey", "itemID") or str(number)
    inner = [*children.get(key, ()), *each.items("attachments"), *each.items("notes")]
    attachments = [part for part in inner if part.text("itemType") != "note" and part.text() == ""]
    attachments = [part for part in attachments if not part.text("note") or part.text("url", "path")]
    if each.text("itemType") == "attachment":
        attachments = [each]
    written = [part for part in inner if part not in attachments]
    notes = [part.text("note") or part.text() for part in written]
    made = [_attachment(part, children) for part in attachments]
    return ZoteroItem(
        key=key,
        title=each.line("title", "subject", "caseName", "nameOfAct"),
        people=_people(each.items("creators")),
        address=each.text("url"),
        site=each.line("websiteTitle", "publicationTitle", "blogTitle", "forumTitle"),
        date=each.text("date"),
        accessed=each.text("accessDate", "dateAdded"),
        language=each.line("language"),
        abstract=each.text("abstractNote"),
        tags=(
            *(tag.line("tag") or tag.line() for said in (each, *written) for tag in said.items("tags")),
            *folders.get(each.text("itemID"), ()),
            *folders.get(key, ()),
        ),
        notes=(*(note for note in notes if note), *(note for _part, said in made for note in said)),
        attachments=tuple(part for part, _said in made),
    )


def _attachment(part: Item, children: Mapping[str, Sequence[Item]]) -> tuple[Attachment, list[str]]:
    """An attachment with its annotations, and the comments of those that are on no words."""
    annotations = [*part.items("annotations"), *children.get(part.text("key"), ())]
    annotations.sort(key=lambda each: each.text("annotationSortIndex"))
    found: list[ImportedAnnotation] = []
    comments = [part.text("note")] if part.text("note") else []
    for each in annotations:
        annotation, comment = zotero_annotation(each.item("data") if each.has("data") else each)
        if annotation is not None:
            found.append(annotation)
        elif comment:
            comments.append(comment)
    return (
        Attachment(
            file=part.text("path", "localPath"),
            media_type=part.text("mimeType", "contentType"),
            address=part.text("url"),
            saved=part.text("accessDate", "dateAdded"),
            annotations=tuple(found),
        ),
        comments,
    )


def _people(creators: Sequence[Item]) -> tuple[str, ...]:
    """Those who wrote it; whoever made it where nobody is said to have."""
    writers = [each for each in creators if each.text("creatorType") in _WRITERS] or creators
    return tuple(
        each.line("name") or f"{each.line('firstName')} {each.line('lastName')}".strip() for each in writers
    )


def _folders(top: Item) -> Mapping[str, Sequence[str]]:
    """The collections that each item is in, as nested tags, by the item's number."""
    value = top.item("collections").value
    listed = {key: Item(each) for key, each in value.items()} if isinstance(value, dict) else {}
    found: dict[str, list[str]] = {}
    for key, collection in listed.items():
        for number in collection.items("items"):
            found.setdefault(number.text(), []).append("/".join(_way(key, listed)))
    return found


def _way(key: str, collections: Mapping[str, Item]) -> list[str]:
    way: list[str] = []
    passed: set[str] = set()
    while key in collections and key not in passed:
        passed.add(key)
        way.insert(0, collections[key].line("name").replace("/", " "))
        key = collections[key].text("parent")
    return [name for name in way if name]


def _csl_item(each: Item, number: int) -> ZoteroItem:
    people = (
        each_one.line("literal")
        or turned_name(f"{each_one.line('family')}, {each_one.line('given')}".strip(", "))
        for each_one in each.items("author")
    )
    return ZoteroItem(
        key=each.text("id") or str(number),
        title=each.line("title"),
        people=tuple(people),
        address=each.text("URL"),
        site=each.line("container-title"),
        date=_csl_date(each.item("issued")),
        accessed=_csl_date(each.item("accessed")),
        language=each.line("language"),
        abstract=each.text("abstract"),
        tags=tuple(each.text("keyword").split(",")),
        notes=tuple(filter(None, (each.text("note"),))),
    )


def _csl_date(date: Item) -> str:
    parts: Iterable[Item] = next(iter(date.items("date-parts")), Item()).items()
    numbers = [part.text() for part in parts]
    if len(numbers) >= 3 and all(number.isdecimal() for number in numbers):
        return f"{numbers[0]}-{numbers[1]:0>2}-{numbers[2]:0>2}"
    return date.text("raw", "literal")
