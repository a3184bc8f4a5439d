"""The formats of other tools that pages and highlights leave in: one table, a module a format.

To add one, write its module (``write_…(sources, file)``: pages come one by one and are written as they come,
for there may be 10,000) and a row here; the window and the command line offer it by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from postil.errors import ExportFailed
from postil.export.formats.anki import write_anki
from postil.export.formats.bibtex import write_bibtex
from postil.export.formats.csl import write_csl
from postil.export.formats.epub import write_epub
from postil.export.formats.highlight_table import write_highlight_table
from postil.export.formats.html_page import page_of, write_html, write_html_index
from postil.export.formats.hypothesis_file import write_hypothesis
from postil.export.formats.plain_text import write_plain_text
from postil.export.formats.postil_json import write_postil_json
from postil.export.formats.readwise_table import write_readwise
from postil.export.formats.source import Listed, Source
from postil.export.formats.web_annotation import write_web_annotations
from postil.translation import _, marked

Write = Callable[[Iterable[Source], IO[bytes]], None]
"""Writes pages into a file, one after the other."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A way out of the library."""

    id: str
    """What the command line calls it."""
    name: str
    """What people call it (marked for translation)."""
    suffix: str
    """With the dot: ``.json``."""
    write: Write
    page_of: Callable[[bytes], str | None] | None = None
    """Where each page is a file of its own in a folder: the id of the page whose file begins so, empty for
    the list of all, None for a file of another making. ``write`` gets one page at a time then.
    """
    write_index: Callable[[Sequence[Listed], IO[bytes]], None] | None = None
    """Writes the list of several pages that are files of their own."""
    tells_pages: bool = False
    """Whether it tells of pages, with or without highlights: all are exported where none are chosen."""
    needs_articles: bool = True
    """Whether it wants the articles and highlights, and not only what is known of the pages."""


FORMATS = (
    ExportFormat(
        "html",
        marked("HTML, a file a page"),
        ".html",
        write_html,
        page_of=page_of,
        write_index=write_html_index,
    ),
    ExportFormat("epub", marked("Book for an e-reader (EPUB)"), ".epub", write_epub),
    ExportFormat("text", marked("Plain text"), ".txt", write_plain_text),
    ExportFormat("csv", marked("Table of highlights (CSV)"), ".csv", write_highlight_table),
    ExportFormat("readwise", marked("Readwise (CSV)"), ".csv", write_readwise),
    ExportFormat("w3c", marked("Web annotations (W3C, JSON-LD)"), ".jsonld", write_web_annotations),
    ExportFormat("hypothesis", marked("Hypothesis (JSON)"), ".json", write_hypothesis),
    ExportFormat("anki", marked("Anki cards (text)"), ".txt", write_anki),
    ExportFormat(
        "bibtex", marked("BibTeX (biblatex)"), ".bib", write_bibtex, tells_pages=True, needs_articles=False
    ),
    ExportFormat(
        "csl", marked("CSL-JSON (Zotero, Pandoc)"), ".json", write_csl, tells_pages=True, needs_articles=False
    ),
    ExportFormat("json", marked("Everything as JSON"), ".json", write_postil_json, tells_pages=True),
)


def find_format(format_id: str) -> ExportFormat:
    """The format of that id. Raises ExportFailed where there is none."""
    for each in FORMATS:
        if each.id == format_id:
            return each
    raise ExportFailed(
        _("There is no format {name!r}; there are: {names}.").format(
            name=format_id, names=", ".join(each.id for each in FORMATS)
        )
    )
