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
    blobs: tuple[str, ...] = ()
    """Columns of bytes."""
    tagged: str = ""
    """The column that names what has a tag, in a table of tags; in records a tag stands by its name."""
    in_order: bool = False
    """Whether the order in which its rows were added means something."""


PAGE_TABLES = (
    PageTable("page", "id = ?1"),
    PageTable("capture", in_order=True),
    PageTable("resource", _OF_CAPTURES),
    PageTable("text_version", in_order=True),
    PageTable("annotation"),
    PageTable("page_tag", tagged="page"),
    PageTable("annotation_tag", _OF_ANNOTATIONS, tagged="annotation"),
    PageTable("former_anchor", _OF_ANNOTATIONS, in_order=True),
    PageTable("refused_anchor", _OF_ANNOTATIONS),
    PageTable("annotation_origin"),
    PageTable("note_draft"),
    PageTable("page_repair"),
    PageTable("page_appearance"),
    PageTable("page_evidence"),
    PageTable("page_blocks", blobs=("kept", "dropped")),
    PageTable("known_address"),
    PageTable("arrival"),
    PageTable("told_apart", "page = ?1 OR other = ?1"),
    PageTable("field_change"),
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
    "exported_document": "how the files of this computer looked last; without it they are read again",
    "exported_page": "which of those files shows which page; it is found again with them",
}
"""What is not kept in records: each with the reason why nothing is lost."""
