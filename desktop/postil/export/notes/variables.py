"""What templates see: a note with its sections and highlights, made of a page and its annotations.

The manual (``resources/manual/templates.md``) says the same for the people who write templates.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.dom.flatten import OBJECT, flatten
from postil.dom.serialise import parse_article
from postil.export.formats.citation_key import citation_key
from postil.export.formats.people import people
from postil.export.markdown.article import to_markdown
from postil.export.markdown.escaping import escape, one_line, safe_address
from postil.export.markdown.fragment import fragment
from postil.export.markdown.marking import with_marks
from postil.export.notes.written import Markdown, OwnNote
from postil.model.annotation import AnchorState, Style
from postil.model.export_target import Images, NoteContents, NotePreset
from postil.model.postil_link import PostilLink

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat
    from postil.export.formats.people import Person
    from postil.export.notes.note import NoteSource
    from postil.export.notes.written import Marks
    from postil.model.annotation import Annotation
    from postil.model.color_names import ColorNames
    from postil.model.export_target import NoteShape
    from postil.model.page import Page

BLOCK_ID = "hl-"
"""A highlight's block id is this and the annotation's id; it stays the same in every export."""
_ARTICLE_HEADING = 3
"""The level of an article's own headings in a note of its own; one higher where the title is no heading."""
_UUIDS = uuid.UUID("5c1a5d9e-7d0e-5f55-9a3c-0d6d3c1f7e21")
"""The namespace of highlights' UUIDs."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight as templates see it."""

    block: str
    """Its block id, without the ``^``."""
    uuid: str
    """The same for programs whose blocks have UUIDs."""
    link: PostilLink
    """Opens Postil at the highlight."""
    quote: Markdown
    """The words as they are marked up in the article."""
    text: str
    """The words alone, on one line."""
    color: str
    """``yellow``, ``red``, ``green``, ``blue``, ``purple``, ``magenta``, ``orange`` or ``gray``."""
    meaning: str
    """What the colour means to the person; empty where they did not say."""
    underlined: bool
    """Whether it is drawn as a line below the words."""
    tags: tuple[str, ...]
    note: OwnNote
    """What the person wrote about it."""
    moved: bool
    """Whether the text around it has changed, so that it is to be checked."""
    created: str
    """When it was made, as ISO 8601 in UTC."""
    modified: str
    """When it was last changed."""

    @property
    def key(self) -> str:
        """The name of its managed part."""
        return self.block


@dataclass(frozen=True, slots=True)
class Section:
    """Highlights that stand under one heading of the article."""

    heading: str
    """Empty before the first heading."""
    number: int
    """Which heading of the article it is; 0 before the first."""
    highlights: tuple[Highlight, ...]

    @property
    def key(self) -> str:
        """The name of its managed part."""
        return f"section {self.number}"


