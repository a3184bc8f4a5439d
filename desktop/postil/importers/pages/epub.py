"""Books (EPUB 2 and 3): each chapter is an article, the book is their collection.

Chapters are the documents of the spine in its order. What only leads to them (cover, title page, copyright,
contents) is passed over where it holds little text, unless there is nothing else.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.dom.plain import plain_text
from postil.errors import ImportFailed
from postil.importers.archive import Archive, is_zip
from postil.importers.files import LARGEST, file_name, read_head
from postil.importers.pages.epub_book import entry_of, read_book
from postil.importers.pages.epub_notes import NotesElsewhere
from postil.importers.pages.shown_files import media_type_of
from postil.importers.pages.told_head import with_head
from postil.model.capture import Capture, Resource
from postil.model.reading_time import count_words
from postil.model.record import Record
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.importers.pages.epub_book import Book, Item

_TYPE = b"mimetypeapplication/epub+zip"
_LEADING = re.compile(
    r"\s*(?:cover|half[-_ ]?title|title[-_ ]?page|copyright|colophon|imprint|toc|contents|nav|landmarks"
    r"|lo[itv]|advert|also[-_ ]?by|couverture|page de titre|umschlag|titelblatt|titelseite|impressum"
    r"|portada|cubierta|copertina|frontespizio|capa|okładka|обкладинка|обложка|表紙)(?![^\W\d_])",
    re.IGNORECASE,
)
"""What the guide, the contents, ``epub:type`` or a name calls a document that only leads to the text."""
_LITTLE = 150
"""Words that such a document has at most."""
_HARDLY_ANY = 4
"""Words of a document that is no chapter, whatever it is called."""
_TYPES = re.compile(
    r"""<(?:body|section|nav|div)\b[^<>]*?\sepub:type\s*=\s*["']([^"'<>]{1,200})""", re.IGNORECASE
)
_HEADING = re.compile(r"<h([1-3])\b[^<>]*>(.{1,1000}?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<a\b(?>[^<>]*?\shref\b)[^<>]*+>(.{0,1000}?)</a\s*>", re.IGNORECASE | re.DOTALL)
_LINKED_SHARE = 0.7
_SEVERAL = 5
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)<", re.IGNORECASE)
_ONLY_NUMBER = re.compile(r"\W*(?:\d+|[IVXLC]+|[ivxlc]+|[〇一二三四五六七八九十百]+)\W*")
_NO_TITLES = frozenset({"", "unknown", "untitled", "cover", "no title"})
_REACH = 50_000
"""Characters in which the heading of a chapter is looked for."""
_TAG = re.compile(r"<[^<>]*>")
_IMAGE = re.compile(r"<(?:[a-z]+:)?(?:img|image|object|input|embed|source)\b([^<>]+)", re.IGNORECASE)
_REFERENCE = re.compile(r"""\b(?:src|(?:xlink:)?href|data)\s*=\s*(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE)
_PREFIX = re.compile(r"""xmlns:([\w-]+)\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""")
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_LONGEST_TITLE = 300
_CACHED = 64 * 1024 * 1024
"""Bytes of images that are kept at hand: ornaments stand in every chapter."""


class Epub:
    """A book."""

    name = "EPUB"
    suffixes: tuple[str, ...] = (".epub", ".kepub")

    def confidence(self, head: bytes, path: Path) -> float:
        """Certain where the archive says so at its beginning, or has the parts of a book."""
        if not is_zip(head):
            return 0
        if _TYPE in head[:200]:
            return 1
        try:
            with Archive(path) as archive:
                names = archive.names
        except ImportFailed:
            return 0
        is_book = "META-INF/container.xml" in names or path.suffix.lower() in self.suffixes
        return 0.95 if is_book and any(name.lower().endswith(".opf") for name in names) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The chapters, in their order. Their contents are read one by one."""
        read_head(path)  # says why a file cannot be read
        with Archive(path) as archive:
            book = read_book(archive)
            chapters = _Chapters(archive, book)
            chosen = [each for each in book.chapters if chapters.is_chapter(each)] or list(book.chapters)
            came = False
            for number, item in enumerate(chosen, 1):
                capture = chapters.read(item, number, path=path, importer=self.name)
                if capture is not None:
                    came = True
                    yield capture
            if not came:
                told = " ".join(chapters.warnings)
                raise ImportFailed(
                    _("There is no chapter in this book that can be read. {more}").format(more=told).strip()
                )


@dataclass(slots=True)
class _Chapters:
    """The chapters of an open book."""

    archive: Archive
    book: Book
    warnings: list[str] = field(default_factory=list)
    """What the person should know, told with the next chapter."""
    _own_titles: Counter[str] = field(default_factory=Counter)
    """How many documents call themselves so."""
    _images: dict[str, bytes] = field(default_factory=dict)
    _cached: int = 0
    _cover_is_due: bool = True
    _notes: NotesElsewhere | None = None

    def is_chapter(self, item: Item) -> bool:
        """Whether a document is more than the way to the text. One that cannot be read is told of later."""
        if "nav" in item.properties:
            return False
        try:
            markup = self._markup(item.name)
        except ImportFailed:
            return True
        self._own_titles[_own_title(markup)] += 1
        words = count_words(plain_text(markup))
        called = (
            self.book.parts.get(item.name, ""),
            self.book.titles.get(item.name, ""),
            *_TYPES.findall(markup[:5000]),
        )
        leading = any(map(_LEADING.match, (*called, PurePosixPath(item.name).stem)))
        if (leading and words <= _LITTLE) or _is_of_links(markup, words):
            return False
        return words > _HARDLY_ANY or _IMAGE.search(markup) is not None

    def read(self, item: Item, number: int, *, path: Path, importer: str) -> Capture | None:
        """A chapter, the ``number``-th; None where it cannot be read."""
        try:
            markup = self._markup(item.name)
        except ImportFailed as error:
            self.warnings.append(
                _("{chapter} was left out: {reason}").format(
                    chapter=self.book.titles.get(item.name, item.name), reason=error
                )
            )
            return None
        title = self._title(item, markup, number)
        self._notes = self._notes or NotesElsewhere(self.archive, self._markup)
        markup = self._notes.bring(markup, item.name)
        resources = self._resources(markup, item.name)
        cover = self._cover()
        record = self._record(title, path)
        markup = with_head(markup, record, image=cover[0].source if cover else "")
        warnings, self.warnings = tuple(self.warnings), []
        return Capture(
            content=b"",
            page=markup.encode("utf-8", "replace"),
            charset="utf-8",
            media_type="text/html",
            format=importer,
            name=file_name(path),
            container=path,
            part=item.name,
            clean=True,
            resources=(*resources, *cover),
            warnings=warnings,
            record=record,
        )

    def _record(self, title: str, path: Path) -> Record:
        book = self._book_title(path)
        return Record(
            title=title,
            byline=", ".join(self.book.authors) or None,
            site=book,
            language=self.book.language,
            published=self.book.published,
            tags=(re.sub(r"[\s/]+", " ", book).strip(),),
        )

    def _book_title(self, path: Path) -> str:
        return self.book.title or PurePosixPath(file_name(path)).stem

    def _markup(self, name: str) -> str:
        """A document as XML that says it is: only then does ``<a/>`` mean what it means there."""
        markup = decode(self.archive.read(name, LARGEST)).text.lstrip()
        prefix = _PREFIX.search(markup, 0, 2000)
        if prefix:
            markup = re.sub(rf"(</?){re.escape(prefix[1])}:", r"\1", markup)
        return markup if markup.startswith("<?xml") else _DECLARATION + markup

    def _title(self, item: Item, markup: str, number: int) -> str:
        """What the contents call a chapter, or its heading, or its own title, or the book and a number."""
        named = self._named(item, markup)
        if not named or _ONLY_NUMBER.fullmatch(named):
            named = f"{self.book.title or _('Chapter')} – {named or number}"
        return named if len(named) <= _LONGEST_TITLE else named[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"

    def _named(self, item: Item, markup: str) -> str:
        """A chapter's title; "" where it has none. Of a document with several chapters, not the first's."""
        if item.name in self.book.titles:
            return self.book.titles[item.name]
        found = _HEADING.search(markup, 0, _REACH)
        heading = _words(found[2]) if found else ""
        places = self.book.places.get(item.name, ())
        if len(places) == 1 or heading in places:
            return heading if heading in places else places[0]
        if self.book.title and len(self.book.chapters) == 1:
            return self.book.title
        own = _own_title(markup)
        if heading or self._own_titles[own] > 1 or own.casefold() in self._no_titles(item):
            return heading
        return own

    def _no_titles(self, item: Item) -> frozenset[str]:
        """What programs write where a title should be."""
        name = PurePosixPath(item.name)
        return _NO_TITLES | {self.book.title.casefold(), name.stem.casefold(), name.name.casefold()}

    def _resources(self, markup: str, document: str) -> tuple[Resource, ...]:
        """The images of a chapter, by the names that it gives them."""
        found: dict[str, Resource] = {}
        for tag in _IMAGE.finditer(markup):
            for double, single in _REFERENCE.findall(tag[1]):
                written = html.unescape(double or single)
                name = entry_of(self.archive, document, written)
                content = self._image(name) if name and written not in found else b""
                if name and content:
                    found[written] = Resource(written, content, media_type_of(name))
        return tuple(found.values())

    def _image(self, name: str) -> bytes:
        if name in self._images:
            return self._images[name]
        try:
            content = self.archive.read(name, LARGEST)
        except ImportFailed:
            self.warnings.append(_("{file} in the book is damaged or too large.").format(file=name))
            content = b""
        if self._cached + len(content) <= _CACHED:
            self._images[name] = content
            self._cached += len(content)
        return content

    def _cover(self) -> tuple[Resource, ...]:
        """The book's cover, once."""
        name, self._cover_is_due = self.book.cover if self._cover_is_due else None, False
        content = self._image(name) if name else b""
        return (Resource(name, content, media_type_of(name)),) if name and content else ()


def _is_of_links(markup: str, words: int) -> bool:
    """Whether hardly anything in a document is no link: it is a list of contents."""
    links = [count_words(_words(link[1])) for link in _LINK.finditer(markup)]
    return len(links) >= _SEVERAL and sum(links) > words * _LINKED_SHARE


def _own_title(markup: str) -> str:
    window = _TITLE.search(markup, 0, 20_000)
    return _words(window[1]) if window else ""


def _words(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())
