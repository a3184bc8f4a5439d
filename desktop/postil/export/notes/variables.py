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
    from collections.abc import Iterator

    from lxml.etree import _Element

    from postil.dom.flatten import Flat
    from postil.export.formats.people import Person
    from postil.export.notes.note import NoteSource
    from postil.export.notes.written import Marks
    from postil.model.annotation import Annotation
    from postil.model.export_target import NoteShape
    from postil.model.page import Page

BLOCK_ID = "hl-"
"""A highlight's block id is this and the annotation's id; it stays the same in every export."""
_ARTICLE_HEADING = 3
"""The level of an article's own headings in a note of its own; one higher where the title is no heading."""
_MARK = 6
"""Characters of a page's id that tell its footnotes from those of other pages."""
_UUIDS = uuid.UUID("5c1a5d9e-7d0e-5f55-9a3c-0d6d3c1f7e21")
"""The namespace of highlights' UUIDs."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight as templates see it."""

    block: str
    """Its block id, without the ``^``."""
    uuid: str
    """The same for programs whose blocks have UUIDs, another one in each file of several pages."""
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


def note_variables(
    source: NoteSource, shape: NoteShape, marks: Marks, *, several: bool = False, file_id: str = ""
) -> Note:
    """The note of a page for one rendering, in a file of its own or in that of ``several`` pages."""
    page = source.page
    persons = people(page.byline)
    making = _Making(source, shape, marks, several, file_id)
    sections = tuple(making.sections())
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
        lost=tuple(making.lost()),
        article=making.article() if shape.contents is NoteContents.ARTICLE else Markdown(""),
        several=several,
    )


@dataclass(frozen=True)
class _Making:
    """Makes the highlights and the article of one rendering."""

    source: NoteSource
    shape: NoteShape
    marks: Marks
    several: bool
    file_id: str

    @cached_property
    def _root(self) -> _Element:
        return parse_article(self.source.html)

    @cached_property
    def _flat(self) -> Flat:
        return flatten(self._root)

    @cached_property
    def _found(self) -> list[tuple[int, int, Annotation]]:
        """The highlights that were found, in the order of the text, the longer one first."""
        placed = self.source.placed
        found = [(each.start, each.end or 0, each.annotation) for each in placed if each.start is not None]
        return sorted(found, key=lambda each: (each[0], -each[1]))

    def sections(self) -> Iterator[Section]:
        """The highlights that were found under their headings."""
        headings = self._headings() if self._found else []
        for at, group in groupby(
            self._found, key=lambda each: sum(start <= each[0] for start, _ in headings)
        ):
            highlights = tuple(self._highlight(kept, self._quote(start, end)) for start, end, kept in group)
            yield Section(headings[at - 1][1] if at else "", at, highlights)

    def lost(self) -> Iterator[Highlight]:
        """The highlights that were not found."""
        for each in self.source.placed:
            if each.start is None:
                yield self._highlight(each.annotation, _lines(each.annotation.selectors.quote.exact))

    def article(self) -> Markdown:
        """The whole article."""
        source = self.source
        same = self._flat.text == source.text
        names = {f"asset:{each.content}": each.name for each in source.images}
        return Markdown(
            to_markdown(
                with_marks(self._root, self._flat, (each[:2] for each in self._found))
                if same
                else self._root,
                heading=_ARTICLE_HEADING - (self.shape.preset is NotePreset.PANDOC) + self.several,
                marks=self.shape.marks,
                footnotes=f"{source.page.id[:_MARK]}-" if self.several else "",
                copy_of=names.get if self.shape.images is Images.COPIED else None,
            )
        )

    def _headings(self) -> list[tuple[int, str]]:
        spans = [self._flat.span(each) for each in self._root.iter() if each.tag in HEADINGS]
        return [(start, one_line(self._flat.text[start:end])) for start, end in spans if start < end]

    def _quote(self, start: int, end: int) -> Markdown:
        if self._flat.text != self.source.text:
            return _lines(self.source.text[start:end])
        quote = to_markdown(fragment(self._root, self._flat, start, end))
        return Markdown(quote or "*an image*")

    def _highlight(self, kept: Annotation, quote: Markdown) -> Highlight:
        return Highlight(
            block=BLOCK_ID + kept.id,
            uuid=str(uuid.uuid5(_UUIDS, f"{self.file_id} {kept.id}".strip())),
            link=PostilLink(self.source.page.id, kept.id),
            quote=quote,
            text=one_line(kept.selectors.quote.exact),
            color=kept.color.value,
            meaning=one_line(self.source.colors.meaning(kept.color)),
            underlined=kept.style is Style.UNDERLINE,
            tags=kept.tags,
            note=OwnNote.of(kept.note, self.marks),
            moved=kept.state is AnchorState.MOVED,
            created=kept.created.isoformat(timespec="seconds"),
            modified=kept.modified.isoformat(timespec="seconds"),
        )


def _lines(text: str) -> Markdown:
    lines = (line.replace(OBJECT, "").strip() for line in text.split("\n"))
    return Markdown("\n\n".join(escape(line) for line in lines if line) or "*an image*")


def _address(page: Page) -> str:
    return next((each for each in (page.canonical, page.address) if each and safe_address(each)), "")