@dataclass(frozen=True, slots=True)
class Note:
    """A note as templates see it. Dates are ISO 8601, times UTC."""

    id: str
    """The page's id."""
    link: PostilLink
    """Opens Postil at the page."""
    title: str
    """On one line; empty where the page has none."""
    author: str
    """As the page says it."""
    authors: tuple[str, ...]
    """One by one."""
    people: tuple[Person, ...]
    """The same with ``family`` and ``given`` names."""
    site: str
    source: str
    """The address of the page; empty where it has none that can be followed."""
    published: str
    """When the page says that it was published."""
    saved: str
    """The day it was saved."""
    language: str
    """As the page says it: ``en``, ``uk``."""
    words: int
    """How long the article is."""
    tags: tuple[str, ...]
    citation_key: str
    """By which Pandoc, BibTeX and CSL know the page."""
    note: OwnNote
    """What the person wrote about the whole page."""
    sections: tuple[Section, ...]
    """The highlights in the order of the text, under the headings of the article."""
    highlights: tuple[Highlight, ...]
    """The same without headings."""
    lost: tuple[Highlight, ...]
    """Highlights whose words were not found in the text that is read now."""
    article: Markdown
    """The whole article with the highlights marked in it, or nothing."""
    several: bool
    """Whether the file has several pages, each under its own heading."""


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A file of several pages as templates see it."""

    id: str
    """By which the file is found again; empty where it has none."""
    title: str
    notes: tuple[Note, ...]


def note_variables(source: NoteSource, shape: NoteShape, marks: Marks, *, several: bool = False) -> Note:
    """The note of a page for one rendering."""
    page = source.page
    article = _Article(source)
    persons = people(page.byline)
    sections = tuple(_sections(article, marks))
    return Note(
        id=page.id,
        link=PostilLink(page.id),
        title=one_line(page.title),
        author=one_line(page.byline or ""),
        authors=tuple(" ".join(filter(None, (each.given, each.family))) for each in persons),
        people=persons,
        site=one_line(page.site or ""),
        source=_address(page),
        published=one_line(page.published or ""),
        saved=(page.saved or page.added).date().isoformat(),
        language=one_line(page.language or ""),
        words=page.words,
        tags=page.tags,
        citation_key=citation_key(page),
        note=OwnNote.of(page.note, marks),
        sections=sections,
        highlights=tuple(each for section in sections for each in section.highlights),
        lost=tuple(
            _highlight(
                page, each.annotation, _lines(each.annotation.selectors.quote.exact), source.colors, marks
            )
            for each in source.placed
            if each.start is None
        ),
        article=article.whole(shape, several=several),
        several=several,
    )


class _Article:
    """Reads the parts of an article that highlights cover."""

    def __init__(self, source: NoteSource) -> None:
        self.source = source

    @cached_property
    def root(self) -> _Element:
        return parse_article(self.source.html)

    @cached_property
    def flat(self) -> Flat:
        return flatten(self.root)

    def headings(self) -> list[tuple[int, str]]:
        spans = [self.flat.span(each) for each in self.root.iter() if each.tag in HEADINGS]
        return [(start, one_line(self.flat.text[start:end])) for start, end in spans if start < end]

    def quote(self, start: int, end: int) -> Markdown:
        if self.flat.text != self.source.text:
            return _lines(self.source.text[start:end])
        quote = to_markdown(fragment(self.root, self.flat, start, end))
        return Markdown(quote or "*an image*")

    def whole(self, shape: NoteShape, *, several: bool) -> Markdown:
        if shape.contents is not NoteContents.ARTICLE:
            return Markdown("")
        source = self.source
        spans = ((each.start, each.end or 0) for each in source.placed if each.start is not None)
        same = self.flat.text == source.text
        names = {f"asset:{each.content}": each.name for each in source.images}
        return Markdown(
            to_markdown(
                with_marks(self.root, self.flat, spans) if same else self.root,
                heading=_ARTICLE_HEADING - (shape.preset is NotePreset.PANDOC) + several,
                marks=shape.marks,
                copy_of=names.get if shape.images is Images.COPIED else None,
            )
        )


def _sections(article: _Article, marks: Marks) -> list[Section]:
    """The highlights that were found, in the order of the document, under their headings."""
    source = article.source
    found = [(each.start, each.end, each.annotation) for each in source.placed if each.start is not None]
    if not found:
        return []
    ordered = sorted(found, key=lambda each: (each[0], -(each[1] or 0)))
    headings = article.headings()
    result = []
    for at, group in groupby(ordered, key=lambda each: sum(start <= each[0] for start, _ in headings)):
        highlights = tuple(
            _highlight(source.page, kept, article.quote(start, end or start), source.colors, marks)
            for start, end, kept in group
        )
        result.append(Section(headings[at - 1][1] if at else "", at, highlights))
    return result


def _highlight(page: Page, kept: Annotation, quote: Markdown, colors: ColorNames, marks: Marks) -> Highlight:
    return Highlight(
        block=BLOCK_ID + kept.id,
        uuid=str(uuid.uuid5(_UUIDS, kept.id)),
        link=PostilLink(page.id, kept.id),
        quote=quote,
        text=one_line(kept.selectors.quote.exact),
        color=kept.color.value,
        meaning=one_line(colors.meaning(kept.color)),
        underlined=kept.style is Style.UNDERLINE,
        tags=kept.tags,
        note=OwnNote.of(kept.note, marks),
        moved=kept.state is AnchorState.MOVED,
        created=kept.created.isoformat(timespec="seconds"),
        modified=kept.modified.isoformat(timespec="seconds"),
    )


def _lines(text: str) -> Markdown:
    lines = (line.replace(OBJECT, "").strip() for line in text.split("\n"))
    return Markdown("\n\n".join(escape(line) for line in lines if line) or "*an image*")


def _address(page: Page) -> str:
    return next((each for each in (page.canonical, page.address) if each and safe_address(each)), "")
