"""All importers, and which of them reads a file. (Which files of a folder are worth reading: ``walking``.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.errors import NotAPage
from postil.importers import exports
from postil.importers.annotations.page_annotations import with_annotations
from postil.importers.exports.diigo import Diigo
from postil.importers.exports.highlight_tables import HighlightTables
from postil.importers.exports.hypothesis import Hypothesis
from postil.importers.exports.instapaper import Instapaper
from postil.importers.exports.karakeep import Karakeep
from postil.importers.exports.kindle_clippings import KindleClippings
from postil.importers.exports.kindle_notebook import KindleNotebook
from postil.importers.exports.koreader import KOReader
from postil.importers.exports.koreader_sidecar import KOReaderSidecar
from postil.importers.exports.link_list import LinkList
from postil.importers.exports.link_table import LinkTable
from postil.importers.exports.linkwarden import Linkwarden
from postil.importers.exports.matter import Matter
from postil.importers.exports.mymind import Mymind
from postil.importers.exports.omnivore import Omnivore
from postil.importers.exports.pinboard import Pinboard
from postil.importers.exports.pocket import Pocket
from postil.importers.exports.postil_json import PostilJson
from postil.importers.exports.postil_notes import PostilNotes
from postil.importers.exports.raindrop import Raindrop
from postil.importers.exports.readeck import Readeck
from postil.importers.exports.readwise import Readwise
from postil.importers.exports.readwise_backup import ReadwiseBackup
from postil.importers.exports.readwise_notes import ReadwiseNotes
from postil.importers.exports.readwise_reader import ReadwiseReader
from postil.importers.exports.wallabag import Wallabag
from postil.importers.exports.web_annotations import WebAnnotations
from postil.importers.exports.zotero import Zotero
from postil.importers.files import binary_kind, read_head
from postil.importers.links.address_list import AddressList
from postil.importers.links.browser_bookmarks import BrowserBookmarks
from postil.importers.links.desktop_entry import DesktopEntry
from postil.importers.links.internet_shortcut import InternetShortcut
from postil.importers.links.netscape_bookmarks import NetscapeBookmarks
from postil.importers.links.webloc import Webloc
from postil.importers.pages.eml import Eml
from postil.importers.pages.epub import Epub
from postil.importers.pages.gzipped import Gzipped
from postil.importers.pages.html import Html
from postil.importers.pages.htz import Htz
from postil.importers.pages.maff import Maff
from postil.importers.pages.markdown import Markdown
from postil.importers.pages.mbox import Mbox
from postil.importers.pages.mhtml import Mhtml
from postil.importers.pages.page_archive import PageArchive
from postil.importers.pages.pasted import Pasted
from postil.importers.pages.postil_page import PostilPage
from postil.importers.pages.singlefile import SingleFile
from postil.importers.pages.singlefile_archive import SingleFileArchive
from postil.importers.pages.text import Text
from postil.importers.pages.wacz import Wacz
from postil.importers.pages.warc import Warc
from postil.importers.pages.webarchive import Webarchive
from postil.importers.surest import surest
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.base import Importer
    from postil.model.capture import Capture

_FORMATS: tuple[Importer, ...] = (
    Pasted(),
    PostilPage(),
    Warc(),
    Wacz(),
    Epub(),
    Mbox(),
    Eml(),
    SingleFileArchive(),
    SingleFile(),
    Mhtml(),
    Webarchive(),
    Maff(),
    Htz(),
    PostilNotes(),
    PostilJson(),
    Hypothesis(),
    WebAnnotations(),
    Readwise(),
    ReadwiseReader(),
    ReadwiseNotes(),
    ReadwiseBackup(),
    Instapaper(),
    Raindrop(),
    Matter(),
    Mymind(),
    Pinboard(),
    Diigo(),
    HighlightTables(),
    Omnivore(),
    NetscapeBookmarks(),
    BrowserBookmarks(),
    InternetShortcut(),
    Webloc(),
    DesktopEntry(),
    AddressList(),
    KindleClippings(),
    KindleNotebook(),
    KOReader(),
    KOReaderSidecar(),
    Zotero(),
    Pocket(),
    Karakeep(),
    Linkwarden(),
    Readeck(),
    Wallabag(),
    LinkTable(),
    LinkList(),
    Markdown(),
    Html(),
    Text(),
)
"""Formats that may also be found in archives, and compressed."""
_COMPRESSED = Gzipped(_FORMATS)
IMPORTERS: tuple[Importer, ...] = (*_FORMATS, _COMPRESSED, PageArchive((*_FORMATS, _COMPRESSED)))
"""Every format that can be read. Where two are equally sure, the first one reads."""


def read(path: Path) -> Iterator[Capture]:
    """The captures in a file, by the importer that is surest of it, with the highlights written into them.

    Raises NotAPage where no importer is, and ImportFailed where the file cannot be read.
    """
    yield from map(with_annotations, importer_of(path).read(path))


def importer_of(path: Path) -> Importer:
    """The importer that is surest of a file, judged on its beginning. Raises as ``read``."""
    head = read_head(path)
    if not head.strip(b"\0 \t\r\n\f\v"):
        raise NotAPage(_("The file is empty."))
    importer, _sure = surest(IMPORTERS, head, path)
    if importer is None:
        raise NotAPage(_reason(head, path))
    return importer


def is_export(importer: Importer) -> bool:
    """Whether it reads what another tool exported: many pages, and what was written on them."""
    return type(importer).__module__.startswith(exports.__name__)


def _reason(head: bytes, path: Path) -> str:
    kind = binary_kind(head)
    if kind:
        return _("This is {kind}, not a saved page.").format(kind=_(kind))
    suffix = path.suffix.lower()
    if suffix and any(suffix in importer.suffixes for importer in IMPORTERS):
        return _("The file is damaged, or no page or export that Postil knows.")
    return (
        _("Files of this kind ({suffix}) are not read as pages.").format(suffix=suffix)
        if suffix
        else _("This is not a saved page.")
    )
