"""MAFF, the Mozilla Archive Format: a ZIP with a folder for each page, and what is known of it in RDF.

``index.rdf`` in a page's folder names the original address, the title, the time and the file to begin
with; where it is missing, that is the first ``index.*`` there. Real ones differ in their prefixes, and in
whether a value is an attribute ``resource``, text, or an attribute of the description.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.decode import decode
from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.archive_names import archive_names
from postil.importers.files import file_name
from postil.importers.pages.archived_page import index_of, read_archived_page, with_left_out
from postil.importers.pages.beside import EntriesBeside, EntryNames
from postil.importers.pages.html import web_address
from postil.importers.pages.origin import origin_of
from postil.importers.pages.spare_title import spare_title
from postil.importers.times import read_time
from postil.model.capture import Capture
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RDF = "index.rdf"
_LARGEST_RDF = 1024 * 1024
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What ``index.rdf`` says of a page; empty where it does not."""

    originalurl: str = ""
    title: str = ""
    archivetime: str = ""
    indexfilename: str = ""
    charset: str = ""


class Maff:
    """Pages as Firefox's Mozilla Archive Format saved them, one or several tabs in a file."""

    name = "MAFF"
    suffixes: tuple[str, ...] = (".maff",)

    def confidence(self, head: bytes, path: Path) -> float:
        """Sure where an archive has the descriptions of pages; else by its name."""
        if not is_zip(head):
            return 0
        names = archive_names(path)
        if any(posixpath.basename(name).lower() == _RDF for name in names):
            return 0.95
        return 0.9 if names and path.suffix.lower() in self.suffixes else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The pages, each with the files in its folder; what cannot be read is told with the last of them."""
        with Archive(path) as archive:
            yield from with_left_out(self._pages(archive, path))

    def _pages(self, archive: Archive, path: Path) -> Iterator[Capture | ImportFailed]:
        names = EntryNames(archive.names)
        for folder in _folders(names):
            try:
                yield self._page(archive, folder, names, path)
            except ImportFailed as error:
                yield error

    def _page(self, archive: Archive, folder: str, names: EntryNames, path: Path) -> Capture:
        beside = EntriesBeside(archive, names, folder)
        facts = _facts(archive, beside.entry(_RDF))
        named = beside.entry(facts.indexfilename) if facts.indexfilename else None
        index = named or index_of(names, folder)
        if index is None:
            raise ImportFailed(_("The archive lacks a part that it should have."))
        page = read_archived_page(archive, index, names, charset=facts.charset or None)
        origin = origin_of(page.markup)
        return Capture(
            content=b"",
            media_type=page.media_type,
            format=self.name,
            name=file_name(path),
            page=page.content,
            address=web_address(facts.originalurl) or web_address(origin.address),
            saved=read_time(facts.archivetime) or origin.saved,
            charset=facts.charset or None,
            resources=page.resources,
            warnings=page.warnings,
            container=path,
            part=folder or index,
            record=spare_title(page.markup, facts.title or origin.title),
        )


def _folders(names: EntryNames) -> list[str]:
    """The folders of pages: those with a description, and those at the top that have none within."""
    described = [folder for folder in names.folders if names.find(posixpath.join(folder, _RDF))]
    within = {folder.split("/", 1)[0] for folder in described}
    tops = dict.fromkeys(folder.split("/", 1)[0] for folder in names.folders)
    bare = [top for top in tops if top not in within and index_of(names, top)]
    return [*described, *(bare if "" not in within else ())]


def _facts(archive: Archive, entry: str | None) -> _Facts:
    """What the description says; nothing where it cannot be read, since the page may be read without it."""
    if entry is None:
        return _Facts()
    try:
        text = decode(archive.read(entry, _LARGEST_RDF)).text
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, recover=True, encoding="utf-8"
        )
        root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser)
    except (ImportFailed, etree.XMLSyntaxError, ValueError):
        return _Facts()
    values: dict[str, str] = {}
    for element in () if root is None else root.iter("*"):
        attributes = {_local(name): str(value) for name, value in element.attrib.items()}
        values = {**attributes, **values}
        values[_local(element.tag)] = attributes.get("resource") or element.text or ""
    return _Facts(**{name: values.get(name, "").strip() for name in _Facts.__slots__})


def _local(name: str | bytes) -> str:
    return str(name).rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()
