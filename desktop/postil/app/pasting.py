"""Pasting: what was copied elsewhere into the library, as a page or as links that wait for their pages.

It is written to a file first, which is then imported as every other one: so it is kept as it came, can be
undone, and is read in a worker process. Nothing is fetched, whatever it names.
"""

from __future__ import annotations

import html
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from postil.app.importing import SPOOL
from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.importers.files import begins_as_markup
from postil.importers.pages.html import web_address
from postil.importers.pages.pasted import first_line
from postil.model.addresses import address_key
from postil.store import addresses, pages
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from postil.app.holdings import Holdings
    from postil.app.import_report import ImportReport
    from postil.app.importing import Importing
    from postil.jobs import Progress
    from postil.model.annotation import Color

_FOLDER = "convert-pasted-"
"""Begins as the folders of conversions do: what a killed program left is swept away with theirs."""
_LONGEST_TITLE = 80
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SILENT = ("script", "style", "template", "title")
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|~~~)", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


@dataclass(frozen=True, slots=True)
class PastedLink:
    """The address of a page, and what it is called, if that is known."""

    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was copied or dragged: links, or else a piece of a page, or else words."""

    html: str = ""
    text: str = ""
    address: str | None = None
    """The page that it was copied from, if the browser says so."""
    links: tuple[PastedLink, ...] = ()


class Pasting:
    """What a person pastes, or drops that is no file."""

    def __init__(self, holdings: Holdings, importing: Importing) -> None:
        self._holdings = holdings
        self._importing = importing

    def add(self, pasted: Pasted, progress: Progress, *, color: Color) -> ImportReport:
        """Import what was pasted. Raises ImportFailed where there is nothing in it to be kept."""
        with self._folder() as folder:
            links = pasted.links or _links_in(pasted.text if not _words_of(pasted.html) else "")
            files = _link_files(folder, links) if links else (self._page_file(folder, pasted),)
            return self._importing.add(files, progress, color=color, workers=1)

    def _page_file(self, folder: Path, pasted: Pasted) -> Path:
        text = pasted.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if _words_of(pasted.html):
            return self._piece(folder, replace(pasted, text=""))
        if not text.strip():
            raise ImportFailed(
                _("There are no words in what was copied. A picture by itself is not kept as a page.")
            )
        if begins_as_markup(text.encode("utf-8", "replace")):  # the source of a page
            return _write(folder, _title_of_page(text) or _("Pasted"), ".html", text)
        if pasted.address is None and _MARKDOWN.search(text):
            return _write(folder, _first_words(text.lstrip("# ")), ".md", text)
        return self._piece(folder, replace(pasted, html=_paragraphs(text)))

    def _piece(self, folder: Path, pasted: Pasted) -> Path:
        """A file of nothing but what was pasted.

        Where the page that it is a piece of is in the library, it must not become a version of that: its
        address is only named at the end.
        """
        address = web_address(pasted.address) if pasted.address else None
        piece = pasted.html
        if address is not None and self._has(address):
            shown = html.escape(address)
            piece, address = f'{piece}\n<p><a href="{shown}">{shown}</a></p>', None
        title = _title_of_page(pasted.html) or _("Pasted")
        document = (
            f"{first_line(self._holdings.now(), address)}<!DOCTYPE html>\n<html><head>"
            f'<meta charset="utf-8"><title>{html.escape(title)}</title></head>\n'
            f"<body>\n{piece}\n</body></html>\n"
        )
        return _write(folder, title, ".html", document)

    def _has(self, address: str) -> bool:
        """Whether more than a link to that page is in the library."""
        key, reader = address_key(address), self._holdings.reader()
        found = () if key is None else addresses.pages_at(reader, (key,))
        there = (pages.get(reader, each.page) for each in found)
        return any(page is not None and not page.waiting for page in there)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        folder = spool_folder(self._holdings.folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def spool_folder(library: Path) -> Path:
    """A fresh folder for what is to be imported and is no file yet. Raises ImportFailed.

    Who makes it removes it; if nobody does, it goes when the library is opened the next time.
    """
    spool = library / SPOOL
    try:
        spool.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=_FOLDER, dir=spool))
    except OSError as error:
        raise _not_written(error) from error


def file_name_of(title: str) -> str:
    """A name for a file by which a title can still be known."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip(". ")
    return name.encode("utf-8", "replace")[:180].decode("utf-8", "ignore").strip() or _("Pasted")


def _write(folder: Path, title: str, suffix: str, text: str) -> Path:
    path = folder / f"{file_name_of(title)}{suffix}"
    try:
        path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise _not_written(error) from error
    return path


def _not_written(error: OSError) -> ImportFailed:
    return ImportFailed(
        _("What was pasted could not be written to the library: {reason}.").format(reason=error.strerror)
    )


def _links_in(text: str) -> tuple[PastedLink, ...]:
    """The addresses that ``text`` is nothing but, one a line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or any(web_address(line) is None or len(line.split()) > 1 for line in lines):
        return ()
    return tuple(PastedLink(line) for line in dict.fromkeys(lines))


def _link_files(folder: Path, links: Iterable[PastedLink]) -> tuple[Path, ...]:
    """A shortcut for each link, as browsers make them; its name is its title."""
    files = []
    for number, link in enumerate(links):
        address = web_address(link.address)
        if address is None:
            raise ImportFailed(_("Only addresses that begin with http or https are kept as links."))
        inner = folder / str(number)
        inner.mkdir()
        title = link.title if link.title and web_address(link.title) is None else _address_in_words(address)
        files.append(_write(inner, title, ".url", f"[InternetShortcut]\nURL={''.join(address.split())}\n"))
    return tuple(files)


def _address_in_words(address: str) -> str:
    """``walls.example fruit peaches``: an address that can be read, and be a name of a file."""
    return address.partition("://")[2].partition("?")[0].rstrip("/").replace("/", " ")


def _words_of(markup: str) -> str:
    """The words that a piece of markup shows."""
    if not markup.strip():
        return ""
    try:
        root = parse_page(markup)
    except ImportFailed:
        return ""
    etree.strip_elements(root, *_SILENT, with_tail=False)
    return " ".join(" ".join(map(str, root.itertext())).split())


def _title_of_page(markup: str) -> str:
    """What a piece of markup calls itself: by its title, its first heading, or its first words."""
    try:
        root = parse_page(markup)
    except ImportFailed:
        return ""
    named = (_said_in(element) for name in ("title", *_HEADINGS) for element in root.iter(name))
    return _first_words(next(filter(None, named), "") or _words_of(markup))


def _said_in(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _first_words(text: str) -> str:
    """The first line, cut between words."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def _paragraphs(text: str) -> str:
    """Words as markup: a paragraph after each empty line, a short first line as the heading."""
    first, *others = _PARAGRAPH_END.split(text.strip())
    heading = "\n" not in first and len(first) <= _LONGEST_TITLE and bool(others)
    start = f"<h1>{html.escape(first.strip())}</h1>" if heading else _paragraph(first)
    return "\n".join((start, *map(_paragraph, others)))


def _paragraph(text: str) -> str:
    return "<p>" + "<br>\n".join(html.escape(line.rstrip()) for line in text.split("\n")) + "</p>"
