"""An EPUB's own account of itself: the package document, the order of its files, and its contents.

Read are EPUB 2 and 3 (``container.xml``, OPF, NCX, the navigation document), and what is left of them where
they are damaged: a book without any of that is its documents in the order of their names.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from postil.importers.archive import Archive

MOST_CHAPTERS = 10_000

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATIONS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways to hide fonts, and nothing else."""
_FONTS = (".ttf", ".otf", ".woff", ".woff2", ".ttc")
_DOCUMENTS = frozenset(
    {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"}
)
_DOCUMENT_NAMES = (".xhtml", ".html", ".htm", ".xml", ".xht")
_LARGEST_HEAD = 32 * 1024 * 1024
_DATE = re.compile(r"\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)(?!\d)")
_AUTHORS = frozenset({"", "aut", "author", "cre"})


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book in its manifest."""

    name: str
    """The entry of the archive."""
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Book:
    """What a book says of itself. Names are entries of the archive."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None
    chapters: tuple[Item, ...] = ()
    """Its documents in the order of reading."""
    cover: str | None = None
    """The image on its cover."""
    titles: dict[str, str] = field(default_factory=dict)
    """What the contents call a document, by its name."""
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What they call the places in a document, in their order."""
    parts: dict[str, str] = field(default_factory=dict)
    """What the guide says that a document is: ``cover``, ``copyright-page``."""


def read_book(archive: Archive) -> Book:
    """What the book says of itself. Raises ImportFailed where it is locked, or too large."""
    _refuse_locked(archive)
    name = _package_name(archive)
    package = _parsed(archive, name)
    if package is None:
        return Book(chapters=_by_name(archive))
    items = _manifest(package, name, archive)
    spine = next(_children(package, "spine"), None)
    order = [_attribute(each, "idref") for each in _children(spine, "itemref")] if spine is not None else []
    chapters = tuple(
        dict.fromkeys(items[each] for each in order if each in items and _is_document(items[each]))
    )
    chapters = chapters or tuple(filter(_is_document, items.values())) or _by_name(archive)
    if len(chapters) > MOST_CHAPTERS:
        raise ImportFailed(
            _("The book has more than {count} chapters; it was not imported.").format(count=MOST_CHAPTERS)
        )
    titles, places = _contents(archive, items, spine)
    return Book(
        title=next(_texts(package, "title"), ""),
        authors=_authors(package),
        language=next(_texts(package, "language"), None),
        published=_published(package),
        chapters=chapters,
        cover=_cover(package, items),
        titles=titles,
        places=places,
        parts={
            entry: _attribute(each, "type").lower()
            for each in _descendants(package, "reference")
            if (entry := entry_of(archive, name, _attribute(each, "href")))
        },
    )


def entry_of(archive: Archive, document: str, reference: str) -> str | None:
    """The entry that a document of the archive names, if there is one."""
    try:
        parts = urlsplit(reference.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    folder = posixpath.dirname(document)
    for written in (unquote(parts.path), parts.path, reference.strip()):
        joined = posixpath.normpath(posixpath.join(folder, written.replace("\\", "/"))).lstrip("/")
        while joined.startswith("../"):  # a book's files may think that they stand deeper than they do
            joined = joined.removeprefix("../")
        if joined in archive:
            return joined
        mistold = joined.encode("utf-8", "replace").decode("cp437")
        if mistold in archive:  # UTF-8 without the flag that says so
            return mistold
    return None


def _refuse_locked(archive: Archive) -> None:
    """Raise ImportFailed where more than fonts is encrypted."""
    root = _parsed(archive, _ENCRYPTION)
    for each in _descendants(root, "EncryptedData") if root is not None else ():
        way = next(_descendants(each, "EncryptionMethod"), None)
        target = next(_descendants(each, "CipherReference"), None)
        name = _attribute(target, "URI").lower() if target is not None else ""
        if (way is None or _attribute(way, "Algorithm") not in _OBFUSCATIONS) and not name.endswith(_FONTS):
            raise ImportFailed(
                _("This book is locked by its seller (DRM): only the seller's own programs can open it.")
            )


def _package_name(archive: Archive) -> str:
    """The package document: what the container names, else the first there is; "" where there is none."""
    container = _parsed(archive, _CONTAINER)
    named = [
        _attribute(each, "full-path")
        for each in (_descendants(container, "rootfile") if container is not None else ())
        if _attribute(each, "media-type") in ("", "application/oebps-package+xml")
    ]
    found = (entry for each in named if (entry := entry_of(archive, "", each)))
    return next(found, next((each for each in archive.names if each.lower().endswith(".opf")), ""))


def _manifest(package: _Element, name: str, archive: Archive) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for each in _descendants(package, "item"):
        entry = entry_of(archive, name, _attribute(each, "href"))
        if entry is not None:
            properties = frozenset(_attribute(each, "properties").split())
            items.setdefault(_attribute(each, "id"), Item(entry, _attribute(each, "media-type"), properties))
    return items


def _is_document(item: Item) -> bool:
    if item.media_type:
        return item.media_type.lower() in _DOCUMENTS
    return item.name.lower().endswith(_DOCUMENT_NAMES)


def _by_name(archive: Archive) -> tuple[Item, ...]:
    """The documents of a book whose package is lost, numbers in their names in order."""
    names = [
        name
        for name in archive.names
        if name.lower().endswith(_DOCUMENT_NAMES) and not name.startswith("META-INF/")
    ]
    names.sort(
        key=lambda name: [int(part) if part.isdecimal() else part for part in re.split(r"(\d{1,9})", name)]
    )
    return tuple(Item(name, "", frozenset()) for name in names[:MOST_CHAPTERS])


def _authors(package: _Element) -> tuple[str, ...]:
    """Who wrote it; all who made it where nobody is said to have."""
    roles = {
        _attribute(each, "refines").removeprefix("#"): (each.text or "").strip().lower()
        for each in _descendants(package, "meta")
        if _attribute(each, "property") == "role"
    }
    made = [
        (
            " ".join((each.text or "").split()),
            _attribute(each, "role") or roles.get(_attribute(each, "id"), ""),
        )
        for each in _descendants(package, "creator")
    ]
    wrote = [name for name, role in made if name and role.lower() in _AUTHORS]
    return tuple(dict.fromkeys(wrote or [name for name, _role in made if name]))


def _published(package: _Element) -> str | None:
    """The day of publication; dates of changes and conversions are none."""
    dates = [
        (_attribute(each, "event").lower(), found[1])
        for each in _descendants(package, "date")
        if (found := _DATE.match(each.text or "")) and found[1] > "0101-02"  # Calibre's word for unknown
    ]
    chosen = [date for event, date in dates if event in ("publication", "original-publication", "")]
    return next(iter(chosen), None)


def _cover(package: _Element, items: dict[str, Item]) -> str | None:
    named = {
        _attribute(each, "content")
        for each in _descendants(package, "meta")
        if _attribute(each, "name") == "cover"
    }
    for key, item in items.items():
        is_cover = "cover-image" in item.properties or key in named
        if is_cover and item.media_type.startswith("image/"):
            return item.name
    return None


def _contents(
    archive: Archive, items: dict[str, Item], spine: _Element | None
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The titles of documents, and those of places in them."""
    toc = items.get(_attribute(spine, "toc")) if spine is not None else None
    ncx = toc or next(
        (each for each in items.values() if each.media_type == "application/x-dtbncx+xml"), None
    )
    nav = next((each for each in items.values() if "nav" in each.properties), None)
    titles: dict[str, str] = {}
    places: dict[str, dict[str, None]] = {}
    for source, entries in ((nav, _nav_entries), (ncx, _ncx_entries)):
        for title, reference in entries(archive, source.name) if source is not None else ():
            entry = entry_of(archive, source.name, reference) if source is not None else None
            if entry and title and "#" in reference:
                places.setdefault(entry, {})[title] = None
            elif entry and title:
                titles.setdefault(entry, title)
    return titles, {entry: tuple(each) for entry, each in places.items()}


def _nav_entries(archive: Archive, name: str) -> Iterator[tuple[str, str]]:
    """Titles and references of the table of contents in a navigation document."""
    try:
        root = parse_page(decode(archive.read(name, _LARGEST_HEAD)).text)
    except ImportFailed:
        return
    navs = list(root.iter("nav"))
    tocs = [each for each in navs if "toc" in (each.get("epub:type") or each.get("role") or "")]
    for nav in tocs or navs[:1] or [root]:
        for link in nav.iter("a"):
            yield " ".join("".join(map(str, link.itertext())).split()), link.get("href") or ""


def _ncx_entries(archive: Archive, name: str) -> Iterator[tuple[str, str]]:
    root = _parsed(archive, name)
    for point in _descendants(root, "navPoint") if root is not None else ():
        label = next(_children(point, "navLabel"), None)
        content = next(_children(point, "content"), None)
        if label is not None and content is not None:
            yield " ".join("".join(map(str, label.itertext())).split()), _attribute(content, "src")


def _parsed(archive: Archive, name: str) -> _Element | None:
    """An XML file of the archive, as far as it can be read; None where it cannot or is not there."""
    if name not in archive:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(archive.read(name, _LARGEST_HEAD).lstrip(), parser)
    except (etree.LxmlError, ValueError, ImportFailed):
        return None


def _named(element: _Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _descendants(element: _Element, name: str) -> Iterator[_Element]:
    return (each for each in element.iter() if _named(each, name))


def _children(element: _Element, name: str) -> Iterator[_Element]:
    return (each for each in element if _named(each, name))


def _texts(element: _Element, name: str) -> Iterator[str]:
    return (text for each in _descendants(element, name) if (text := " ".join((each.text or "").split())))


def _attribute(element: _Element, name: str) -> str:
    """An attribute in whatever namespace; "" where there is none."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )
