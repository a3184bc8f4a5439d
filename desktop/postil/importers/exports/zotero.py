"""Exports of Zotero: RDF with files beside it, Better BibTeX's JSON, the API's, and CSL JSON.

Snapshots of pages are read where the export names them and they are in its folder. Highlights come from what
was annotated in a snapshot, and from notes that were made of annotations.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.importers.exports.item_captures import with_problems
from postil.importers.exports.zotero_items import zotero_capture
from postil.importers.exports.zotero_json import read_zotero_items
from postil.importers.exports.zotero_rdf import read_zotero_rdf
from postil.importers.files import binary_kind, read_file, read_head
from postil.importers.json_items import read_item
from postil.importers.json_shape import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_RDF = re.compile(rb"<rdf:RDF\b[^>]{0,3000}zotero\.org/namespaces/export", re.DOTALL)
_CSL = frozenset({"issued", "container-title", "accessed", "citation-key", "publisher", "DOI", "URL"})


class Zotero:
    """What Zotero exports of a library: a capture for each item."""

    name = "Zotero"
    suffixes: tuple[str, ...] = (".rdf", ".json")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells
        """By its namespace, or by the fields of its items."""
        if binary_kind(head):
            return 0
        if _RDF.search(head.replace(b"\0", b"")):
            return 1
        shape = shape_of(head)
        inner = (
            shape.within("items") | shape.within("data") | (shape.fields if shape.is_list else frozenset())
        )
        if "itemType" in inner:
            return 1
        is_csl = shape.is_list and {"id", "type", "title"} <= shape.fields
        return 0.6 if is_csl and shape.fields & _CSL else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The items: as the pages that were saved with them, or waiting for their pages."""
        is_json = read_head(path).lstrip(b"\xef\xbb\xbf \t\r\n\0")[:1] in (b"{", b"[")
        items = read_zotero_items(read_item(path)) if is_json else read_zotero_rdf(read_file(path))
        captures = (zotero_capture(item, path, self.name) for item in items)
        return with_problems(capture for capture in captures if capture is not None)
