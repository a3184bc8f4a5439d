"""Zotero's items as RDF (XML), with the files that were exported beside it.

Elements are known by their names without the namespace. Items name their attachments and notes as ``link``
and ``isReferencedBy``, collections their parts as ``hasPart``. No entity is resolved and nothing is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from postil.errors import ImportFailed
from postil.importers.exports.zotero_items import Attachment, ZoteroItem
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PARTS = frozenset({"Attachment", "Memo", "Collection", "Journal", "Series"})
_DEEPEST = 50


def read_zotero_rdf(content: bytes) -> Iterator[ZoteroItem]:
    """The items of an export. Raises ImportFailed where it is no XML that can be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(content, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImportFailed(_("The export is damaged: it is no XML that can be read.")) from error
    if root is None:
        raise ImportFailed(_("The export is damaged: it is no XML that can be read."))
    tops = [each for each in root if isinstance(each.tag, str)]
    known = {_about(each): each for each in tops if _about(each)}
    folders = _folders(tops)
    named: set[str] = set()
    for number, each in enumerate(tops, 1):
        if _name(each) not in _PARTS:
            named |= {_resource(link) for link in each if _name(link) in ("link", "isReferencedBy")}
            yield _item(each, number, known, folders)
    for number, each in enumerate(tops, len(tops) + 1):
        if _name(each) in ("Attachment", "Memo") and _about(each) not in named:
            yield _alone(each, number, folders)


def _item(
    each: _Element, number: int, known: Mapping[str, _Element], folders: Mapping[str, list[str]]
) -> ZoteroItem:
    linked = [known[_resource(link)] for link in each if _resource(link) in known]
    memos = [part for part in linked if _name(part) == "Memo"]
    address = _text(each, "identifier", "URI", "value")
    return ZoteroItem(
        key=_about(each) or str(number),
        title=_text(each, "title"),
        people=tuple(_people(each)),
        address=address or _about(each),
        site=next(
            (_text(whole, "title") for part in each if _name(part) == "isPartOf" for whole in part), ""
        ),
        date=_text(each, "date"),
        accessed=_text(each, "dateSubmitted"),
        language=_text(each, "language"),
        abstract=_text(each, "abstract"),
        tags=(
            *_subjects(each),
            *(tag for memo in memos for tag in _subjects(memo)),
            *folders.get(_about(each), ()),
        ),
        notes=tuple(_text(memo, "value") for memo in memos),
        attachments=tuple(_attachment(part) for part in linked if _name(part) == "Attachment"),
    )


def _alone(each: _Element, number: int, folders: Mapping[str, list[str]]) -> ZoteroItem:
    """An attachment or a note that belongs to no item."""
    is_note = _name(each) == "Memo"
    return ZoteroItem(
        key=_about(each) or str(number),
        title=_text(each, "title"),
        address="" if is_note else _text(each, "identifier", "URI", "value"),
        accessed=_text(each, "dateSubmitted"),
        tags=(*_subjects(each), *folders.get(_about(each), ())),
        notes=(_text(each, "value"),) if is_note else (),
        attachments=() if is_note else (_attachment(each),),
    )


def _attachment(each: _Element) -> Attachment:
    files = (
        _resource(part) or (part.text or "").strip() for part in each if _name(part) in ("path", "resource")
    )
    return Attachment(
        file=next(files, ""),
        media_type=_text(each, "type"),
        address=_text(each, "identifier", "URI", "value"),
        saved=_text(each, "dateSubmitted"),
    )


def _subjects(each: _Element) -> Iterator[str]:
    for subject in each:
        if _name(subject) == "subject":
            yield "".join(map(str, subject.itertext())).strip()


def _people(each: _Element) -> Iterator[str]:
    """The authors; all who are named where none is."""
    groups = [part for part in each if _name(part) == "authors"] or [each]
    for group in groups:
        for person in group.iter():
            if isinstance(person.tag, str) and _name(person) == "Person":
                given = _text(person, "givenName") or _text(person, "givenname")
                yield f"{given} {_text(person, 'surname')}".strip()


def _folders(tops: list[_Element]) -> Mapping[str, list[str]]:
    """The collections that each item is in, as nested tags."""
    collections = {_about(each): each for each in tops if _name(each) == "Collection"}
    outer = {
        _resource(part): about for about, each in collections.items() for part in each if _resource(part)
    }
    found: dict[str, list[str]] = {}
    for about, each in collections.items():
        way: list[str] = []
        place = about
        while place in collections and len(way) < _DEEPEST:
            way.insert(0, _text(collections[place], "title").replace("/", " "))
            place = outer.get(place, "")
        for part in each:
            if _resource(part) and _resource(part) not in collections:
                found.setdefault(_resource(part), []).append("/".join(filter(None, way)))
    return found


def _text(each: _Element, *names: str) -> str:
    """The words of the first element at the end of a way of names."""
    places = [each]
    for name in names:
        places = [
            part for place in places for part in place if isinstance(part.tag, str) and _name(part) == name
        ]
    return next((words for place in places if (words := "".join(map(str, place.itertext())).strip())), "")


def _name(each: _Element) -> str:
    return str(each.tag).rpartition("}")[2]


def _about(each: _Element) -> str:
    return each.get(f"{_RDF}about") or ""


def _resource(each: _Element) -> str:
    return each.get(f"{_RDF}resource") or ""
