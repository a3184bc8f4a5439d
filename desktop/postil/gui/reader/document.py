"""An article as a ``QTextDocument`` of our own building.

Every stretch of text is what ``dom.flatten`` says that its node gave, so offsets agree with the
canonical text by construction. The header is written before it and has no offsets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.gui import fonts
from postil.gui.reader import formulas, tokens
from postil.gui.reader.blocks import BlockWriter
from postil.gui.reader.footnotes import Footnote, footnotes_of
from postil.gui.reader.formats import BOX, OBJECT_TYPE, BoxKind
from postil.gui.reader.header import write_facts, write_header
from postil.gui.reader.images import PageObjects
from postil.gui.reader.links import Link, links_of
from postil.gui.reader.lost import LostHighlight, LostPlace, write_lost
from postil.gui.reader.setting import Look, running_text
from postil.gui.reader.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Generator

    from lxml.etree import _Element
    from PySide6.QtGui import QTextDocument

    from postil.dom.flatten import Flat
    from postil.gui.reader.enlargeable import EnlargeableImage, EnlargeableTable
    from postil.gui.reader.folding import Fold
    from postil.gui.reader.positions import Positions
    from postil.model.page import Page


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article, and where it starts."""

    start: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the article that links may name."""

    name: str
    start: int


@dataclass(frozen=True, slots=True)
class ArticleDocument:
    """A built article and what the view must know about it."""

    document: QTextDocument
    positions: Positions
    text: str
    """The canonical text."""
    units: tuple[tuple[int, int], ...]
    """The paragraphs of the reading cursor: start and end."""
    headings: tuple[Heading, ...]
    anchors: tuple[Anchor, ...]
    links: tuple[Link, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    lost: tuple[LostPlace, ...] = ()
    """The highlights that are written below the article."""
    images: tuple[EnlargeableImage, ...] = ()
    tables: tuple[EnlargeableTable, ...] = ()
    folds: tuple[Fold, ...] = ()

    def anchor(self, name: str) -> int | None:
        """The offset of the element of that id."""
        return next((anchor.start for anchor in self.anchors if anchor.name == name), None)

    def is_code(self, unit: tuple[int, int]) -> bool:
        """Whether a paragraph of the reading cursor is a block of code."""
        block = self.document.findBlock(self.positions.to_document(unit[0]))
        box = block.blockFormat().property(BOX)
        return bool(box) and BoxKind(int(box[0])) is BoxKind.CODE

    def place_of(self, fragment: str) -> int | None:
        """The place that an address of this page names after ``#``.

        The names of a page are not kept, but most are made of its headings' words.
        """
        sought = _name_of(fragment)
        named = (heading.start for heading in self.headings if sought and _name_of(heading.text) == sought)
        return next(named, None)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What can be known of an article before it is set: read on a lane, it saves the window's time."""

    root: _Element
    flat: Flat
    headings: tuple[Heading, ...]
    anchors: tuple[Anchor, ...]
    links: tuple[Link, ...]
    footnotes: tuple[Footnote, ...]


@lru_cache(maxsize=2)
def prepare(html: str) -> Prepared:
    """Read an article. The last two are remembered: an open one is set anew for every other look."""
    root = parse_article(html)
    flat = flatten(root)
    if next(root.iter("math"), None) is not None:
        formulas.warm_up()
    for code in root.iter("code"):
        language = (code.get("class") or "").removeprefix("language-")
        if language:
            tokens.warm_up(language)
    return Prepared(
        root,
        flat,
        headings=tuple(_headings(root, flat)),
        anchors=tuple(
            Anchor(element.get("id", ""), flat.span(element)[0])
            for element in root.iter("*")
            if element.get("id")
        ),
        links=links_of(root, flat),
        footnotes=footnotes_of(root, flat),
    )


def build_document(
    page: Page, html: str, look: Look, *, lost: tuple[LostHighlight, ...] = ()
) -> ArticleDocument:
    """Build the article ``html`` of ``page``, and below it the highlights that have no place in it.

    Its images come only from ``look.asset``, by their hash.
    """
    building = Building(page, html, look, lost=lost)
    for _step in building.steps():
        pass
    return building.document()


class Building:
    """The same in small steps, for articles that would stop the window for too long."""

    def __init__(self, page: Page, html: str, look: Look, *, lost: tuple[LostHighlight, ...] = ()) -> None:
        self._page = page
        self._html = html
        self._look = look
        self._lost = lost
        self._built: ArticleDocument | None = None

    def steps(self) -> Generator[None, None, None]:
        """A step for each block."""
        page, look = self._page, self._look
        prepared = prepare(self._html)
        flat = prepared.flat
        yield
        writer = Writer(look.metrics, fonts.font(look.metrics.font, size=look.metrics.size))
        objects = PageObjects(writer.document)
        setting = running_text(look, page.language, page.direction)
        own_title = _own_title(prepared.root, flat, page.title)
        write_header(writer, page, setting, look, with_title=own_title is None)
        blocks = BlockWriter(writer, flat, objects, look, title=own_title)
        yield from blocks.writing(
            prepared.root, setting, after_title=lambda: write_facts(writer, page, setting, look)
        )
        lost_places = write_lost(writer, self._lost, setting, look, waiting=page.waiting)
        yield
        document = writer.finish()
        yield
        document.setLayoutEnabled(True)
        document.documentLayout().registerHandler(OBJECT_TYPE, objects)
        self._built = ArticleDocument(
            document=document,
            positions=writer.positions,
            text=flat.text,
            units=tuple(writer.units),
            headings=prepared.headings,
            anchors=prepared.anchors,
            links=prepared.links,
            footnotes=prepared.footnotes,
            lost=lost_places,
            images=tuple(blocks.images),
            tables=tuple(blocks.tables),
            folds=tuple(blocks.folds),
        )

    def document(self) -> ArticleDocument:
        """What was built, once the last step is taken."""
        assert self._built is not None
        return self._built


def build_note(html: str, look: Look, language: str | None, direction: str) -> ArticleDocument:
    """Build a piece of an article, without header: a footnote on its card."""
    root = parse_article(html)
    flat = flatten(root)
    writer = Writer(look.metrics, fonts.font(fonts.READING, size=look.metrics.size))
    objects = PageObjects(writer.document)
    BlockWriter(writer, flat, objects, look, title=None).write(
        root, running_text(look, language, direction), after_title=lambda: None
    )
    document = writer.finish()
    document.setLayoutEnabled(True)
    document.documentLayout().registerHandler(OBJECT_TYPE, objects)
    return ArticleDocument(
        document=document,
        positions=writer.positions,
        text=flat.text,
        units=tuple(writer.units),
        headings=(),
        anchors=(),
        links=links_of(root, flat),
    )


def _own_title(root: _Element, flat: Flat, title: str) -> _Element | None:
    """The heading with which the article itself begins, if it says the page's title."""
    for element in root.iter(*HEADINGS):
        start, end = flat.span(element)
        same = _folded(flat.text[start:end]) == _folded(title)
        return element if start == 0 and end > 0 and same else None
    return None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _name_of(words: str) -> str:
    """Letters and digits alone: "The width of a line" and ``the-width_of-a-line`` are the same."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _headings(root: _Element, flat: Flat) -> list[Heading]:
    found = [(flat.span(element), int(str(element.tag)[1])) for element in root.iter(*HEADINGS)]
    return [Heading(start, level, flat.text[start:end]) for (start, end), level in found if start < end]
