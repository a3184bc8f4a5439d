"""Pages as a book for an e-reader: EPUB 3.2 (https://www.w3.org/publishing/epub32/), a chapter a page.

Highlights are marked, notes on them are footnotes at the end of the chapter, which readers show where the
number is touched. Images are files in the book. Pages are written as they come; what is kept of each is its
title. The same pages make the same book, byte for byte.
"""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from string import Template
from typing import IO, TYPE_CHECKING

from postil import paths
from postil.dom.image_types import sniff_image
from postil.export.formats.article_tree import document_language
from postil.export.formats.book_chapter import chapter
from postil.export.formats.book_drawing import sound_drawing
from postil.export.formats.book_markup import OPS, XHTML, book_address
from postil.export.formats.look import DAY, look
from postil.export.formats.people import people
from postil.export.formats.words import line, moment
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.export.formats.source import Source

_SVG = "image/svg+xml"
_CORE = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", _SVG: "svg"}
"""What every reader shows."""
_FOREIGN = {"image/webp": "webp", "image/avif": "avif", "image/bmp": "bmp"}
"""What needs another picture to fall back to."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP can say."""
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_NO_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40">'
    '<path d="M5 35 L22 14 L34 28 L42 20 L55 35 Z" fill="#9a9aa2"/></svg>'
)


def write_epub(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write the pages as one book."""
    with zipfile.ZipFile(file, "w") as archive:
        book = _Book(archive)
        book.put("mimetype", "application/epub+zip", stored=True)
        book.put("META-INF/container.xml", _CONTAINER)
        book.put("EPUB/style.css", _style())
        for source in sources:
            book.add(source)
        book.put("EPUB/title.xhtml", _title_page(book))
        book.put("EPUB/nav.xhtml", _contents(book))
        book.put("EPUB/package.opf", _package(book))


@dataclass(frozen=True, slots=True)
class _Chapter:
    name: str
    title: str
    has_math: bool


@dataclass(slots=True)
class _Book:
    """A book that is being written, and what its package must list."""

    archive: zipfile.ZipFile
    chapters: list[_Chapter] = field(default_factory=list)
    images: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    """Of each image by its hash, its file and media type; None for one that is not there."""
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    language: str = ""
    modified: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    first: Source | None = None

    def put(self, name: str, content: str | bytes, *, stored: bool = False) -> None:
        """Write a file of the book."""
        about = zipfile.ZipInfo(name, _EPOCH)
        about.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        about.external_attr = 0o644 << 16
        self.archive.writestr(about, content)

    def add(self, source: Source) -> None:
        """Write a page as the next chapter, with its images."""
        name = f"page-{len(self.chapters) + 1:05}.xhtml"
        made = chapter(source, lambda image: self._image(image, source))
        self.put(f"EPUB/{name}", made.content)
        self.chapters.append(_Chapter(name, line(source.page.title) or _("Untitled"), made.has_math))
        self.digest.update(source.page.id.encode())
        self.language = self.language or document_language(source)
        self.first = self.first or source
        times = [source.page.added, *(kept.modified for kept in source.highlights)]
        self.modified = max(self.modified, *times)

    def _image(self, name: str, source: Source) -> str | None:
        """The file of an image, which is written when it is named first."""
        if name not in self.images:
            self.images[name] = None
            content = source.image(name)
            kind = content and sniff_image(content)
            if content and not kind:
                content, kind = sound_drawing(content), _SVG
            suffix = (_CORE | _FOREIGN).get(kind or "")
            if content and kind and suffix:
                file = f"images/{hashlib.sha256(content).hexdigest()[:32]}.{suffix}"
                self.put(f"EPUB/{file}", content, stored=kind != _SVG)
                self.images[name] = (file, kind)
        found = self.images[name]
        return found and found[0]

    @property
    def title(self) -> str:
        """The title of the only page, or how many there are."""
        if len(self.chapters) == 1:
            return self.chapters[0].title
        return counted("{count} page from Postil", "{count} pages from Postil", len(self.chapters))

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The images that are there, each once."""
        return tuple(dict.fromkeys(image for image in self.images.values() if image))


def _style() -> str:
    """The style sheet, with the highlights' colours of a page by day: paper has no night."""
    template = Template(paths.resource("export/book.css").read_text(encoding="utf-8"))
    day = look(DAY)
    fills = (f"mark.{color.value} {{ background-color: {value}; }}" for color, value in day.fills)
    names = "mark.underline.{0}, .note.{0}, blockquote.{0} {{ border-color: {1}; }}"
    lines = (names.format(color.value, value) for color, value in day.accents)
    return template.substitute(colors="\n".join((*fills, *lines)))


def _title_page(book: _Book) -> str:
    day = book.modified.date().isoformat()
    return _document(
        book, book.title, f'<section class="title"><h1>{escape(book.title)}</h1><p>{day}</p></section>'
    )


def _contents(book: _Book) -> str:
    chapters = [("title.xhtml", book.title), *((each.name, each.title) for each in book.chapters)]
    items = "".join(f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in chapters)
    heading = escape(_("Contents"))
    return _document(
        book, _("Contents"), f'<nav epub:type="toc" id="toc"><h1>{heading}</h1><ol>{items}</ol></nav>'
    )


def _document(book: _Book, title: str, body: str) -> str:
    language = book.language or "en"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{language}" xml:lang="{language}">\n'
        f"<head><title>{escape(title)}</title>"
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>{body}</body>\n</html>\n'
    )


def _package(book: _Book) -> str:
    manifest = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
    ]
    for number, each in enumerate(book.chapters, 1):
        properties = ' properties="mathml"' if each.has_math else ""
        manifest.append(
            f'<item id="page-{number}" href="{each.name}" media-type="application/xhtml+xml"{properties}/>'
        )
    for number, (file, kind) in enumerate(book.files, 1):
        fallback = ' fallback="no-picture"' if kind not in _CORE else ""
        manifest.append(f'<item id="image-{number}" href="{file}" media-type="{kind}"{fallback}/>')
    if any(kind not in _CORE for _file, kind in book.files):
        book.put("EPUB/images/no-picture.svg", _NO_PICTURE)
        manifest.append(f'<item id="no-picture" href="images/no-picture.svg" media-type="{_SVG}"/>')
    spine = "".join(f'<itemref idref="page-{number}"/>' for number in range(1, len(book.chapters) + 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{_metadata(book)}</metadata>\n'
        f"<manifest>\n{chr(10).join(manifest)}\n</manifest>\n"
        f'<spine><itemref idref="title"/><itemref idref="nav" linear="no"/>{spine}</spine>\n</package>\n'
    )


def _metadata(book: _Book) -> str:
    name = uuid.UUID(bytes=book.digest.digest()[:16], version=5)
    told = [
        f'<dc:identifier id="id">urn:uuid:{name}</dc:identifier>',
        f"<dc:title>{escape(book.title)}</dc:title>",
        f"<dc:language>{book.language or 'und'}</dc:language>",
        f'<meta property="dcterms:modified">{moment(book.modified)}</meta>',
    ]
    if book.first is not None and len(book.chapters) == 1:
        names = (line(f"{each.given} {each.family}") for each in people(book.first.page.byline))
        told += (f"<dc:creator>{escape(name)}</dc:creator>" for name in names if name)
        if book.first.page.site and line(book.first.page.site):
            told.append(f"<dc:publisher>{escape(line(book.first.page.site))}</dc:publisher>")
        address = book_address(book.first.address)
        if address:
            told.append(f"<dc:source>{escape(address)}</dc:source>")
    return "".join(told)
