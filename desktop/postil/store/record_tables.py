"""To whom each table of the schema belongs: to one page, to the library as a whole, or to nobody.

Backups, the readable copies and whatever else must know all that is a person's own read it here. A test
fails for a table that is not declared: who adds one to the schema says here what it is.
"""

from __future__ import annotations

from dataclasses import dataclass

_OF_CAPTURES = "capture IN (SELECT id FROM capture WHERE page = ?1)"
_OF_ANNOTATIONS = "annotation IN (SELECT id FROM annotation WHERE page = ?1)"


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table whose rows belong to pages."""

    name: str
    whose: str = "page = ?1"
    """SQL that is true of the rows of the page ``?1``."""
    key: tuple[str, ...] = ("page",)
    """The columns that tell its rows apart."""
    contents: tuple[str, ...] = ()
    """Columns with the names of kept bytes."""
    blobs: tuple[str, ...] = ()
    """Columns of bytes."""
    tagged: str = ""
    """The column that names what has a tag, in a table of tags; in records a tag stands by its name."""
    in_order: bool = False
    """Whether the order in which its rows were added means something."""


_ID = ("id",)
_ANCHOR = ("annotation", "replaced", "exact", "prefix", "suffix", "start_at", "end_at", "text_hash")

PAGE_TABLES = (
    PageTable("page", "id = ?1", key=_ID, contents=("lead_image",)),
    PageTable("capture", key=_ID, contents=("original", "markup_hash"), in_order=True),
    PageTable("resource", _OF_CAPTURES, key=("capture", "source", "hash"), contents=("hash",)),
    PageTable("text_version", key=_ID, contents=("text_hash", "html_hash"), in_order=True),
    PageTable("annotation", key=_ID, contents=("text_hash",)),
    PageTable("page_tag", key=("page", "tag"), tagged="page"),
    PageTable("annotation_tag", _OF_ANNOTATIONS, key=("annotation", "tag"), tagged="annotation"),
    PageTable("former_anchor", _OF_ANNOTATIONS, key=_ANCHOR, contents=("text_hash",), in_order=True),
    PageTable("refused_anchor", _OF_ANNOTATIONS, key=("annotation",)),
    PageTable("annotation_origin", key=("page", "origin")),
    PageTable("note_draft", key=("page", "annotation")),
    PageTable("page_repair"),
    PageTable("page_appearance"),
    PageTable("page_evidence"),
    PageTable("page_blocks", blobs=("kept", "dropped")),
    PageTable("known_address", key=("page", "key")),
    PageTable("arrival", key=("original", "part")),
    PageTable("told_apart", "page = ?1 OR other = ?1", key=("page", "other")),
    PageTable("field_change", key=("page", "annotation", "field")),
)
"""In an order in which rows can be written: what a row refers to comes before it."""

LIBRARY_TABLES = (
    "library",
    "tag",
    "site_repair",
    "saved_search",
    "search_history",
    "imported_file",
    "watched_file",
    "export_target",
)
"""What a person made, or what is remembered, for the library as a whole."""

DERIVED_TABLES = {
    "outbox": "what the index has still to take; triggers write it of every row that is written",
    "likeness_due": "which pages are to be compared; triggers write it",
    "likeness_made": "the version of this program's own signatures",
    "page_signature": "made again from the texts",
    "signature_number": "made again from the texts",
    "page_address": "made again from the addresses of the pages",
    "likeness": "made again from signatures and texts",
    "doomed_content": "which kept files of this one folder are to be removed",
    "record_due": "which readable copies beside this one database are to be written",
    "export_state": "how far the files of this computer are up to date; without it all of them are looked at",
    "export_update": "how the last update of the files of this computer went; it is only told",
    "exported_document": "how the files of this computer looked last; without it they are read again",
    "exported_page": "which of those files shows which page; it is found again with them",
}
"""What is not kept in records: each with the reason why nothing is lost."""
