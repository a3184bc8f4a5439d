"""The note of one page: what is known of it, then its highlights with their notes, as Markdown.

This is the front door of export: values in, text out. The shape is the template's
(``resources/templates/note.md.jinja``), the values are made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.dom.flatten import OBJECT, flatten
from postil.dom.serialise import parse_article
from postil.export.markdown.article import to_markdown
from postil.export.markdown.escaping import escape, one_line, safe_address
from postil.export.markdown.fragment import fragment
from postil.export.notes.frontmatter import ID_KEY, front_matter
from postil.export.notes.template import Markdown, render
from postil.model.annotation import AnchorState, Style
from postil.model.color_names import ColorNames

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat
    from postil.model.annotation import Annotation, Placed
    from postil.model.page import Page

TEMPLATE = "note.md.jinja"
BLOCK_ID = "hl-"
"""A highlight's block id is this and the annotation's id; it stays the same in every export."""
_ARTICLE_HEADING = 3
"""The level of an article's own headings in a note."""


@dataclass(frozen=True, slots=True)
class NoteSource:
    """What a note is made of: a page, its article, and where its annotations stand in the article."""

    page: Page
    html: str
    text: str
    placed: tuple[Placed, ...] = ()
    colors: ColorNames = ColorNames()  # noqa: RUF009 - frozen, like this
    """What the colours mean to the person."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight as templates see it."""

    block: str
    """Its block id, without the ``^``."""
    quote: Markdown
    text: str
    color: str
    meaning: str
    """What the colour means to the person; empty where they did not say."""
    underlined: bool
    tags: tuple[str, ...]
    note: Markdown
    moved: bool
    created: str


@dataclass(frozen=True, slots=True)
class Section:
    """Highlights that stand under one heading of the article; the heading is empty before the first."""

    heading: str
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note as templates see it. Dates are ISO 8601, times UTC."""

    front_matter: Markdown
    title: str
    author: str
    site: str
    source: str
    published: str
    saved: str
    tags: tuple[str, ...]
    note: Markdown
    """What the person wrote about the whole page."""
    sections: tuple[Section, ...]
    lost: tuple[Highlight, ...]
    """Highlights whose words were not found in the text that is read now."""
    article: Markdown
    """The whole article, or nothing."""


def markdown(source: NoteSource, *, article: bool = False) -> str:
    """The note of a page, with the whole article after it on request."""
    return render(TEMPLATE, note=_note(source, whole=article))


def _note(source: NoteSource, *, whole: bool) -> Note:
    page = source.page
    root = parse_article(source.html)
    reader = _Reader(root, flatten(root), source.text, source.colors)
    lost = tuple(
        _highlight(each.annotation, _plain(each.annotation), source.colors)
        for each in source.placed
        if each.start is None
    )
    return Note(
        front_matter=_front_matter(page),
        title=one_line(page.title) or "Untitled",
        author=page.byline or "",
        site=page.site or "",
        source=_address(page) or "",
        published=page.published or "",
        saved=_saved(page),
        tags=page.tags,
        note=Markdown(page.note.strip()),
        sections=tuple(reader.sections(source.placed)),
        lost=lost,
        article=Markdown(to_markdown(root, heading=_ARTICLE_HEADING) if whole else ""),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of an article that highlights cover."""

    root: _Element
    flat: Flat
    text: str
    colors: ColorNames

    def sections(self, placed: tuple[Placed, ...]) -> list[Section]:
        """The highlights that were found, in the order of the document, under their headings."""
        found = [(each.start, each.end, each.annotation) for each in placed if each.start is not None]
        ordered = sorted(found, key=lambda each: (each[0], -(each[1] or 0)))
        headings = self._headings()
        result = []
        for at, group in groupby(ordered, key=lambda each: sum(start <= each[0] for start, _ in headings)):
            highlights = tuple(
                _highlight(kept, self._quote(start, end or start), self.colors) for start, end, kept in group
            )
            result.append(Section(headings[at - 1][1] if at else "", highlights))
        return result

    def _headings(self) -> list[tuple[int, str]]:
        spans = [self.flat.span(each) for each in self.root.iter() if each.tag in HEADINGS]
        return [(start, one_line(self.flat.text[start:end])) for start, end in spans if start < end]

    def _quote(self, start: int, end: int) -> Markdown:
        if self.flat.text != self.text:
            return _lines(self.text[start:end])
        quote = to_markdown(fragment(self.root, self.flat, start, end))
        return Markdown(quote or "*an image*")


def _highlight(kept: Annotation, quote: Markdown, colors: ColorNames) -> Highlight:
    return Highlight(
        block=BLOCK_ID + kept.id,
        quote=quote,
        text=one_line(kept.selectors.quote.exact),
        color=kept.color.value,
        meaning=one_line(colors.meaning(kept.color)),
        underlined=kept.style is Style.UNDERLINE,
        tags=kept.tags,
        note=Markdown(kept.note if kept.note.strip() else ""),
        moved=kept.state is AnchorState.MOVED,
        created=kept.created.isoformat(timespec="seconds"),
    )


def _plain(kept: Annotation) -> Markdown:
    return _lines(kept.selectors.quote.exact)


def _lines(text: str) -> Markdown:
    lines = (line.replace(OBJECT, "").strip() for line in text.split("\n"))
    return Markdown("\n\n".join(escape(line) for line in lines if line) or "*an image*")


def _front_matter(page: Page) -> Markdown:
    return Markdown(
        front_matter(
            (
                ("title", page.title),
                ("source", _address(page)),
                ("author", page.byline),
                ("published", page.published),
                ("saved", _saved(page)),
                ("tags", page.tags),
                (ID_KEY, page.id),
            )
        )
    )


def _address(page: Page) -> str | None:
    return next((each for each in (page.canonical, page.address) if safe_address(each)), None)


def _saved(page: Page) -> str:
    return (page.saved or page.added).date().isoformat()
